"""The outbox: queued messages are claimed, sent side by side, and each result is written down."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import SystemRandom
from typing import Any, Protocol
from uuid import UUID

import structlog
from sqlalchemy import Update, exists, select, update
from sqlalchemy.orm import Session, sessionmaker

from app import channel, claims, clock, conversations, statuses, tokens
from app.delivery import uploads
from app.recipients import recipient
from app.tables import Conversation, Inbox, Message
from app.whatsapp import outgoing as whatsapp
from app.whatsapp.errors import InDoubt, NotSent, Refused, Result, Sent, Stopped, pause_seconds
from app.whatsapp.limits import LimitError, refuse_what_does_not_fit, window_open
from app.whatsapp.outgoing import Outgoing, Template, Text

SIDE_BY_SIDE = 32
MOST_ATTEMPTS = 12  # with growing pauses about half an hour; then a person is told
WINDOW_CLOSED = Refused(131047, "the 24-hour service window has closed")
NO_RECIPIENT = Refused(None, "there is no number and no id to write to")

dice = SystemRandom()
log = structlog.get_logger(__name__)


class Client(uploads.Client, Protocol):
    def send(self, phone_number_id: str, body: dict[str, Any], token: str | None = None) -> Result: ...


@dataclass(frozen=True, slots=True)
class Parcel:
    """All that a send needs, read before it, so that no transaction stays open while the network is slow."""

    message_id: int
    claim: UUID
    attempts: int
    inbox_id: int
    phone_number_id: str
    token: str | None
    recipient: dict[str, str]
    outgoing: Outgoing
    quotes: str | None
    callback_id: str
    in_window: bool
    conversation_id: int
    by_bot: bool


class Unwanted:
    """A person took over before the bot's message was on its way."""


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
    inbox = session.get_one(Inbox, message.inbox_id)
    return Parcel(
        message_id=message_id,
        claim=claim,
        attempts=attempts,
        inbox_id=inbox.id,
        phone_number_id=inbox.phone_number_id,
        token=tokens.token(inbox),
        recipient=recipient(conversation.contact.aliases, inbox.id),
        outgoing=Text(message.text or "") if message.kind == "text" else whatsapp.from_json(message.content),
        quotes=message.quotes_wamid,
        callback_id=str(message.callback_id),
        in_window=window_open(conversation.last_customer_at, now),
        conversation_id=conversation.id,
        by_bot=message.author == "bot",
    )


def _send(sessions: sessionmaker[Session], client: Client, parcel: Parcel) -> None:
    result = _result(sessions, client, parcel)
    log.info("send_result", message_id=parcel.message_id, result=type(result).__name__, attempt=parcel.attempts)
    with sessions.begin() as session:
        if isinstance(result, Unwanted):
            _cancel(session, parcel)
        else:
            _record(session, parcel, result, clock.now(session))


def _result(sessions: sessionmaker[Session], client: Client, parcel: Parcel) -> Result | Unwanted:
    """What came of the attempt; what Meta would refuse anyway is not sent."""
    if not parcel.recipient:
        return NO_RECIPIENT
    if not (parcel.in_window or isinstance(parcel.outgoing, Template)):
        return WINDOW_CLOSED
    outgoing = uploads.with_meta_id(sessions, client, parcel.outgoing, parcel.phone_number_id, parcel.token)
    if isinstance(outgoing, Refused | NotSent | Stopped):
        return outgoing
    try:
        refuse_what_does_not_fit(outgoing)
    except LimitError as error:
        return Refused(None, str(error))
    with sessions() as session:
        if not _is_wanted(session, parcel):
            return Unwanted()
    body = whatsapp.body(outgoing, parcel.recipient, parcel.callback_id, parcel.quotes)
    return client.send(parcel.phone_number_id, body, parcel.token)


def _record(session: Session, parcel: Parcel, result: Result, now: datetime) -> None:
    """Write the result, unless a status was faster or the lease was taken over: then only the id is new."""
    values = _values(parcel, result, now)
    if values["status"] == "queued":
        conversations.lock(session, parcel.conversation_id)
        if not _is_wanted(session, parcel):
            _cancel(session, parcel)
            values = {}
    if values:
        session.execute(_ours(parcel).values(claim=None, claimed_until=None, **values))
    if isinstance(result, Sent):
        statuses.know(session, parcel.message_id, parcel.inbox_id, result.wamid)
        statuses.unpark(session, parcel.message_id, now)
    _tell_channel(session, parcel.inbox_id, result, now)


def _ours(parcel: Parcel) -> Update:
    mine = (Message.id == parcel.message_id, Message.claim == parcel.claim, Message.status == "sending")
    return update(Message).where(*mine)


def _is_wanted(session: Session, parcel: Parcel) -> bool:
    """Not if a person took over since (conversations.cancel_queued), or the lease ran out."""
    mine = (Message.id == parcel.message_id, Message.claim == parcel.claim, Message.status == "sending")
    return session.execute(select(exists().where(*mine, Message.due_at.is_not(None)))).scalar_one()


def _cancel(session: Session, parcel: Parcel) -> None:
    """A person who took over while the bot's message was in hand finds it cancelled; its question is theirs."""
    conversations.lock(session, parcel.conversation_id)
    values = {"status": "cancelled", "error": None, "claim": None, "claimed_until": None}
    if session.scalars(_ours(parcel).values(values).returning(Message.id)).one_or_none():
        conversations.give_question_to_people(session, parcel.message_id, "taken_before_sent")


def _values(parcel: Parcel, result: Result, now: datetime) -> dict[str, object]:
    match result:
        case Sent():
            return {"status": "sent", "error": None, "error_code": None}
        case NotSent(code, why) if parcel.attempts < MOST_ATTEMPTS:
            due = now + timedelta(seconds=pause_seconds(result, parcel.attempts, dice))
            return {"status": "queued", "due_at": due, "error": why, "error_code": code}
        case Stopped(code, why) if not parcel.by_bot:
            # what an agent wrote goes out when the number may send again
            return {"status": "queued", "due_at": now, "error": why, "error_code": code, "attempts": 0}
        case NotSent(code, why) | Refused(code, why) | Stopped(code, why):
            return {"status": "failed", "error": why, "error_code": code}
        case InDoubt(why):
            return {"status": "unknown", "unknown_since": now, "error": why}


def _tell_channel(session: Session, inbox_id: int, result: Result, now: datetime) -> None:
    """What the result means for the whole number."""
    match result:
        case Sent():
            channel.sent(session, inbox_id)
        case Stopped(code, _, cause):
            channel.stop(session, inbox_id, code, cause, now)
        case NotSent(scope="number"):
            channel.pause(session, inbox_id, timedelta(seconds=pause_seconds(result, 1, dice)), now)
        case _:
            pass
