"""Leases on what is due, by PostgreSQL's clock.

A claim is committed before the work begins, with its attempt counted, so that work which kills its worker is
counted too. Whatever the work writes, it writes only while its claim still stands.
"""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import ColumnElement, Select, and_, exists, func, or_, select, update
from sqlalchemy.orm import Session, aliased

from app import channel
from app.tables import Conversation, Delivery, Inbox, Media, Message
from app.triage import LATE

LEASE = timedelta(seconds=30)  # longer than any step under it: a send gives up after 15 s

# The work on deliveries keeps their rows locked, and nobody claims a locked row: this lease only bridges the moment
# until then. What a dead worker had in hand must not come after what the same customer wrote later.
INTAKE_LEASE = timedelta(seconds=2)

LONG_LEASE = timedelta(minutes=10)  # a large file over a slow line

Claimed = tuple[int, int, UUID]  # id, attempts including this one, claim


def _free(table: type[Delivery] | type[Conversation] | type[Media]) -> ColumnElement[bool]:
    return or_(table.claimed_until.is_(None), table.claimed_until < func.now())


def _claim(
    session: Session, table: type[Any], due: Select[Any], lease: timedelta = LEASE, **values: Any
) -> list[Claimed]:
    claim = uuid4()
    taking = (
        update(table)
        .where(table.id.in_(due.with_for_update(skip_locked=True)))
        .values(claim=claim, claimed_until=func.now() + lease, attempts=table.attempts + 1, **values)
        .returning(table.id, table.attempts)
        .execution_options(synchronize_session=False)
    )
    return sorted((row.id, row.attempts, claim) for row in session.execute(taking))


def deliveries(session: Session, most: int, most_bytes: int) -> list[Claimed]:
    """The oldest stored deliveries that nobody has taken in, as many as fit into so many bytes, at least one.

    One that failed before comes alone, so that it cannot take the others of its batch down again.
    """
    waiting = and_(Delivery.taken_in_at.is_(None), Delivery.set_aside_at.is_(None), _free(Delivery))
    oldest = select(Delivery.id).where(waiting).order_by(Delivery.id)
    failed = _claim(session, Delivery, oldest.where(Delivery.attempts > 0).limit(1), INTAKE_LEASE)
    fresh = oldest.where(Delivery.attempts == 0)
    return failed or _claim(session, Delivery, _small_enough(fresh, most, most_bytes), INTAKE_LEASE)


def _small_enough(oldest: Select[int], most: int, most_bytes: int) -> Select[int]:
    sizes = oldest.add_columns(func.octet_length(Delivery.body).label("size")).limit(most).subquery()
    before = func.coalesce(func.sum(sizes.c.size).over(order_by=sizes.c.id, rows=(None, -1)), 0).label("before")
    summed = select(sizes.c.id, before).subquery()
    return select(Delivery.id).where(Delivery.id.in_(select(summed.c.id).where(summed.c.before < most_bytes)))


def conversations(session: Session, most: int, now: datetime) -> list[Claimed]:
    """The conversations whose turn is due.

    One that failed before comes first and alone, so that it cannot take the others of its batch down again.
    """
    due = select(Conversation.id).where(Conversation.due_at <= now, _free(Conversation))
    ordered = due.order_by(Conversation.due_at)
    return _claim(session, Conversation, ordered.where(Conversation.attempts > 0).limit(1)) or _claim(
        session, Conversation, ordered.where(Conversation.attempts == 0).limit(most)
    )


def media(session: Session, most: int, now: datetime) -> list[Claimed]:
    """The media that have to be fetched, those that failed least often first."""
    due = select(Media.id).where(Media.state == "due", Media.due_at <= now, _free(Media))
    return _claim(session, Media, due.order_by(Media.attempts, Media.due_at).limit(most), LONG_LEASE)


def is_late(now: datetime) -> ColumnElement[bool]:
    """What the bot wrote so long ago that nobody expects it any more."""
    return and_(Message.author == "bot", Message.written_at < now - LATE)


def outbox(session: Session, most: int, now: datetime) -> list[Claimed]:
    """The queued messages that may go out: in each conversation only the first that is not sent yet.

    What the bot wrote too long ago is not sent any more: app.delivery.settling gives it to people.
    """
    earlier = aliased(Message)
    overtakes = exists().where(
        earlier.conversation_id == Message.conversation_id,
        earlier.id < Message.id,
        earlier.status.in_(("queued", "sending")),
    )
    open_inboxes = select(Inbox.id).where(channel.open_at(now))
    due = select(Message.id).where(
        Message.status == "queued",
        Message.due_at <= now,
        Message.inbox_id.in_(open_inboxes),
        ~overtakes,
        ~is_late(now),
    )
    return _claim(session, Message, due.order_by(Message.due_at, Message.id).limit(most), status="sending")
