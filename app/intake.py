"""A stored delivery becomes contacts, conversations, messages and statuses."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import structlog
from sqlalchemy import func, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.exc import DataError, IntegrityError, OperationalError
from sqlalchemy.orm import Session, sessionmaker

from app import claims, clock, contacts, settings, statuses
from app.tables import Conversation, Delivery, Message
from app.whatsapp import payloads
from app.whatsapp.payloads import InboundMessage, NotUnderstoodError

BATCH = 1  # one may hold 1,000 updates, and its lease has to last
MOST_ATTEMPTS = 3
LONGEST_JOIN = timedelta(seconds=20)
# Nobody has to answer these: they are kept and shown, and neither wake the bot nor a person.
NOTED_KINDS = frozenset({"reaction", "system"})

log = structlog.get_logger(__name__)


def take_in_due(sessions: sessionmaker[Session]) -> int:
    """Take in a batch of stored deliveries, oldest first; returns how many were claimed, 0 when none was due."""
    with sessions.begin() as session:
        claimed = claims.deliveries(session, BATCH)
    for delivery_id, attempts, claim in claimed:
        _take_in_or_set_aside(sessions, delivery_id, attempts, claim)
    return len(claimed)


def _take_in_or_set_aside(sessions: sessionmaker[Session], delivery_id: int, attempts: int, claim: UUID) -> None:
    if attempts > MOST_ATTEMPTS:
        _release(sessions, delivery_id, claim, f"given up after {MOST_ATTEMPTS} attempts", set_aside=True)
        return
    try:
        with sessions.begin() as session:
            take_in(session, delivery_id, claim)
    except NotUnderstoodError as error:
        _release(sessions, delivery_id, claim, str(error), set_aside=True)
    except OperationalError as error:
        log.exception("intake_interrupted", delivery_id=delivery_id, safe="the delivery is tried again")
        _release(sessions, delivery_id, claim, type(error).__name__, counts=False)
    except Exception as error:
        log.exception("intake_failed", delivery_id=delivery_id, attempts=attempts)
        last = attempts >= MOST_ATTEMPTS
        _release(sessions, delivery_id, claim, type(error).__name__, set_aside=last)


def take_in(session: Session, delivery_id: int, claim: UUID) -> None:
    """Take in everything that a delivery holds, in the session's transaction.

    What of it cannot be understood is written on the delivery, which is then set aside for people to see.
    Raises NotUnderstoodError when nothing of it can be read.
    """
    delivery = session.execute(
        select(Delivery).where(Delivery.id == delivery_id, Delivery.claim == claim).with_for_update()
    ).scalar_one_or_none()
    if delivery is None or delivery.taken_in_at:
        return  # another worker took it over when our lease had run out
    updates = payloads.read(delivery.body)
    now = clock.now(session)
    problems = [*updates.problems, *_store_all(session, updates.messages, delivery_id, now)]
    for status in sorted(updates.statuses, key=lambda status: status.wamid):
        statuses.settle(session, status, now)
    delivery.taken_in_at = now
    delivery.claim = delivery.claimed_until = None
    if problems:
        delivery.set_aside_at, delivery.error = now, _summary(problems)
        log.error("delivery_partly_set_aside", delivery_id=delivery_id, problems=len(problems))


def _summary(problems: list[str]) -> str:
    return f"{len(problems)} not understood: " + "; ".join(problems[:5])


def _release(
    sessions: sessionmaker[Session],
    delivery_id: int,
    claim: UUID,
    error: str,
    set_aside: bool = False,
    counts: bool = True,
) -> None:
    """Give the delivery back for another attempt, or set it aside; its bytes are kept either way.

    With `counts` false the attempt does not count: a lost connection or a deadlock is no fault of the delivery's.
    """
    values: dict[str, Any] = {"error": error, "claim": None, "claimed_until": func.now() + timedelta(seconds=1)}
    if set_aside:
        values["set_aside_at"] = func.now()
        log.error("delivery_set_aside", delivery_id=delivery_id, error=error)
    if not counts:
        values["attempts"] = Delivery.attempts - 1
    with sessions.begin() as session:
        session.execute(update(Delivery).where(Delivery.id == delivery_id, Delivery.claim == claim).values(values))


def _store_all(session: Session, messages: list[InboundMessage], delivery_id: int, now: datetime) -> list[str]:
    """Store the messages; returns what PostgreSQL refused, one line each.

    They are taken in one fixed order, so that two workers with the same customers never wait for each other in a
    circle, and each in a savepoint, so that a bad one does not lose the batch.
    """
    refused = []
    for message in sorted(messages, key=lambda item: (contacts.aliases_of(item), item.written_at)):
        try:
            with session.begin_nested():
                _store(session, message, delivery_id, now)
        except (DataError, IntegrityError) as error:
            refused.append(f"a message that the database refuses ({type(error).__name__})")
    return refused


def _store(session: Session, message: InboundMessage, delivery_id: int, now: datetime) -> None:
    inbox = contacts.inbox(session, message.phone_number_id, message.display_number)
    if _is_stored(session, inbox.id, message.wamid):
        return
    conversation = contacts.conversation(session, inbox.id, contacts.contact(session, message))
    noted = message.kind in NOTED_KINDS
    insertion = insert(Message).values(
        conversation_id=conversation.id,
        inbox_id=inbox.id,
        direction="in",
        wamid=message.wamid,
        kind=message.kind,
        text=message.text,
        payload=message.payload,
        written_at=message.written_at,
        stored_at=now,
        delivery_id=delivery_id,
        outcome="noted" if noted else None,
        outcome_reason=message.kind if noted else None,
    )
    inserted = session.execute(insertion.on_conflict_do_nothing().returning(Message.id)).scalar_one_or_none()
    if inserted:
        _note_arrival(session, conversation, message, now, wakes_triage=not noted)


def _is_stored(session: Session, inbox_id: int, wamid: str) -> bool:
    """A redelivered message is left alone before anything is made or locked for it; the insert still decides."""
    stored = select(Message.id).where(Message.inbox_id == inbox_id, Message.wamid == wamid)
    return session.execute(stored).scalar_one_or_none() is not None


def _note_arrival(
    session: Session, conversation: Conversation, message: InboundMessage, now: datetime, wakes_triage: bool
) -> None:
    written = min(message.written_at, now)  # a clock ahead of ours must not keep the service window open
    conversation.last_message_at = max(conversation.last_message_at or written, written)
    if not wakes_triage:
        return
    conversation.last_customer_at = max(conversation.last_customer_at or written, written)
    conversation.due_at = _due(session, conversation.id, now)
    conversation.attempts = 0


def _due(session: Session, conversation_id: int, now: datetime) -> datetime:
    """When to look at the turn: after the joining delay, but not for ever while the customer keeps on typing."""
    open_since = select(func.min(Message.stored_at)).where(
        Message.conversation_id == conversation_id, Message.direction == "in", Message.outcome.is_(None)
    )
    first = session.execute(open_since).scalar_one() or now
    quiet = now + timedelta(seconds=settings.load().join_seconds)
    return min(quiet, max(first + LONGEST_JOIN, now))
