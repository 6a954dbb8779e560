"""What an agent sends in a conversation: replies, reactions, and that they are typing.

Each runs in the caller's transaction and expects the conversation's row locked.
"""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid5

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from app import conversations, corrections, handling, opting, owning, speech
from app.recipients import recipient
from app.refusals import RefusedError as RefusedError
from app.samples.mark import NUMBER
from app.tables import Conversation, Message, Person
from app.whatsapp.limits import LimitError, refuse_what_does_not_fit, window_open
from app.whatsapp.outgoing import Outgoing, Reaction, Template, Text, preview

MOST_PARTS = 4  # of one text; WhatsApp bills each
REACTIONS_FOR = timedelta(days=30)  # Meta's Cloud API, reactions: an older message takes none


def reply(
    session: Session,
    conversation: Conversation,
    person: Person,
    said: Outgoing | str,
    key: UUID,
    now: datetime,
    quotes: str | None = None,
) -> None:
    """Queue an agent's reply; the same `key` twice (a double click, or sent anew after a bad line) is one message, and
    what has happened since the first time stays as it is.

    A long text becomes several messages. `quotes` is the wamid of the message that is replied to.
    Raises RefusedError with `reply_empty`, `reply_too_long`, `does_not_fit` (detail: which field and by how much),
    `window_closed`, `not_to_be_told` (a template to somebody who opted out), `others_conversation`,
    `nothing_to_answer` or `no_recipient`.
    """
    if is_known(session, key):
        return
    outgoing = Text(said.replace("\r\n", "\n").strip()) if isinstance(said, str) else said
    parts = checked_parts(outgoing)
    check_may_send(conversation, person, outgoing, now)
    answered = latest(session, conversation)
    handling.take(session, conversation, person, now)
    for number, part in enumerate(parts):
        part_key = key if number == 0 else uuid5(key, str(number))
        values = speech.outbound(conversation, answered, part, now, quotes if number == 0 else None)
        queue(session, {**values, "part": number}, person, part_key)
    corrections.confirm(session, conversation, person, preview(outgoing) or "", now)
    conversations.replied(conversation)
    conversation.last_message_at = now


def is_known(session: Session, key: UUID) -> bool:
    """Whether the form with this key has been here before."""
    return session.scalars(select(Message.id).where(Message.callback_id == key)).first() is not None


def queue(session: Session, values: dict[str, Any], person: Person, key: UUID) -> None:
    """Write an agent's message down, `values` as speech.outbound makes them; the same `key` twice is one."""
    insertion = insert(Message).values({**values, "author": "agent", "person_id": person.id, "callback_id": key})
    session.execute(insertion.on_conflict_do_nothing(index_elements=["callback_id"]))


def checked_parts(outgoing: Outgoing) -> list[Outgoing]:
    """The messages that it becomes. Raises RefusedError as `reply` does, where it is empty or does not fit."""
    if isinstance(outgoing, Text) and not outgoing.body.strip():
        raise RefusedError("reply_empty")
    parts = speech.parts(outgoing)
    if len(parts) > MOST_PARTS:
        raise RefusedError("reply_too_long")
    try:
        for part in parts:
            refuse_what_does_not_fit(part)
    except LimitError as error:
        raise RefusedError("does_not_fit", str(error)) from error
    return parts


def check_may_send(conversation: Conversation, person: Person, outgoing: Outgoing, now: datetime) -> None:
    """Raises RefusedError as `reply` does, where the window, the conversation or the contact forbid it; `sample`."""
    if conversation.inbox.phone_number_id == NUMBER:
        raise RefusedError("sample")
    if not isinstance(outgoing, Template) and not window_open(conversation.last_customer_at, now):
        raise RefusedError("window_closed")
    if isinstance(outgoing, Template) and not opting.may_be_told(conversation.contact):
        raise RefusedError("not_to_be_told")
    if conversation.owner == "agent" and conversation.assignee_id not in {None, person.id}:
        raise RefusedError("others_conversation")
    if not recipient(conversation.contact.aliases, conversation.inbox_id):
        raise RefusedError("no_recipient")


def latest(session: Session, conversation: Conversation) -> Message:
    """The customer's last message: what we send answers it. Raises RefusedError with `nothing_to_answer`."""
    found = session.scalars(
        select(Message)
        .where(
            Message.conversation_id == conversation.id,
            Message.direction == "in",
            Message.kind.not_in(owning.NOT_A_TURN),
        )
        .order_by(Message.written_at.desc(), Message.id.desc())
        .limit(1)
    ).first()
    if found is None:
        raise RefusedError("nothing_to_answer")
    return found


def react(
    session: Session,
    conversation: Conversation,
    person: Person,
    message_id: int,
    emoji: str,
    key: UUID,
    now: datetime,
) -> None:
    """Queue an agent's reaction to a message of the customer's; an empty `emoji` takes it away again.

    Raises RefusedError as `reply` does, and with `cannot_react` for what takes no reaction.
    """
    if is_known(session, key):
        return
    target = session.get(Message, message_id)
    if target is None or target.conversation_id != conversation.id or not _takes_reaction(target, now):
        raise RefusedError("cannot_react")
    reaction = Reaction(str(target.wamid), emoji)
    checked_parts(reaction)
    check_may_send(conversation, person, reaction, now)
    handling.take(session, conversation, person, now)
    queue(
        session,
        {**speech.outbound(conversation, target, reaction, now), "target_wamid": target.wamid},
        person,
        key,
    )


def _takes_reaction(message: Message, now: datetime) -> bool:
    own_words = message.direction == "in" and message.kind not in owning.NOT_A_TURN and message.revoked_at is None
    return own_words and now - message.written_at < REACTIONS_FOR


def typing(session: Session, conversation: Conversation, person: Person) -> None:
    """The customer sees that the agent who has the conversation is typing; for anybody else nothing happens."""
    if conversation.assignee_id != person.id:
        return
    owning.mark_read(conversation, latest(session, conversation).id)
    conversation.typing_due = True
