"""Which contact goes by an id, and until when: numbers and user names pass from one person to another."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import Select, select, tuple_, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from app.tables import ContactAlias
from app.whatsapp.aliases import LASTING, key
from app.whatsapp.updates import Alias


def holders(session: Session, aliases: Iterable[Alias], at: datetime) -> dict[Alias, ContactAlias]:
    """Whoever went by each of these ids at that time, by WhatsApp's clock. Ids that are new are left out."""
    rows = session.scalars(_by_key(map(key, aliases)).order_by(ContactAlias.until.nulls_last(), ContactAlias.id))
    found: dict[Alias, ContactAlias] = {}
    for row in rows:
        if row.until is None or at <= row.until:
            found.setdefault(Alias(row.kind, row.key), row)
    return found


def current(session: Session, alias: Alias) -> ContactAlias | None:
    """Whoever goes by this id now, the row locked until the transaction ends."""
    row = _by_key([key(alias)]).where(ContactAlias.until.is_(None)).with_for_update()
    return session.execute(row.execution_options(populate_existing=True)).scalar_one_or_none()


def _by_key(keys: Iterable[Alias]) -> Select[ContactAlias]:
    return select(ContactAlias).where(tuple_(ContactAlias.kind, ContactAlias.key).in_(list(map(tuple, keys))))


def name(session: Session, contact_id: int, alias: Alias, at: datetime, inbox_id: int | None) -> bool:
    """Let the contact go by this id from now on; false when somebody already does."""
    kind, found_by = key(alias)
    insertion = insert(ContactAlias).values(
        contact_id=contact_id, kind=kind, value=alias.value, key=found_by, seen_at=at, inbox_id=inbox_id
    )
    made = insertion.on_conflict_do_nothing().returning(ContactAlias.id)
    return session.execute(made).scalar_one_or_none() is not None


def note_use(held: ContactAlias, alias: Alias, at: datetime, inbox_id: int | None) -> None:
    """The spelling used last is the one to answer to."""
    if at >= held.seen_at:
        held.value, held.seen_at = alias.value, at
        held.inbox_id = inbox_id or held.inbox_id


def pass_on(session: Session, held: ContactAlias, contact_id: int, alias: Alias, at: datetime) -> None:
    """The id is another contact's from now on. What its former owner wrote until then stays theirs."""
    inbox_id, held.until = held.inbox_id, held.seen_at
    session.flush()
    name(session, contact_id, alias, at, inbox_id)


def leave(session: Session, contact_id: int, aliases: Iterable[Alias], at: datetime) -> None:
    """The contact does not go by these any more: who writes under them later is somebody else."""
    keys = [tuple(key(alias)) for alias in aliases]
    theirs = (ContactAlias.contact_id == contact_id, ContactAlias.until.is_(None), ContactAlias.seen_at <= at)
    left = update(ContactAlias).where(*theirs, tuple_(ContactAlias.kind, ContactAlias.key).in_(keys))
    session.execute(left.values(until=at), execution_options={"synchronize_session": "fetch"})


def are_two_people(session: Session, one: int, other: int) -> bool:
    """Whether both have lasting ids of a kind, and none in common: WhatsApp knows them apart."""
    ids, others = lasting(session, one), lasting(session, other)
    return known_apart(ids, others)


def known_apart(ids: set[Alias], others: set[Alias]) -> bool:
    comparable = {alias.kind for alias in ids} & {alias.kind for alias in others}
    return bool(comparable) and not ids & others


def lasting(session: Session, contact_id: int) -> set[Alias]:
    theirs = select(ContactAlias.kind, ContactAlias.key).where(
        ContactAlias.contact_id == contact_id, ContactAlias.kind.in_(LASTING)
    )
    return {Alias(kind, value) for kind, value in session.execute(theirs)}
