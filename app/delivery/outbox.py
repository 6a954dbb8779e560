"""The outbox: queued messages are claimed, sent side by side, and each result is written down."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol
from uuid import UUID

import structlog
from sqlalchemy import Select, func, or_, select, update
from sqlalchemy.orm import Session, sessionmaker

from app import claims, clock, contacts, conversations, statuses
from app.tables import ContactAlias, Conversation, Inbox, Message
from app.whatsapp.errors import InDoubt, NotSent, Refused, Result, Sent, pause_seconds
from app.whatsapp.limits import window_open

SIDE_BY_SIDE = 32
MOST_ATTEMPTS = 12  # with growing pauses about half an hour; then a person is told
UNKNOWN_FOR = timedelta(minutes=10)  # how long a status may take before a person is asked
WINDOW_CLOSED = Refused(131047, "the 24-hour service window has closed")

log = structlog.get_logger(__name__)


class Client(Protocol):
    def send_text(self, phone_number_id: str, recipient: dict[str, str], text: str, callback_id: str) -> Result: ...


@dataclass(frozen=True, slots=True)
class Parcel:
    """All that a send needs, read before it, so that no transaction stays open while the network is slow."""

    message_id: int
    claim: UUID
    attempts: int
    phone_number_id: str
    recipient: dict[str, str]
    text: str
    callback_id: str
    in_window: bool
    conversation_id: int
    by_bot: bool


def deliver_due(sessions: sessionmaker[Session], client: Client, pool: ThreadPoolExecutor) -> int:
    """Send a batch of queued messages; returns how many were claimed, 0 when none was due."""
    with sessions.begin() as session:
        now = clock.now(session)
        claimed = claims.outbox(session, SIDE_BY_SIDE, now)
        parcels = [_pack(session, *item, now) for item in claimed]
    for _ in pool.map(lambda parcel: _send(sessions, client, parcel), parcels):
        pass
    return len(parcels)


def _pack(session: Session, message_id: int, attempts: int, claim: UUID, now: datetime) -> Parcel:
    message = session.get_one(Message, message_id)
    conversation = session.get_one(Conversation, message.conversation_id)
    aliases = list(
        session.scalars(
            select(ContactAlias).where(ContactAlias.contact_id == conversation.contact_id).order_by(ContactAlias.id)
        )
    )
    return Parcel(
        message_id=message_id,
        claim=claim,
        attempts=attempts,
        phone_number_id=session.get_one(Inbox, message.inbox_id).phone_number_id,
        recipient=contacts.recipient(aliases),
        text=message.text or "",
        callback_id=str(message.callback_id),
        in_window=window_open(conversation.last_customer_at, now),
        conversation_id=conversation.id,
        by_bot=message.author == "bot",
    )


def _send(sessions: sessionmaker[Session], client: Client, parcel: Parcel) -> None:
    result = (
        client.send_text(parcel.phone_number_id, parcel.recipient, parcel.text, parcel.callback_id)
        if parcel.in_window
        else WINDOW_CLOSED
    )
    log.info("send_result", message_id=parcel.message_id, result=type(result).__name__, attempt=parcel.attempts)
    with sessions.begin() as session:
        _record(session, parcel, result, clock.now(session))


def _record(session: Session, parcel: Parcel, result: Result, now: datetime) -> None:
    """Write the result, unless a status was faster or the lease was taken over: then only the id is new."""
    values = _values(parcel, result, now)
    if values["status"] == "queued" and parcel.by_bot:
        values = _unless_people_took_over(session, parcel, values)
    session.execute(
        update(Message)
        .where(Message.id == parcel.message_id, Message.claim == parcel.claim, Message.status == "sending")
        .values(claim=None, claimed_until=None, **values)
    )
    if isinstance(result, Sent):
        _know(session, parcel.message_id, result.wamid)


def _unless_people_took_over(session: Session, parcel: Parcel, values: dict[str, object]) -> dict[str, object]:
    """A person who took over while the bot's message was being sent finds it cancelled, not queued again."""
    conversation = conversations.lock(session, parcel.conversation_id)
    if conversation is None or conversation.owner == "bot":
        return values
    conversations.give_question_to_people(session, parcel.message_id, "taken_before_sent")
    return {"status": "cancelled", "error": None}


def _values(parcel: Parcel, result: Result, now: datetime) -> dict[str, object]:
    match result:
        case Sent():
            return {"status": "sent", "error": None, "error_code": None}
        case NotSent(code, why) if parcel.attempts < MOST_ATTEMPTS:
            due = now + timedelta(seconds=pause_seconds(code, parcel.attempts))
            return {"status": "queued", "due_at": due, "error": why, "error_code": code}
        case NotSent(code, why) | Refused(code, why):
            return {"status": "failed", "error": why, "error_code": code}
        case InDoubt(why):
            return {"status": "unknown", "unknown_since": now, "error": why}


def _know(session: Session, message_id: int, wamid: str) -> None:
    session.execute(update(Message).where(Message.id == message_id, Message.wamid.is_(None)).values(wamid=wamid))
    statuses.unpark(session, session.get_one(Message, message_id, populate_existing=True))


def settle(sessions: sessionmaker[Session]) -> None:
    """Mark what was being sent when its worker died as unknown, and tell people of what failed or stays unknown."""
    with sessions.begin() as session:
        now = clock.now(session)
        session.execute(
            update(Message)
            .where(Message.status == "sending", Message.claimed_until < func.now())
            .values(status="unknown", unknown_since=now, claim=None, error="the worker ended while sending")
        )
        untold = session.execute(_untold(now)).all()
        statuses.unpark_known(session)
    for row in untold:
        _tell(sessions, row.id, row.conversation_id)


def _untold(now: datetime) -> Select[int, int]:
    overdue = (Message.status == "unknown") & (Message.unknown_since < now - UNKNOWN_FOR)
    return (
        select(Message.id, Message.conversation_id)
        .where(Message.told_at.is_(None), or_(Message.status == "failed", overdue))
        .order_by(Message.id)
        .limit(200)
    )


def _tell(sessions: sessionmaker[Session], message_id: int, conversation_id: int) -> None:
    with sessions.begin() as session:
        conversation = conversations.lock(session, conversation_id)
        message = session.get_one(Message, message_id, with_for_update=True)
        if conversation is None or message.told_at or message.status not in {"failed", "unknown"}:
            return
        now = clock.now(session)
        message.told_at = now
        reason = f"send_{message.status}"
        if message.author == "bot":
            conversations.give_question_to_people(session, message.id, reason)
        conversations.tell_people(session, conversation, reason, now)
