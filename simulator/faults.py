"""The ways in which the simulator misbehaves, as data."""

from random import Random
from secrets import randbelow
from threading import Lock
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field


class Rule(BaseModel):
    """What happens to some sends. `next`: how many more (None: no end); `probability`: to which share of them.

    error: answers `status` with a Graph error `code`. hang: answers nothing for `hang_seconds`. drop: closes the
    connection without an answer. `accept` says whether the message is taken in before that.
    """

    model_config = ConfigDict(extra="forbid")
    fault: Literal["error", "hang", "drop"]
    next: int | None = Field(default=None, ge=1)
    probability: float = Field(default=1.0, ge=0, le=1)
    status: int = Field(default=500, ge=400, le=599)
    code: int | None = None
    accept: bool | None = None

    @property
    def accepts(self) -> bool:
        return self.fault != "error" if self.accept is None else self.accept

    @property
    def error_code(self) -> int:
        return self.code or {429: 130429, 503: 2}.get(self.status, 131000)


class Faults(BaseModel):
    """The switches; the defaults misbehave in no way."""

    model_config = ConfigDict(extra="forbid")
    latency_ms: int = Field(default=0, ge=0, le=600_000)
    hang_seconds: float = Field(default=60, ge=0, le=3600)
    statuses: bool = True
    seed: int = Field(default_factory=lambda: randbelow(10**6))
    rules: list[Rule] = []


class Misbehaviour:
    """The faults in force and the dice for them. Safe to share between threads."""

    def __init__(self, faults: Faults | None = None) -> None:
        self._lock = Lock()
        self.set(faults or Faults())

    def set(self, faults: Faults) -> None:
        with self._lock:
            self._faults = faults
            # Has to be repeatable, not secret.
            self._dice = Random(faults.seed)  # noqa: S311

    def change(self, given: dict[str, Any]) -> Faults:
        """Takes over the given switches and keeps the others. Raises pydantic.ValidationError."""
        faults = Faults.model_validate({**self.current().model_dump(), **given})
        self.set(faults)
        return self.current()

    def clear(self) -> Faults:
        self.set(Faults())
        return self.current()

    def current(self) -> Faults:
        with self._lock:
            return self._faults.model_copy(deep=True)

    def draw(self) -> Rule | None:
        """The first rule that strikes this send; rules that are used up go away."""
        with self._lock:
            struck = None
            for rule in self._faults.rules:
                if self._dice.random() < rule.probability:
                    struck = rule
                    break
            if struck and struck.next is not None:
                struck.next -= 1
                if struck.next == 0:
                    self._faults.rules.remove(struck)
            return struck
