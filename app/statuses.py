"""What WhatsApp reports of our messages. A status only ever moves a message forward."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import delete, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from app import contacts
from app.tables import Message, ParkedStatus
from app.whatsapp.payloads import STATUSES, StatusUpdate

# From which states each report moves a message on. `read` may come without `delivered`, and any of them before our
# own request was answered; after `delivered` nothing can fail any more.
MOVES = {
    "sent": ("queued", "sending", "unknown"),
    "delivered": ("queued", "sending", "unknown", "sent"),
    "read": ("queued", "sending", "unknown", "sent", "delivered"),
    "failed": ("queued", "sending", "unknown", "sent"),
}


def settle(session: Session, report: StatusUpdate, now: datetime) -> None:
    """Bring the message that the report speaks of up to date, or park the report until the message is known."""
    if report.status not in STATUSES:
        return
    inbox = contacts.inbox(session, report.phone_number_id)
    message_id = _message_id(session, inbox.id, report)
    if message_id is None:
        _park(session, inbox.id, report)
        return
    move(session, message_id, report.status, report.wamid, report.error_code, report.error)


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


def _park(session: Session, inbox_id: int, report: StatusUpdate) -> None:
    insertion = insert(ParkedStatus).values(
        inbox_id=inbox_id,
        wamid=report.wamid,
        status=report.status,
        error_code=report.error_code,
        error=report.error,
    )
    session.execute(insertion.on_conflict_do_nothing())


def move(session: Session, message_id: int, status: str, wamid: str, error_code: int | None, error: str | None) -> None:
    """Move a message forward to this status; a report that is old or doubled changes nothing."""
    session.execute(
        update(Message)
        .where(Message.id == message_id, Message.status.in_(MOVES[status]))
        .values(status=status, error_code=error_code, error=error, claim=None, claimed_until=None)
    )
    session.execute(update(Message).where(Message.id == message_id, Message.wamid.is_(None)).values(wamid=wamid))


def unpark(session: Session, message: Message) -> None:
    """Apply the reports that came before this message's id was known."""
    if message.wamid is None:
        return
    parked = session.scalars(
        delete(ParkedStatus)
        .where(ParkedStatus.inbox_id == message.inbox_id, ParkedStatus.wamid == message.wamid)
        .returning(ParkedStatus)
    ).all()
    for report in sorted(parked, key=lambda parked_status: STATUSES.index(parked_status.status)):
        move(session, message.id, report.status, message.wamid, report.error_code, report.error)


def unpark_known(session: Session) -> None:
    """Apply the reports that were parked in the very moment in which their message's id was written down."""
    known = select(Message).join(
        ParkedStatus, (ParkedStatus.inbox_id == Message.inbox_id) & (ParkedStatus.wamid == Message.wamid)
    )
    for message in session.scalars(known.where(Message.direction == "out").limit(200)).unique():
        unpark(session, message)
