"""A history beside the rows of its end, with what the checks look up in both."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable
from typing import TypeVar

from tests.faults.history import Accepted, Event, History, Inbound, Outbound, Rows, Written

Key = TypeVar("Key", bound=Hashable)
Row = TypeVar("Row")
CLOSED = frozenset({"answered", "asked", "escalated", "joined", "noted"})
WITH_PEOPLE = frozenset({"waiting", "agent"})
TO_PEOPLE = frozenset({"escalated", "stopped", "taken", "assigned", "answered_by_phone", "trouble"})
DONE_BY_PEOPLE = frozenset({"resolved", "handed_back", "left_alone"})


class Case:
    def __init__(self, history: History, rows: Rows) -> None:
        self.history, self.rows = history, rows
        self.acknowledged = [one for one in history.written.values() if one.acknowledged_at is not None]
        self.stored: dict[str, list[Inbound]] = by(rows.inbound, lambda row: row.wamid)
        self.by_id = {row.id: row for row in rows.inbound}
        self.by_callback = {row.callback_id: row for row in rows.outbound}
        self.ours: dict[int, list[Outbound]] = by(
            [row for row in rows.outbound if row.author == "bot"], lambda row: row.answers
        )
        self.sends: dict[str, list[Accepted]] = by(history.accepted, lambda send: send.callback_id)
        self.events: dict[int, list[Event]] = by(sorted(rows.events, key=_at), lambda event: event.conversation)

    def row(self, one: Written) -> Inbound | None:
        found = self.stored.get(one.wamid)
        return found[0] if found else None

    def cover(self, row: Inbound) -> Inbound | None:
        """The message whose outcome is this one's too: itself, or what it was joined to."""
        return self.by_id.get(row.covered_by or 0) if row.outcome == "joined" else row

    def is_closing(self, said: Outbound) -> bool:
        """Whether it is the sentence with which Lotse gave the conversation to people, and no answer."""
        question = self.by_id.get(said.answers)
        return said.author == "bot" and question is not None and question.decided_as == "escalate"

    def people_were_done_between(self, conversation: int, since: float, until: float) -> bool:
        lines = self.events.get(conversation, [])
        return any(line.kind in DONE_BY_PEOPLE and since < line.at < until for line in lines)

    def accepted_at(self, answer: Outbound) -> float | None:
        return min((send.at for send in self.sends.get(answer.callback_id, [])), default=None)

    def came_to_people(self, row: Inbound, since: float) -> float | None:
        """When the timeline first says so after that moment."""
        found = self.events.get(row.conversation, [])
        return next((event.at for event in found if event.kind in TO_PEOPLE and event.at >= since), None)

    def has_people(self, row: Inbound) -> bool:
        """Whether people have its conversation, or had it at any time since the message was stored."""
        kinds = TO_PEOPLE | DONE_BY_PEOPLE
        since = row.stored_at - 1.0  # an agent's transaction may have begun before the message's was committed
        lines = self.events.get(row.conversation, [])
        return row.owner in WITH_PEOPLE or any(line.kind in kinds and line.at >= since for line in lines)

    def in_doubt(self) -> list[Outbound]:
        return [row for row in self.rows.outbound if row.status == "unknown"]


def _at(event: Event) -> float:
    return event.at


def by(rows: Iterable[Row], key: Callable[[Row], Key]) -> dict[Key, list[Row]]:
    groups: dict[Key, list[Row]] = defaultdict(list)
    for row in rows:
        groups[key(row)].append(row)
    return groups
