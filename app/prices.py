"""What Meta takes for messages, as far as Lotse can know: Meta's invoice is what counts. Pure.

Since October 2026 Meta bills each delivered message, of people and of machines alike, but for the first ones of each
number and month. A message's status tells whether it was free (`told`). What Meta has told nothing of yet is estimated
by its place in the number's month. Templates are never among the free ones; reactions cost nothing.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

Key = TypeVar("Key", bound=Hashable)

BESIDE_THE_FREE_ONES = frozenset({"free_entry_point"})  # after a click on an ad nothing is billed, nor counted


@dataclass(frozen=True, slots=True)
class Sent:
    """Messages of one kind that a number sent on a day.

    `author` is bot or agent, `told` Meta's pricing type (None: nothing told yet), `intent` what the customer wanted.
    """

    inbox_id: int
    day: date
    author: str
    template: bool
    told: str | None
    messages: int
    intent: str | None = None

    @property
    def takes_a_place(self) -> bool:
        """Whether they count among the free ones of their number and month."""
        return not self.template and self.told not in BESIDE_THE_FREE_ONES


@dataclass(frozen=True, slots=True)
class Bill:
    """How many messages are free, and how many are billed; of both, how many are estimated."""

    free: int = 0
    billed: int = 0
    estimated: int = 0

    @property
    def messages(self) -> int:
        return self.free + self.billed

    def __add__(self, other: "Bill") -> "Bill":
        return Bill(self.free + other.free, self.billed + other.billed, self.estimated + other.estimated)


Billed = tuple[Sent, Bill]


def bills(sent: Iterable[Sent], free: int) -> list[Billed]:
    """What becomes of each of a month's messages; the first `free` of each number are free.

    Which of a day's were the last free ones is not known where Meta has not told: people's are taken for the first.
    """
    places: Counter[int] = Counter()
    found = []
    for one in sorted(sent, key=lambda one: (one.day, one.told is None, one.author, one.intent or "")):
        found.append((one, _bill(one, max(0, free - places[one.inbox_id]))))
        places[one.inbox_id] += one.messages * one.takes_a_place
    return found


def _bill(one: Sent, places_left: int) -> Bill:
    if one.told is not None:
        return Bill(free=one.messages) if one.told.startswith("free") else Bill(billed=one.messages)
    free = 0 if one.template else min(one.messages, places_left)
    return Bill(free, one.messages - free, estimated=one.messages)


def summed(billed: Iterable[Billed], by: Callable[[Sent], Key]) -> dict[Key, Bill]:
    sums: dict[Key, Bill] = defaultdict(Bill)
    for one, bill in billed:
        sums[by(one)] += bill
    return dict(sums)


def total(billed: Iterable[Billed]) -> Bill:
    return sum((bill for _, bill in billed), Bill())


def forecast(billed: Iterable[Billed], free: int, over: float) -> Bill:
    """What the month comes to if it goes on as it did; `over` is the share of it that is over, more than 0."""
    numbers: dict[int, list[Billed]] = defaultdict(list)
    for one, bill in billed:
        numbers[one.inbox_id].append((one, bill))
    return sum((_forecast(of_number, free, 1 / over - 1) for of_number in numbers.values()), Bill())


def _forecast(billed: list[Billed], free: int, more: float) -> Bill:
    """`more`: how many times as long as until now it goes on."""
    so_far = total(billed)
    taken = sum(one.messages for one, _ in billed if one.takes_a_place)
    beside = sum(bill.free for one, bill in billed if not one.takes_a_place)
    come = so_far.messages * more
    stay_free = min(taken * more, max(0, free - taken)) + beside * more
    return so_far + Bill(round(stay_free), round(come - stay_free))
