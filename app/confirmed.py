"""What messages were about, by the word of those who know: more examples for the classifier.

A tap on one of Lotse's buttons says what the customer had meant before; whoever checks an automatic reaction says that
it was right, or what the message was about instead. Who says that it was wrong and does not know what it was about says
that it belongs to people: left out, those would make every proof too good.
"""

from collections import Counter
from collections.abc import Collection

from sqlalchemy import Select, case, exists, func, literal, select, union_all
from sqlalchemy.dialects.postgresql import aggregate_order_by
from sqlalchemy.orm import Session, aliased

from app.asking import PERSON, TAPPED
from app.playbook.importing import masking
from app.tables import Check, Contact, Conversation, Correction, Decision, Message
from models.prediction import OUT_OF_SCOPE

SOURCE = "said by people"  # as who wrote them, and corrections; no source of a playbook has such a name
MOST_OF_ONE = 3  # of a contact for an intent, the newest


def examples(session: Session, intents: Collection[str]) -> list[tuple[str, str]]:
    """The whole turns that were confirmed to be about one of these intents, masked, and which, the newest first. What
    was changed, deleted or pruned since is not among them, nor what an agent had the last word on (app.learning)."""
    known = union_all(_by_taps(), _by_checks()).subquery()
    text = func.string_agg(Message.text, aggregate_order_by(literal("\n"), Message.written_at, Message.id))
    rows = (
        select(text, known.c.intent, Conversation.contact_id, Contact.name)
        .select_from(known)
        .join(Decision, Decision.id == known.c.decision_id)
        .join(Conversation, Conversation.id == Decision.conversation_id)
        .join(Contact, Contact.id == Conversation.contact_id)
        .join(Message, (Message.decision_id == Decision.id) & (Message.direction == "in"))
        .where(known.c.intent.in_(intents), ~exists().where(Correction.decision_id == Decision.id))
        .group_by(Decision.id, known.c.intent, Conversation.contact_id, Contact.name)
        .having(func.count(Message.revoked_at) + func.count(Message.edited_at) == 0, func.count(Message.text) > 0)
        .order_by(Decision.id.desc())
    )
    taught: Counter[tuple[int, str]] = Counter()
    found = []
    for said, intent, contact_id, name in session.execute(rows):
        taught[contact_id, intent] += 1
        if taught[contact_id, intent] <= MOST_OF_ONE:
            found.append((masking.masked(said, [name] if name else ()), intent))
    return found


def _by_taps() -> Select[int | None, str | None]:
    """The turn about which that very question was asked; "a person" does not say what it is about."""
    tapped, question, before = aliased(Message), aliased(Message), aliased(Message)
    asked = (question.wamid == tapped.quotes_wamid) & (question.conversation_id == tapped.conversation_id)
    return (
        select(before.decision_id.label("decision_id"), Decision.intent.label("intent"))
        .select_from(Decision)
        .join(tapped, (tapped.decision_id == Decision.id) & (tapped.kind == "interactive"))
        .join(question, asked & (question.author == "bot"))
        .join(before, before.id == question.answers_id)
        .where(Decision.model_version == TAPPED, Decision.intent != PERSON)
    )


def _by_checks() -> Select[int | None, str | None]:
    instead = func.coalesce(Check.right_intent, OUT_OF_SCOPE)
    intent = case((Check.was_right.is_(True), Check.intent), else_=instead)
    judged = select(Message.decision_id.label("decision_id"), intent.label("intent")).join(Message)
    return judged.where(Check.judged_at.is_not(None))
