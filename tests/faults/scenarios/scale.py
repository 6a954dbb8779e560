"""How much a whole run performs, and what each scenario of it has to come to."""

from collections.abc import Callable
from dataclasses import dataclass, field

from tests.faults.judgement import Expected
from tests.faults.play import Play

RATE = 20.0  # messages a second
FAULT_SECONDS = 8.0
SHARE_OF_KILLS = 0.5  # of all messages are written while processes die; the other scenarios share the rest


@dataclass(frozen=True)
class Scale:
    """`scenarios` share the messages; `lasting`: how long the long faults last, in seconds."""

    messages: int
    kills: int
    scenarios: int
    lasting: float

    @property
    def of_kills(self) -> int:
        return max(20, round(self.messages * SHARE_OF_KILLS))

    @property
    def each(self) -> int:
        """The messages of each scenario but the one with the kills, and the lasting ones."""
        return max(20, round(self.messages * (1 - SHARE_OF_KILLS) / (self.scenarios - 1)) + 1)


@dataclass(frozen=True)
class Scenario:
    perform: Callable[[Play, Scale], None]
    expected: Expected = field(default_factory=Expected)
