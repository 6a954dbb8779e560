"""What today's messages cost, beside what is usual, the month and its budget."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from weakref import WeakKeyDictionary

from sqlalchemy import Connection, Engine
from sqlalchemy.orm import Session

from app import clock, costs, months, prices
from app.figures import today
from app.figures.today import Day
from app.months import Month
from app.playbook.rules import Cost
from app.prices import Sent

FRESH = 60.0  # seconds for which nothing is counted again: the month takes as long as all the rest of the page
PAST = 60  # times as long for a month that is over

Counted = tuple[float, list[Sent]]  # when, and what

_known: WeakKeyDictionary[Engine | Connection, dict[str, Counted]] = WeakKeyDictionary()  # by database


@dataclass(frozen=True, slots=True)
class Spent:
    """Amounts in `currency`; `messages` are today's. `usual`: by this time of such a day; None: not known."""

    today: float
    usual: float | None
    month: float
    messages: int
    currency: str
    budget: float | None


def read(session: Session, cost: Cost, now: datetime) -> Spent:
    month = prices.bills(_of_month(session, months.of(now), now), cost.free)
    date = now.astimezone(clock.ZONE).date()
    of_day = prices.total(pair for pair in month if pair[0].day == date)
    asked = today.days(now)
    before = [_until(session, cost, day, now) for day in asked[1:]]
    figure = today.figure([of_day.billed * cost.price, *before], today.known(session, asked))
    whole = prices.total(month).billed * cost.price
    return Spent(of_day.billed * cost.price, figure.usual, whole, of_day.messages, cost.currency, cost.budget)


def _until(session: Session, cost: Cost, day: Day, now: datetime) -> float:
    """What the messages of an earlier day cost up to the same time. What the days before it sent took of the month's
    free ones, so it has to be known as well."""
    date = day.since.astimezone(clock.ZONE).date()
    month = _of_month(session, months.of(day.since), now) if cost.free else []
    before = [one for one in month if one.day < date]
    part = _counted(session, str(date), FRESH, lambda: costs.between(session, day.since, day.until, by_intent=False))
    billed = prices.bills([*before, *part], cost.free)
    return prices.total(pair for pair in billed if pair[0].day == date).billed * cost.price


def _of_month(session: Session, month: Month, now: datetime) -> list[Sent]:
    fresh = FRESH if month == months.of(now) else PAST * FRESH
    return _counted(session, month.name, fresh, lambda: costs.sent(session, month, by_intent=False))


def _counted(session: Session, name: str, fresh: float, count: Callable[[], list[Sent]]) -> list[Sent]:
    """Counted anew only after so many seconds; what nobody has asked for in a while is forgotten."""
    known, now = _known.setdefault(session.get_bind(), {}), time.monotonic()
    at, sent = known.get(name, (float("-inf"), []))
    if now - at > fresh:
        sent = count()
        known[name] = now, sent
        for other, (then, _) in tuple(known.items()):  # other threads count as well
            if now - then > 2 * PAST * FRESH:
                known.pop(other, None)
    return sent
