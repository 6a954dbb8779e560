"""What WhatsApp reports of our messages. A status only ever moves a message forward."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import structlog
from sqlalchemy import delete, or_, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from app import channel, contacts, sets
from app.tables import Message, ParkedStatus
from app.whatsapp.codes import treatment
from app.whatsapp.incoming import STATUSES
from app.whatsapp.updates import StatusUpdate

PARKED_FOR = timedelta(days=8)  # Meta repeats webhooks for seven days; later nothing will ask for it any more

# From which states each report moves a message on. `read` may come without `delivered`, and any of them before our
# own request was answered; after `delivered` nothing can fail any more.
MOVES = {
    "sent": ("queued", "sending", "unknown"),
    "delivered": ("queued", "sending", "unknown", "sent"),
    "read": ("queued", "sending", "unknown", "sent", "delivered"),
    "played": ("queued", "sending", "unknown", "sent", "delivered", "read"),
    "failed": ("queued", "sending", "unknown", "sent"),
}

_PARKED_FOR = (
    select(Message.id)
    .join(ParkedStatus, (ParkedStatus.inbox_id == Message.inbox_id) & (ParkedStatus.wamid == Message.wamid))
    .where(Message.direction == "out")
    .distinct()
    .limit(200)
)
_PARKED_FOR_THESE = _PARKED_FOR.where(sets.among_given(Message.id, "ids"))

log = structlog.get_logger(__name__)


def settle_all(session: Session, reports: Sequence[StatusUpdate], now: datetime) -> None:
    """Bring the messages that the reports speak of up to date; park those whose message is not known yet."""
    known = [report for report in reports if report.status in STATUSES]
    if not known:
        return
    try:
        with session.begin_nested():
            _settle(session, known, now)
    except IntegrityError:  # an echo of ours was stored under the id that one of them tells
        for report in known:
            _settle(session, [report], now, knows=False)


def _settle(session: Session, reports: Sequence[StatusUpdate], now: datetime, knows: bool = True) -> None:
    numbers = {report.phone_number_id for report in reports}
    inboxes = {number: contacts.inbox(session, number).id for number in numbers}
    messages = _messages(session, reports, inboxes)
    parked = []
    for report in reports:
        inbox_id = inboxes[report.phone_number_id]
        message = messages.get((inbox_id, _uuid(report.callback_id))) or messages.get((inbox_id, report.wamid))
        if message is None:
            parked.append(_parked(inbox_id, report, now))
            continue
        if message.wamid is None and knows:
            message.wamid = report.wamid
            messages[inbox_id, report.wamid] = message
        _take_effect(session, message, report, now)
    session.flush()
    if parked:
        session.execute(sets.insertion(ParkedStatus, parked).on_conflict_do_nothing())


def _messages(
    session: Session, reports: Sequence[StatusUpdate], inboxes: dict[str, int]
) -> dict[tuple[int, UUID | str | None], Message]:
    """Our messages, locked, by our own id, which comes back with the status, and by WhatsApp's."""
    by_callback = sets.among(Message.callback_id, {_uuid(report.callback_id) for report in reports} - {None})
    numbers = sets.among(Message.inbox_id, {inboxes[report.phone_number_id] for report in reports})
    by_wamid = numbers & sets.among(Message.wamid, {report.wamid for report in reports})
    ours = select(Message).where(Message.direction == "out", or_(by_callback, by_wamid)).order_by(Message.id)
    found: dict[tuple[int, UUID | str | None], Message] = {}
    for message in session.scalars(ours.with_for_update(of=Message).execution_options(populate_existing=True)):
        found[message.inbox_id, message.wamid] = found[message.inbox_id, message.callback_id] = message
    return {place: message for place, message in found.items() if place[1] is not None}


def _take_effect(session: Session, message: Message, report: StatusUpdate | ParkedStatus, now: datetime) -> None:
    """A status only moves a message forward; one that is old or doubled changes nothing, nor does it stop a number."""
    if report.pricing and message.pricing is None:
        message.pricing = report.pricing
    if message.status not in MOVES[report.status]:
        return
    message.status, message.error_code, message.error = report.status, report.error_code, report.error
    message.claim = message.claimed_until = None
    _note_time(message, report, now)
    if report.status == "failed" and report.error_code is not None:
        found = treatment(report.error_code)
        if found.kind == "stop_channel":
            inbox_id, cause = message.inbox_id, found.cause or "unknown"
            channel.stop(session, inbox_id, report.error_code, cause, now, report.reported_at)


def _note_time(message: Message, report: StatusUpdate | ParkedStatus, now: datetime) -> None:
    """When it happened, by WhatsApp's clock, which knows whole seconds only: not before we had sent it."""
    at = min(report.reported_at or now, now)
    if report.status == "sent" or (message.sent_at is None and report.status != "failed"):
        message.sent_at = message.sent_at or at
    earliest = message.sent_at or at
    if report.status == "delivered":
        message.delivered_at = max(at, earliest)
    elif report.status == "read":
        message.read_at = max(at, message.delivered_at or earliest)
    elif report.status == "failed":
        message.ended_at = max(at, earliest)


def _uuid(value: str | None) -> UUID | None:
    try:
        return UUID(value) if value else None
    except ValueError:
        return None


def _parked(inbox_id: int, report: StatusUpdate, now: datetime) -> dict[str, Any]:
    return {
        "inbox_id": inbox_id,
        "wamid": report.wamid,
        "status": report.status,
        "error_code": report.error_code,
        "error": report.error,
        "pricing": report.pricing,
        "reported_at": report.reported_at or now,
    }


def know(session: Session, message_id: int, inbox_id: int, wamid: str) -> None:
    """Note WhatsApp's id of a message of ours, unless an echo of it was stored under that id before."""
    this = update(Message).where(Message.id == message_id, Message.wamid.is_(None)).values(wamid=wamid)
    try:
        with session.begin_nested():
            session.execute(this)
    except IntegrityError:
        log.warning("wamid_known_otherwise", message_id=message_id, inbox_id=inbox_id)


def unpark(session: Session, message_id: int, now: datetime) -> None:
    """Apply the reports that came before this message's id was known."""
    message = session.get_one(Message, message_id, populate_existing=True, with_for_update=True)
    if message.wamid is None:
        return
    parked = session.scalars(
        delete(ParkedStatus)
        .where(ParkedStatus.inbox_id == message.inbox_id, ParkedStatus.wamid == message.wamid)
        .returning(ParkedStatus)
    ).all()
    for report in sorted(parked, key=lambda parked_status: STATUSES.index(parked_status.status)):
        _take_effect(session, message, report, now)
    session.flush()


def unpark_known(session: Session, now: datetime) -> None:
    """Apply the reports that were parked in the very moment in which their message's id was written down."""
    for message_id in parked_for(session):
        unpark(session, message_id, now)


def parked_for(session: Session, message_ids: Sequence[int] | None = None) -> list[int]:
    """Those of our messages (of these, or of all) for which reports are parked; at most 200."""
    if message_ids is None:
        return list(session.scalars(_PARKED_FOR))
    return list(session.scalars(_PARKED_FOR_THESE, {"ids": message_ids}))


def forget_old(session: Session, now: datetime) -> None:
    """Reports of messages that we never learned of, such as those sent by another program from the same number."""
    session.execute(delete(ParkedStatus).where(ParkedStatus.received_at < now - PARKED_FOR))
