"""What today's messages cost, beside the month and its budget."""

import time
from dataclasses import dataclass
from datetime import datetime
from weakref import WeakKeyDictionary

from sqlalchemy import Connection, Engine
from sqlalchemy.orm import Session

from app import clock, costs, months, prices
from app.playbook.rules import Cost
from app.prices import Sent

FRESH = 60.0  # seconds for which the month is not counted again: it takes as long as all the rest of the page

_known: WeakKeyDictionary[Engine | Connection, tuple[float, str, list[Sent]]] = WeakKeyDictionary()  # by database


@dataclass(frozen=True, slots=True)
class Spent:
    """Amounts in `currency`; `messages` are today's."""

    today: float
    month: float
    messages: int
    currency: str
    budget: float | None


def read(session: Session, cost: Cost, now: datetime) -> Spent:
    day = now.astimezone(clock.ZONE).date()
    billed = prices.bills(_sent(session, now), cost.free)
    of_day = prices.total(pair for pair in billed if pair[0].day == day)
    month = prices.total(billed).billed * cost.price
    return Spent(of_day.billed * cost.price, month, of_day.messages, cost.currency, cost.budget)


def _sent(session: Session, now: datetime) -> list[Sent]:
    """The month's messages, counted at most once a minute."""
    key, month = session.get_bind(), months.of(now)
    counted_at, of, sent = _known.get(key, (float("-inf"), "", []))
    if time.monotonic() - counted_at > FRESH or of != month.name:
        sent = costs.sent(session, month, by_intent=False)
        _known[key] = time.monotonic(), month.name, sent
    return sent
