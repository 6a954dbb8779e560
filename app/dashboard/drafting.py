"""What is written into an open composer is kept while it is written, and so is that somebody writes."""

from flask import Response, abort, request
from flask.typing import ResponseReturnValue
from sqlalchemy import ColumnElement, exists, select
from sqlalchemy.orm import Session

from app import clock, database, drafts, locking, viewers
from app.dashboard.actions import PATH
from app.dashboard.blueprint import blueprint, me
from app.dashboard.reply import key_of, number_of
from app.drafts import Written
from app.tables import Event, Message, Note


@blueprint.post(f"{PATH}/draft")
def draft(conversation_id: int) -> ResponseReturnValue:
    """Our script's own; 204. `writes` says that the reader is at it, and not only leaving the page."""
    with database.sessions().begin() as session:
        conversation = locking.lock(session, conversation_id)
        if conversation is None:
            abort(404)
        here, now = conversation.id, clock.now(session)
        if not is_erased(session, here):
            drafts.keep(session, here, me().id, _unsent(session), now)
        if request.form.get("writes"):
            viewers.looks(session, here, me().id, now, writes=True)
    return Response(status=204)


def is_erased(session: Session, conversation_id: int) -> bool:
    """Expects the row locked: an open page must not bring back what is being erased at this moment."""
    return _any(session, (Event.conversation_id == conversation_id) & (Event.kind == "erased"))


def _unsent(session: Session) -> Written:
    """Without what has been sent meanwhile: this request may have been overtaken by the form's own."""
    form = {name: value.replace("\r\n", "\n").replace("\0", "") for name, value in request.form.items()}
    sent = _any(session, Message.callback_id == key_of(form.get("key")))
    noted = _any(session, Note.key == key_of(form.get("note-key")))
    quotes = None if sent else number_of(form.get("quotes"))
    return Written("" if sent else form.get("text", ""), "" if noted else form.get("note", ""), quotes)


def _any(session: Session, which: ColumnElement[bool]) -> bool:
    return session.execute(select(exists().where(which))).scalar_one()
