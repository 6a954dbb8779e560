"""Notes on a conversation. Whoever has it, and whatever the customer may be sent: they are for colleagues only."""

from datetime import datetime

from flask import request
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from app import drafts, notes, viewers
from app.dashboard.actions import PATH, act
from app.dashboard.blueprint import blueprint, me
from app.dashboard.compose import text_of
from app.dashboard.pages import LARGEST_ID
from app.dashboard.reply import Draft, key_of
from app.tables import Conversation

NOTE = f"{PATH}/notes/<int(max={LARGEST_ID}):note_id>"


@blueprint.post(f"{PATH}/note")
def note(conversation_id: int) -> ResponseReturnValue:
    key, text = key_of(request.form.get("key")), text_of(request.form, "note")

    def verb(session: Session, conversation: Conversation, now: datetime) -> None:
        notes.write(session, conversation, me(), text, key, now)
        drafts.noted(session, conversation.id, me().id)
        viewers.stops_writing(session, conversation.id, me().id)

    return act(conversation_id, "note", verb, _kept(text, key=key), wakes=())


@blueprint.post(f"{NOTE}/change")
def change_note(conversation_id: int, note_id: int) -> ResponseReturnValue:
    text = text_of(request.form, "note")

    def verb(session: Session, conversation: Conversation, now: datetime) -> None:
        notes.change(session, conversation, me(), note_id, text, now)

    return act(conversation_id, "change_note", verb, _kept(), wakes=())


@blueprint.post(f"{NOTE}/remove")
def remove_note(conversation_id: int, note_id: int) -> ResponseReturnValue:
    def verb(session: Session, conversation: Conversation, now: datetime) -> None:
        notes.remove(session, conversation, me(), note_id)

    return act(conversation_id, "remove_note", verb, _kept(), wakes=())


def _kept(text: str = "", **values: object) -> Draft:
    """What the composer shows again when the note is refused: the note's side."""
    return Draft(note=text, values={"write": "note"}, **values)  # type: ignore[arg-type]
