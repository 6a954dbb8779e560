"""What is late: nothing of it is lost, but somebody should find out why it waits."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Select, and_, exists, func, or_, select
from sqlalchemy.orm import Session, aliased

from app import channel
from app.delivery.settling import UNKNOWN_FOR
from app.ledger.standing import IN, written_out
from app.tables import Conversation, Delivery, Inbox, Message

PATIENCE = timedelta(minutes=2)  # for what nothing has to wait for
SENDING_PATIENCE = timedelta(minutes=5)  # for what shares a number's rate with others
OPEN_PATIENCE = timedelta(minutes=5)  # for a turn that is not due yet; the joining delay puts it off for seconds
WAITING = written_out("queued", "sending")  # as in the outbox's index
WENT_WRONG = written_out("failed", "unknown")  # as in the index of what nobody was told of


@dataclass(frozen=True, slots=True)
class Overdue:
    """Ids, the oldest first: of deliveries, of the customers' messages, and of our own."""

    deliveries: tuple[int, ...] = ()
    turns: tuple[int, ...] = ()
    sending: tuple[int, ...] = ()
    queued: tuple[int, ...] = ()
    untold: tuple[int, ...] = ()

    @property
    def messages(self) -> tuple[int, ...]:
        return (*self.turns, *self.sending, *self.queued, *self.untold)

    def __bool__(self) -> bool:
        return bool(self.deliveries or self.messages)


def find(session: Session, now: datetime, most: int) -> Overdue:
    """What is overdue now, at most so many of each."""

    def ids(late: Select[int]) -> tuple[int, ...]:
        return tuple(session.scalars(late.limit(most)))

    deliveries, untold = ids(_not_taken_in()), ids(_untold(now))
    return Overdue(deliveries, ids(_undecided(now)), ids(_in_hand()), ids(_unsent(now)), untold)


def _not_taken_in() -> Select[int]:
    waits = (Delivery.taken_in_at.is_(None), Delivery.set_aside_at.is_(None))
    return select(Delivery.id).where(*waits, Delivery.stored_at < func.now() - PATIENCE).order_by(Delivery.id)


def _undecided(now: datetime) -> Select[int]:
    """Its turn is due for long, or is still put off though the message is old. What has no time is unexplained."""
    is_open = (Message.direction == IN, Message.outcome.is_(None), Conversation.due_at.is_not(None))
    late = or_(Conversation.due_at < now - PATIENCE, Message.stored_at < now - OPEN_PATIENCE)
    undecided = select(Message.id).join(Conversation, Conversation.id == Message.conversation_id)
    return undecided.where(*is_open, late).order_by(Message.id)


def _in_hand() -> Select[int]:
    """A lease that ended was not settled: leases are by PostgreSQL's own clock."""
    late = (Message.status.in_(WAITING), Message.status == "sending", Message.claimed_until < func.now() - PATIENCE)
    return select(Message.id).where(*late).order_by(Message.id)


def _untold(now: datetime) -> Select[int]:
    """It did not arrive, or nobody knows, and people were not told when it was time: see app/delivery/settling.py."""
    failed_at = func.coalesce(Message.ended_at, Message.written_at)
    failed = and_(Message.status == "failed", failed_at < now - PATIENCE)
    unknown = and_(Message.status == "unknown", Message.unknown_since < now - UNKNOWN_FOR - PATIENCE)
    untold = (Message.status.in_(WENT_WRONG), Message.told_at.is_(None))
    return select(Message.id).where(*untold, or_(failed, unknown)).order_by(Message.id)


def _unsent(now: datetime) -> Select[int]:
    """Due for long although its number may send, has been let for as long, and nothing goes before it."""
    latest = now - SENDING_PATIENCE
    earlier = aliased(Message)
    goes_before = exists().where(
        earlier.conversation_id == Message.conversation_id, earlier.id < Message.id, earlier.status.in_(WAITING)
    )
    free_for_long = (
        channel.open_at(now),
        channel.open_at(latest),
        or_(Inbox.resumed_at.is_(None), Inbox.resumed_at < latest),
    )
    late = (Message.status.in_(WAITING), Message.status == "queued", Message.due_at < latest, ~goes_before)
    free = select(Inbox.id).where(*free_for_long)
    return select(Message.id).where(*late, Message.inbox_id.in_(free)).order_by(Message.id)
