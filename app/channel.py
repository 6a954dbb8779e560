"""Whether a number may send: stopped by Meta until a cause is mended, paused for a while, or free.

A stopped number keeps receiving; what comes in goes to people. It is asked after by itself, with growing pauses, and
resumes without a restart as soon as Meta lets it send again.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any, Protocol

import structlog
from sqlalchemy import ColumnElement, DateTime, and_, bindparam, or_, select, update
from sqlalchemy.orm import Session, sessionmaker

from app import clock, pace, tokens
from app.samples.mark import NUMBER
from app.tables import Inbox
from app.whatsapp import errors
from app.whatsapp.errors import Health

FIRST_PROBE, LONGEST_PROBE = timedelta(minutes=1), timedelta(minutes=15)
LONGEST_NAMED = timedelta(seconds=errors.LONGEST_NAMED)
LONGEST_PAUSE = timedelta(seconds=errors.LONGEST_PAUSE)  # unless Meta names a longer one
QUIET = timedelta(minutes=1)  # after so long without another limit, the next pause is a short one again

log = structlog.get_logger(__name__)


class Client(Protocol):
    def health(self, phone_number_id: str, token: str | None = None) -> Health: ...


def open_at(now: Any) -> ColumnElement[bool]:
    """The inboxes that may send now."""
    is_number = Inbox.phone_number_id != NUMBER  # nothing ever leaves from the samples
    return and_(is_number, Inbox.stopped_at.is_(None), or_(Inbox.paused_until.is_(None), _pause_is_over(now)))


def _pause_is_over(now: Any) -> ColumnElement[bool]:
    return clock.reached(Inbox.paused_until, now, LONGEST_NAMED)


def probe_is_due(now: datetime) -> ColumnElement[bool]:
    """The stopped inboxes that Meta is to be asked after."""
    return and_(Inbox.stopped_at.is_not(None), clock.reached(Inbox.probe_at, now, LONGEST_PROBE))


def stop(
    session: Session, inbox_id: int, code: int, cause: str, now: datetime, reported_at: datetime | None = None
) -> None:
    """Meta lets nothing out of this number until somebody mends the cause.

    A report of before the number was last let go (`reported_at`, WhatsApp's time) is of a cause that is mended.
    """
    inbox = session.get_one(Inbox, inbox_id, with_for_update=True)
    if reported_at and inbox.resumed_at and reported_at <= inbox.resumed_at:
        return
    if inbox.stopped_at is None:
        log.error(
            "channel_stopped",
            inbox_id=inbox_id,
            code=code,
            cause=cause,
            safe="messages keep coming in and go to people; what agents wrote waits",
            next="see the banner in the inbox",
        )
        inbox.stopped_at = now
        inbox.probe_at = now + _growing(FIRST_PROBE, inbox.probes, LONGEST_PROBE)
    inbox.stopped_code, inbox.stopped_cause = code, cause


def too_fast(session: Session, inbox_id: int, first: timedelta, now: datetime) -> None:
    """Meta took messages, but not so many at once. The first time the number pauses and then keeps to a pace; a number
    that keeps to one only becomes slower."""
    inbox = session.get_one(Inbox, inbox_id, with_for_update=True)
    keeps_pace = inbox.pace is not None and not inbox.probing
    before, inbox.pace = inbox.pace, pace.slower(inbox.pace, inbox.paced_at, now)
    if inbox.pace != before:
        inbox.paced_at = inbox.spoken_for = now
        log.warning("channel_slower", inbox_id=inbox_id, messages_a_second=round(inbox.pace, 1))
    if not keeps_pace:
        pause(session, inbox_id, first, now)


def pause(session: Session, inbox_id: int, first: timedelta, now: datetime) -> None:
    """The whole number sends nothing for a while: `first`, and twice as long each time that it soon happens again.

    Then one message tries, and the others follow when it went out: calls beyond a limit only make it last longer.
    """
    inbox = session.get_one(Inbox, inbox_id, with_for_update=True)
    if inbox.paused_until and now < inbox.paused_until <= now + LONGEST_NAMED + clock.SKEW:
        inbox.paused_until = max(inbox.paused_until, now + first)  # others of the same batch met the same limit
        return
    soon_again = inbox.paused_until is not None and now - inbox.paused_until < QUIET
    inbox.slowdowns = inbox.slowdowns + 1 if soon_again else 0
    inbox.paused_until = now + max(first, _growing(first, inbox.slowdowns, LONGEST_PAUSE))
    inbox.probing = True
    log.warning("channel_paused", inbox_id=inbox_id, seconds=(inbox.paused_until - now).total_seconds())


def _growing(first: timedelta, times: int, longest: timedelta) -> timedelta:
    grown: timedelta = first * 2 ** min(times, 20)
    return min(grown, longest)


def sent(session: Session, inbox_id: int, now: datetime) -> None:
    """Something went out: the pause is over, and the next stop is asked after as soon as the first one was."""
    inbox = session.scalars(
        _TO_LET_GO, {"inbox": inbox_id, "now": now, "a_second_ago": now - pace.SECOND}
    ).one_or_none()
    if inbox is None:
        return
    inbox.probes, inbox.probing = 0, False
    if inbox.pace is not None and inbox.paced_at is not None:
        before, inbox.pace = inbox.pace, pace.faster(inbox.pace, inbox.paced_at, now)
        inbox.paced_at = inbox.paced_at if inbox.pace == before else now


_TO_LET_GO = (
    select(Inbox)
    .where(
        Inbox.id == bindparam("inbox"),
        or_(
            Inbox.probes > 0,
            and_(Inbox.probing, _pause_is_over(bindparam("now", type_=DateTime(timezone=True)))),
            and_(Inbox.pace.is_not(None), Inbox.paced_at < bindparam("a_second_ago", type_=DateTime(timezone=True))),
        ),
    )
    .with_for_update(key_share=True)
    .execution_options(populate_existing=True)
)


def check_soon(session: Session, inbox_id: int) -> None:
    """Somebody says that the cause is mended."""
    now = clock.now(session)
    session.execute(update(Inbox).where(Inbox.id == inbox_id, Inbox.stopped_at.is_not(None)).values(probe_at=now))


def ask_after_stopped(sessions: sessionmaker[Session], client: Client) -> None:
    """Ask Meta after every stopped number whose time has come, and let those send again that may."""
    for inbox_id, ask in _due(sessions, client):
        health = ask()
        with sessions.begin() as session:
            _take_answer(session, inbox_id, health, clock.now(session))


def _due(sessions: sessionmaker[Session], client: Client) -> list[tuple[int, Callable[[], Health]]]:
    """The stopped numbers to ask after now. The next time is set beforehand, so that two workers do not both ask."""
    with sessions.begin() as session:
        now = clock.now(session)
        stopped = select(Inbox).where(probe_is_due(now))
        due = []
        for inbox in session.scalars(stopped.with_for_update(skip_locked=True)):
            inbox.probes += 1
            inbox.probe_at = now + _growing(FIRST_PROBE, inbox.probes, LONGEST_PROBE)
            due.append((inbox.id, _question(client, inbox.phone_number_id, tokens.token(inbox))))
        return due


def _question(client: Client, phone_number_id: str, token: str | None) -> Callable[[], Health]:
    return lambda: client.health(phone_number_id, token)


def _take_answer(session: Session, inbox_id: int, health: Health, now: datetime) -> None:
    inbox = session.get_one(Inbox, inbox_id, with_for_update=True)
    if health.can_send:
        inbox.resumed_at = now
        inbox.stopped_at = inbox.stopped_code = inbox.stopped_cause = inbox.probe_at = None
        log.info("channel_resumed", inbox_id=inbox_id)
    elif health.code is not None:
        inbox.stopped_code = health.code
