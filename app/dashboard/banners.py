"""What everybody must see on every page: numbers that cannot send, deliveries set aside, no classifier at work."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, func, literal, or_, select
from sqlalchemy.orm import Session

from app import classifiers
from app.tables import Delivery, Inbox, Notice

MOST_COUNTED = 1000


@dataclass(frozen=True, slots=True)
class Halted:
    """A number that sends nothing: stopped until a cause is mended, or paused until a time."""

    id: int
    number: str | None
    stopped_at: datetime | None
    code: int | None
    cause: str | None
    paused_until: datetime | None


@dataclass(frozen=True, slots=True)
class Banners:
    set_aside: int
    no_classifier: bool
    halted: tuple[Halted, ...] = ()
    unseen: int = 0  # grave notices that no supervisor has seen


def read(session: Session) -> Banners:
    set_aside = _count(session, select(literal(1)).select_from(Delivery).where(Delivery.set_aside_at.is_not(None)))
    grave = select(literal(1)).select_from(Notice).where(Notice.seen_at.is_(None), Notice.grave)
    return Banners(set_aside, not classifiers.in_use(session), _halted(session), _count(session, grave))


def _count(session: Session, some: Select[int]) -> int:
    return session.scalars(select(func.count()).select_from(some.limit(MOST_COUNTED).subquery())).one()


def _halted(session: Session) -> tuple[Halted, ...]:
    now = func.now()
    rows = select(
        Inbox.id,
        func.coalesce(Inbox.display_number, Inbox.phone_number_id).label("number"),
        Inbox.stopped_at,
        Inbox.stopped_code.label("code"),
        Inbox.stopped_cause.label("cause"),
        Inbox.paused_until,
    ).where(or_(Inbox.stopped_at.is_not(None), Inbox.paused_until > now))
    return tuple(Halted(**row._mapping) for row in session.execute(rows.order_by(Inbox.id)))
