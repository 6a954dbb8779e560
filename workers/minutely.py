"""What the clock does once a minute, in a thread of its own so that no tick waits for it: what was snoozed, the ledger,
what goes back, how things stand, pruning, the month's cost, the warning before a service window closes, at night what
is too old, addresses to seal, and what PostgreSQL noted of what was erased."""

import threading
from collections.abc import Callable
from datetime import timedelta

import structlog

from app import (
    clock,
    closing,
    costs,
    current_intent,
    database,
    lapses,
    playbook,
    pruning,
    retention,
    samplings,
    snoozing,
    unlearning,
)
from app.figures import stood
from app.hooks import destination
from app.ledger.check import check

SECONDS = 60.0
STATEMENT_SECONDS = 5.0

log = structlog.get_logger(__name__)


class Minutely:
    """Remembers whether the ledger was in order at the last look."""

    def __init__(self) -> None:
        self._in_order = True
        self._has_caught_up = False

    def run(self, stopping: threading.Event) -> None:
        """Every minute until stopped. The first one is left to those who have to catch up after a restart."""
        while not stopping.wait(SECONDS):
            self.once()

    def once(self) -> None:
        _or_log("intents_not_kept", self._catch_up)
        _or_log("not_woken", _wake)
        _or_log("not_lapsed", lambda: lapses.lapse(database.sessions(), playbook.load().rules))
        _or_log("ledger_not_checked", self._check)
        _or_log("cost_not_watched", _watch_the_cost)
        _or_log("window_not_warned", _warn)
        _or_log("standing_not_noted", _note_how_things_stand)
        _or_log("not_pruned", lambda: pruning.prune(database.sessions()))
        _or_log("not_aged", lambda: retention.tonight(database.sessions()))
        _or_log("not_unlearnt", lambda: unlearning.tonight(database.sessions()))
        _or_log("addresses_not_sealed", lambda: destination.seal_plain(database.sessions()))
        _or_log("not_sampled_anew", lambda: samplings.renew(database.sessions()))

    def _catch_up(self) -> None:
        """Once: the version of before may have decided until this one had started."""
        if not self._has_caught_up:
            current_intent.catch_up(database.sessions())
            self._has_caught_up = True

    def _check(self) -> None:
        in_order = not check(database.sessions())
        if in_order and not self._in_order:
            log.info("ledger_balanced")
        self._in_order = in_order


def _watch_the_cost() -> None:
    with database.sessions().begin() as session:
        costs.watch(session, playbook.load().rules.cost, clock.now(session))


def _wake() -> None:
    with database.sessions().begin() as session:
        snoozing.wake_due(session, clock.now(session))


def _warn() -> None:
    before = timedelta(minutes=playbook.load().rules.waiting.warn_minutes)
    with database.sessions().begin() as session:
        closing.warn(session, before, clock.now(session))


def _note_how_things_stand() -> None:
    book = playbook.load()
    with database.sessions().begin() as session:
        database.take_at_most(session, STATEMENT_SECONDS)
        stood.note(session, book.hours, book.rules, clock.now(session))


def _or_log(event: str, work: Callable[[], object]) -> None:
    """Whatever fails in it is tried again the next minute."""
    try:
        work()
    except Exception:
        log.exception(event, safe="nothing was changed; trying again in a minute")
