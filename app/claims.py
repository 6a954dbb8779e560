"""Leases on what is due, by PostgreSQL's clock.

A claim is committed before the work begins, with its attempt counted, so that work which kills its worker is
counted too. Whatever the work writes, it writes only while its claim still stands.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    DateTime,
    Integer,
    Select,
    and_,
    bindparam,
    exists,
    func,
    literal_column,
    or_,
    select,
    update,
)
from sqlalchemy.orm import Session, aliased
from sqlalchemy.sql.dml import ReturningUpdate

from app import channel, clock, pace, pausing, sets
from app.joining import LONGEST
from app.tables import Conversation, Delivery, Inbox, Lookup, Media, Message
from app.whatsapp.errors import LONGEST_NAMED

LEASE = timedelta(seconds=30)  # longer than any step under it: a send gives up after 15 s

# The work on deliveries keeps their rows locked, and nobody claims a locked row: this lease only bridges the moment
# until then. What a dead worker had in hand must not come after what the same customer wrote later.
INTAKE_LEASE = timedelta(seconds=1)

MEDIA_LEASE = timedelta(seconds=45)  # longer than Meta's silence is waited for; renewed while the bytes come
LOOKUP_LEASE = timedelta(seconds=12)  # the longest; it is by two seconds longer than a system's time to answer
LOOKUP_ENDS = timedelta(seconds=2)
WAITS_FOR_EARLIER = timedelta(seconds=5)  # a turn, for deliveries before its own; longer than a dead intake's lease
LONGEST_WAIT = timedelta(seconds=LONGEST_NAMED)  # of a message for its next attempt

LATE = timedelta(hours=1)  # after so long nobody expects an answer of the bot's any more, nor need it be true still

NO_DELIVERY = 2**63 - 1  # an id after all others

TURNS = FRESH, FAILED, PART = "fresh", "failed", "part"

Claimed = tuple[int, int, UUID]  # id, attempts including this one, claim

# Statements are made once, with places for what changes: they are carried out several times a second, and making one
# takes longer than carrying it out.
_NOW, _MOST = bindparam("now", type_=DateTime(timezone=True)), bindparam("most", type_=Integer)


def free(table: type[Any], lease: timedelta = LEASE) -> ColumnElement[bool]:
    """Rows that nobody works on: not claimed, or their lease is over."""
    return or_(table.claimed_until.is_(None), clock.reached(table.claimed_until, func.now(), lease))


def turn_is_due(now: Any) -> ColumnElement[bool]:
    return and_(clock.reached(Conversation.due_at, now, LONGEST), free(Conversation))


def message_is_due(now: Any) -> ColumnElement[bool]:
    return and_(Message.status == "queued", clock.reached(Message.due_at, now, LONGEST_WAIT))


def _taking(table: type[Any], due: Select[Any], lease: timedelta = LEASE, **values: Any) -> ReturningUpdate[Any]:
    # named, so that it is carried out once: inside a loop of PostgreSQL's it would take more than its LIMIT
    chosen = due.with_for_update(skip_locked=True).cte("chosen")
    return (
        update(table)
        .where(table.id.in_(select(chosen.c.id)))
        .values(claim=bindparam("new_claim"), claimed_until=func.now() + lease, attempts=table.attempts + 1, **values)
        .returning(table.id, table.attempts)
        .execution_options(synchronize_session=False)
    )


def _taken(session: Session, taking: ReturningUpdate[Any], **given: Any) -> list[Claimed]:
    claim = uuid4()
    return sorted((row.id, row.attempts, claim) for row in session.execute(taking, {"new_claim": claim, **given}))


def deliveries(session: Session, most: int, most_bytes: int) -> list[Claimed]:
    """The oldest stored deliveries that nobody has taken in; no more than fit into so many bytes, but at least one.

    One that failed before, or whose worker died, comes alone, so that it cannot take others down again, and before
    all that was stored after it.
    """
    sizes = {"most": most, "most_bytes": most_bytes}
    return _taken(session, _OLDEST_TOGETHER, **sizes) or _taken(session, _FRESH_TOGETHER, **sizes)


def _together(oldest: Select[int]) -> Select[int]:
    """The first of these alone if it failed before; else those up to the next one that did, as far as they fit."""
    size, attempts = func.octet_length(Delivery.body).label("size"), Delivery.attempts
    rows = oldest.add_columns(size, attempts).limit(_MOST).subquery()
    up_to_here: dict[str, Any] = {"order_by": rows.c.id, "rows": (None, 0)}
    size_before = func.sum(rows.c.size).over(**up_to_here) - rows.c.size
    failed = func.sum(rows.c.attempts).over(**up_to_here)
    number = func.row_number().over(order_by=rows.c.id)
    summed = select(rows.c.id, size_before.label("before"), failed.label("failed"), number.label("number")).subquery()
    fits = and_(summed.c.before < bindparam("most_bytes"), summed.c.failed == 0)
    return select(Delivery.id).where(Delivery.id.in_(select(summed.c.id).where(or_(summed.c.number == 1, fits))))


_NOT_TAKEN_IN = and_(Delivery.taken_in_at.is_(None), Delivery.set_aside_at.is_(None))
_DELIVERIES = select(Delivery.id).where(_NOT_TAKEN_IN, free(Delivery, INTAKE_LEASE)).order_by(Delivery.id)
_OLDEST_TOGETHER = _taking(Delivery, _together(_DELIVERIES), INTAKE_LEASE)
# for when the first is being worked on by somebody slow
_FRESH_TOGETHER = _taking(Delivery, _together(_DELIVERIES.where(Delivery.attempts == 0)), INTAKE_LEASE)


@dataclass(frozen=True, slots=True)
class Batch:
    """Conversations to work on together; with `before`, only on what came with deliveries before that one."""

    claimed: list[Claimed]
    before: int | None = None


def conversations(session: Session, which: str, most: int, now: datetime) -> Batch:
    """Conversations whose turn is due: of TURNS those that nobody has tried yet, one that failed before, by itself as
    above, or one of which a part can be decided. Each is claimed when its turn comes: what kills the worker takes down
    nothing that was claimed for later.

    What the customer wrote before may wait in a delivery whose process died with it in hand, or that another one is
    working on. So a turn waits for all deliveries before its own: they are taken in, or set aside, within seconds. Who
    writes on and on while processes die would wait as long as they do: after a while the part of the turn that nothing
    can come before is worked on alone.
    """
    oldest = session.scalar(_OLDEST)
    given = {"now": now, "oldest": NO_DELIVERY if oldest is None else oldest}
    if which == PART:
        return Batch([] if oldest is None else _taken(session, _PART_OF_A_TURN, **given), oldest)
    if which == FAILED:
        return Batch(_taken(session, _FAILED_TURN, **given))
    return Batch(_taken(session, _FRESH_TURNS, most=most, **given))


_OPEN = (Message.conversation_id == Conversation.id, Message.direction == "in", Message.outcome.is_(None))
_LAST_DELIVERY = select(func.max(Message.delivery_id)).where(*_OPEN).scalar_subquery()
_FIRST_MESSAGE = select(Message.delivery_id).where(*_OPEN).order_by(Message.written_at, Message.id).limit(1)


_OLDEST = select(func.min(Delivery.id)).where(_NOT_TAKEN_IN)
_THE_OLDEST = bindparam("oldest", type_=BigInteger)
_TURNS = select(Conversation.id).where(turn_is_due(_NOW)).order_by(Conversation.due_at)
_IS_WHOLE = func.coalesce(_LAST_DELIVERY, 0) < _THE_OLDEST
_WHOLE = _TURNS.where(_IS_WHOLE)
_FRESH_TURNS = _taking(Conversation, _WHOLE.where(Conversation.attempts == 0).limit(_MOST))
_FAILED_TURN = _taking(Conversation, _WHOLE.where(Conversation.attempts > 0).limit(1))
_WAITED = Conversation.due_at < _NOW - WAITS_FOR_EARLIER
_BEGINS = _FIRST_MESSAGE.scalar_subquery() < _THE_OLDEST
_PART_OF_A_TURN = _taking(Conversation, _TURNS.where(_WAITED, _BEGINS, ~_IS_WHOLE).limit(1))


def media(session: Session, most: int, now: datetime) -> list[Claimed]:
    """The media that have to be fetched, those that failed least often first."""
    due = select(Media.id).where(Media.state == "due", Media.due_at <= now, free(Media, MEDIA_LEASE))
    return _taken(session, _taking(Media, due.order_by(Media.attempts, Media.due_at).limit(most), MEDIA_LEASE))


def lookup_is_due(now: Any) -> ColumnElement[bool]:
    """Not when its turn waits no longer: without a playbook that asks, nobody would ever take it.

    The state is written out as in the index, see app/ledger/standing.py.
    """
    waited_for = (Lookup.state == literal_column("'due'"), Lookup.until > now)
    return and_(*waited_for, clock.reached(Lookup.due_at, now, timedelta()), free(Lookup, LOOKUP_LEASE))


def lookups(session: Session, most: int, now: datetime, seconds: float) -> list[Claimed]:
    """What the business's own system has to be asked; it has so many seconds for each."""
    due = select(Lookup.id).where(lookup_is_due(now)).order_by(Lookup.due_at).limit(most)
    return _taken(session, _taking(Lookup, due, timedelta(seconds=seconds) + LOOKUP_ENDS))


