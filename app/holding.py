"""Which contact goes by an id, and until when: numbers and user names pass from one person to another."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import ColumnElement, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from app import sets
from app.tables import Contact, ContactAlias
from app.whatsapp.aliases import LASTING, key
from app.whatsapp.updates import Alias


class Book:
    """The holders of all the ids that a batch names, read in one query. What is written goes through here."""

    def __init__(self, session: Session, aliases: Iterable[Alias]) -> None:
        self._session = session
        self._rows: dict[Alias, list[ContactAlias]] = defaultdict(list)
        self._merged: dict[int, int] = {}
        held = select(ContactAlias, Contact).join(Contact, Contact.id == ContactAlias.contact_id)
        found = session.execute(held.where(_named(*map(key, aliases))).order_by(ContactAlias.id)).all()
        for row, _ in found:
            self._rows[Alias(row.kind, row.key)].append(row)
        self._contacts = [contact for _, contact in found]  # kept, so that the session knows them when asked for them

    def knows(self, name: Alias) -> bool:
        """Whether anybody goes, or went, by this key of an id."""
        return bool(self._rows.get(name))

    def enter(self, contact: Contact, held: Iterable[ContactAlias]) -> None:
        """Somebody new, and the ids that they go by."""
        self._contacts.append(contact)
        for row in held:
            self._rows[Alias(row.kind, row.key)].append(row)

    def holder(self, alias: Alias, at: datetime) -> ContactAlias | None:
        """Whoever went by this id at that time, by WhatsApp's clock."""
        rows = self._rows[key(alias)]
        former = [(row.until, row.id, row) for row in rows if row.until is not None and at <= row.until]
        if former:
            return min(former)[2]
        return next((row for row in rows if row.until is None), None)

    def current(self, alias: Alias) -> ContactAlias | None:
        """Whoever goes by this id now, read anew and locked until the transaction ends."""
        this = select(ContactAlias).where(_named(key(alias)), ContactAlias.until.is_(None)).with_for_update()
        row = self._session.scalars(this.execution_options(populate_existing=True)).one_or_none()
        if row is not None and row not in self._rows[key(alias)]:
            self._rows[key(alias)].append(row)
        return row

    def name(self, contact_id: int, alias: Alias, at: datetime, inbox_id: int | None) -> bool:
        """Let the contact go by this id from now on; false when somebody already does."""
        kind, found_by = key(alias)
        insertion = insert(ContactAlias).values(
            contact_id=contact_id, kind=kind, value=alias.value, key=found_by, seen_at=at, inbox_id=inbox_id
        )
        made = self._session.scalars(insertion.on_conflict_do_nothing().returning(ContactAlias)).one_or_none()
        if made is not None:
            self._rows[key(alias)].append(made)
        return made is not None

    def pass_on(self, held: ContactAlias, contact_id: int, alias: Alias, at: datetime) -> None:
        """The id is another contact's from now on. What its former owner wrote until then stays theirs."""
        held.until = held.seen_at
        self._session.flush()
        self.name(contact_id, alias, at, held.inbox_id)

    def leave(self, contact_id: int, aliases: Iterable[Alias], at: datetime) -> None:
        """The contact does not go by these any more: who writes under them later is somebody else."""
        for row in (row for alias in aliases for row in self._rows[key(alias)]):
            if row.contact_id == contact_id and row.until is None and row.seen_at <= at:
                row.until = at

    def note_merged(self, one: int, other: int, kept: int) -> None:
        self._merged |= {gone: kept for gone in (one, other) if gone != kept}

    def now(self, contact_id: int) -> int:
        """Who a contact has become by the merging that was noted."""
        while contact_id in self._merged:
            contact_id = self._merged[contact_id]
        return contact_id


def _named(*keys: Alias) -> ColumnElement[bool]:
    return sets.pairs_among(ContactAlias.kind, ContactAlias.key, set(keys))


def note_use(held: ContactAlias, alias: Alias, at: datetime, inbox_id: int | None) -> None:
    """The spelling used last is the one to answer to."""
    if at >= held.seen_at:
        held.value, held.seen_at = alias.value, at
        held.inbox_id = inbox_id or held.inbox_id


def are_two_people(session: Session, one: int, other: int) -> bool:
    """Whether both have lasting ids of a kind, and none in common: WhatsApp knows them apart."""
    return known_apart(lasting(session, one), lasting(session, other))


def known_apart(ids: set[Alias], others: set[Alias]) -> bool:
    comparable = {alias.kind for alias in ids} & {alias.kind for alias in others}
    return bool(comparable) and not ids & others


def lasting(session: Session, contact_id: int) -> set[Alias]:
    theirs = select(ContactAlias.kind, ContactAlias.key).where(
        ContactAlias.contact_id == contact_id, ContactAlias.kind.in_(LASTING)
    )
    return {Alias(kind, value) for kind, value in session.execute(theirs)}
