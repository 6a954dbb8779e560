"""The outbox: queued messages are claimed, and sent side by side."""

import time
from concurrent.futures import Future, ThreadPoolExecutor, wait
from datetime import datetime
from typing import Any, Protocol
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload, sessionmaker

from app import claims, clock, tokens
from app.delivery import recording, uploads
from app.delivery.parcel import Parcel, Unwanted
from app.recipients import recipient
from app.tables import Contact, Conversation, Inbox, Message
from app.whatsapp import outgoing as whatsapp
from app.whatsapp.errors import NotSent, Refused, Result, Stopped
from app.whatsapp.limits import LimitError, refuse_what_does_not_fit, window_open
from app.whatsapp.outgoing import Template, Text

SIDE_BY_SIDE = 32
SECONDS = 2.0
GATHERED = 0.03  # seconds in which answers gather, to be written together
WINDOW_CLOSED = Refused(131047, "the 24-hour service window has closed")
NO_RECIPIENT = Refused(None, "there is no number and no id to write to")


class Client(uploads.Client, Protocol):
    def send(self, phone_number_id: str, body: dict[str, Any], token: str | None = None) -> Result: ...


def deliver_due(
    sessions: sessionmaker[Session], client: Client, pool: ThreadPoolExecutor, seconds: float = SECONDS
) -> int:
    """Send what is queued, always some side by side, until nothing is due or the time is up; returns how many.

    The pool's threads only talk to Meta. Claims and results are written here, many at a time.
    """
    under_way: dict[Future[Result | Unwanted], Parcel] = {}
    ends, sent = time.monotonic() + seconds, 0
    while True:
        free = SIDE_BY_SIDE - len(under_way)
        parcels = _claim(sessions, free) if free and time.monotonic() < ends else []
        under_way |= {pool.submit(_attempt, sessions, client, parcel): parcel for parcel in parcels}
        if not under_way:
            return sent
        done = wait(under_way, timeout=GATHERED).done
        recording.record(sessions, [(under_way.pop(future), future.result()) for future in done])
        sent += len(done)


def _claim(sessions: sessionmaker[Session], most: int) -> list[Parcel]:
    with sessions.begin() as session:
        now = clock.now(session)
        claimed = {message_id: (attempts, claim) for message_id, attempts, claim in claims.outbox(session, most, now)}
        rows = session.execute(
            select(Message, Conversation, Inbox)
            .join(Conversation, Conversation.id == Message.conversation_id)
            .join(Inbox, Inbox.id == Message.inbox_id)
            .where(Message.id.in_(claimed))
            .options(joinedload(Conversation.contact).selectinload(Contact.aliases))
            .order_by(Message.id)
        )
        return [_pack(*row, *claimed[row[0].id], now) for row in rows]


def _pack(
    message: Message, conversation: Conversation, inbox: Inbox, attempts: int, claim: UUID, now: datetime
) -> Parcel:
    return Parcel(
        message_id=message.id,
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


def _attempt(sessions: sessionmaker[Session], client: Client, parcel: Parcel) -> Result | Unwanted:
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
        if not recording.is_wanted(session, parcel):
            return Unwanted()
    body = whatsapp.body(outgoing, parcel.recipient, parcel.callback_id, parcel.quotes)
    return client.send(parcel.phone_number_id, body, parcel.token)