def is_late(now: Any) -> ColumnElement[bool]:
    """What the bot wrote so long ago that nobody expects it any more."""
    return and_(Message.author == "bot", Message.written_at < now - LATE)


_earlier, _other = aliased(Message), aliased(Message)
_OVERTAKES = exists().where(
    _earlier.conversation_id == Message.conversation_id,
    _earlier.id < Message.id,
    _earlier.status.in_(("queued", "sending")),
)
_MAY_GO_OUT = and_(~_OVERTAKES, ~is_late(_NOW), pausing.may_go_out())
_WAITING = select(Message.id).where(message_is_due(_NOW), _MAY_GO_OUT).order_by(Message.due_at, Message.id)
_ON_ITS_WAY = exists().where(
    _other.inbox_id == Message.inbox_id, _other.status == "sending", _other.claimed_until > func.now()
)
_SENDING = select(Inbox.id, Inbox.probing, Inbox.pace).where(channel.open_at(_NOW))
_PACED = (
    select(Inbox)
    .where(Inbox.id == bindparam("inbox"))
    .with_for_update(key_share=True)
    .execution_options(populate_existing=True)
)
_FLOWING = _taking(
    Message, _WAITING.where(sets.among_given(Message.inbox_id, "inboxes")).limit(_MOST), status="sending"
)
_PROBE = _taking(
    Message, _WAITING.where(Message.inbox_id == bindparam("inbox"), ~_ON_ITS_WAY).limit(1), status="sending"
)


