"""One play: customers write through Meta to a real Lotse while something goes wrong; then all are accounted for."""

import random
import time
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field

from tests.faults import rows
from tests.faults.checker import Report, check
from tests.faults.checks.waits import Span
from tests.faults.generator import Customers
from tests.faults.meta import Meta
from tests.faults.people import Agent
from tests.faults.programs import Programs
from tests.processes import Stand, free_port, wait_for

LONGEST_WAIT = 60.0  # seconds after the last fault ended
SLACK = 15.0  # seconds that quiet may take beyond that; then the checker says what is missing


@dataclass
class Play:
    """`close` ends it. All chance comes from `seed`; the processes' own timing is not repeatable."""

    stand: Stand
    seed: int
    webs: int = 1
    workers: int = 1
    customers_at_once: int = 60
    faults: list[Span] = field(default_factory=list)
    at_end: list[Callable[[], object]] = field(default_factory=list)  # done by `close`, when the programs have ended
    _opened: bool = False

    def __post_init__(self) -> None:
        self.dice = random.Random(self.seed)
        self.graph_port = free_port()
        self.stand.changes |= {"GRAPH_URL": f"http://127.0.0.1:{self.graph_port}"}
        ports = [self.stand.port + number for number in range(self.webs)]
        self.meta = Meta(self.graph_port, ports, random.Random(self.seed))
        self.customers = Customers(random.Random(self.seed), self.customers_at_once)
        self.programs = Programs(self.stand, self.stand.folder / f"programs-{self.seed}")

    def open(self, **changes: str) -> "Play":
        """Start Lotse; `changes` go into the environment of all its programs."""
        self.meet_customers()
        self.programs.changes.update(changes)
        for kind, number in (("web", self.webs), ("workers", self.workers), ("clock", 1)):
            self.programs.start(*(f"{kind}-{one + 1}" for one in range(number)))
        self.stand.wait_until_web_is_ready()
        return self

    def meet_customers(self) -> None:
        """Start Meta, if it is not: what customers write is brought from now on."""
        if not self._opened:
            self.meta.start()
            self._opened = True

    def close(self) -> None:
        self.programs.stop()
        if self._opened:
            self.meta.stop()
        for end in self.at_end:
            end()

    def agent(self, name: str) -> Agent:
        """Somebody who is signed in, for as long as the play lasts."""
        agent = Agent(self.stand, self.meta.history, f"{name}@example.com")
        self.at_end.append(agent.http.close)
        return agent

    def write(self, messages: int, rate: float, meanwhile: Callable[[], None] | None = None) -> None:
        """Customers write so many messages a second; after each webhook `meanwhile` has its turn."""
        began, wrote = time.monotonic(), 0
        for webhook in self.customers.write(messages):
            twenty_times = self.dice.random() < 0.01
            self.meta.bring(webhook, times=20 if twenty_times else 1)
            wrote += len(webhook)
            if meanwhile:
                meanwhile()
            time.sleep(max(0.0, began + wrote / rate - time.monotonic()))

    @contextmanager
    def fault(self) -> Iterator[None]:
        """Something is at fault while this is entered: nobody waits for less than its end."""
        began = time.time()
        try:
            yield
        finally:
            self.faults.append((began, time.time()))

    @property
    def longest_fault(self) -> float:
        return max((ended - began for began, ended in self.faults), default=0.0)

    def quiet(self, seconds: float = LONGEST_WAIT + SLACK) -> bool:
        """Whether everything comes to its end in time."""
        return self.until(lambda: not self.meta.busy() and not rows.still_open(self.stand.postgres.url), seconds)

    @staticmethod
    def until(condition: Callable[[], bool], seconds: float = LONGEST_WAIT) -> bool:
        """Whether the condition comes true in time."""
        ends = time.monotonic() + seconds
        while time.monotonic() < ends:
            if condition():
                return True
            time.sleep(0.3)
        return False

    def report(self, doubted: Mapping[str, float] | None = None) -> Report:
        """What the checker finds; asked after quiet."""
        return check(self.meta.history, rows.read(self.stand.postgres.url), self.faults, doubted)

    def wait_until_working(self) -> None:
        """Until a first message is answered, so that the faults meet a Lotse at work."""
        self.meta.bring([self.customers.one("öffnungszeiten?", customer=0)])
        wait_for(lambda: self.meta.history.accepted, 60, "the first answer")

    def write_during(self, fault: Callable[[], None], messages: int, rate: float) -> None:
        """Customers write while the fault happens; returns when both are over."""

        def happens() -> None:
            with self.fault():
                fault()

        with ThreadPoolExecutor(1) as happening:
            over = happening.submit(happens)
            self.write(messages, rate)
            over.result(300)
