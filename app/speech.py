"""What is said in a conversation: what Lotse says by itself, and the rows that all outgoing messages become."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import uuid4

from sqlalchemy import text as sql
from sqlalchemy.orm import Session

from app import conversations, sets
from app.tables import Conversation, Message
from app.whatsapp import outgoing as whatsapp
from app.whatsapp.outgoing import Outgoing, Text
from app.whatsapp.split import split

# In SQL as it stands in the index: with a parameter in its place PostgreSQL does not recognise the index in a
# statement that it has prepared for any value.
ONE_ANSWER = sql("author = 'bot'")
AFRESH = {"attempts": 0, **dict.fromkeys(("ended_at", "trying_since", "error", "error_code", "claim", "claimed_until"))}


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
    """Queue what Lotse says to messages of different conversations; a second time to the same changes nothing, unless
    what was said first was withdrawn: an earlier message may have come late, and the same one is still the turn's last.
    """
    rows = [row for speech in speeches for row in _rows(speech, now)]
    if not rows:
        return
    insertion = sets.insertion(Message, rows)
    insertion = insertion.on_conflict_do_update(
        index_elements=["answers_id", "part"],
        index_where=ONE_ANSWER,
        set_={**{name: insertion.excluded[name] for name in rows[0]}, **AFRESH},
        where=Message.status == "cancelled",
    )
    made = set(session.scalars(insertion.returning(Message.answers_id)))
    for speech in speeches:
        if speech.message.id in made and speech.answers:
            conversations.answered(session, speech.conversation, speech.message, now)


def _rows(speech: Speech, now: datetime) -> list[dict[str, Any]]:
    by_bot = {"author": "bot", "discloses": speech.discloses, "target_wamid": speech.target}
    return [
        {**outbound(speech.conversation, speech.message, part, now), **by_bot, "part": number, "callback_id": uuid4()}
        for number, part in enumerate(parts(speech.said))
    ]


def parts(outgoing: Outgoing) -> list[Outgoing]:
    """What is sent of it: a text that is too long for one message becomes several; everything else is one."""
    return [Text(piece) for piece in split(outgoing.body)] if isinstance(outgoing, Text) else [outgoing]


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
