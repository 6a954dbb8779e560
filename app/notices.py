"""What Meta says beside messages is kept for supervisors; what it says of a customer's ids takes effect."""

from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from app import contacts
from app.tables import Contact, Notice
from app.whatsapp.updates import NoticeUpdate


def record(session: Session, told: NoticeUpdate, now: datetime) -> None:
    """Keep a notice once, however often it is delivered."""
    at = told.happened_at or now
    inbox_id = contacts.inbox(session, told.phone_number_id).id if told.phone_number_id else None
    contact_id = contacts.contact(session, told.about, at, inbox_id) if told.about else None
    values = {
        "inbox_id": inbox_id,
        "contact_id": contact_id,
        "field": told.field,
        "event": told.event,
        "grave": told.grave,
        "detail": told.detail,
        "key": told.key,
        "happened_at": at,
        "received_at": now,
    }
    session.execute(insert(Notice).values(values).on_conflict_do_nothing())
    if contact_id and told.field == "user_preferences":
        _note_wish(session, contact_id)


def _note_wish(session: Session, contact_id: int) -> None:
    """The latest wish holds, in whatever order they arrive. Lotse sends no offers; agents should know all the same."""
    wishes = select(Notice.event).where(Notice.contact_id == contact_id, Notice.field == "user_preferences")
    latest = session.scalars(wishes.order_by(Notice.happened_at.desc(), Notice.id.desc()).limit(1)).first()
    wants = {"stop": False, "resume": True, "signup": True}.get(latest or "")
    session.execute(update(Contact).where(Contact.id == contact_id).values(wants_offers=wants))
