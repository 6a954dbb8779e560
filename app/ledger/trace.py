"""The way of one message: every step with its time, or what happened instead, and what it still waits for."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import Session, joinedload, load_only

from app import clock, revisions
from app.ledger import steps
from app.ledger.standing import is_unexplained
from app.ledger.steps import Step
from app.tables import Conversation, Decision, Delivery, Event, Inbox, Message

MOST = 50  # of each kind


@dataclass(frozen=True, slots=True)
class Waits:
    """`what` is turn, triage, nothing, sending, customer or person; `moment` is from or until when, as `what` has it.

    `attempts` is how often deciding it was begun without coming to an end.
    """

    what: str
    moment: datetime | None
    attempts: int = 0


@dataclass(frozen=True, slots=True)
class Trace:
    """`joined_to` is the message whose outcome covers this one; then the decision and the answers are that one's."""

    message: Message
    unexplained: bool
    joined_to: Message | None
    steps: tuple[Step, ...]
    waits: Waits | None


def find(session: Session, key: str) -> int | None:
    """The customer's message of this id, ours or WhatsApp's; for one of our own messages, the one that it answers."""
    is_ours = key.isascii() and key.isdigit() and len(key) < 19
    in_any_inbox = Message.inbox_id.in_(select(Inbox.id)) & (Message.wamid == key)  # as their index has it
    this = Message.id == int(key) if is_ours else in_any_inbox
    rows = select(Message).where(this).order_by(Message.id.desc()).limit(1)
    found = session.scalars(rows).first()
    if found is None:
        return None
    return found.id if found.direction == "in" else found.answers_id


def read(session: Session, message_id: int) -> Trace:
    """The trace of a customer's message, by our id of it. Raises NoResultFound when there is none."""
    row = select(Message, Conversation, is_unexplained().label("unexplained"))
    joined = row.join(Conversation, Conversation.id == Message.conversation_id)
    message, conversation, unexplained = session.execute(joined.where(Message.id == message_id)).one()
    covering = session.get(Message, message.covered_by_id) if message.covered_by_id else None
    about = covering or message
    decision = session.get(Decision, about.decision_id) if about.decision_id else None
    events = _events(session, about, decision)
    answers = _answers(session, about, steps.done_at(events))
    own = steps.came_in(message, _brought_by(session, message))
    if decision:
        own += steps.decided(decision, _others(session, message, about))
    parts = [steps.went_out(answer) for answer in answers]
    people = steps.with_people(events)
    waits = _waits(about, conversation, answers, clock.now(session))
    return Trace(message, unexplained, covering, steps.in_order(own, [people, *parts]), waits)


def _brought_by(session: Session, message: Message) -> Delivery | None:
    """The delivery, without its bytes; None once it was pruned."""
    told = load_only(Delivery.stored_at, Delivery.attempts)
    return session.scalars(select(Delivery).where(Delivery.id == message.delivery_id).options(told)).one_or_none()


def _others(session: Session, message: Message, about: Message) -> Sequence[int]:
    """The other messages of its turn."""
    of_turn = (Message.conversation_id == about.conversation_id, Message.id != message.id)
    same = or_(Message.covered_by_id == about.id, Message.id == about.id)
    ids = select(Message.id).where(*of_turn, same).order_by(Message.written_at, Message.id)
    return session.scalars(ids.limit(MOST)).all()


def _answers(session: Session, about: Message, done_at: datetime | None) -> list[Message]:
    """What answers it; of what went to people their next words too, though they may refer to a later message.

    What they wrote after they were done with it (`done_at`) answers something else.
    """
    direct = _ours(about).where(Message.answers_id == about.id)
    answers = list(session.scalars(direct.order_by(Message.id).limit(MOST)))
    if about.outcome == "escalated" and all(answer.author == "bot" for answer in answers):
        by_people = _ours(about).where(Message.author.in_(("agent", "phone")), Message.id > about.id)
        if done_at:  # what the owner wrote on the phone may have been heard of later
            by_people = by_people.where(or_(Message.stored_at <= done_at, Message.written_at <= done_at))
        answers += session.scalars(by_people.order_by(Message.id).limit(1))
    return answers


def _ours(about: Message) -> Select[Message]:
    words = (Message.direction == "out", Message.kind.not_in(revisions.ABOUT_ANOTHER))
    ours = select(Message).where(Message.conversation_id == about.conversation_id, *words)
    return ours.options(joinedload(Message.person))


def _events(session: Session, about: Message, decision: Decision | None) -> Sequence[Event]:
    """What happened since it came to people. Events are by PostgreSQL's own clock, as decisions are."""
    if about.outcome != "escalated":
        return []
    since = decision.created_at if decision else about.stored_at
    events = select(Event).where(Event.conversation_id == about.conversation_id, Event.at >= since)
    return session.scalars(events.options(joinedload(Event.person)).order_by(Event.id).limit(MOST)).all()


def _waits(about: Message, conversation: Conversation, answers: Sequence[Message], now: datetime) -> Waits | None:
    if about.outcome is None:
        due = conversation.due_at
        what = "nothing" if due is None else "turn" if due > now else "triage"
        return Waits(what, due, conversation.attempts)
    on_the_way = [answer for answer in answers if answer.status in {"queued", "sending"}]
    if on_the_way:
        return Waits("sending", on_the_way[0].due_at or on_the_way[0].written_at)
    if held := next((answer for answer in answers if answer.status == "held"), None):
        return Waits("customer", held.written_at)
    if about.outcome == "escalated" and conversation.owner == "waiting":
        return Waits("person", conversation.waiting_since)
    return None
