"""What people say that a turn was about: shown at once, learnt at the next training, undone by choosing again.

Each verb runs in the caller's transaction and expects the conversation's row locked.
"""

import re
from collections.abc import Sequence
from datetime import datetime
from difflib import SequenceMatcher

from sqlalchemy import select
from sqlalchemy.orm import Session

from app import current_intent
from app.playbook.importing import masking
from app.tables import Conversation, Correction, Decision, Message, Person
from app.timeline import note

ALIKE = 0.9  # of the words, 0 to 1: so much of a suggestion has to be left in an answer


def judged(session: Session, conversation_id: int) -> Decision | None:
    """The decision that the card shows."""
    here = select(Decision).where(Decision.conversation_id == conversation_id)
    return session.scalars(here.order_by(*current_intent.why_first()).limit(1)).first()


def newest(session: Session, decision_id: int) -> Correction | None:
    """What holds of a decision; None while no person has said anything."""
    of_it = select(Correction).where(Correction.decision_id == decision_id)
    return session.scalars(of_it.order_by(Correction.id.desc()).limit(1)).first()


def guessed_also(decision: Decision) -> tuple[str, ...]:
    """The further intents that Lotse found in the same turn."""
    return tuple(wish["intent"] for wish in (decision.because or {}).get("also", ()))


def choose(
    session: Session,
    conversation: Conversation,
    person: Person,
    decision: Decision,
    intent: str | None,
    also: Sequence[str],
    now: datetime,
) -> None:
    """The turn is about this intent (None: none of those that there are) and these further ones; the same word again
    changes nothing."""
    further = list(dict.fromkeys(name for name in also if intent and name != intent))
    before = newest(session, decision.id)
    if before and (before.intent, list(before.also)) == (intent, further):
        return
    _keep(session, conversation, person, decision, intent, further, now)
    current_intent.keep(session, [conversation])
    told = {"from": before.intent if before else decision.intent, "to": intent, "also": further}
    note(session, conversation, "corrected", now, person=person, detail=told)


def confirm(session: Session, conversation: Conversation, person: Person, reply: str, now: datetime) -> None:
    """Whoever sends what Lotse suggested for an intent, or hardly another text, says that it was that intent; unless
    a person has said what it was."""
    decision = judged(session, conversation.id)
    if decision is None or not decision.intent or not decision.suggestion or newest(session, decision.id):
        return
    if is_essentially(reply, decision.suggestion):
        _keep(session, conversation, person, decision, decision.intent, guessed_also(decision), now)


def is_essentially(reply: str, suggestion: str) -> bool:
    """Whether the whole suggestion stands in the reply, or nearly all of its words and hardly others."""
    said, suggested = (re.findall(r"\w+", text.casefold()) for text in (reply, suggestion))
    if not suggested:
        return False
    whole = f" {' '.join(suggested)} " in f" {' '.join(said)} "
    return whole or SequenceMatcher(None, said, suggested, autojunk=False).ratio() >= ALIKE


def _keep(
    session: Session,
    conversation: Conversation,
    person: Person,
    decision: Decision,
    intent: str | None,
    also: Sequence[str],
    now: datetime,
) -> None:
    same = intent == decision.intent and tuple(also) == guessed_also(decision)
    kind = "none_of_these" if intent is None else "confirmed" if same else "corrected"
    row = Correction(conversation_id=conversation.id, decision_id=decision.id, kind=kind, person_id=person.id, at=now)
    row.guessed, row.intent, row.also, row.language = decision.intent, intent, list(also), decision.language
    row.text = _masked(turn(session, decision.id), conversation.contact.name)
    session.add(row)
    session.flush()


def turn(session: Session, decision_id: int) -> str | None:
    """What the customer said in it; None where there are no words, or they changed or deleted them since."""
    of_it = select(Message).where(Message.decision_id == decision_id, Message.direction == "in")
    messages = session.scalars(of_it.order_by(Message.written_at, Message.id)).all()
    if any(message.revoked_at or message.edited_at for message in messages):
        return None
    return "\n".join(message.text for message in messages if message.text) or None


def _masked(text: str | None, name: str | None) -> str | None:
    return masking.masked(text, [name] if name else ()) if text else None
