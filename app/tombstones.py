"""The list of who was erased, for backups: whoever restores one brings erased contacts back, and with this list they
are erased anew.

It holds no id, only hashes that nobody can work out without SECRET_KEY. A line of the list is `mark until erased_at`;
each is logged as well, so that the list is not lost with the database.
"""

import hashlib
import hmac
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

import structlog
from sqlalchemy import func, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from app import settings
from app.tables import Contact, ContactAlias, Tombstone

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Stone:
    """See app.tables.Tombstone."""

    mark: str
    until: datetime
    erased_at: datetime

    def __str__(self) -> str:
        return f"{self.mark} {self.until.isoformat()} {self.erased_at.isoformat()}"


def parsed(line: str) -> Stone:
    """A line of the list. Raises ValueError when it is none."""
    mark, until, erased_at = line.split()
    return Stone(mark, datetime.fromisoformat(until), datetime.fromisoformat(erased_at))


def mark(kind: str, key: str, secret_key: str) -> str:
    derived = hashlib.sha256(b"lotse tombstones:" + secret_key.encode()).digest()
    return hmac.new(derived, f"{kind}:{key}".encode(), hashlib.sha256).hexdigest()


def lay(session: Session, contact_id: int, now: datetime) -> None:
    """Remember the contact's ids, before they go."""
    current = settings.load().secret_keys[0]
    theirs = session.scalars(select(ContactAlias).where(ContactAlias.contact_id == contact_id))
    stones = [Stone(mark(one.kind, one.key, current), one.until or now, now) for one in theirs]
    put(session, stones)
    for stone in stones:
        log.info("tombstone", line=str(stone))


def put(session: Session, stones: Iterable[Stone]) -> None:
    """Add them to the list; those on it stay."""
    rows = [{"mark": one.mark, "until": one.until, "erased_at": one.erased_at} for one in stones]
    if rows:
        session.execute(insert(Tombstone).values(rows).on_conflict_do_nothing())


def all_stones(session: Session) -> list[Stone]:
    columns = (Tombstone.mark, Tombstone.until, Tombstone.erased_at)
    return [Stone(*row) for row in session.execute(select(*columns).order_by(Tombstone.id))]


def newest(session: Session) -> datetime | None:
    """When somebody was last erased."""
    return session.scalar(select(func.max(Tombstone.erased_at)))


def risen(session: Session) -> list[int]:
    """The contacts who were erased and are here again as they were before: those that a backup brought back.

    Who wrote anew since is a new contact, and who got the number of somebody erased goes by it since later.
    """
    laid: dict[str, list[Stone]] = {}
    for stone in all_stones(session):
        laid.setdefault(stone.mark, []).append(stone)
    return sorted(set(_back_again(session, laid))) if laid else []


def _back_again(session: Session, laid: dict[str, list[Stone]]) -> Iterator[int]:
    keys = settings.load().secret_keys
    columns = (ContactAlias.contact_id, ContactAlias.kind, ContactAlias.key, ContactAlias.seen_at, Contact.created_at)
    rows = select(*columns).join(Contact, Contact.id == ContactAlias.contact_id).execution_options(yield_per=1000)
    for contact_id, kind, key, seen_at, created_at in session.execute(rows):
        for stone in (one for secret_key in keys for one in laid.get(mark(kind, key, secret_key), ())):
            if created_at < stone.erased_at and seen_at <= stone.until:
                yield contact_id
