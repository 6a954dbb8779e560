"""What agents send in a conversation: replies of every kind, templates, reactions, and that they are typing."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID, uuid5

from flask import Response, request
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from app import database, drafts, locking, replies, viewers
from app.dashboard import compose
from app.dashboard.actions import PATH, act
from app.dashboard.blueprint import blueprint, me
from app.dashboard.media_rows import Medium
from app.dashboard.pages import LARGEST_ID
from app.dashboard.reply import (
    Draft,
    attached,
    belongs_to,
    key_of,
    number_of,
    quoted_wamid,
    refuse_another,
    refuse_unfilled,
)
from app.dashboard.templates_offered import usable
from app.refusals import RefusedError
from app.tables import Conversation
from app.wake import waker
from app.whatsapp.outgoing import Outgoing


@blueprint.post(f"{PATH}/reply")
def reply(conversation_id: int) -> ResponseReturnValue:
    form = request.form.to_dict()
    key = key_of(form.get("key"))
    quotes, media_id = number_of(form.get("quotes")), number_of(form.get("media"))

    def verb(session: Session, conversation: Conversation, now: datetime) -> None:
        medium = attached(session, conversation, media_id, me().id)
        messages = _messages(session, conversation, form, medium)
        refuse_another(session, conversation.id, key, messages[0])
        wamid = quoted_wamid(session, conversation.id, quotes)
        for number, message in enumerate(messages):
            own_key = key if number == 0 else uuid5(key, f"message {number}")
            replies.reply(session, conversation, me(), message, own_key, now, wamid if number == 0 else None)
        bears_none = form.get("mode") == "template" or form.get("waits")  # a file, said beside the composer to wait
        done = drafts.text_sent if bears_none else drafts.sent
        done(session, conversation.id, me().id)
        viewers.stops_writing(session, conversation.id, me().id)
        if medium:
            belongs_to(session, medium, key)

    return act(conversation_id, "reply", verb, _draft(form, key, quotes, media_id))


def _messages(
    session: Session, conversation: Conversation, form: Mapping[str, str], medium: Medium | None
) -> list[Outgoing]:
    if form.get("mode") == "template":
        chosen = compose.template(form, usable(session))
        if chosen is None:
            raise RefusedError("template_gone")
        return [chosen]
    refuse_unfilled(form)
    language = conversation.contact.language or conversation.inbox.language
    return compose.outgoing(form, language, medium)


def _draft(form: Mapping[str, str], key: UUID, quotes: int | None, media_id: int | None) -> Draft:
    """What the composer shows again when the reply is refused."""
    text = form.get("text", "").replace("\r\n", "\n").replace("\0", "")
    return Draft(text=text, key=key, values=form, quotes=quotes, attached_id=media_id)


@blueprint.post(f"{PATH}/messages/<int(max={LARGEST_ID}):message_id>/react")
def react(conversation_id: int, message_id: int) -> ResponseReturnValue:
    emoji = request.form.get("emoji", "").replace("\0", "")
    key = uuid5(key_of(request.form.get("key")), f"reaction {message_id} {emoji}")

    def verb(session: Session, conversation: Conversation, now: datetime) -> None:
        replies.react(session, conversation, me(), message_id, emoji, key, now)

    return act(conversation_id, "react", verb)


@blueprint.post(f"{PATH}/typing")
def typing(conversation_id: int) -> ResponseReturnValue:
    """The customer sees that somebody writes; for what is not mine, or cannot be answered, nothing happens."""
    with database.sessions().begin() as session:
        conversation = locking.lock(session, conversation_id)
        if conversation is not None and conversation.assignee_id == me().id:
            _tell_typing(session, conversation)
    waker.soon("deliver")
    return Response(status=204)


def _tell_typing(session: Session, conversation: Conversation) -> None:
    try:
        replies.typing(session, conversation, me())
    except RefusedError:
        return
