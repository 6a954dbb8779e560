"""What became of messages that went wrong: people are told of what failed, and of what stays unknown."""

from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Select, or_, select, update
from sqlalchemy.orm import Session, sessionmaker

from app import claims, clock, conversations, locking, pausing, queued, statuses
from app.tables import Inbox, Message

UNKNOWN_FOR = timedelta(minutes=10)  # how long a status may take before a person is asked


def settle(sessions: sessionmaker[Session]) -> None:
    """Mark what was being sent when its worker died as unknown, and tell people of what failed or stays unknown."""
    with sessions.begin() as session:
        now = clock.now(session)
        session.execute(
            update(Message)
            .where(Message.status == "sending", claims.free(Message))
            .values(status="unknown", unknown_since=now, claim=None, error="the worker ended while sending")
        )
        untold = session.execute(_untold(now)).all()
        statuses.unpark_known(session, now)
        statuses.forget_old(session, now)
        stopped = session.scalars(_queued(Inbox.stopped_at.is_not(None))).all()
        late = session.scalars(_queued(claims.is_late(now))).all()
        paused = session.scalars(_queued(pausing.PAUSED)).all()
    for row in untold:
        _tell(sessions, row.id, row.conversation_id)
    for conversation_id in stopped:
        _give_to_people(sessions, conversation_id, "channel_stopped")
    for conversation_id in late:
        _give_to_people(sessions, conversation_id, "late")
    for conversation_id in paused:
        _give_to_people(sessions, conversation_id, "paused")


def _queued(held: ColumnElement[bool]) -> Select[int]:
    """The conversations in which an answer of the bot's waits that must not go out."""
    waits = (Message.status == "queued", Message.author == "bot", held)
    queued = select(Message.conversation_id).join(Inbox, Inbox.id == Message.inbox_id).where(*waits)
    return queued.distinct().limit(200)


def _give_to_people(sessions: sessionmaker[Session], conversation_id: int, reason: str) -> None:
    with sessions.begin() as session:
        conversation = locking.lock(session, conversation_id)
        if conversation is None:
            return
        conversations.give_up_queued(session, conversation, reason, clock.now(session))


def _untold(now: datetime) -> Select[int, int]:
    overdue = (Message.status == "unknown") & clock.reached(Message.unknown_since, now - UNKNOWN_FOR, UNKNOWN_FOR)
    return (
        select(Message.id, Message.conversation_id)
        .where(Message.told_at.is_(None), or_(Message.status == "failed", overdue))
        .order_by(Message.id)
        .limit(200)
    )


def _tell(sessions: sessionmaker[Session], message_id: int, conversation_id: int) -> None:
    with sessions.begin() as session:
        conversation = locking.lock(session, conversation_id)
        message = session.get_one(Message, message_id, with_for_update=True)
        if conversation is None or message.told_at or message.status not in {"failed", "unknown"}:
            return
        now = clock.now(session)
        message.told_at = now
        reason = f"send_{message.status}"
        if message.author == "bot" and message.kind == "reaction":
            return
        if message.author == "bot":
            queued.give_question_to_people(session, message.id, reason)
        conversations.tell_people(session, conversation, reason, now)
