"""What can happen to a conversation. Each verb runs in the caller's transaction and expects the row locked.

`now` is the transaction's time (app.clock.now); every change leaves a line in the timeline.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import uuid4

from sqlalchemy import exists, func, select, update
from sqlalchemy import text as sql
from sqlalchemy.orm import Session

from app import clock, held, owners, sets
from app.tables import Conversation, Event, FormerConversation, Message, Person
from app.whatsapp import outgoing as whatsapp
from app.whatsapp.outgoing import Outgoing, Text
from app.whatsapp.split import split

# In SQL as it stands in the index: with a parameter in its place PostgreSQL does not recognise the index in a
# statement that it has prepared for any value.
ONE_ANSWER = sql("author = 'bot'")
NOT_A_TURN = ("edit", "revoke", "reaction", "system")


def note(
    session: Session,
    conversation: Conversation,
    kind: str,
    reason: str | None,
    now: datetime,
    person: Person | None = None,
) -> None:
    """Write a line of the timeline."""
    person_id = person.id if person else None
    session.add(Event(conversation_id=conversation.id, kind=kind, reason=reason, person_id=person_id, at=now))


def lock(session: Session, conversation_id: int) -> Conversation | None:
    """The conversation, its row locked until the transaction ends; the one that it was joined with, if it was."""
    row = select(Conversation).where(Conversation.id == conversation_id).with_for_update(of=Conversation)
    found = session.execute(row.execution_options(populate_existing=True)).scalar_one_or_none()
    if found is None and (joined_with := now_in(session, conversation_id)) != conversation_id:
        return lock(session, joined_with)
    return found


def now_in(session: Session, conversation_id: int) -> int:
    """The id of the conversation that this one was joined with; its own, if it was not."""
    former = session.get(FormerConversation, conversation_id)
    return former.conversation_id if former else conversation_id


def _note(
    session: Session,
    conversation: Conversation,
    kind: str,
    reason: str | None = None,
    person: Person | None = None,
) -> None:
    session.add(
        Event(
            conversation_id=conversation.id,
            kind=kind,
            reason=reason,
            person_id=person.id if person else None,
        )
    )


@dataclass(frozen=True, slots=True)
class Speech:
    """What Lotse says by itself to a message of a conversation.

    `answers`: it settles the message; otherwise it is a closing sentence or a reaction, and the owner stays as it is.
    """

    conversation: Conversation
    message: Message
    said: Outgoing
    answers: bool = True
    discloses: bool = False
    target: str | None = None  # of a reaction: the message's wamid


def say(session: Session, speeches: Sequence[Speech], now: datetime) -> None:
    """Queue what Lotse says to messages of different conversations; a second time to the same changes nothing."""
    rows = [row for speech in speeches for row in _rows(speech, now)]
    if not rows:
        return
    insertion = sets.insertion(Message, rows)
    insertion = insertion.on_conflict_do_nothing(index_elements=["answers_id", "part"], index_where=ONE_ANSWER)
    made = set(session.scalars(insertion.returning(Message.answers_id)))
    for speech in speeches:
        if speech.message.id in made and speech.answers:
            _is_answered(session, speech.conversation, speech.message, now)


def _rows(speech: Speech, now: datetime) -> list[dict[str, Any]]:
    by_bot = {"author": "bot", "discloses": speech.discloses, "target_wamid": speech.target}
    return [
        {**outbound(speech.conversation, speech.message, part, now), **by_bot, "part": number, "callback_id": uuid4()}
        for number, part in enumerate(parts(speech.said))
    ]


def _is_answered(session: Session, conversation: Conversation, message: Message, now: datetime) -> None:
    if conversation.owner == "resolved":
        note(session, conversation, "reopened", "customer_wrote", now)
    conversation.owner = owners.after(conversation.owner, "answered")
    conversation.last_message_at = now
    mark_read(conversation, message.id)


def parts(outgoing: Outgoing) -> list[Outgoing]:
    """What is sent of it: a text that is too long for one message becomes several; everything else is one."""
    return [Text(piece) for piece in split(outgoing.body)] if isinstance(outgoing, Text) else [outgoing]


def mark_read(conversation: Conversation, message_id: int) -> None:
    """Somebody, or Lotse, has dealt with the customer's messages up to this one: WhatsApp is told (app.receipts)."""
    conversation.read_to_id = max(conversation.read_to_id or 0, message_id)


