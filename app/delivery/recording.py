"""Writing down what came of sending."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from random import SystemRandom
from typing import Any

import structlog
from sqlalchemy import Update, and_, bindparam, case, exists, func, literal, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session, sessionmaker

from app import channel, clock, locking, pausing, queued, reconsidering, sets, statuses
from app.delivery.parcel import Parcel, Unwanted
from app.tables import Message
from app.whatsapp.codes import treatment
from app.whatsapp.errors import InDoubt, NotSent, Refused, Result, Sent, Stopped, named_seconds, pause_seconds

TRIED_FOR = timedelta(minutes=30)  # then a person is told
LEAST_ATTEMPTS = 6  # in that time: a worker that was away, or a clock that jumped, has not tried for so long
PAIR_LIMIT = 131056

Outcome = tuple[Parcel, Result | Unwanted]

_MINE = (Message.id == bindparam("message_id"), Message.claim == bindparam("claim"), Message.status == "sending")
_LOCK = select(Message.id).where(sets.among_given(Message.id, "ids")).order_by(Message.id).with_for_update(of=Message)
_STILL = (*_MINE, Message.due_at.is_not(None), pausing.may_go_out())
_WANTED = select(exists().where(*_STILL))  # made once: it is asked before every request

dice = SystemRandom()
log = structlog.get_logger(__name__)


def record(sessions: sessionmaker[Session], results: Sequence[Outcome]) -> None:
    """Write the results: what was sent in one go, everything else each for itself. Twice does no harm."""
    sent = [(parcel, result) for parcel, result in results if isinstance(result, Sent)]
    others: list[Outcome] = [(parcel, result) for parcel, result in results if not isinstance(result, Sent)]
    try:
        _record_sent(sessions, sent)
    except IntegrityError:  # an echo of one of them was stored under its id
        others += sent
    for parcel, result in others:
        log.info("send_result", message_id=parcel.message_id, result=type(result).__name__, attempt=parcel.attempts)
        with sessions.begin() as session:
            if isinstance(result, Unwanted):
                _withdraw(session, parcel)
            else:
                _record(session, parcel, result, clock.now(session))


def _record_sent(sessions: sessionmaker[Session], sent: Sequence[tuple[Parcel, Sent]]) -> None:
    """A status may have been faster, or the lease was taken over: then only the id is new."""
    if not sent:
        return
    rows = [{"id": parcel.message_id, "claim": parcel.claim, "wamid": result.wamid} for parcel, result in sent]
    ids = [parcel.message_id for parcel, _ in sent]
    with sessions.begin() as session:
        now = clock.now(session)
        session.execute(_LOCK, {"ids": ids})
        session.execute(_sent(rows, now))
        for message_id in statuses.parked_for(session, ids):
            statuses.unpark(session, message_id, now)
        for inbox_id in {parcel.inbox_id for parcel, _ in sent}:
            channel.sent(session, inbox_id, now)
            _let_others_try(session, inbox_id, [one.attempts for one, _ in sent if one.inbox_id == inbox_id], now)
    log.info("sent", messages=len(sent))


def _sent(rows: Sequence[dict[str, Any]], now: datetime) -> Update:
    given = sets.given(Message, ("id", "claim", "wamid"), rows)
    ours = and_(Message.status == "sending", Message.claim == given.c.claim)
    done = {"status": "sent", "error": None, "error_code": None, "claim": None, "claimed_until": None}
    values = {name: case((ours, literal(value)), else_=getattr(Message, name)) for name, value in done.items()}
    known = {"wamid": func.coalesce(Message.wamid, given.c.wamid), "sent_at": func.coalesce(Message.sent_at, now)}
    changing = update(Message).where(Message.id == given.c.id).values(values | known)
    return changing.execution_options(synchronize_session=False)


def _let_others_try(session: Session, inbox_id: int, attempts: Sequence[int], now: datetime) -> None:
    """What had failed went out, so the trouble may be over: twice as many that failed no more often try at once.

    So a queue wakes within seconds when Meta is back, and nobody is asked much more often while it is not.
    """
    tried_before = [number for number in attempts if number > 1]
    if not tried_before:
        return
    waits = (Message.status == "queued", Message.due_at > now, Message.error_code.is_distinct_from(PAIR_LIMIT))
    others = select(Message.id).where(Message.inbox_id == inbox_id, *waits, Message.attempts <= max(tried_before))
    first = others.order_by(Message.due_at).limit(2 * len(tried_before)).with_for_update(skip_locked=True)
    chosen = first.cte("chosen")  # carried out once, as in app/claims.py
    session.execute(update(Message).where(Message.id.in_(select(chosen.c.id))).values(due_at=now))


def _record(session: Session, parcel: Parcel, result: Result, now: datetime) -> None:
    """Write the result, unless a status was faster or the lease was taken over: then only the id is new."""
    values = _values(parcel, result, now)
    if values["status"] == "queued":
        _cancel_if_taken(session, parcel)
    session.execute(_ours(parcel).values(claim=None, claimed_until=None, **values))
    if values["status"] == "queued" and _wrote_on(session, parcel.conversation_id):
        reconsidering.think_again(session, [parcel.conversation_id], now)
    if isinstance(result, Sent):
        statuses.know(session, parcel.message_id, parcel.inbox_id, result.wamid)
        statuses.unpark(session, parcel.message_id, now)
    _tell_channel(session, parcel.inbox_id, result, now)


def _wrote_on(session: Session, conversation_id: int) -> bool:
    """Whether the customer wrote while it was on its way: what did not go out can be thought over with that."""
    undecided = (Message.direction == "in", Message.outcome.is_(None))
    return session.scalar(select(exists().where(Message.conversation_id == conversation_id, *undecided))) or False


def _ours(parcel: Parcel) -> Update:
    mine = (Message.id == parcel.message_id, Message.claim == parcel.claim, Message.status == "sending")
    return update(Message).where(*mine)


def is_wanted(session: Session, parcel: Parcel) -> bool:
    """Not if a person took over since (queued.cancel) or paused Lotse, or the lease ran out."""
    return session.execute(_WANTED, {"message_id": parcel.message_id, "claim": parcel.claim}).scalar_one()


def _withdraw(session: Session, parcel: Parcel) -> None:
    """What was not wanted any more: taken by a person, or, if nobody took over, held back by a pause of Lotse's.

    Then it is queued again: app.delivery.settling gives it to people.
    """
    _cancel_if_taken(session, parcel)
    session.execute(_ours(parcel).values(status="queued", claim=None, claimed_until=None))


def _cancel_if_taken(session: Session, parcel: Parcel) -> None:
    """A person who took over while the bot's message was in hand finds it cancelled; its question is theirs."""
    conversation = locking.lock(session, parcel.conversation_id)
    gone = {"status": "cancelled", "ended_at": clock.now(session), "claim": None, "claimed_until": None}
    taken = _ours(parcel).where(Message.due_at.is_(None)).values(error=None, **gone)
    if session.scalars(taken.returning(Message.id)).one_or_none():
        since = queued.give_question_to_people(session, parcel.message_id, "taken_before_sent")
        if conversation:
            queued.let_wait(conversation, since)


