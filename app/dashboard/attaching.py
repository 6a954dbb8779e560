"""A picture or document that an agent adds to a reply. It is kept at once, and sent with the reply."""

from contextlib import closing

from flask import Response, abort, redirect, render_template, request
from flask.typing import ResponseReturnValue
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.datastructures import FileStorage

from app import clock, database, drafts, locking
from app.dashboard.actions import PATH
from app.dashboard.attachments import attachment, own
from app.dashboard.blueprint import blueprint, by_fetch, me
from app.dashboard.drafting import is_erased
from app.dashboard.pages import LARGEST_ID, show
from app.dashboard.place import place
from app.dashboard.reply import Draft
from app.dashboard.screen import look
from app.dashboard.translation import current
from app.media import outgoing, store
from app.media.outgoing import AttachmentError
from app.tables import Conversation, Media


@blueprint.post(f"{PATH}/attach")
def attach(conversation_id: int) -> ResponseReturnValue:
    given = request.files.get("file")
    try:
        medium_id = _keep(conversation_id, given) if given and given.filename else None
    except AttachmentError as error:
        return _refused(conversation_id, str(error), error.most)
    if medium_id is None:
        return _refused(conversation_id, "attachment_none", None)
    here = place(conversation_id)
    if by_fetch():
        return Response(render_template("attachment.html", attachment=attachment(medium_id), place=here))
    return redirect(here.path(conversation_id), 303)


@blueprint.post(f"{PATH}/attachments/<int(max={LARGEST_ID}):media_id>/remove")
def remove(conversation_id: int, media_id: int) -> ResponseReturnValue:
    """The agent changed their mind: the file goes, unless a message has it by now."""
    _take_off(media_id)
    return Response(status=204) if by_fetch() else redirect(place(conversation_id).path(conversation_id), 303)


def _take_off(media_id: int) -> None:
    """The draft first, as sending does: two windows of the same person do not wait for each other."""
    with database.sessions().begin() as session:
        drafts.detach(session, me().id, media_id)
        mine = select(Media).where(Media.id == media_id, *own()).with_for_update()
        if medium := session.scalars(mine).one_or_none():
            store.forget(session, medium)
            session.delete(medium)


def _keep(conversation_id: int, given: FileStorage) -> int:
    with database.sessions().begin() as session:
        conversation = session.get(Conversation, locking.now_in(session, conversation_id))
        if conversation is None:
            abort(404)
        with closing(given):
            medium = outgoing.attach(session, conversation, me(), given.filename or "", given.stream)
        before = _into_draft(session, conversation.id, medium.id)  # its row locked, so not while the store takes it in
        kept = medium.id
    if before:
        _take_off(before)
    return kept


def _into_draft(session: Session, conversation_id: int, media_id: int) -> int | None:
    """The file that it takes the place of."""
    here = locking.lock(session, conversation_id)
    if here is None or is_erased(session, here.id):
        return None
    before = drafts.of(session, here.id, me().id).media_id
    drafts.attach(session, here.id, me().id, media_id, clock.now(session))
    return before


def _refused(conversation_id: int, code: str, most: int | None) -> ResponseReturnValue:
    """Why a file cannot be sent; `most` is the limit in MB where one holds."""
    words = current()(f"attach.{code}", most=most)
    if by_fetch():
        return Response(words, 409, mimetype="text/plain")
    return show(look(place(conversation_id)), "inbox.html", Draft(refused="attachment", detail=words), 409)
