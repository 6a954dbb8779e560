"""The outbox: queued messages are claimed, and sent side by side."""

import time
from collections import defaultdict
from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor, wait
from datetime import datetime
from typing import Any, Protocol
from uuid import UUID

import structlog
from sqlalchemy import select
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session, sessionmaker

from app import blame, claims, clock, database, sets, tokens
from app.claims import LEASE
from app.delivery import recording, uploads
from app.delivery.parcel import Parcel, Unwanted
from app.delivery.recording import Outcome
from app.recipients import recipient
from app.tables import ContactAlias, Conversation, Inbox, Message
from app.whatsapp import outgoing as whatsapp
from app.whatsapp.errors import InDoubt, NotSent, Refused, Result, Stopped
from app.whatsapp.limits import LimitError, refuse_what_does_not_fit, window_open
from app.whatsapp.outgoing import Outgoing, Template, Text

SIDE_BY_SIDE = 96  # at 80 a second some 20 wait for Meta, and as many to be written down; 64 hold 125 a second up
SECONDS = 2.0
PATIENCE = 0.5  # seconds
LOOKS_EVERY = 0.2  # seconds, for what else is due while requests are under way
GATHERED = 0.2  # seconds in which results gather, to be written together
WINDOW_CLOSED = Refused(131047, "the 24-hour service window has closed")
NO_RECIPIENT = Refused(None, "there is no number and no id to write to")

# columns instead of whole rows, and made once: this is done for every message that is sent
_CLAIMED = (
    select(
        *(Message.id, Message.kind, Message.text, Message.content, Message.quotes_wamid, Message.callback_id),
        *(Message.author, Message.trying_since, Message.conversation_id),
        *(Conversation.contact_id, Conversation.last_customer_at, Inbox),
    )
    .join(Conversation, Conversation.id == Message.conversation_id)
    .join(Inbox, Inbox.id == Message.inbox_id)
    .where(sets.among_given(Message.id, "ids"))
    .order_by(Message.id)
)
_ALIASES = select(ContactAlias.__table__).where(sets.among_given(ContactAlias.contact_id, "contacts"))

log = structlog.get_logger(__name__)


class Client(uploads.Client, Protocol):
    def send(self, phone_number_id: str, body: dict[str, Any], token: str | None = None) -> Result: ...


def deliver_due(
    sessions: sessionmaker[Session], client: Client, pool: ThreadPoolExecutor, seconds: float = SECONDS
) -> int:
    """Send what is queued, always some side by side, until nothing is due or the time is up; returns how many.

    The pool's threads only talk to Meta. Claims and results are written here, many at a time.
    """
    under_way: dict[Future[Result | Unwanted], Parcel] = {}
    unwritten: list[Outcome] = []
    ends, sent, looks_again = time.monotonic() + seconds, 0, 0.0
    while True:
        parcels: list[Parcel] = []
        if not unwritten and looks_again <= time.monotonic() < ends:
            parcels = _claim_unless_away(sessions, SIDE_BY_SIDE - len(under_way), bool(under_way))
            looks_again = time.monotonic() + LOOKS_EVERY
        under_way |= {pool.submit(_attempt, sessions, client, parcel): parcel for parcel in parcels}
        if not under_way and not unwritten:
            return sent
        done = wait(under_way, timeout=GATHERED).done
        sent += len(done)
        unwritten += [(under_way.pop(future), future.result()) for future in done]
        unwritten = _still_unwritten(sessions, unwritten, gives_up=time.monotonic() > ends + LEASE.total_seconds())


def _still_unwritten(sessions: sessionmaker[Session], results: list[Outcome], gives_up: bool) -> list[Outcome]:
    """What the database did not take is kept and tried again; after the lease it is unknown what came of it."""
    try:
        recording.record(sessions, results)
    except SQLAlchemyError as error:
        if not blame.is_the_databases(error):
            raise
        log.exception("results_not_written", messages=len(results), safe="they are not sent again; trying again")
        time.sleep(PATIENCE)
        return [] if gives_up else results
    return []


def _claim_unless_away(sessions: sessionmaker[Session], most: int, others_are_under_way: bool) -> list[Parcel]:
    """What comes of requests under way has to be written down, so a database that fails here must not end the job."""
    try:
        return _claim(sessions, most)
    except SQLAlchemyError as error:
        if not (others_are_under_way and blame.is_the_databases(error)):
            raise
        log.exception("outbox_not_claimed", safe="what is queued stays queued; trying again")
        return []


def _claim(sessions: sessionmaker[Session], most: int) -> list[Parcel]:
    with sessions.begin() as session:
        now = clock.now(session)
        claimed = {message_id: (attempts, claim) for message_id, attempts, claim in claims.outbox(session, most, now)}
        if not claimed:
            return []
        messages = session.execute(_CLAIMED, {"ids": list(claimed)}).all()
        aliases: dict[int, list[Any]] = defaultdict(list)
        for alias in session.execute(_ALIASES, {"contacts": [message.contact_id for message in messages]}):
            aliases[alias.contact_id].append(alias)
        return [_pack(message, aliases[message.contact_id], *claimed[message.id], now) for message in messages]


def _pack(message: Any, aliases: Sequence[Any], attempts: int, claim: UUID, now: datetime) -> Parcel:
    """`message` is a row of _CLAIMED, the aliases are rows of _ALIASES."""
    inbox = message.Inbox
    return Parcel(
        message_id=message.id,
        claim=claim,
        attempts=attempts,
        inbox_id=inbox.id,
        phone_number_id=inbox.phone_number_id,
        token=tokens.token(inbox),
        recipient=recipient(aliases, inbox.id),
        outgoing=_outgoing(message),
        quotes=message.quotes_wamid,
        callback_id=str(message.callback_id),
        in_window=window_open(message.last_customer_at, now),
        conversation_id=message.conversation_id,
        by_bot=message.author == "bot",
        trying_since=message.trying_since,
    )


def _outgoing(message: Any) -> Outgoing | Refused:
    """One that cannot be made ready goes to a person, and the others of the claim go out."""
    try:
        return Text(message.text or "") if message.kind == "text" else whatsapp.from_json(message.content)
    except Exception as error:
        log.exception("message_unfit", message_id=message.id, safe="it is not sent, and people are told")
        return Refused(None, f"it could not be made ready for sending ({type(error).__name__})")


def _attempt(sessions: sessionmaker[Session], client: Client, parcel: Parcel) -> Result | Unwanted:
    """What came of the attempt, whatever happened in it."""
    try:
        return _send(sessions, client, parcel)
    except SQLAlchemyError as error:  # only looked into before the request
        return NotSent(None, f"the database was away ({type(error).__name__})")
    except Exception as error:
        log.exception("send_failed", message_id=parcel.message_id)
        return InDoubt(f"sending failed unexpectedly ({type(error).__name__})")


def _send(sessions: sessionmaker[Session], client: Client, parcel: Parcel) -> Result | Unwanted:
    """What Meta would refuse anyway is not sent."""
    if isinstance(parcel.outgoing, Refused):
        return parcel.outgoing
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
    with sessions(bind=database.single_statements()) as session:
        if not recording.is_wanted(session, parcel):
            return Unwanted()
    body = whatsapp.body(outgoing, parcel.recipient, parcel.callback_id, parcel.quotes)
    return client.send(parcel.phone_number_id, body, parcel.token)
