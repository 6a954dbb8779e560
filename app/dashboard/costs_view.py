"""What the page of the costs shows of a month."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from app import prices
from app.months import Month
from app.playbook.rules import Cost
from app.prices import Bill, Sent

FORESEEN_AFTER = 1.0  # days: less says nothing of a month


@dataclass(frozen=True, slots=True)
class Column:
    """A day of the chart; `free` and `billed` are the heights of its two parts, in hundredths of the tallest day."""

    day: date
    bill: Bill
    free: float
    billed: float


@dataclass(frozen=True, slots=True)
class Shown:
    """A month. `intents` has what Lotse sent, by what it was about (None: no longer known), the most first."""

    month: Month
    cost: Cost
    whole: Bill
    authors: Mapping[str, Bill]
    columns: Sequence[Column]
    intents: Sequence[tuple[str | None, Bill]]
    foreseen: Bill | None

    def amount(self, bill: Bill) -> float:
        return bill.billed * self.cost.price

    @property
    def days(self) -> list[Column]:
        """Those on which something was sent, the newest first."""
        return [column for column in reversed(self.columns) if column.bill.messages]

    @property
    def tallest(self) -> int:
        return max(column.bill.messages for column in self.columns)

    def of_budget(self, bill: Bill) -> float:
        """Which part of the budget that is; more than 1 when it is more."""
        budget = self.cost.budget or 0.0
        return self.amount(bill) / budget if budget else float(bill.billed > 0)


def month(sent: Sequence[Sent], wanted: Month, cost: Cost, now: datetime) -> Shown:
    billed = prices.bills(sent, cost.free)
    over = wanted.over(now)
    foreseen = FORESEEN_AFTER / len(wanted.days) <= over < 1
    return Shown(
        month=wanted,
        cost=cost,
        whole=prices.total(billed),
        authors=prices.summed(billed, lambda one: one.author),
        columns=_columns(wanted, prices.summed(billed, lambda one: one.day)),
        intents=_by_intent(prices.summed((pair for pair in billed if pair[0].author == "bot"), lambda one: one.intent)),
        foreseen=prices.forecast(billed, cost.free, over) if foreseen else None,
    )


def _columns(wanted: Month, bills: Mapping[date, Bill]) -> list[Column]:
    tallest = max((bill.messages for bill in bills.values()), default=1)
    found = [(day, bills.get(day, Bill())) for day in wanted.days]
    return [
        Column(day, bill, round(100 * bill.free / tallest, 2), round(100 * bill.billed / tallest, 2))
        for day, bill in found
    ]


def _by_intent(bills: Mapping[str | None, Bill]) -> list[tuple[str | None, Bill]]:
    return sorted(bills.items(), key=lambda item: (-item[1].messages, item[0] or ""))
