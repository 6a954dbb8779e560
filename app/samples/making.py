"""Making the sample conversations. Nothing of them is due, queued or unread by a machine: no worker finds them."""

from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from app.refusals import RefusedError
from app.samples.mark import NUMBER, is_real
from app.samples.told import SAMPLES, Line, Sample
from app.tables import Contact, ContactAlias, Conversation, Decision, Event, Inbox, Message, Note, Person

HANDED_OVER = timedelta(seconds=20)
OUTCOMES = {"answer": "answered", "ask": "asked", "escalate": "escalated", "note": "noted"}


def make(session: Session, by: Person, language: str, now: datetime) -> bool:
    """Make them, `by` in the agent's place; whether that was needed. `language`: of what their inbox is called.

    Raises RefusedError with `real_conversations` where there are some already.
    """
    if has_real_ones(session):
        raise RefusedError("real_conversations")
    name = {"de": "Beispiele", "en": "Samples"}[language]
    making = insert(Inbox).values(phone_number_id=NUMBER, name=name, display_number=name, language=language)
    inbox_id = session.scalar(making.on_conflict_do_nothing().returning(Inbox.id))
    if inbox_id is None:
        return False
    for number, sample in enumerate(SAMPLES, 1):
        _conversation(session, inbox_id, number, sample, by, now)
    return True


def has_real_ones(session: Session) -> bool:
    return session.scalar(select(Conversation.id).where(is_real(Conversation.inbox_id)).limit(1)) is not None


def _conversation(session: Session, inbox_id: int, number: int, sample: Sample, by: Person, now: datetime) -> None:
    conversation = Conversation(
        inbox_id=inbox_id, contact_id=_contact(session, inbox_id, number, sample, now), **_state(sample, by, now)
    )
    session.add(conversation)
    session.flush()
    decision = _decision(conversation, sample, now)
    session.add(decision)
    session.flush()
    conversation.intent = decision.intent
    messages = _messages(session, conversation, sample, decision, by, now)
    _what_happened(session, conversation, sample, by, now)
    conversation.read_to_id = conversation.read_told_id = messages[-1].id if not conversation.waiting_since else None


def _contact(session: Session, inbox_id: int, number: int, sample: Sample, now: datetime) -> int:
    stopped = now - timedelta(minutes=sample.lines[0].minutes_ago) if sample.opted_out else None
    contact = Contact(name=sample.name, language=sample.language, opted_out_at=stopped, stop_confirmed_at=stopped)
    session.add(contact)
    session.flush()
    value = f"{NUMBER}.{number}"
    alias = ContactAlias(contact_id=contact.id, kind="bsuid", value=value, key=value, seen_at=now, inbox_id=inbox_id)
    session.add(alias)
    return contact.id


def _state(sample: Sample, by: Person, now: datetime) -> dict[str, Any]:
    asked = [line.minutes_ago for line in sample.lines if line.by == "customer"]
    answered = min((line.minutes_ago for line in sample.lines if line.by == "agent"), default=None)
    unanswered = [minutes for minutes in asked if answered is None or minutes < answered]
    waits = sample.owner in {"waiting", "agent"} and unanswered
    return {
        "owner": sample.owner,
        "assignee_id": by.id if sample.mine else None,
        "reason": sample.reason if sample.owner in {"waiting", "agent"} else None,
        "team": sample.team,
        "priority": sample.priority,
        "waiting_since": now - timedelta(minutes=max(unanswered)) if waits else None,
        "last_customer_at": now - timedelta(minutes=min(asked)),
        "last_message_at": now - timedelta(minutes=sample.lines[-1].minutes_ago),
        "changed_at": now - timedelta(minutes=sample.lines[-1].minutes_ago),
        "warned_for": now - timedelta(minutes=min(asked)),  # nobody is to be warned of it again
        "snoozed_at": now - timedelta(minutes=sample.lines[-1].minutes_ago) if sample.snoozed else None,
    }


def _decision(conversation: Conversation, sample: Sample, now: datetime) -> Decision:
    mood = {"mood": {"urgent": True, "angry": True, "signs": list(sample.signs)}} if sample.signs else None
    return Decision(
        conversation_id=conversation.id,
        kind=sample.kind,
        reason=sample.reason,
        intent=sample.intent,
        confidence=sample.confidence,
        runner_up=sample.runner_up,
        language=sample.language,
        suggestion=sample.suggestion,
        because=mood,
        created_at=now - timedelta(minutes=sample.lines[-1].minutes_ago),
    )


def _messages(
    session: Session, conversation: Conversation, sample: Sample, decision: Decision, by: Person, now: datetime
) -> list[Message]:
    messages: list[Message] = []
    for line in sample.lines:
        asked = next((one for one in reversed(messages) if one.direction == "in"), None)
        message = _message(conversation, line, asked, by, now)
        if message.direction == "in":
            message.outcome, message.decision_id = OUTCOMES[sample.kind], decision.id
        session.add(message)
        session.flush()
        messages.append(message)
    return messages


def _message(conversation: Conversation, line: Line, asked: Message | None, by: Person, now: datetime) -> Message:
    at = now - timedelta(minutes=line.minutes_ago)
    common = {"conversation_id": conversation.id, "inbox_id": conversation.inbox_id, "text": line.text}
    common |= {"written_at": at, "stored_at": at, "wamid": f"{NUMBER}.{uuid4()}"}
    if line.by == "customer":
        return Message(direction="in", **common)
    ours = {"author": line.by, "status": line.status, "callback_id": uuid4(), "answers_id": asked.id if asked else None}
    return Message(direction="out", person_id=by.id if line.by == "agent" else None, **ours, **common)


def _what_happened(session: Session, conversation: Conversation, sample: Sample, by: Person, now: datetime) -> None:
    asked = now - timedelta(minutes=sample.lines[0].minutes_ago) + HANDED_OVER
    done = now - timedelta(minutes=sample.lines[-1].minutes_ago) + HANDED_OVER
    if sample.reason:
        session.add(Event(conversation_id=conversation.id, kind="escalated", reason=sample.reason, at=asked))
    if sample.owner in {"agent", "resolved"} and any(line.by == "agent" for line in sample.lines):
        session.add(Event(conversation_id=conversation.id, kind="taken", person_id=by.id, at=asked + HANDED_OVER))
    if sample.owner == "resolved":
        session.add(Event(conversation_id=conversation.id, kind="resolved", person_id=by.id, at=done))
    if sample.note:
        session.add(Note(conversation_id=conversation.id, person_id=by.id, text=sample.note, written_at=done))
