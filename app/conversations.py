"""What can happen to a conversation. Each verb runs in the caller's transaction and expects the row locked.

`now` is the transaction's time (app.clock.now), asked for where it is not given; every change leaves a line in the
timeline. Who owns a conversation then, app.owners says.
"""

from collections.abc import Collection
from datetime import datetime, timedelta

from sqlalchemy import exists, func, select
from sqlalchemy.orm import Session, aliased, joinedload

from app import clock, held, naming, owners, playbook, presence, queued, sets
from app.refusals import RefusedError
from app.tables import Conversation, Event, FormerConversation, Message, Person
from app.timeline import just_noted, note

DONE = ("handed_back", "resolved", "left_alone")  # lines of a timeline after which people have it no more
NOT_A_TURN = ("edit", "revoke", "reaction", "system")


def lock(session: Session, conversation_id: int) -> Conversation | None:
    """The conversation, its row locked until the transaction ends; the one that it was joined with, if it was."""
    row = select(Conversation).where(Conversation.id == conversation_id).with_for_update(of=Conversation)
    found = session.execute(row.execution_options(populate_existing=True)).scalar_one_or_none()
    if found is None and (joined_with := now_in(session, conversation_id)) != conversation_id:
        return lock(session, joined_with)
    return found


def lock_all(session: Session, conversation_ids: Collection[int]) -> dict[int, Conversation]:
    """These conversations with their contacts and inboxes, by their ids, locked in one fixed order."""
    rows = select(Conversation).where(sets.among(Conversation.id, conversation_ids)).order_by(Conversation.id)
    whole = rows.options(joinedload(Conversation.contact), joinedload(Conversation.inbox))
    locked = whole.with_for_update(of=Conversation).execution_options(populate_existing=True)
    return {row.id: row for row in session.scalars(locked)}


def now_in(session: Session, conversation_id: int) -> int:
    """The id of the conversation that this one was joined with; its own, if it was not."""
    former = session.get(FormerConversation, conversation_id)
    return former.conversation_id if former else conversation_id


def _becomes(conversation: Conversation, happened: str, now: datetime) -> bool:
    """Let the owner change as app.owners has it; whether it did. What people have, Lotse has no plan for any more."""
    before, conversation.owner = conversation.owner, owners.after(conversation.owner, happened)
    if conversation.owner in owners.WITH_PEOPLE:
        conversation.plan = conversation.think_at = None
    if conversation.owner == before:
        return False
    conversation.changed_at = now
    return True


def answered(session: Session, conversation: Conversation, message: Message, now: datetime) -> None:
    """Lotse has answered this message, or asked back."""
    if conversation.owner == owners.RESOLVED:
        note(session, conversation, "reopened", now, "customer_wrote")
    _becomes(conversation, "answered", now)
    conversation.last_message_at = now
    mark_read(conversation, message.id)


def mark_read(conversation: Conversation, message_id: int) -> None:
    """Somebody, or Lotse, has dealt with the customer's messages up to this one: WhatsApp is told (app.receipts)."""
    conversation.read_to_id = max(conversation.read_to_id or 0, message_id)


def escalate(
    session: Session,
    conversation: Conversation,
    reason: str,
    since: datetime,
    team: str | None = None,
    priority: int = 0,
    now: datetime | None = None,
) -> None:
    """Bring the conversation to people. One that people already have stays where it is and only waits (again)."""
    if not _waits(conversation, since, priority):
        return
    now = now or clock.now(session)
    _bring_to_people(session, conversation, reason, team, now)
    note(session, conversation, "escalated", now, reason)


def _waits(conversation: Conversation, since: datetime, priority: int = 0) -> bool:
    """The customer waits; whether somebody has to be told, because nobody here has it yet."""
    conversation.waiting_since = conversation.waiting_since or since
    conversation.priority = max(conversation.priority, priority)
    return conversation.owner != owners.WAITING and conversation.assignee_id is None


def _bring_to_people(
    session: Session, conversation: Conversation, reason: str, team: str | None, now: datetime
) -> None:
    """What the owner answered from the phone is nobody's here: then it is as if who has it were away."""
    by_phone = conversation.owner == owners.AGENT
    _becomes(conversation, "agent_away" if by_phone else "escalated", now)
    conversation.reason = reason
    conversation.team = team
    queued.cancel(session, conversation, now=now)


def tell_people(session: Session, conversation: Conversation, reason: str, now: datetime) -> None:
    """Something went wrong with a message of ours: people must look, whoever owned the conversation, and now, even if
    they have laid it aside until the customer writes, who waits for that very message."""
    wake(conversation)
    if conversation.owner == owners.AGENT:
        conversation.reason = reason
        conversation.waiting_since = conversation.waiting_since or now
        note(session, conversation, "trouble", now, reason)
        return
    escalate(session, conversation, reason, now, conversation.team, now=now)


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
    _waits(conversation, since)
    _bring_to_people(session, conversation, owners.STOPPED, conversation.team, now)
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
    _read_all(session, conversation)
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
    if had_it is None or not _becomes(conversation, "put_back", now):
        return
    conversation.assignee_id = conversation.taken_at = None
    conversation.waiting_since = conversation.waiting_since or now
    conversation.reason = conversation.reason or "put_back"
    wake(conversation)
    note(session, conversation, "put_back", now, person=by, detail={"from": naming.called(had_it.name, had_it.email)})


