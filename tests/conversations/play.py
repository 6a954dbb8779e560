"""Playing a script: everybody acts at their time, and Lotse has to say what stands there, no more and no less."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select

from app import ledger
from app.tables import Message
from tests.conversations.script import Script, Step, fits
from tests.conversations.stage import Stage, titles
from tests.conversations.world import World

NOTHING_MORE_FOR = timedelta(minutes=3)  # after the last line
ROUNDED = timedelta(seconds=1)  # scripts and WhatsApp tell whole seconds


@dataclass(frozen=True)
class Said:
    at: datetime
    text: str

    def __str__(self) -> str:
        return f"{self.at:%H:%M:%S}  {self.text}"


class Player:
    """Plays one script."""

    def __init__(self, script: Script, world: World, stage: Stage) -> None:
        self._script, self._world, self._stage = script, world, stage
        self._begins = world.clock.next_day(script.weekday)
        self._heard = 0

    def play(self) -> None:
        """Raises AssertionError with the file and line of what is not as it is written."""
        expected: list[Step] = []
        for step in self._script.steps:
            if step.by_lotse:
                expected.append(step)
                continue
            self._world.go_to(self._at(step))
            self._compare(expected, step)
            expected = []
            self._perform(step)
        last = self._script.steps[-1]
        self._world.go_to(self._at(last) + NOTHING_MORE_FOR)
        self._compare(expected, last)
        with self._world.sessions() as session:
            assert ledger.unexplained(session, None, None, most=20) == [], f"{self._script.name}: unexplained messages"

    def _at(self, step: Step) -> datetime:
        """By the clocks of the business, whichever way they were put in between."""
        day = self._begins + timedelta(days=step.day)
        return day.replace(hour=step.second // 3600, minute=step.second % 3600 // 60, second=step.second % 60)

    def _perform(self, step: Step) -> None:
        try:
            self._stage.perform(step)
        except AssertionError as error:
            raise AssertionError(f"{self._place(step)}: {error}") from None

    def _place(self, step: Step) -> str:
        return f"{self._script.name}, line {step.line}"

    def _compare(self, expected: Sequence[Step], until: Step) -> None:
        said = self._new()
        alike = len(said) == len(expected) and all(map(self._is, expected, said))
        if alike:
            return
        written = [Said(self._at(step), step.text) for step in expected]
        raise AssertionError(
            f"{self._place(until)}: up to here Lotse was to say\n{_listed(written)}\nand it said\n{_listed(said)}"
        )

    def _is(self, step: Step, said: Said) -> bool:
        return fits(step.text, said.text) and abs(self._at(step) - said.at) <= ROUNDED

    def _new(self) -> list[Said]:
        """What Lotse has said by itself since the last time, as it stands on the customer's phone."""
        with self._world.sessions() as session:
            by_itself = set(session.scalars(select(Message.wamid).where(Message.author == "bot")))
        said = [message for message in self._world.chat() if message["wamid"] in by_itself]
        fresh, self._heard = said[self._heard :], len(said)
        return [Said(datetime.fromtimestamp(one["at"], self._begins.tzinfo), _shown(one)) for one in fresh]


def _shown(message: dict[str, Any]) -> str:
    buttons = " ".join(f"[{title}]" for title in titles(message))
    return f"{message['text']}\n{buttons}" if buttons else str(message["text"])


def _listed(said: Sequence[Said]) -> str:
    return "\n".join(f"  {one}" for one in said) or "  nothing"