def _values(parcel: Parcel, result: Result, now: datetime) -> dict[str, object]:
    match result:
        case Sent():
            return {"status": "sent", "sent_at": now, "error": None, "error_code": None}
        case NotSent(code, why) if _may_still_pass(parcel, now):
            due, since = now + timedelta(seconds=pause_seconds(result, parcel.attempts, dice)), parcel.trying_since
            return {"status": "queued", "due_at": due, "error": why, "error_code": code, "trying_since": since or now}
        case Stopped(code, why) if not parcel.by_bot:
            # what an agent wrote goes out when the number may send again
            again = {"status": "queued", "due_at": now, "attempts": 0, "trying_since": None}
            return {**again, "error": why, "error_code": code}
        case NotSent(code, why) | Refused(code, why) | Stopped(code, why):
            return {"status": "failed", "ended_at": now, "error": why, "error_code": code}
        case InDoubt(why):
            return {"status": "unknown", "unknown_since": now, "error": why}


def _may_still_pass(parcel: Parcel, now: datetime) -> bool:
    since = parcel.trying_since or now
    return parcel.attempts < LEAST_ATTEMPTS or now - since < TRIED_FOR


def _tell_channel(session: Session, inbox_id: int, result: Result, now: datetime) -> None:
    """What the result means for the whole number."""
    match result:
        case Sent():
            channel.sent(session, inbox_id, now)
        case Stopped(code, _, cause):
            channel.stop(session, inbox_id, code, cause, now)
        case NotSent(code, scope="number") if treatment(code or 0).kind == "slow_number" and not named_seconds(result):
            channel.too_fast(session, inbox_id, timedelta(seconds=pause_seconds(result, 1, dice)), now)
        case NotSent(scope="number"):
            channel.pause(session, inbox_id, timedelta(seconds=pause_seconds(result, 1, dice)), now)
        case InDoubt() if named_seconds(result):
            channel.pause(session, inbox_id, timedelta(seconds=named_seconds(result)), now)
        case _:
            pass
