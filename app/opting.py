"""What a contact wants of being written to: kept whoever has the conversation, and told in all of their timelines."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.tables import Contact, Conversation
from app.timeline import note


def may_be_told(contact: Contact) -> bool:
    """Whether a template may go to this person, who has not written for a day: not if they opted out."""
    return contact.opted_out_at is None


def out(session: Session, contact: Contact, at: datetime, now: datetime) -> None:
    """From `at` on they want nothing but answers to what they write."""
    contact.opted_out_at = at
    _tell(session, contact, "opted_out", now)


def back_in(session: Session, contact: Contact, now: datetime) -> None:
    """They want to be written to again; another opt-out would be confirmed again."""
    contact.opted_out_at = contact.stop_confirmed_at = None
    _tell(session, contact, "opted_in", now)


def _tell(session: Session, contact: Contact, kind: str, now: datetime) -> None:
    theirs = select(Conversation).where(Conversation.contact_id == contact.id).order_by(Conversation.id)
    for conversation in session.scalars(theirs):
        note(session, conversation, kind, now)
