"""What a contact wants of being written to: kept whoever has the conversation, and told in all of their timelines."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import exists, select, update
from sqlalchemy.orm import Session

from app import sets
from app.tables import Contact, Conversation, Message, Person
from app.timeline import note


def may_be_told(contact: Contact) -> bool:
    """Whether a template may go to this person, who has not written for a day: not if they opted out."""
    return contact.opted_out_at is None


def out(
    session: Session, contact: Contact, at: datetime, now: datetime, by: Person | None = None, why: str | None = None
) -> None:
    """From `at` on they want nothing but answers to what they write. by: the person who wrote it down for them, and
    why."""
    contact.opted_out_at = at
    _tell(session, contact, "opted_out", now, by, why)


def back_in(
    session: Session, contact: Contact, now: datetime, by: Person | None = None, why: str | None = None
) -> None:
    """They want to be written to again; another opt-out would be confirmed again."""
    contact.opted_out_at = contact.stop_confirmed_at = None
    _tell(session, contact, "opted_in", now, by, why)


def not_told(session: Session, withdrawn: Sequence[int]) -> None:
    """Who was to be told by one of these messages that they opted out has not been told."""
    told = exists().where(
        sets.among(Message.id, withdrawn),
        Message.conversation_id == Conversation.id,
        Conversation.contact_id == Contact.id,
        Message.written_at == Contact.stop_confirmed_at,
    )
    session.execute(update(Contact).where(told).values(stop_confirmed_at=None))


def _tell(
    session: Session, contact: Contact, kind: str, now: datetime, by: Person | None = None, why: str | None = None
) -> None:
    theirs = select(Conversation).where(Conversation.contact_id == contact.id).order_by(Conversation.id)
    for conversation in session.scalars(theirs):
        note(session, conversation, kind, now, person=by, detail={"why": why} if why else None)
