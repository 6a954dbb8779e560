"""A thread of the clock's process that tells hooks what happens, at a pace of its own: no worker of the customers'
messages ever waits for another system."""

import threading
from dataclasses import dataclass, field

import structlog

from app import database
from app.hooks import recording, sending
from app.hooks.client import post
from app.hooks.recording import Result
from app.hooks.sending import Parcel

SECONDS = 1.0  # between two looks
SIDE_BY_SIDE = 8  # hooks

log = structlog.get_logger(__name__)


@dataclass
class Errand:
    """A parcel under way. Its thread only posts; where it dies, the first event counts as tried."""

    parcel: Parcel
    results: list[Result] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._thread = threading.Thread(target=self._run, name="hook", daemon=True)
        self._thread.start()

    @property
    def is_done(self) -> bool:
        return not self._thread.is_alive()

    def _run(self) -> None:
        try:
            self.results = sending.carry(self.parcel, post)
        except Exception as error:
            log.error("hook_broke", hook_id=self.parcel.hook_id, error=type(error).__name__)
            first = self.parcel.letters[0]
            self.results = [Result(first.event_id, first.attempts, error="broke")]


class Hooks:
    """Remembers which hooks are being told something."""

    def __init__(self) -> None:
        self._under_way: dict[int, Errand] = {}

    def run(self, stopping: threading.Event) -> None:
        """Until stopped; what is under way then is told again when its lease is over."""
        while not stopping.wait(SECONDS):
            try:
                self.look()
            except Exception as error:
                log.error("hooks_not_told", error=type(error).__name__, safe="nothing is lost; trying again")

    def look(self) -> None:
        """Record what is done, and begin what is due of hooks that are not busy."""
        for hook_id in [hook_id for hook_id, errand in self._under_way.items() if errand.is_done]:
            done = self._under_way.pop(hook_id)
            recording.record(database.sessions(), hook_id, done.parcel.claim, done.results)
        if len(self._under_way) < SIDE_BY_SIDE:
            for parcel in sending.claim(database.sessions(), list(self._under_way)):
                self._under_way[parcel.hook_id] = Errand(parcel)
