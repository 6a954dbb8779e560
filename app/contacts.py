"""Finding the contact behind the ids that WhatsApp gives, and its conversation in an inbox."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import and_, exists, select, tuple_, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from app import merging
from app.tables import Contact, ContactAlias, Conversation, Inbox
from app.whatsapp.aliases import key
from app.whatsapp.updates import Alias, Sender

LASTING = frozenset({"bsuid", "parent"})  # WhatsApp gives these to one person only; a number can get a new owner


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


def contact(session: Session, sender: Sender, at: datetime) -> int:
    """The id of the contact who goes by the sender's ids, made when all of them are new; `at` is WhatsApp's time.

    Ids that turn out to be one person's are brought together, whatever contacts they stood for until now. A number
    that comes with another business-scoped id than before belongs to a new person.
    """
    holders = _holders(session, (*sender.ids, *sender.new_ids))
    found = _known(session, sender, holders)
    contact_id = found if found is not None else _new(session, sender.ids[0], at)
    for alias in (*sender.ids, *sender.new_ids):
        held = holders.get(key(alias))
        if held is not None and held.contact_id == contact_id:
            if not sender.new_ids or alias in sender.new_ids:  # the old id of a change is told of, not used
                _note_use(held, alias, at)
        else:
            contact_id = _hold(session, contact_id, alias, at, told_same=alias in sender.new_ids)
    if sender.name:
        _rename(session, contact_id, sender.name)
    return contact_id


def _known(session: Session, sender: Sender, holders: dict[Alias, ContactAlias]) -> int | None:
    """Whoever holds the strongest of the ids."""
    lasting = {key(alias) for alias in sender.ids if alias.kind in LASTING}
    for alias in (*sender.ids, *sender.new_ids):
        held = holders.get(key(alias))
        if held is None or alias.kind == "username":
            continue
        if alias.kind == "phone" and lasting and _is_known_otherwise(session, held.contact_id, lasting):
            continue
        return held.contact_id
    return None


def _holders(session: Session, aliases: Iterable[Alias]) -> dict[Alias, ContactAlias]:
    wanted = tuple_(ContactAlias.kind, ContactAlias.key).in_([tuple(key(alias)) for alias in aliases])
    return {Alias(row.kind, row.key): row for row in session.scalars(select(ContactAlias).where(wanted))}


def _is_known_otherwise(session: Session, contact_id: int, lasting: set[Alias]) -> bool:
    """Whether the contact has lasting ids, and none of these."""
    theirs = select(ContactAlias.kind, ContactAlias.key).where(
        ContactAlias.contact_id == contact_id, ContactAlias.kind.in_(LASTING)
    )
    known = {Alias(kind, value) for kind, value in session.execute(theirs)}
    return bool(known) and not known & lasting


def _new(session: Session, alias: Alias, at: datetime) -> int:
    """Make a contact; if another process made it at the same instant, its alias won and ours is dropped."""
    made = Contact()
    session.add(made)
    session.flush()
    if _name(session, made.id, alias, at):
        return made.id
    taken = _holders(session, [alias]).get(key(alias))
    if taken is None or alias.kind not in LASTING:
        return made.id  # a number that moves to this new person
    session.delete(made)
    session.flush()
    return taken.contact_id


def _name(session: Session, contact_id: int, alias: Alias, at: datetime) -> bool:
    """Let the contact go by this id; false when somebody else already does."""
    kind, found_by = key(alias)
    insertion = insert(ContactAlias).values(
        contact_id=contact_id, kind=kind, value=alias.value, key=found_by, seen_at=at
    )
    made = insertion.on_conflict_do_nothing().returning(ContactAlias.id)
    return session.execute(made).scalar_one_or_none() is not None


def _hold(session: Session, contact_id: int, alias: Alias, at: datetime, told_same: bool) -> int:
    """Let the contact go by this id too, and note when it was used; returns who the contact is then.

    `told_same` says that WhatsApp itself named both as one person.
    """
    if _name(session, contact_id, alias, at):
        return contact_id
    held = session.execute(
        select(ContactAlias)
        .where(tuple_(ContactAlias.kind, ContactAlias.key) == tuple(key(alias)))
        .with_for_update()
        .execution_options(populate_existing=True)
    ).scalar_one()
    if held.contact_id != contact_id:
        if told_same or alias.kind in LASTING or (alias.kind == "phone" and not _has_lasting(session, held)):
            contact_id = merging.merge(session, contact_id, held.contact_id)
        elif at >= held.seen_at:
            held.contact_id = contact_id
    _note_use(held, alias, at)
    session.flush()
    return contact_id


def _note_use(held: ContactAlias, alias: Alias, at: datetime) -> None:
    """The spelling used last is the one to answer to."""
    if at >= held.seen_at:
        held.value, held.seen_at = alias.value, at


def _has_lasting(session: Session, held: ContactAlias) -> bool:
    theirs = and_(ContactAlias.contact_id == held.contact_id, ContactAlias.kind.in_(LASTING))
    return session.execute(select(exists().where(theirs))).scalar_one()


def _rename(session: Session, contact_id: int, name: str) -> None:
    session.execute(
        update(Contact).where(Contact.id == contact_id, Contact.name.is_distinct_from(name)).values(name=name)
    )


def conversation(session: Session, inbox_id: int, contact_id: int) -> Conversation:
    """The thread of this contact in this inbox, its row locked until the transaction ends; made when new."""
    mine = (Conversation.inbox_id == inbox_id, Conversation.contact_id == contact_id)
    locked = select(Conversation).where(*mine).with_for_update(of=Conversation)
    found = session.execute(locked.execution_options(populate_existing=True)).scalar_one_or_none()
    if found:
        return found
    session.execute(insert(Conversation).values(inbox_id=inbox_id, contact_id=contact_id).on_conflict_do_nothing())
    return session.execute(locked).scalar_one()