def wake(conversation: Conversation) -> None:
    """It is in the lists of work again; see app.snoozing."""
    conversation.snoozed_at = conversation.snoozed_until = None


def _give(session: Session, conversation: Conversation, person: Person, now: datetime) -> None:
    _becomes(conversation, "taken", now)
    wake(conversation)  # who has it now has not laid it aside
    conversation.assignee_id = person.id
    conversation.taken_at = conversation.changed_at = now
    queued.cancel(session, conversation, now=now)


def _read_all(session: Session, conversation: Conversation) -> None:
    written = select(func.max(Message.id)).where(
        Message.conversation_id == conversation.id, Message.direction == "in", Message.kind.not_in(NOT_A_TURN)
    )
    latest = session.execute(written).scalar_one()
    if latest:
        mark_read(conversation, latest)


def wrote_since(session: Session, conversation: Conversation, message_id: int) -> bool:
    """Whether the customer has said something after this message came."""
    newer = (Message.conversation_id == conversation.id, Message.direction == "in", Message.id > message_id)
    return session.execute(select(exists().where(*newer, Message.kind.not_in(NOT_A_TURN)))).scalar_one()


def give_up_queued(session: Session, conversation: Conversation, reason: str, now: datetime) -> None:
    """What the bot has queued goes to people instead. A reaction that does not go out is missed by nobody."""
    if queued.cancel(session, conversation, reason, now):
        tell_people(session, conversation, reason, now)


def answered_by_phone(session: Session, conversation: Conversation, message: Message) -> None:
    """The owner wrote from the business's phone: a person has it, and the bot keeps out until it is handed back.

    What the customer had written by then counts as seen by a person; what came later still waits. What Lotse hears of
    only after an agent was done with the conversation changes nothing.
    """
    done = (Event.conversation_id == conversation.id, Event.kind.in_(DONE))
    a_second_later = message.written_at + timedelta(seconds=1)  # WhatsApp tells whole seconds
    if session.execute(select(exists().where(*done, Event.at >= a_second_later))).scalar_one():
        return
    now = clock.now(session)
    queued.cancel(session, conversation, now=now)
    if _becomes(conversation, "answered_by_phone", now):
        note(session, conversation, "answered_by_phone", now)
    conversation.taken_at = None
    if conversation.waiting_since and conversation.waiting_since <= message.written_at:
        replied(conversation)


def replied(conversation: Conversation) -> None:
    """A person has dealt with what the customer wrote: nobody waits, and nothing of it is urgent any more."""
    conversation.waiting_since = conversation.taken_at = None
    conversation.priority = 0


def hand_back(session: Session, conversation: Conversation, person: Person, now: datetime | None = None) -> None:
    """The bot may answer again, from the customer's next message on."""
    now = now or clock.now(session)
    if _becomes(conversation, "handed_back", now):
        _forget_people(conversation)
        note(session, conversation, "handed_back", now, person=person)


def resolve(session: Session, conversation: Conversation, person: Person | None, now: datetime | None = None) -> None:
    """Done; the customer's next message is treated afresh, and an answer that waited for it goes out no more."""
    _read_all(session, conversation)
    now = now or clock.now(session)
    if _becomes(conversation, "resolved", now):
        _forget_people(conversation)
        queued.cancel(session, conversation, now=now)
        held.withdraw(session, conversation, now, person=person, reason="resolved")
        note(session, conversation, "resolved", now, person=person)


def end_claim(session: Session, conversation: Conversation, now: datetime) -> None:
    """Somebody took it and wrote nothing for long: others may have it, or Lotse when the customer does not wait."""
    if conversation.waiting_since:
        _back_to_waiting(session, conversation, "claim_over", now)
    elif _becomes(conversation, "handed_back", now):
        _forget_people(conversation)
        note(session, conversation, "handed_back", now, "claim_over")


def agent_away(session: Session, conversation: Conversation, now: datetime) -> None:
    """The customer waits, and who has the conversation is not there: others may have it."""
    _back_to_waiting(session, conversation, "agent_away", now)


def agent_left(session: Session, conversation: Conversation, now: datetime) -> None:
    """Who has the conversation works here no more: others have it, and look whether there is something left to do."""
    conversation.waiting_since = conversation.waiting_since or now
    wake(conversation)  # nobody knows any more what it was laid aside for
    _back_to_waiting(session, conversation, "agent_left", now)


def _back_to_waiting(session: Session, conversation: Conversation, happened: str, now: datetime) -> None:
    """Who had it stands in the timeline; team, urgency and why it came to people stay."""
    had_it = conversation.assignee
    if _becomes(conversation, happened, now):
        conversation.assignee_id = conversation.taken_at = None
        conversation.reason = conversation.reason or happened
        note(session, conversation, happened, now, person=had_it)


def leave_alone(session: Session, conversation: Conversation, now: datetime) -> None:
    """Nobody has written for long, and nobody waits: the customer's next message is Lotse's again."""
    if _becomes(conversation, "left_alone", now):
        _forget_people(conversation)
        note(session, conversation, "left_alone", now)


def _forget_people(conversation: Conversation) -> None:
    wake(conversation)
    conversation.assignee_id = conversation.taken_at = None
    conversation.waiting_since = None
    conversation.reason = None
    conversation.priority = 0
