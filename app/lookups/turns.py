"""Triage's side of the lookups: what a turn knows of them, beginning one, and dropping what no turn waits for."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from app import sets
from app.lookups.enquiry import FRESH, Enquiry, Looked
from app.playbook.address import CONTACT_PHONE
from app.playbook.answers import variables
from app.playbook.model import Playbook
from app.tables import ContactAlias, Conversation, Lookup, Message

Turns = Mapping[int, Sequence[Message]]


def known(
    session: Session, conversations: Mapping[int, Conversation], turns: Turns, playbook: Playbook, now: datetime
) -> dict[int, Looked]:
    """What each of these turns knows, by the conversations' ids. Nothing is read when no answer ever asks.

    What was asked for an earlier message of the same turn counts for a minute: the customer has only written on.
    """
    if not playbook.looks_up:
        return {}
    asked = _asked(session, [message.id for turn in turns.values() for message in turn])
    phones = _phones(session, {one.contact_id for one in conversations.values()}, playbook)
    found = {}
    for key, conversation in conversations.items():
        last = turns[key][-1].id if turns[key] else None
        rows = [row for message in turns[key] for row in asked[message.id]]
        valid = [row for row in rows if row.message_id == last or row.created_at > now - FRESH]
        newest_first = sorted(valid, key=lambda row: -row.id)
        found[key] = Looked(tuple(map(_enquiry, newest_first)), phones.get(conversation.contact_id))
    return found


def _asked(session: Session, message_ids: Sequence[int]) -> Mapping[int, list[Lookup]]:
    rows: dict[int, list[Lookup]] = defaultdict(list)
    for row in session.scalars(select(Lookup).where(sets.among(Lookup.message_id, message_ids))):
        rows[row.message_id].append(row)
    return rows


def _enquiry(row: Lookup) -> Enquiry:
    return Enquiry(row.intent, row.url, row.until, row.state, row.result or {}, row.why)


def _phones(session: Session, contact_ids: Iterable[int], playbook: Playbook) -> dict[int, str]:
    """The contacts' current numbers in digits, as WhatsApp used them last; read only where an address names them."""
    systems = [intent.lookup for intent in playbook.intents.values() if intent.lookup]
    if not any(CONTACT_PHONE in variables(system.url) for system in systems):
        return {}
    theirs = (sets.among(ContactAlias.contact_id, list(contact_ids)), ContactAlias.kind == "phone")
    current = select(ContactAlias).where(*theirs, ContactAlias.until.is_(None)).order_by(ContactAlias.seen_at)
    return {row.contact_id: "".join(filter(str.isdigit, row.value)) for row in session.scalars(current)}


def begin(
    session: Session, waiting: Sequence[tuple[Conversation, Message, Enquiry]], playbook: Playbook, now: datetime
) -> None:
    """Leave these turns open until their lookups have ended; those that nobody has asked yet are written down."""
    for conversation, _, enquiry in waiting:
        conversation.due_at = enquiry.until
    rows = [_row(talk, last, enquiry, playbook, now) for talk, last, enquiry in waiting if enquiry.state == "new"]
    if not rows:
        return
    # One for another address is of no use any more: the customer has changed the message since.
    insertion = insert(Lookup).values(rows)
    anew = {name: insertion.excluded[name] for name in rows[0] if name not in {"message_id", "intent"}}
    session.execute(insertion.on_conflict_do_update(index_elements=["message_id", "intent"], set_=anew))


def _row(
    conversation: Conversation, last: Message, enquiry: Enquiry, playbook: Playbook, now: datetime
) -> dict[str, Any]:
    system = playbook.intents[enquiry.intent].lookup
    new = dict.fromkeys(("result", "why", "claim", "claimed_until", "done_at"))
    return new | {
        "conversation_id": conversation.id,
        "message_id": last.id,
        "intent": enquiry.intent,
        "url": enquiry.url,
        "secret": system.secret if system else None,
        "state": "due",
        "attempts": 0,
        "due_at": now,
        "until": enquiry.until,
        "created_at": now,
    }


def drop(session: Session, turns: Iterable[Sequence[Message]], playbook: Playbook) -> None:
    """Nobody waits for the lookups of these turns any more; whoever is asking finds its claim gone."""
    if not playbook.looks_up:
        return
    theirs = sets.among(Lookup.message_id, [message.id for turn in turns for message in turn])
    no_more = {"state": "failed", "why": "unneeded", "due_at": None, "claim": None, "claimed_until": None}
    session.execute(
        update(Lookup).where(theirs, Lookup.state == "due").values(no_more).execution_options(synchronize_session=False)
    )
