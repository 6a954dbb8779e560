"""What everybody must see on every page: numbers that cannot send, a pause, deliveries set aside, what is wrong."""

import time
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, func, literal, or_, select
from sqlalchemy.orm import Session

from app import checks, classifiers, clock, costs, months
from app.ledger import last_check
from app.samples import mark
from app.tables import Delivery, Inbox, Notice, Person, Switches

MOST_COUNTED = 1000
BEGAN = time.monotonic()  # this web process


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
class Alarm:
    """The ledger is not in order: UNEXPLAINED or OVERDUE, and since when nobody has said that they saw it."""

    notice_id: int
    event: str | None
    at: datetime


@dataclass(frozen=True, slots=True)
class Paused:
    """Since when Lotse writes nothing by itself, by whom, and why."""

    at: datetime
    email: str
    reason: str


@dataclass(frozen=True, slots=True)
class Banners:
    set_aside: int
    no_classifier: bool
    halted: tuple[Halted, ...] = ()
    unseen: int = 0  # grave notices of Meta's that no supervisor has seen
    ledger: tuple[Alarm, ...] = ()
    unchecked_since: datetime | None = None  # the ledger, which the clock should check every minute
    to_check: int = 0  # automatic answers that people are asked to judge
    paused: Paused | None = None
    budget_spent: bool = False
    budget_notice: int | None = None  # an unseen one: the budget is nearly spent
    samples: bool = False  # invented conversations stand in the list


def read(session: Session) -> Banners:
    set_aside = _count(session, select(literal(1)).select_from(Delivery).where(Delivery.set_aside_at.is_not(None)))
    grave = select(literal(1)).select_from(Notice).where(Notice.seen_at.is_(None), Notice.grave)
    unseen = _count(session, grave.where(Notice.field.not_in(("ledger", costs.FIELD))))
    alarms, unchecked = _alarms(session), _unchecked_since(session)
    to_check = checks.number_waiting(session, MOST_COUNTED)
    halted, held = _halted(session), _held(session)
    no_classifier, samples = not classifiers.in_use(session), mark.are_there(session)
    return Banners(set_aside, no_classifier, halted, unseen, alarms, unchecked, to_check, *held, samples=samples)


def _held(session: Session) -> tuple[Paused | None, bool, int | None]:
    """The pause, whether this month's budget is spent, and the notice that it soon will be."""
    switches = select(Switches, Person.email).outerjoin(Person, Person.id == Switches.paused_by_id)
    unseen = select(Notice.id).where(Notice.seen_at.is_(None), Notice.grave, Notice.field == costs.FIELD)
    notice = session.scalars(unseen.order_by(Notice.id.desc()).limit(1)).one_or_none()
    row = session.execute(switches).one_or_none()
    if row is None:
        return None, False, notice
    at, reason, spent_for = row.Switches.paused_at, row.Switches.paused_reason, row.Switches.budget_spent_for
    spent = spent_for is not None and spent_for == months.of(clock.now(session)).name
    return Paused(at, row.email, reason) if at else None, spent, None if spent else notice


def _unchecked_since(session: Session) -> datetime | None:
    """Nothing is said while a clock that was started together with this process has not had its time."""
    has_had_its_time = time.monotonic() - BEGAN > last_check.PATIENCE.total_seconds()
    return last_check.missed_since(session) if has_had_its_time else None


def _alarms(session: Session) -> tuple[Alarm, ...]:
    """The newest of each kind; seeing it is seeing the older ones."""
    unseen = select(Notice.id, Notice.event, Notice.happened_at).where(Notice.seen_at.is_(None), Notice.grave)
    ordered = unseen.where(Notice.field == "ledger").order_by(Notice.id.desc()).limit(MOST_COUNTED)
    alarms = [Alarm(*row) for row in session.execute(ordered)]
    newest = {alarm.event: alarm for alarm in reversed(alarms)}
    return tuple(newest.values())


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
