"""Finding the contact behind the ids that WhatsApp gives, and its conversation in an inbox."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from app import holding, merging, sets
from app.holding import Book, are_two_people, known_apart, note_use
from app.tables import Contact, ContactAlias, Conversation, Inbox
from app.whatsapp.aliases import LASTING, key
from app.whatsapp.updates import Alias, Sender


def inbox(session: Session, phone_number_id: str, display_number: str | None = None) -> Inbox:
    """The inbox of this number; made on its first message, so that nothing is lost of a number new to us."""
    found = select(Inbox).where(Inbox.phone_number_id == phone_number_id)
    known = session.execute(found).scalar_one_or_none()
    if known is None:
        insertion = insert(Inbox).values(phone_number_id=phone_number_id, display_number=display_number)
        session.execute(insertion.on_conflict_do_nothing())
        known = session.execute(found).scalar_one()
    if display_number and not known.display_number:
        known.display_number = display_number
    return known


def contact(
    session: Session, sender: Sender, at: datetime, inbox_id: int | None = None, book: Book | None = None
) -> int:
    """The id of the contact who goes by the sender's ids, made when all of them are new; `at` is WhatsApp's time.

    Ids that turn out to be one person's are brought together, whatever contacts they stood for until now. A number
    that comes with another business-scoped id than before belongs to a new person, and one that its owner gave up
    belongs to whoever writes from it next. `inbox_id` is the inbox that saw them; `book` holds what is known of the
    ids of a batch, and this sender's among them.
    """
    book = book or Book(session, sender.all_ids)
    found = _known(session, sender, at, book)
    contact_id = found if found is not None else _new(session, sender.ids[0], at, inbox_id, book)
    for alias in sender.all_ids:
        told_same = alias in sender.new_ids
        held = book.holder(alias, at)
        if held is not None and held.contact_id == contact_id:
            if not sender.new_ids or told_same:  # the old id of a change is told of, not used
                note_use(held, alias, at, inbox_id)
        elif held is not None and held.until is not None:  # theirs at that time, and given up since
            if _is_one_person(session, contact_id, held, at, told_same):
                contact_id = _merge(session, contact_id, held, book)
        else:
            contact_id = _hold(session, contact_id, alias, at, inbox_id, told_same, book)
    book.leave(contact_id, _left_behind(sender), at)
    if sender.name:
        _rename(session, contact_id, sender.name)
    return contact_id


def _known(session: Session, sender: Sender, at: datetime, book: Book) -> int | None:
    """Whoever holds the strongest of the ids."""
    lasting = {key(alias) for alias in sender.ids if alias.kind in LASTING}
    for alias in sender.all_ids:
        held = book.holder(alias, at)
        if held is None or alias.kind == "username":
            continue
        if alias.kind == "phone" and lasting and known_apart(lasting, holding.lasting(session, held.contact_id)):
            continue
        return held.contact_id
    return None


def _left_behind(sender: Sender) -> list[Alias]:
    """The number that somebody gave up when they changed to a new one."""
    new = {key(alias) for alias in sender.new_ids if alias.kind == "phone"}
    return [alias for alias in sender.ids if new and alias.kind == "phone" and key(alias) not in new]


def _new(session: Session, alias: Alias, at: datetime, inbox_id: int | None, book: Book) -> int:
    """Make a contact; if another process made it at the same instant, its alias won and ours is dropped."""
    made = Contact()
    session.add(made)
    session.flush()
    if book.name(made.id, alias, at, inbox_id):
        return made.id
    taken = book.current(alias)
    if taken is None or alias.kind not in LASTING:
        return made.id  # a number that moves to this new person
    session.delete(made)
    session.flush()
    return taken.contact_id


def _hold(
    session: Session, contact_id: int, alias: Alias, at: datetime, inbox_id: int | None, told_same: bool, book: Book
) -> int:
    """Let the contact go by this id too, and note when it was used; returns who the contact is then.

    `told_same` says that WhatsApp itself named both as one person, from `at` on.
    """
    if book.name(contact_id, alias, at, inbox_id):
        return contact_id
    held = book.current(alias)
    if held is None:
        return contact_id
    if held.contact_id != contact_id:
        if _is_one_person(session, contact_id, held, at, told_same):
            contact_id = _merge(session, contact_id, held, book)
        elif at >= held.seen_at:
            book.pass_on(held, contact_id, alias, at)
            return contact_id
    note_use(held, alias, at, inbox_id)
    session.flush()
    return contact_id


def _merge(session: Session, contact_id: int, held: ContactAlias, book: Book) -> int:
    other = held.contact_id
    kept = merging.merge(session, contact_id, other)
    book.note_merged(contact_id, other, kept)
    return kept


def _is_one_person(session: Session, contact_id: int, held: ContactAlias, at: datetime, told_same: bool) -> bool:
    """A number that WhatsApp names as somebody's new one was somebody else's before, if it was used before."""
    if held.kind in LASTING:
        return True
    if told_same:
        return held.seen_at >= at
    return held.kind == "phone" and not are_two_people(session, contact_id, held.contact_id)


def _rename(session: Session, contact_id: int, name: str) -> None:
    known = session.get_one(Contact, contact_id)
    if known.name != name:
        known.name = name


def conversations(session: Session, wanted: Iterable[tuple[int, int]]) -> dict[tuple[int, int], Conversation]:
    """The threads of these pairs of an inbox and a contact, their rows locked in one fixed order; new ones are made."""
    pairs = set(wanted)
    found = _locked(session, pairs)
    missing = sorted(pairs - found.keys())
    if missing:
        rows = [{"inbox_id": inbox_id, "contact_id": contact_id} for inbox_id, contact_id in missing]
        session.execute(sets.insertion(Conversation, rows).on_conflict_do_nothing())
        found |= _locked(session, set(missing))
    return found


def _locked(session: Session, pairs: set[tuple[int, int]]) -> dict[tuple[int, int], Conversation]:
    these = sets.pairs_among(Conversation.inbox_id, Conversation.contact_id, pairs)
    rows = select(Conversation).where(these).order_by(Conversation.id).with_for_update(of=Conversation)
    found = session.scalars(rows.execution_options(populate_existing=True))
    return {(row.inbox_id, row.contact_id): row for row in found}
