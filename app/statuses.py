"""What WhatsApp reports of our messages. A status only ever moves a message forward."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import structlog
from sqlalchemy import delete, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from app import channel, contacts
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

log = structlog.get_logger(__name__)


def settle(session: Session, report: StatusUpdate, now: datetime) -> None:
    """Bring the message that the report speaks of up to date, or park the report until the message is known."""
    if report.status not in STATUSES:
        return
    inbox = contacts.inbox(session, report.phone_number_id)
    message_id = _message_id(session, inbox.id, report)
    if message_id is None:
        _park(session, inbox.id, report, now)
    else:
        _take_effect(session, inbox.id, message_id, report, now)


def _take_effect(
    session: Session, inbox_id: int, message_id: int, report: StatusUpdate | ParkedStatus, now: datetime
) -> None:
    moved = _move(session, message_id, inbox_id, report)
    if moved and report.status == "failed" and report.error_code is not None:
        found = treatment(report.error_code)
        if found.kind == "stop_channel":
            channel.stop(session, inbox_id, report.error_code, found.cause or "unknown", now, report.reported_at)


def _message_id(session: Session, inbox_id: int, report: StatusUpdate) -> int | None:
    """By our own id first, which comes back with the status; a failure may come without it."""
    outbound = select(Message.id).where(Message.inbox_id == inbox_id, Message.direction == "out")
    callback_id = _uuid(report.callback_id)
    by_callback = (
        session.execute(outbound.where(Message.callback_id == callback_id)).scalar_one_or_none()
        if callback_id
        else None
    )
    return by_callback or session.execute(outbound.where(Message.wamid == report.wamid)).scalar_one_or_none()


def _uuid(value: str | None) -> UUID | None:
    try:
        return UUID(value) if value else None
    except ValueError:
        return None


def _park(session: Session, inbox_id: int, report: StatusUpdate, now: datetime) -> None:
    insertion = insert(ParkedStatus).values(
        inbox_id=inbox_id,
        wamid=report.wamid,
        status=report.status,
        error_code=report.error_code,
        error=report.error,
        pricing=report.pricing,
        reported_at=report.reported_at or now,
    )
    session.execute(insertion.on_conflict_do_nothing())


def _move(session: Session, message_id: int, inbox_id: int, report: StatusUpdate | ParkedStatus) -> bool:
    """Move a message forward to this status; a report that is old or doubled changes nothing, and returns false."""
    moved: dict[str, Any] = {
        "status": report.status,
        "error_code": report.error_code,
        "error": report.error,
        "claim": None,
        "claimed_until": None,
    }
    this = update(Message).where(Message.id == message_id)
    forward = this.where(Message.status.in_(MOVES[report.status])).values(moved).returning(Message.id)
    has_moved = session.execute(forward).scalar_one_or_none() is not None
    know(session, message_id, inbox_id, report.wamid)
    if report.pricing:
        session.execute(this.where(Message.pricing.is_(None)).values(pricing=report.pricing))
    return has_moved


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
    message = session.get_one(Message, message_id, populate_existing=True)
    if message.wamid is None:
        return
    parked = session.scalars(
        delete(ParkedStatus)
        .where(ParkedStatus.inbox_id == message.inbox_id, ParkedStatus.wamid == message.wamid)
        .returning(ParkedStatus)
    ).all()
    for report in sorted(parked, key=lambda parked_status: STATUSES.index(parked_status.status)):
        _take_effect(session, message.inbox_id, message.id, report, now)


def unpark_known(session: Session, now: datetime) -> None:
    """Apply the reports that were parked in the very moment in which their message's id was written down."""
    known = select(Message.id).join(
        ParkedStatus, (ParkedStatus.inbox_id == Message.inbox_id) & (ParkedStatus.wamid == Message.wamid)
    )
    for message_id in session.scalars(known.where(Message.direction == "out").distinct().limit(200)).all():
        unpark(session, message_id, now)


def forget_old(session: Session, now: datetime) -> None:
    """Reports of messages that we never learned of, such as those sent by another program from the same number."""
    session.execute(delete(ParkedStatus).where(ParkedStatus.received_at < now - PARKED_FOR))
