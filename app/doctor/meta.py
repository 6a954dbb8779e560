"""What Meta says of each number: token, quality, whether it may send, where it calls, and whether it calls at all."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app import clock, connection, database, settings, tokens
from app.connection import Calls
from app.doctor.finding import Finding, Level
from app.samples.mark import NUMBER
from app.tables import Inbox
from app.whatsapp.client import GraphClient
from app.whatsapp.subscription import Subscription

ANSWER_SECONDS = 6.0
MOST = 10  # numbers
STATEMENT_SECONDS = 2.0
PREFIX = "connection."  # of the codes whose texts the page of the numbers has
LEVELS: dict[connection.Level, Level] = {"good": "ok", "look": "warn", "bad": "fail"}


@dataclass(frozen=True, slots=True)
class Number:
    """A number as we know it; `sealed`: a key of its own cannot be read any more."""

    phone_number_id: str
    called: str
    token: str | None
    calls: Calls
    sealed: bool
    now: datetime


def numbers() -> list[Number]:
    """Those that have an inbox; until a message has made one, the settings' number."""
    with database.sessions()() as session:
        database.take_at_most(session, STATEMENT_SECONDS)
        now = clock.now(session)
        ours = select(Inbox).where(Inbox.phone_number_id != NUMBER).order_by(Inbox.id).limit(MOST)
        found = [_known(session, inbox, now) for inbox in session.scalars(ours)]
        return found or [_first(session, now)]


def _known(session: Session, inbox: Inbox, now: datetime) -> Number:
    called = inbox.name or inbox.display_number or inbox.phone_number_id
    calls = connection.calls(session, inbox.id)
    return Number(inbox.phone_number_id, called, tokens.token(inbox), calls, connection.is_sealed(inbox), now)


def _first(session: Session, now: datetime) -> Number:
    number_id = settings.load().whatsapp_phone_number_id
    return Number(number_id, number_id, None, connection.calls(session, 0), False, now)


def look(number: Number) -> list[Finding]:
    with _client() as client:
        facts = client.number(number.phone_number_id, number.token)
        told = client.subscription(number.phone_number_id, number.token) if facts.trouble is None else None
    found = connection.findings(facts, number.calls, number.sealed, number.now)
    ours = [Finding(f"{PREFIX}{one.code}", _level(one), one.values) for one in found]
    named = [*ours, *(judge(told) if told else [])]
    return [Finding(one.code, one.level, {**one.values, "inbox": number.called}) for one in named]


def _level(found: connection.Finding) -> Level:
    """A number to which nobody has written yet is no fault; whether Meta would call is found out beside it."""
    return "warn" if found.code == "never_called" else LEVELS[found.level]


def judge(told: Subscription) -> list[Finding]:
    """Whether Meta has an address to call, and sends what comes in to our app. PURE."""
    if told.subscribed is False:
        return [Finding("not_subscribed", "fail")]
    if told.url is None:
        return [Finding("webhook_unknown", "warn")]
    return [Finding("webhook_named", "ok", {"url": told.url})]


def called_address() -> str | None:
    """Where Meta calls for the first number, if it says so."""
    number = numbers()[0]
    with _client() as client:
        return client.subscription(number.phone_number_id, number.token).url


@contextmanager
def _client() -> Iterator[GraphClient]:
    client = GraphClient(settings.load(), ANSWER_SECONDS)
    try:
        yield client
    finally:
        client.close()
