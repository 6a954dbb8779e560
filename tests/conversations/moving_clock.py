"""One clock for Lotse and the simulator, which stands still but when it is moved on."""

import os
import time
from datetime import UTC, datetime, timedelta

import httpx2

from app import settings
from app.clock import ZONE

STILL = 1e-6  # seconds of the simulator's a real second; 0 is not allowed
RUNS_ON = 0.2  # seconds, before it is worth reading the settings anew
DAY = timedelta(days=1)
OFFSET = "LOTSE_NOW_OFFSET"


class MovingClock:
    """Both clocks; Lotse's runs on in real time until it is set again, by a fraction of a second."""

    def __init__(self, meta: httpx2.Client) -> None:
        self._meta = meta
        self.now = self._moved(rate=STILL)
        self._set_at = 0.0

    def _moved(self, **change: float) -> datetime:
        answer = self._meta.post("/api/clock", json=change).raise_for_status()
        return datetime.fromtimestamp(answer.json()["now"], UTC)

    def move_to(self, moment: datetime) -> None:
        moment = moment.astimezone(UTC)  # in a zone of its own Python would reckon by the clocks on the wall
        if moment > self.now:
            self._moved(advance=(moment - self.now).total_seconds())
            self.now = moment
        self._set()

    def hold(self) -> None:
        """Set Lotse's back to where the simulator's stands, when it has run on for long."""
        if time.time() - self._set_at > RUNS_ON:
            self._set()

    def _set(self) -> None:
        self._set_at = time.time()
        os.environ[OFFSET] = str(self.now.timestamp() - self._set_at)
        settings.load.cache_clear()

    def next_day(self, weekday: int) -> datetime:
        """The midnight with which the next such day after today begins, by the clocks of the business."""
        today = self.now.astimezone(ZONE).date()
        return datetime.combine(today + DAY * (1 + (weekday - today.weekday() - 1) % 7), datetime.min.time(), ZONE)
