"""A conversation's messages, and a reply to what the customer wrote: one conversation a call, never several."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID, uuid5

from pydantic import BaseModel, Field
from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from app import database, locking, replies
from app.api import finding
from app.api.changes import act
from app.api.conversations import MOST, PAGE, Id
from app.api.door import machine
from app.api.reading import Given, Said
from app.api.routes import route
from app.dashboard import compose
from app.dashboard.reply import quoted_wamid, refuse_another, refuse_unfilled
from app.refusals import RefusedError
from app.tables import Conversation
from app.tables import Message as Row
from app.whatsapp.limits import BUTTONS

PATH = "/conversations/{conversation_id}/messages"
LONGEST = 20_000  # characters of a text; WhatsApp's own limits are checked afterwards


class Message(BaseModel):
    """A message as it stands; what its writer deleted has no text."""

    id: int
    direction: Literal["in", "out"]
    author: Literal["bot", "agent", "phone"] | None = Field(description="Of what went out.")
    person_id: int | None
    kind: str
    text: str | None
    written_at: datetime
    edited_at: datetime | None
    revoked_at: datetime | None
    outcome: str | None = Field(description="Of what came in: what became of it.")
    outcome_reason: str | None
    status: str | None = Field(description="Of what goes out: queued, sent, delivered, ...")


class MessageQuery(Given):
    after: Id = Field(0, description="`next` of the page before.")
    limit: int = Field(PAGE, ge=1, le=MOST)


class MessagePage(BaseModel):
    """In the order in which Lotse got them."""

    messages: list[Message]
    next: int | None = Field(description="`after` of the next page; null on the last.")


class Reply(Given):
    text: Annotated[Said, Field(max_length=LONGEST)]
    buttons: list[Annotated[Said, Field(max_length=100)]] = Field(
        [], max_length=BUTTONS, description="Choices to press below the text."
    )
    quotes: Id | None = Field(None, description="The message that is replied to, shown above the text.")


class Replied(BaseModel):
    """What goes out; a long text becomes several messages. The same Idempotency-Key shows the same ones."""

    messages: list[Message]


@route("GET", PATH, "List a conversation's messages", MessagePage, scope="messages:read", query=MessageQuery)
def list_messages(conversation_id: int, query: MessageQuery) -> MessagePage:
    with database.sessions()() as session:
        number = finding.found(session, conversation_id).id
        here = select(Row).where(Row.conversation_id == number, Row.id > query.after)
        rows = session.scalars(here.order_by(Row.id).limit(query.limit + 1)).all()
    shown = [_shown(row) for row in rows[: query.limit]]
    return MessagePage(messages=shown, next=shown[-1].id if len(rows) > query.limit else None)


@route(
    *("POST", PATH, "Reply, within the service window", Replied),
    scope="messages:write",
    refusable=True,
    key=True,
    body=Reply,
)
def send_reply(conversation_id: int, body: Reply, key: UUID) -> Replied:
    def verb(session: Session, conversation: Conversation, now: datetime) -> None:
        form = _form(body)
        refuse_unfilled(form)
        said = compose.outgoing(form, conversation.contact.language or conversation.inbox.language, None)[0]
        refuse_another(session, conversation.id, key, said)
        quoted = quoted_wamid(session, conversation.id, body.quotes)
        if body.quotes is not None and quoted is None:
            raise RefusedError("quote_gone")
        replies.reply(session, conversation, machine(), said, key, now, quoted)

    act(conversation_id, "reply", verb)
    with database.sessions()() as session:
        return Replied(messages=_queued(session, conversation_id, key))


def _form(body: Reply) -> dict[str, str]:
    """The same that the composer sends."""
    buttons = {f"button-{number}": title for number, title in enumerate(body.buttons, 1)}
    return {"text": body.text, "mode": "buttons" if buttons else "text", **buttons}


def _queued(session: Session, conversation_id: int, key: UUID) -> list[Message]:
    keys = [key, *(uuid5(key, str(number)) for number in range(1, replies.MOST_PARTS))]
    here = Row.conversation_id == locking.now_in(session, conversation_id)
    rows = session.scalars(select(Row).where(here, or_(*(Row.callback_id == one for one in keys))).order_by(Row.part))
    return [_shown(row) for row in rows]


def _shown(row: Row) -> Message:
    return Message(**{name: getattr(row, name) for name in Message.model_fields})
