"""What can happen to a conversation. Each verb runs in the caller's transaction and expects the row locked.

`now` is the transaction's time (app.clock.now); every change leaves a line in the timeline.
"""

from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from app.tables import Conversation, Event, Message, Person
from app.whatsapp.limits import fits, window_open


class RefusedError(Exception):
    """An agent's wish that cannot be granted; the message is a key of the dashboard's texts."""


def lock(session: Session, conversation_id: int) -> Conversation | None:
    """The conversation, its row locked until the transaction ends."""
    row = select(Conversation).where(Conversation.id == conversation_id).with_for_update(of=Conversation)
    return session.execute(row.execution_options(populate_existing=True)).scalar_one_or_none()


def _note(
    session: Session,
    conversation: Conversation,
    kind: str,
    reason: str | None = None,
    person: Person | None = None,
) -> None:
    session.add(
        Event(
            conversation_id=conversation.id,
            kind=kind,
            reason=reason,
            person_id=person.id if person else None,
        )
    )


def answer(session: Session, conversation: Conversation, message: Message, text: str, now: datetime) -> None:
    """Queue the bot's answer to a message; a second one to the same message changes nothing."""
    insertion = insert(Message).values(**_outbound(conversation, message, text, now), author="bot", callback_id=uuid4())
    session.execute(
        insertion.on_conflict_do_nothing(index_elements=["answers_id"], index_where=Message.author == "bot")
    )
    if conversation.owner == "resolved":
        _note(session, conversation, "reopened", "customer_wrote")
    conversation.owner = "bot"
    conversation.last_message_at = now


def _outbound(conversation: Conversation, answered: Message, text: str, now: datetime) -> dict[str, object]:
    return {
        "conversation_id": conversation.id,
        "inbox_id": conversation.inbox_id,
        "direction": "out",
        "text": text,
        "answers_id": answered.id,
        "status": "queued",
        "written_at": now,
        "due_at": now,
    }


def escalate(
    session: Session, conversation: Conversation, reason: str, since: datetime, team: str | None = None
) -> None:
    """Bring the conversation to people. One that people already have stays where it is and only waits (again)."""
    conversation.waiting_since = conversation.waiting_since or since
    if conversation.owner in {"waiting", "agent"}:
        return
    conversation.owner = "waiting"
    conversation.reason = reason
    conversation.team = team
    _cancel_queued(session, conversation)
    _note(session, conversation, "escalated", reason)


def tell_people(session: Session, conversation: Conversation, reason: str, now: datetime) -> None:
    """Something went wrong with a message of ours: people must look, whoever owned the conversation."""
    if conversation.owner == "agent":
        conversation.reason = reason
        conversation.waiting_since = conversation.waiting_since or now
        _note(session, conversation, "trouble", reason)
        return
    escalate(session, conversation, reason, now, conversation.team)


def take(session: Session, conversation: Conversation, person: Person) -> None:
    """A person takes the conversation; what the bot was about to send is cancelled in the same instant."""
    if conversation.assignee_id == person.id:
        return
    conversation.owner = "agent"
    conversation.assignee_id = person.id
    _cancel_queued(session, conversation)
    _note(session, conversation, "taken", person=person)


def _cancel_queued(session: Session, conversation: Conversation) -> None:
    """Stop the bot's queued messages; the questions they answered are people's now."""
    queued = (Message.conversation_id == conversation.id, Message.author == "bot", Message.status == "queued")
    cancelling = update(Message).where(*queued).values(status="cancelled").returning(Message.id)
    for message_id in session.scalars(cancelling).all():
        give_question_to_people(session, message_id, "taken_before_sent")


def give_question_to_people(session: Session, message_id: int, reason: str) -> None:
    """The question that this message of the bot's should have answered is not answered by it: people have it."""
    answered = select(Message.answers_id).where(Message.id == message_id).scalar_subquery()
    session.execute(update(Message).where(Message.id == answered).values(outcome="escalated", outcome_reason=reason))


def reply(session: Session, conversation: Conversation, person: Person, text: str, key: UUID, now: datetime) -> None:
    """Queue an agent's reply; the same `key` twice (a double click) is one message.

    Raises RefusedError with `reply_empty`, `reply_too_long`, `window_closed` or `others_conversation`.
    """
    text = text.replace("\r\n", "\n").strip()
    _check_reply(conversation, person, text, now)
    latest = session.scalars(
        select(Message)
        .where(Message.conversation_id == conversation.id, Message.direction == "in")
        .order_by(Message.written_at.desc(), Message.id.desc())
        .limit(1)
    ).one()
    take(session, conversation, person)
    values = _outbound(conversation, latest, text, now)
    insertion = insert(Message).values(**values, author="agent", person_id=person.id, callback_id=key)
    session.execute(insertion.on_conflict_do_nothing(index_elements=["callback_id"]))
    conversation.waiting_since = None
    conversation.last_message_at = now


def _check_reply(conversation: Conversation, person: Person, text: str, now: datetime) -> None:
    if not text:
        raise RefusedError("reply_empty")
    if not fits(text):
        raise RefusedError("reply_too_long")
    if not window_open(conversation.last_customer_at, now):
        raise RefusedError("window_closed")
    if conversation.owner == "agent" and conversation.assignee_id != person.id:
        raise RefusedError("others_conversation")


def hand_back(session: Session, conversation: Conversation, person: Person) -> None:
    """The bot may answer again, from the customer's next message on."""
    _leave(conversation, "bot")
    _note(session, conversation, "handed_back", person=person)


def resolve(session: Session, conversation: Conversation, person: Person) -> None:
    """Done; the customer's next message is treated afresh."""
    _leave(conversation, "resolved")
    _cancel_queued(session, conversation)
    _note(session, conversation, "resolved", person=person)


def _leave(conversation: Conversation, owner: str) -> None:
    conversation.owner = owner
    conversation.assignee_id = None
    conversation.waiting_since = None
    conversation.reason = None
