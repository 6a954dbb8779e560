"""What is late: nothing of it is lost, but somebody should find out why it waits."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Select, exists, func, or_, select
from sqlalchemy.orm import Session, aliased

from app import channel
from app.ledger.standing import IN, written_out
from app.tables import Conversation, Delivery, Inbox, Message

PATIENCE = timedelta(minutes=2)  # for what nothing has to wait for
SENDING_PATIENCE = timedelta(minutes=5)  # for what shares a number's rate with others
WAITING = written_out("queued", "sending")  # as in the outbox's index


@dataclass(frozen=True, slots=True)
class Overdue:
    """Ids, the oldest first: of deliveries, of the customers' messages, and of our own."""

    deliveries: tuple[int, ...] = ()
    turns: tuple[int, ...] = ()
    sending: tuple[int, ...] = ()
    queued: tuple[int, ...] = ()

    @property
    def messages(self) -> tuple[int, ...]:
        return (*self.turns, *self.sending, *self.queued)

    def __bool__(self) -> bool:
        return bool(self.deliveries or self.messages)


def find(session: Session, now: datetime, most: int) -> Overdue:
    """What is overdue now, at most so many of each."""

    def ids(late: Select[int]) -> tuple[int, ...]:
        return tuple(session.scalars(late.limit(most)))

    return Overdue(ids(_not_taken_in()), ids(_undecided(now)), ids(_in_hand()), ids(_unsent(now)))


def _not_taken_in() -> Select[int]:
    waits = (Delivery.taken_in_at.is_(None), Delivery.set_aside_at.is_(None))
    return select(Delivery.id).where(*waits, Delivery.stored_at < func.now() - PATIENCE).order_by(Delivery.id)


def _undecided(now: datetime) -> Select[int]:
    is_open = (Message.direction == IN, Message.outcome.is_(None))
    late = select(Message.id).join(Conversation, Conversation.id == Message.conversation_id)
    return late.where(*is_open, Conversation.due_at < now - PATIENCE).order_by(Message.id)


def _in_hand() -> Select[int]:
    """A lease that ended was not settled: leases are by PostgreSQL's own clock."""
    late = (Message.status.in_(WAITING), Message.status == "sending", Message.claimed_until < func.now() - PATIENCE)
    return select(Message.id).where(*late).order_by(Message.id)


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
