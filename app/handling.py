"""What people do with a conversation. Each verb runs in the caller's transaction and expects the row locked.

Every change leaves a line in the timeline. Who owns a conversation then, app.owners says.
"""

from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session, aliased

from app import clock, held, naming, owners, owning, playbook, presence, queued
from app.refusals import RefusedError
from app.tables import Conversation, Message, Person
from app.timeline import just_noted, note


def stop(session: Session, conversation: Conversation, person: Person, now: datetime | None = None) -> None:
    """An agent stops what Lotse is about to say: people have the conversation, and who will answer is open.

    A turn that is still to be decided stays due: triage then gives it to people.
    Raises RefusedError with `nothing_to_stop` when Lotse is about to say nothing (any more).
    """
    now = now or clock.now(session)
    if just_noted(session, conversation, "stopped", person, now):
        return
    since = _about_to_speak_since(session, conversation)
    if since is None or conversation.owner not in owners.LOTSE_MAY_SPEAK:
        raise RefusedError("nothing_to_stop")
    owning.waits(conversation, since)
    owning.bring_to_people(session, conversation, owners.STOPPED, conversation.team, now)
    note(session, conversation, "stopped", now, person=person)


def _about_to_speak_since(session: Session, conversation: Conversation) -> datetime | None:
    """Since when the customer waits for what Lotse has not decided, or not sent, yet; None when there is nothing."""
    here, asked = Message.conversation_id == conversation.id, aliased(Message)
    undecided = select(func.min(Message.written_at)).where(here, Message.direction == "in", Message.outcome.is_(None))
    queued = (Message.author == "bot", Message.status.in_(("queued", "sending")), asked.id == Message.answers_id)
    unsent = select(func.min(asked.written_at)).where(here, *queued)
    moments = select(undecided.scalar_subquery(), unsent.scalar_subquery())
    return min(filter(None, session.execute(moments).one()), default=None)


def answer_now(session: Session, conversation: Conversation, person: Person, now: datetime) -> None:
    """What Lotse means to do it does at once, instead of waiting for what else the customer may write."""
    if conversation.due_at and conversation.due_at > now:
        conversation.due_at = now
        note(session, conversation, "answered_now", now, person=person)


def take(session: Session, conversation: Conversation, person: Person, now: datetime | None = None) -> None:
    """A person takes the conversation; what the bot was about to send is cancelled in the same instant."""
    owning.read_all(session, conversation)
    if conversation.assignee_id == person.id:
        return
    now = now or clock.now(session)
    _give(session, conversation, person, now)
    note(session, conversation, "taken", now, person=person)


def assign(session: Session, conversation: Conversation, to: Person, by: Person, now: datetime) -> None:
    """A person gives the conversation to another one, who has to be there.

    Raises RefusedError with `offline` (detail: who) when they are not.
    """
    if conversation.assignee_id == to.id:
        return
    name = naming.called(to.name, to.email)
    before = conversation.assignee and naming.called(conversation.assignee.name, conversation.assignee.email)
    if not presence.is_online(to.seen_at, now, playbook.rules()):
        raise RefusedError("offline", name)
    _give(session, conversation, to, now)
    note(session, conversation, "assigned", now, name[:64], by, {"from": before, "to": name})


def put_back(session: Session, conversation: Conversation, by: Person, now: datetime) -> None:
    """Nobody in particular has it any more: it waits for whoever takes it next. Nothing happens where nobody had it."""
    had_it = conversation.assignee
    if had_it is None or not owning.becomes(conversation, "put_back", now):
        return
    conversation.assignee_id = conversation.taken_at = None
    conversation.waiting_since = conversation.waiting_since or now
    conversation.reason = conversation.reason or "put_back"
    owning.wake(conversation)
    note(session, conversation, "put_back", now, person=by, detail={"from": naming.called(had_it.name, had_it.email)})


def _give(session: Session, conversation: Conversation, person: Person, now: datetime) -> None:
    owning.becomes(conversation, "taken", now)
    owning.wake(conversation)  # who has it now has not laid it aside
    conversation.assignee_id = person.id
    conversation.taken_at = conversation.changed_at = now
    queued.cancel(session, conversation, now=now)


def hand_back(session: Session, conversation: Conversation, person: Person, now: datetime | None = None) -> None:
    """The bot may answer again, from the customer's next message on."""
    now = now or clock.now(session)
    if owning.becomes(conversation, "handed_back", now):
        owning.forget_people(conversation)
        note(session, conversation, "handed_back", now, person=person)


def resolve(session: Session, conversation: Conversation, person: Person | None, now: datetime | None = None) -> None:
    """Done; the customer's next message is treated afresh, and an answer that waited for it goes out no more."""
    owning.read_all(session, conversation)
    now = now or clock.now(session)
    if owning.becomes(conversation, "resolved", now):
        owning.forget_people(conversation)
        queued.cancel(session, conversation, now=now)
        held.withdraw(session, conversation, now, person=person, reason="resolved")
        note(session, conversation, "resolved", now, person=person)
