"""Canned replies: texts with variables that everybody at the inbox can put into a composer.

Each verb runs in the caller's transaction.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import ColumnElement, case, delete, func, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from app import audit
from app.playbook.intents import LANGUAGES
from app.refusals import RefusedError
from app.tables import CannedReply, Person
from app.whatsapp.limits import TEXT_CHARACTERS, length

LONGEST_NAME = 40
MOST = 500
SUBJECT = "canned_reply"  # in the audit log, by its number: a name that somebody gave it could not be erased there


class Given(NamedTuple):
    """A canned reply as somebody typed it."""

    name: str
    language: str
    text: str


def everything(session: Session, first: str | None = None) -> Sequence[CannedReply]:
    """All of them by name; those of the language `first` before the others."""
    last = case((CannedReply.language == first, 0), else_=1)
    order = (last, CannedReply.language, func.lower(CannedReply.name), CannedReply.id)
    return session.scalars(select(CannedReply).order_by(*order).limit(MOST)).all()


def add(session: Session, given: Given, person: Person, now: datetime) -> None:
    """Raises RefusedError with `canned_name`, `canned_text`, `canned_long`, `canned_language` or `canned_taken`."""
    checked = _checked(given)
    values = {**checked._asdict(), "changed_by_id": person.id, "changed_at": now}
    added = insert(CannedReply).values(values).on_conflict_do_nothing(index_elements=["name", "language"])
    made = session.scalar(added.returning(CannedReply.id))
    if made is not None:
        audit.write(session, "canned_added", person, now, (SUBJECT, made))
    else:
        known = session.scalars(select(CannedReply.text).where(_called(checked))).one_or_none()
        if known != checked.text:  # else it is the same form once more
            raise RefusedError("canned_taken", checked.name)


def change(session: Session, canned_id: int, given: Given, person: Person, now: datetime) -> None:
    """Raises RefusedError as `add` does, and with `canned_gone`."""
    checked = _checked(given)
    reply = session.scalars(select(CannedReply).where(CannedReply.id == canned_id).with_for_update()).one_or_none()
    if reply is None:
        raise RefusedError("canned_gone")
    others = (CannedReply.id != canned_id, _called(checked))
    if session.scalars(select(CannedReply.id).where(*others)).one_or_none():
        raise RefusedError("canned_taken", checked.name)
    reply.name, reply.language, reply.text = checked
    if session.is_modified(reply):
        reply.changed_by_id, reply.changed_at = person.id, now
        audit.write(session, "canned_changed", person, now, (SUBJECT, canned_id))


def remove(session: Session, canned_id: int, person: Person, now: datetime) -> None:
    if session.scalar(delete(CannedReply).where(CannedReply.id == canned_id).returning(CannedReply.id)):
        audit.write(session, "canned_removed", person, now, (SUBJECT, canned_id))


def add_starters(session: Session, person: Person, now: datetime) -> None:
    """Those of the starters of whose names there is none yet."""
    rows = [{**one._asdict(), "changed_by_id": person.id, "changed_at": now} for one in STARTERS]
    added = insert(CannedReply).values(rows).on_conflict_do_nothing(index_elements=["name", "language"])
    for made in session.scalars(added.returning(CannedReply.id)).all():
        audit.write(session, "canned_added", person, now, (SUBJECT, made))


def _called(given: Given) -> ColumnElement[bool]:
    return (CannedReply.name == given.name) & (CannedReply.language == given.language)


def _checked(given: Given) -> Given:
    name, text = " ".join(given.name.split()), given.text.strip()
    if not name or len(name) > LONGEST_NAME or not name.isprintable():
        raise RefusedError("canned_name", str(LONGEST_NAME))
    if not text:
        raise RefusedError("canned_text")
    if length(text) > TEXT_CHARACTERS:
        raise RefusedError("canned_long", str(TEXT_CHARACTERS))
    if given.language not in LANGUAGES:
        raise RefusedError("canned_language")
    return Given(name, given.language, text)


STARTERS = (
    Given("begrüßung", "de", "Guten Tag {{name}},\n\ndanke für Ihre Nachricht. Mein Name ist {{agent}}. "),
    Given("moment", "de", "Einen Moment bitte, ich sehe nach."),
    Given("bestellnummer", "de", "Nennen Sie mir bitte die Bestellnummer? Sie steht in der Bestätigung."),
    Given("bestellung", "de", "Zur Bestellung {{order_number}}: "),
    Given("foto", "de", "Schicken Sie mir bitte ein Foto davon? Dann sehe ich, was passiert ist."),
    Given("abschied", "de", "Gern geschehen. Einen schönen Tag noch!\n{{agent}}, {{business}}"),
    Given("greeting", "en", "Hello {{name}},\n\nthank you for your message. My name is {{agent}}. "),
    Given("moment", "en", "One moment please, I am looking into it."),
    Given("order number", "en", "Could you give me the order number? It is in the confirmation."),
    Given("order", "en", "About order {{order_number}}: "),
    Given("photo", "en", "Could you send me a photo of it? Then I can see what happened."),
    Given("goodbye", "en", "You are welcome. Have a nice day!\n{{agent}}, {{business}}"),
)
