"""The ways in which the simulator misbehaves, as data. Probabilities are shares from 0 to 1."""

from random import Random
from secrets import randbelow
from threading import Lock
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from simulator import latency
from simulator.graph_errors import GraphError

Share = Annotated[float, Field(ge=0, le=1)]
Seconds = Annotated[float, Field(ge=0, le=7 * 24 * 3600)]
Milliseconds = Annotated[int, Field(ge=0, le=600_000)]


class Rule(BaseModel):
    """What happens to some sends. `next`: how many more (None: no end); `probability`: to which share of them.

    error: answers `status` with a Graph error `code`. fail: accepts, and a failed status with `code` follows.
    slow: answers after `milliseconds`. hang: answers nothing for `hang_seconds`. drop: closes the connection without
    an answer. `accept` says whether the message is taken in before that.
    """

    model_config = ConfigDict(extra="forbid")
    fault: Literal["error", "fail", "slow", "hang", "drop"]
    next: int | None = Field(default=None, ge=1)
    probability: Share = 1.0
    status: int = Field(default=500, ge=400, le=599)
    code: int | None = None
    milliseconds: Milliseconds = 3000
    accept: bool | None = None

    @property
    def accepts(self) -> bool:
        return self.fault != "error" if self.accept is None else self.accept

    @property
    def error_code(self) -> int:
        return self.code or {429: 130429, 503: 2}.get(self.status, 131000)

    @property
    def failure(self) -> GraphError | None:
        """What a message that was accepted fails with afterwards."""
        if self.fault != "fail":
            return None
        return GraphError(self.code or 131026, "This failure was ordered by a fault switch.")


class Faults(BaseModel):
    """The switches; with the defaults nothing goes wrong, and no answer takes time."""

    model_config = ConfigDict(extra="forbid")
    seed: int = Field(default_factory=lambda: randbelow(10**6))
    rates: bool = True
    # Answers and deliveries: "real", or that many milliseconds.
    latency: Literal["real"] | Annotated[float, Field(ge=0, le=600_000)] = 0.0
    # Sends.
    latency_ms: Milliseconds = 0
    hang_seconds: float = Field(default=60, ge=0, le=3600)
    window_error: Literal["answer", "status"] = "answer"
    rules: list[Rule] = []
    # Webhooks.
    statuses: bool = True
    lost_statuses: Share = 0
    late_statuses: Share = 0
    late_seconds: Seconds = 60
    skipped_deliveries: Share = 0
    duplicates: Share = 0
    reordering: Share = 0
    reordering_seconds: Seconds = 2
    delays: Share = 0
    delay_seconds: Seconds = 30
    batch: int = Field(default=1, ge=1, le=1000)
    batch_seconds: float = Field(default=0.25, gt=0, le=3600)
    # Media.
    media_gone: bool = False
    media_corrupt: bool = False
    media_slow_ms: Milliseconds = 0
    media_redirect: Annotated[str, Field(pattern=r"^https?://[^\s/]+$")] | None = None


class Misbehaviour:
    """The faults in force and the dice for them. Safe to share between threads.

    `usual` are the ones that hold when nobody asks for any: they say how real life is.
    """

    def __init__(self, faults: Faults | None = None, usual: Faults | None = None) -> None:
        self._lock = Lock()
        self._usual = usual or Faults()
        self.set(faults or self._usual)

    def set(self, faults: Faults) -> None:
        with self._lock:
            self._faults = faults.model_copy(deep=True)
            # These have to be repeatable, not secret. Two, so that pauses do not change whom a rule strikes.
            self._dice = Random(faults.seed)  # noqa: S311
            self._pauses = Random(faults.seed)  # noqa: S311

    def change(self, given: dict[str, Any]) -> Faults:
        """Takes over the given switches and keeps the others. Raises pydantic.ValidationError."""
        self.set(Faults.model_validate({**self.current().model_dump(), **given}))
        return self.current()

    def clear(self) -> Faults:
        self.set(self._usual)
        return self.current()

    def current(self) -> Faults:
        with self._lock:
            return self._faults.model_copy(deep=True)

    def answer_pause(self) -> float:
        """Seconds that an answer takes."""
        with self._lock:
            return self._faults.latency_ms / 1000 + latency.seconds(self._faults.latency, self._pauses)

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
