"""Who waits for a lock in PostgreSQL, sampled from a connection of its own."""

import threading
from dataclasses import dataclass, field
from types import TracebackType

import psycopg

EVERY = 0.05  # seconds
WAITING = """
    SELECT coalesce(wait_event, 'nothing'), count(*) FROM pg_stat_activity
    WHERE wait_event_type IN ('Lock', 'LWLock') AND datname = current_database() GROUP BY 1
"""


@dataclass
class LockSamples:
    """Use as a context: samples until it is left."""

    url: str
    samples: int = 0
    with_waiters: int = 0
    waiting: dict[str, int] = field(default_factory=dict)  # by what they wait for: sessions seen, over all samples

    def __enter__(self) -> "LockSamples":
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._ended.set()
        self._thread.join(timeout=10)

    def _run(self) -> None:
        with psycopg.connect(self.url, autocommit=True) as connection:
            while not self._ended.wait(EVERY):
                found = connection.execute(WAITING).fetchall()
                self.samples += 1
                self.with_waiters += bool(found)
                for event, sessions in found:
                    self.waiting[event] = self.waiting.get(event, 0) + sessions
