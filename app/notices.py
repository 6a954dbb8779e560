"""What Meta says beside messages is kept for supervisors; what it says of a customer's ids takes effect."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from app import contacts, opting
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
        _note_wish(session, contact_id, now)


def _note_wish(session: Session, contact_id: int, now: datetime) -> None:
    """The latest wish holds, in whatever order they arrive. Lotse sends no offers; agents should know all the same, and
    no template goes to who wants none."""
    wishes = select(Notice.event, Notice.happened_at).where(
        Notice.contact_id == contact_id, Notice.field == "user_preferences"
    )
    event, at = session.execute(wishes.order_by(Notice.happened_at.desc(), Notice.id.desc()).limit(1)).one()
    contact = session.get_one(Contact, contact_id, with_for_update=True)
    contact.wants_offers = {"stop": False, "resume": True, "signup": True}.get(event or "")
    if contact.wants_offers is False and contact.opted_out_at is None:
        opting.out(session, contact, at, now)
    elif contact.wants_offers and contact.opted_out_at and contact.opted_out_at <= at:
        opting.back_in(session, contact, now)
