"""A real Lotse, the simulator as Meta, and what becomes due between two moments.

Nothing is replaced: webhooks come over HTTP into the real web application, the functions of the workers' jobs do the
work, and time jumps from one thing that is due to the next.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx2
from sqlalchemy import exists, func, literal, select, union_all, update
from sqlalchemy.orm import Session, sessionmaker

from app import intake, lapses, playbook, receipts, turns
from app.delivery import outbox, settling
from app.lookups import running
from app.tables import Conversation, Lookup, Message, Person
from tests.conversations.moving_clock import MovingClock
from workers import tools

LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)
MINUTE, QUARTER = timedelta(minutes=1), timedelta(minutes=15)
A_MOMENT = timedelta(milliseconds=1)
MOST_ROUNDS = 40
PATIENCE = 10.0  # real seconds for the simulator to deliver


@dataclass
class World:
    """One customer writes to one Lotse."""

    sessions: sessionmaker[Session]
    meta: httpx2.Client
    clock: MovingClock
    customer: str = ""
    away: bool = False  # Lotse takes no webhooks and does no work
    _acted_at: datetime = LONG_AGO

    def post(self, path: str, **body: Any) -> Any:
        return self.meta.post(path, json=body).raise_for_status().json()

    def chat(self) -> list[dict[str, Any]]:
        """What is on the customer's phone."""
        answer = self.meta.get(f"/api/customers/{self.customer}/messages").raise_for_status()
        return list(answer.json()["messages"])

    def go_to(self, moment: datetime) -> None:
        """Let happen what becomes due until then, each at its time."""
        self._acted_at = self.clock.now
        while not self.away and (found := self._next(moment)):
            at, happens = found
            self.clock.move_to(at)
            happens()
        self.clock.move_to(moment)

    def work(self) -> None:
        """All that is due now, and what comes of it."""
        for _ in range(MOST_ROUNDS):
            if not self._round():
                return
        raise AssertionError("Lotse does not come to an end")

    def _round(self) -> int:
        self._wait_for_meta()
        sessions, pool = self.sessions, tools.pool()
        classify, book = tools.classifier(), playbook.load()
        kinds: tuple[Callable[[], int], ...] = (
            lambda: intake.take_in_due(sessions),
            lambda: turns.look(sessions, classify, book),
            lambda: running.look_up_due(sessions, tools.own_system(), pool, book, lambda: None),
            lambda: outbox.deliver_due(sessions, tools.graph(), pool),
        )
        done = sum(map(self._at_this_moment, kinds))
        settling.settle(sessions)
        receipts.tell_due(sessions, tools.graph(), tools.receipts_pool())
        return done

    def _at_this_moment(self, kind: Callable[[], int]) -> int:
        """However long the work before took."""
        self.clock.hold()
        return kind()

    def bring_again(self) -> None:
        """What was refused comes now. What is being refused at this moment would wait longer, and is asked for, too."""
        self._wait_for_meta(lambda: self.post("/api/redeliver"))

    def _wait_for_meta(self, meanwhile: Callable[[], object] = lambda: None) -> None:
        """Until every webhook has arrived."""
        ends = time.monotonic() + PATIENCE
        while self.meta.get("/healthz").json()["waiting"]:
            assert time.monotonic() < ends, "the simulator could not deliver"
            meanwhile()
            time.sleep(0.02)

    def _next(self, until: datetime) -> tuple[datetime, Callable[[], None]] | None:
        """What happens first before then, if anything does."""
        with self.sessions() as session:
            due, tick = self._due(session), self._tick(session)
        candidates = [(due + A_MOMENT, self.work)] if due else []
        candidates += [(tick, self._lapse)] if tick else []
        first = min(candidates, key=lambda one: one[0], default=None)
        return first if first and first[0] < until else None

    def _due(self, session: Session) -> datetime | None:
        """When the first of what waits for its time is due."""
        moments = union_all(
            select(Conversation.due_at.label("at")),
            select(Message.due_at).where(Message.status == "queued"),
            select(Lookup.due_at).where(Lookup.state == "due"),
            select(Lookup.until).where(Lookup.state == "due"),
        ).subquery()
        return session.scalars(select(func.min(moments.c.at)).where(moments.c.at > literal(self.clock.now))).one()

    def _tick(self, session: Session) -> datetime | None:
        """When to look for what goes back by itself: each minute, and each quarter of an hour once nothing happens
        for long. Only what agents have goes back."""
        if not session.scalars(select(exists().where(Conversation.owner == "agent"))).one():
            return None
        return self.clock.now + (MINUTE if self.clock.now - self._acted_at < QUARTER else QUARTER)

    def _lapse(self) -> None:
        """As each minute; the pages of all people are open."""
        with self.sessions.begin() as session:
            session.execute(update(Person).values(seen_at=self.clock.now))
        lapses.lapse(self.sessions, playbook.load().rules)