def outbound(
    conversation: Conversation, answered: Message, outgoing: Outgoing, now: datetime, quotes: str | None = None
) -> dict[str, Any]:
    return {
        "conversation_id": conversation.id,
        "inbox_id": conversation.inbox_id,
        "direction": "out",
        "kind": outgoing.kind,
        "text": whatsapp.preview(outgoing),
        "content": {} if isinstance(outgoing, Text) else whatsapp.to_json(outgoing),
        "quotes_wamid": quotes,
        "answers_id": answered.id,
        "status": "queued",
        "written_at": now,
        "stored_at": now,
        "due_at": now,
    }


def escalate(
    session: Session,
    conversation: Conversation,
    reason: str,
    since: datetime,
    team: str | None = None,
    priority: int = 0,
) -> None:
    """Bring the conversation to people. One that people already have stays where it is and only waits (again)."""
    conversation.waiting_since = conversation.waiting_since or since
    conversation.priority = max(conversation.priority, priority)
    if conversation.owner == "waiting" or conversation.assignee_id is not None:
        return
    conversation.owner = "waiting"
    conversation.reason = reason
    conversation.team = team
    cancel_queued(session, conversation)
    _note(session, conversation, "escalated", reason)


def tell_people(session: Session, conversation: Conversation, reason: str, now: datetime) -> None:
    """Something went wrong with a message of ours: people must look, whoever owned the conversation."""
    if conversation.owner == "agent":
        conversation.reason = reason
        conversation.waiting_since = conversation.waiting_since or now
        _note(session, conversation, "trouble", reason)
        return
    escalate(session, conversation, reason, now, conversation.team)


def take(session: Session, conversation: Conversation, person: Person) -> None:
    """A person takes the conversation; what the bot was about to send is cancelled in the same instant."""
    _read_all(session, conversation)
    if conversation.assignee_id == person.id:
        return
    conversation.owner = "agent"
    conversation.assignee_id = person.id
    cancel_queued(session, conversation)
    _note(session, conversation, "taken", person=person)


def _read_all(session: Session, conversation: Conversation) -> None:
    written = select(func.max(Message.id)).where(
        Message.conversation_id == conversation.id, Message.direction == "in", Message.kind.not_in(NOT_A_TURN)
    )
    latest = session.execute(written).scalar_one()
    if latest:
        mark_read(conversation, latest)


def cancel_queued(session: Session, conversation: Conversation, reason: str = "taken_before_sent") -> None:
    """Stop the bot's queued messages; the questions they answered are people's now, for this reason.

    One that a worker has in hand loses its due time: it is not sent if it is not on its way yet, and not repeated.
    """
    the_bots = update(Message).where(Message.conversation_id == conversation.id, Message.author == "bot")
    session.execute(the_bots.where(Message.status == "sending").values(due_at=None))
    queued = the_bots.where(Message.status == "queued")
    cancelling = queued.values(status="cancelled", ended_at=func.now()).returning(Message.id)
    for message_id in session.scalars(cancelling).all():
        give_question_to_people(session, message_id, reason)


def give_question_to_people(session: Session, message_id: int, reason: str) -> None:
    """The question that this message of the bot's should have answered is not answered by it: people have it."""
    answered = select(Message.answers_id).where(Message.id == message_id).scalar_subquery()
    session.execute(update(Message).where(Message.id == answered).values(outcome="escalated", outcome_reason=reason))


def answered_by_phone(session: Session, conversation: Conversation, message: Message) -> None:
    """The owner wrote from the business's phone: a person has it, and the bot keeps out until it is handed back.

    What the customer had written by then counts as seen by a person; what came later still waits. What Lotse hears of
    only after an agent was done with the conversation changes nothing.
    """
    done = (Event.conversation_id == conversation.id, Event.kind.in_(("handed_back", "resolved")))
    if session.execute(select(exists().where(*done, Event.at > message.written_at))).scalar_one():
        return
    cancel_queued(session, conversation)
    if conversation.owner != "agent":
        conversation.owner = "agent"
        _note(session, conversation, "answered_by_phone")
    if conversation.waiting_since and conversation.waiting_since <= message.written_at:
        conversation.waiting_since = None


def hand_back(session: Session, conversation: Conversation, person: Person) -> None:
    """The bot may answer again, from the customer's next message on."""
    _leave(conversation, "bot")
    _note(session, conversation, "handed_back", person=person)


def resolve(session: Session, conversation: Conversation, person: Person) -> None:
    """Done; the customer's next message is treated afresh, and an answer that waited for it goes out no more."""
    _read_all(session, conversation)
    _leave(conversation, "resolved")
    cancel_queued(session, conversation)
    held.withdraw(session, conversation, clock.now(session), person=person, reason="resolved")
    _note(session, conversation, "resolved", person=person)


def _leave(conversation: Conversation, owner: str) -> None:
    conversation.owner = owner
    conversation.assignee_id = None
    conversation.waiting_since = None
    conversation.reason = None
    conversation.priority = 0
