"""People who write for the first time, several at once: their contacts are made in two statements.

Only a short cut: whom it leaves out, app.contacts makes one after the other. Left out are those who go by an id that
is known or that somebody else in the batch goes by too, whose ids are changing, and whom another worker makes in this
very moment.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy.orm import Session

from app import sets
from app.holding import Book
from app.tables import Contact, ContactAlias
from app.whatsapp.aliases import key
from app.whatsapp.updates import Alias, Sender


class Seen(NamedTuple):
    """Who wrote, when by WhatsApp's clock, and to which inbox."""

    sender: Sender
    at: datetime
    inbox_id: int


def introduce(session: Session, seen: Iterable[Seen], book: Book) -> None:
    """Make contacts of those of whom nothing is known, and enter them into the book."""
    first = {frozenset(map(key, one.sender.all_ids)): one for one in sorted(seen, key=lambda one: one.at, reverse=True)}
    uses = Counter(name for names in first for name in names)
    new = [
        one
        for names, one in first.items()
        if not one.sender.new_ids and all(uses[name] == 1 and not book.knows(name) for name in names)
    ]
    if len(new) > 1:
        _make(session, sorted(new, key=lambda one: one.sender.ids), book)


def _make(session: Session, new: list[Seen], book: Book) -> None:
    pairs = list(zip(_contacts(session, new), new, strict=True))
    rows = [_row(contact.id, alias, one) for contact, one in pairs for alias in one.sender.ids]
    insertion = sets.insertion(ContactAlias, rows).on_conflict_do_nothing().returning(ContactAlias)
    held: dict[int, list[ContactAlias]] = defaultdict(list)
    for row in session.scalars(insertion):
        held[row.contact_id].append(row)
    for contact, one in pairs:
        if len(held[contact.id]) == len(set(map(key, one.sender.ids))):
            book.enter(contact, held[contact.id])
        else:  # another worker was faster with one of the ids
            _drop(session, contact, held[contact.id])


def _contacts(session: Session, new: list[Seen]) -> list[Contact]:
    """They come back in any order; of two new contacts with one name either may be the first."""
    made: dict[str | None, list[Contact]] = defaultdict(list)
    for contact in session.scalars(
        sets.insertion(Contact, [{"name": one.sender.name} for one in new]).returning(Contact)
    ):
        made[contact.name].append(contact)
    return [made[one.sender.name].pop(0) for one in new]


def _row(contact_id: int, alias: Alias, one: Seen) -> dict[str, Any]:
    kind, found_by = key(alias)
    used = {"seen_at": one.at, "inbox_id": one.inbox_id}
    return {"contact_id": contact_id, "kind": kind, "value": alias.value, "key": found_by, **used}


def _drop(session: Session, contact: Contact, held: Iterable[ContactAlias]) -> None:
    for alias in held:
        session.delete(alias)
    session.flush()
    session.delete(contact)
    session.flush()
