"""Answers that worked: what agents wrote last in conversations of the same topic that then stayed resolved."""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Row, Select, func, select, true
from sqlalchemy.orm import Session, aliased

from app import current_intent, teams, undoing
from app.dashboard.filling import Ready, ready
from app.owning import NOT_A_TURN
from app.playbook.importing.masking import masked
from app.samples.mark import is_real
from app.tables import Contact, Conversation, Decision, Event, Message, Person

LATELY = timedelta(days=90)
QUIET = timedelta(days=1)  # so long after it the customer wrote no more
LOOKED_AT = 300  # of the topic's latest decisions
MOST = 3
SHORTEST, LONGEST = 40, 1500  # characters: "Gern!" helps nobody
ARRIVED = ("sent", "delivered", "read", "played")

# What masking hides, as the variables of a ready text: an agent fills in what is this customer's.
_AS_VARIABLES = {"[e-mail]": "email", "[phone]": "phone", "[iban]": "iban", "[number]": "number"}
_NAMES = re.compile(r"\[name\](?:\s+\[name\])*")
_LONG_NUMBER = re.compile(r"(?:\d[ .\-/]?){5,}")


def answers(
    session: Session,
    conversation_id: int,
    intent: str,
    language: str | None,
    values: Mapping[str, str | None],
    now: datetime,
    within: int | None = None,
) -> list[Ready]:
    """Up to three, the latest first, without what names somebody; `values` fill in what is known of this customer.

    within: who sees only their teams' conversations (walls.reader), and so no answers out of others.
    """
    seen = teams.seen_by(within) if within is not None else true()
    found = session.execute(_candidates(conversation_id, intent, language, now).where(seen)).all()
    return [ready(number, None, text, values) for number, text in _masked(found)][:MOST]


def _masked(found: Sequence[Row[*tuple[Any, ...]]]) -> Iterator[tuple[int, str]]:
    """Each text once; one that still tells a long number or an address is left out."""
    told: set[str] = set()
    for row in found:
        text = without_names(row.text, row.contact, row.agent)
        if text not in told and not _LONG_NUMBER.search(text) and "@" not in text:
            told.add(text)
            yield row.id, text


def without_names(text: str, contact: str | None, agent: str | None) -> str:
    """The customer's and the agent's names, addresses and numbers as variables. Pure."""
    hidden = _NAMES.sub("{{name}}", masked(text, [contact] if contact else []))
    hidden = _NAMES.sub("{{agent}}", masked(hidden, [agent] if agent else []))
    for mark, name in _AS_VARIABLES.items():
        hidden = hidden.replace(mark, f"{{{{{name}}}}}")
    return hidden


def _candidates(conversation_id: int, intent: str, language: str | None, now: datetime) -> Select[*tuple[Any, ...]]:
    similar = (Decision.intent == intent, Decision.language == language, Decision.conversation_id != conversation_id)
    not_corrected = current_intent.intent_now() == intent  # what was corrected to it is left out, as no index finds it
    latest = select(Decision.id).where(*similar, Decision.created_at > now - LATELY)
    latest = latest.order_by(Decision.id.desc()).limit(LOOKED_AT)  # before corrections are looked up for them
    columns = (Decision.conversation_id, Decision.created_at)
    turn = select(*columns).where(Decision.id.in_(latest), not_corrected).subquery("turn")
    resolved = (
        select(Event.at)
        .where(Event.conversation_id == turn.c.conversation_id, Event.at >= turn.c.created_at)
        .where(Event.kind == "resolved", Event.person_id.is_not(None), ~undoing.taken_back())
        .order_by(Event.at)
        .limit(1)
        .lateral("resolved")
    )
    by_agent = (Message.author == "agent", Message.kind == "text", Message.status.in_(ARRIVED), Message.part == 0)
    said = (
        select(Message.id, Message.text, Message.written_at, Message.person_id)
        .where(Message.conversation_id == turn.c.conversation_id, *by_agent, Message.revoked_at.is_(None))
        .where(Message.written_at.between(turn.c.created_at, resolved.c.at))
        .where(func.length(Message.text).between(SHORTEST, LONGEST))
        .order_by(Message.written_at.desc(), Message.id.desc())
        .limit(1)
        .lateral("said")
    )
    again = aliased(Message)
    wrote_again = (
        select(again.id)
        .where(again.conversation_id == turn.c.conversation_id, again.direction == "in")
        .where(again.kind.not_in(NOT_A_TURN), again.written_at > said.c.written_at)
        .where(again.written_at <= resolved.c.at + QUIET)
        .exists()
    )
    agent = func.coalesce(Person.name, func.split_part(Person.email, "@", 1))
    return (
        select(said.c.id, said.c.text, Contact.name.label("contact"), agent.label("agent"))
        .select_from(turn)
        .join(resolved, true())
        .join(said, true())
        .join(Conversation, Conversation.id == turn.c.conversation_id)
        .join(Contact, Contact.id == Conversation.contact_id)
        .join(Person, Person.id == said.c.person_id)
        .where(resolved.c.at <= now - QUIET, ~wrote_again, is_real(Conversation.inbox_id))
        .order_by(said.c.written_at.desc())
        .limit(MOST * 10)
    )