def outbox(session: Session, most: int, now: datetime) -> list[Claimed]:
    """The queued messages that may go out: in each conversation only the first that is not sent yet.

    Of a number whose pause has just ended only one goes, which shows whether it is over, and nothing more while that
    one is on its way. What the bot wrote too long ago, or before a pause, is not sent: app.delivery.settling gives it
    to people.
    """
    inboxes = session.execute(_SENDING, {"now": now}).all()
    free = [row.id for row in inboxes if not row.probing and row.pace is None]
    claimed = _taken(session, _FLOWING, now=now, inboxes=free, most=most) if free else []
    for row in inboxes:
        if row.probing:
            claimed += _taken(session, _PROBE, now=now, inbox=row.id)
        elif row.pace is not None:
            claimed += _at_its_pace(session, row.id, most, now)
    return claimed


def _at_its_pace(session: Session, inbox_id: int, most: int, now: datetime) -> list[Claimed]:
    """The inbox is locked, so that all processes together keep to the pace."""
    inbox = session.execute(_PACED, {"inbox": inbox_id}).scalar_one()
    speed = inbox.pace or pace.DEFAULT
    allowed = min(most, pace.allowed(speed, inbox.spoken_for, now))
    claimed = _taken(session, _FLOWING, now=now, inboxes=[inbox_id], most=allowed) if allowed else []
    inbox.spoken_for = pace.after(speed, inbox.spoken_for, now, len(claimed))
    return claimed
