"""Asking the business's own system: what is due is claimed, asked side by side, and triage told what came back."""

import os
import time
from collections.abc import Callable, Mapping
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, field
from typing import Protocol
from uuid import UUID

import structlog
from sqlalchemy import update
from sqlalchemy.orm import Session, sessionmaker

from app import claims, clock, locking, own_secrets, settings
from app.lookups import answer
from app.lookups.enquiry import OwnSystemError
from app.playbook.address import place
from app.playbook.intents import OwnSystem
from app.playbook.model import Playbook
from app.tables import Lookup

SIDE_BY_SIDE = 32
SECONDS = 2.0  # after that a job takes nothing new
LOOKS_EVERY = 0.2  # seconds, for what else is due while others are being asked
MOST_ATTEMPTS = 2  # a worker that dies is forgiven once; it may have been this answer that ended it

log = structlog.get_logger(__name__)

Values = dict[str, str]


class Client(Protocol):
    def ask(self, url: str, headers: Mapping[str, str], seconds: float) -> bytes: ...


@dataclass(frozen=True, slots=True)
class Order:
    """A claimed lookup; `system` is None when the playbook has it no more."""

    lookup_id: int
    attempts: int
    claim: UUID
    conversation_id: int
    url: str
    system: OwnSystem | None
    begun: float = field(default_factory=time.monotonic)


@dataclass(frozen=True, slots=True)
class Result:
    """The values, or why there are none."""

    values: Values | None = None
    why: str | None = None


def look_up_due(
    sessions: sessionmaker[Session],
    client: Client,
    pool: ThreadPoolExecutor,
    playbook: Playbook,
    answered: Callable[[], object],
) -> int:
    """Ask what is due, until nothing is or the time is up; returns how many were asked.

    The pool's threads only talk to the system. `answered` is called whenever a turn may have become due.
    """
    under_way: dict[Future[Result], Order] = {}
    ends, asked, looks_again = time.monotonic() + SECONDS, 0, 0.0
    while True:
        if looks_again <= time.monotonic() < ends:
            orders = _claim(sessions, SIDE_BY_SIDE - len(under_way), playbook)
            under_way |= {pool.submit(_ask, client, order, playbook): order for order in orders}
            looks_again, asked = time.monotonic() + LOOKS_EVERY, asked + len(orders)
        if not under_way:
            return asked
        wait(under_way, timeout=LOOKS_EVERY, return_when=FIRST_COMPLETED)
        if done := _done(under_way, playbook.rules.lookups.seconds):
            for order, result in done:
                _record(sessions, order, result)
            answered()


def _done(under_way: dict[Future[Result], Order], seconds: float) -> list[tuple[Order, Result]]:
    """Taken out of what is under way. Whoever trickles sets off no time limit of HTTP's: after the time nobody waits
    for the thread any more, which ends with its connection."""
    now = time.monotonic()
    over = [future for future, order in under_way.items() if future.done() or now > order.begun + seconds]
    late = {future: Result(why="timeout") for future in over if not future.done()}
    return [(under_way.pop(future), late.get(future) or future.result()) for future in over]


def _claim(sessions: sessionmaker[Session], most: int, playbook: Playbook) -> list[Order]:
    if most <= 0:
        return []
    with sessions.begin() as session:
        claimed = claims.lookups(session, most, clock.now(session), playbook.rules.lookups.seconds)
        rows = [(item, session.get_one(Lookup, item[0])) for item in claimed]
        return [Order(*item, row.conversation_id, row.url, _system(row.intent, playbook)) for item, row in rows]


def _system(intent: str, playbook: Playbook) -> OwnSystem | None:
    known = playbook.intents.get(intent)
    return known.lookup if known else None


def _ask(client: Client, order: Order, playbook: Playbook) -> Result:
    """What came of it, whatever happened."""
    try:
        return Result(_values(client, order, playbook))
    except OwnSystemError as error:
        return Result(why=str(error))
    except Exception as error:
        log.exception("lookup_broke", lookup_id=order.lookup_id, safe="a person gets the message")
        return Result(why=type(error).__name__)


def _values(client: Client, order: Order, playbook: Playbook) -> Values:
    """What stands in the table is checked once more: the playbook may have changed since."""
    system, rules = order.system, playbook.rules.lookups
    if order.attempts > MOST_ATTEMPTS:
        raise OwnSystemError("died")
    asked, let = place(order.url), settings.load().lookup_places
    if system is None or asked != place(system.url) or asked not in rules.hosts or (let and asked not in let):
        raise OwnSystemError("not_allowed")
    body = client.ask(order.url, _headers(system), rules.seconds)
    return answer.values(answer.read(body), system.fields)


def _headers(system: OwnSystem) -> dict[str, str]:
    if system.secret is None:
        return {}
    secret = os.environ.get(system.secret, "").strip()
    if not secret:
        raise OwnSystemError("no_secret")
    if own_secrets.stand_in(secret, settings.load()):
        raise OwnSystemError("own_secret")
    return {system.header: f"Bearer {secret}" if system.header.lower() == "authorization" else secret}


def _record(sessions: sessionmaker[Session], order: Order, result: Result) -> None:
    """Write it down and let triage look at the turn at once, unless somebody else has taken the lookup over.

    The turn's time is only brought forward while it is this lookup's: who has written on meanwhile is waited for.
    """
    host = place(order.url)
    with sessions.begin() as session:
        now = clock.now(session)
        conversation = locking.lock(session, order.conversation_id)  # first, as triage does
        ours = (Lookup.id == order.lookup_id, Lookup.claim == order.claim, Lookup.state == "due")
        state = {"state": "failed" if result.why else "done", "why": f"{host}: {result.why}" if result.why else None}
        ended = {"result": result.values, "done_at": now, "due_at": None, "claim": None, "claimed_until": None}
        until = session.scalar(update(Lookup).where(*ours).values({**state, **ended}).returning(Lookup.until))
        if until and conversation and conversation.due_at == until:
            conversation.due_at = now
    tell = log.warning if result.why else log.info
    tell("looked_up", lookup_id=order.lookup_id, host=host, why=result.why, attempt=order.attempts)
