"""What keeps Lotse from writing by itself: a supervisor's pause, and a month's budget that is spent.

One row holds both, so that triage asks for them in one small statement. What people write goes out all the same.
"""

from dataclasses import dataclass
from datetime import datetime
from uuid import uuid4

from sqlalchemy import ColumnElement, exists, or_, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from app import conversations, locking, months
from app.tables import Message, Notice, Person, Switches

ROW = 1
LONGEST_REASON = 200  # characters
FIELD = "pause"  # of the notices that tell who paused and resumed

PAUSED = exists().where(Switches.paused_at.is_not(None))  # for the statements of others


@dataclass(frozen=True, slots=True)
class Held:
    """Whether automatic messages are held back, and why."""

    paused: bool = False
    over_budget: bool = False


def held(session: Session, now: datetime) -> Held:
    """What holds automatic messages back now; read once for a batch of turns."""
    row = session.execute(select(Switches.paused_at, Switches.budget_spent_for)).one_or_none()
    return Held(row.paused_at is not None, row.budget_spent_for == months.of(now).name) if row else Held()


def paused(session: Session) -> bool:
    return session.execute(select(PAUSED)).scalar_one()


def may_go_out() -> ColumnElement[bool]:
    """Of messages: all but the bot's while Lotse is paused."""
    return or_(Message.author != "bot", ~PAUSED)


def pause(session: Session, person: Person, reason: str, now: datetime) -> bool:
    """No automatic message goes out any more. False when somebody else has paused already: theirs stands.

    Raises ValueError for a reason that is empty or longer than LONGEST_REASON.
    """
    if not 0 < len(reason) <= LONGEST_REASON:
        raise ValueError(f"A pause needs a reason of at most {LONGEST_REASON} characters.")
    values = {"paused_at": now, "paused_reason": reason, "paused_by_id": person.id}
    pausing = insert(Switches).values(id=ROW, **values)
    unless_paused = pausing.on_conflict_do_update(
        index_elements=["id"], set_=values, where=Switches.paused_at.is_(None)
    ).returning(Switches.id)
    if session.scalars(unless_paused).one_or_none() is None:
        return False
    _note(session, "PAUSED", person, {"person": person.email, "reason": reason}, now)
    return True


def resume(session: Session, person: Person, now: datetime) -> bool:
    """Lotse may write by itself again: to what customers write from now on. False when it was not paused."""
    _give_up_what_waits(session, now)
    nothing = {"paused_at": None, "paused_reason": None, "paused_by_id": None}
    resuming = update(Switches).where(Switches.paused_at.is_not(None)).values(nothing).returning(Switches.id)
    if session.scalars(resuming).one_or_none() is None:
        return False
    _note(session, "RESUMED", person, {"person": person.email}, now)
    return True


def _give_up_what_waits(session: Session, now: datetime) -> None:
    """What was queued when the pause began goes to people, also when it ends before anybody has seen to that."""
    waits = select(Message.conversation_id).where(Message.author == "bot", Message.status == "queued", PAUSED)
    for conversation_id in session.scalars(waits.distinct().order_by(Message.conversation_id)).all():
        conversation = locking.lock(session, conversation_id)
        if conversation is not None:
            conversations.give_up_queued(session, conversation, "paused", now)


def _note(session: Session, event: str, person: Person, detail: dict[str, str], now: datetime) -> None:
    """For the channel's page, which shows who did what, when and why. Nobody has to see it: it asks for nothing."""
    seen = {"seen_at": now, "seen_by_id": person.id}
    key = f"{FIELD}:{uuid4().hex}"
    session.add(Notice(field=FIELD, event=event, detail=detail, key=key, happened_at=now, received_at=now, **seen))


def note_budget(session: Session, spent_for: str | None) -> None:
    """The month whose budget is spent; None when there is none."""
    values = {"budget_spent_for": spent_for}
    noting = insert(Switches).values(id=ROW, **values)
    changed = Switches.budget_spent_for.is_distinct_from(spent_for)
    session.execute(noting.on_conflict_do_update(index_elements=["id"], set_=values, where=changed))
