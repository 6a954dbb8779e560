"""What a person has seen, and what they want to see again: the marks of app.dashboard.unread, and who sets them."""

from flask import Response, redirect, request
from flask.typing import ResponseReturnValue

from app import database, locking
from app.dashboard import unread
from app.dashboard.actions import PATH
from app.dashboard.blueprint import blueprint, me
from app.dashboard.place import place
from app.dashboard.reply import number_of


@blueprint.post(f"{PATH}/read")
def mark_read(conversation_id: int) -> ResponseReturnValue:
    """New messages show in a page that somebody looks at; `message` is the newest of them."""
    message_id = number_of(request.form.get("message"))
    with database.sessions().begin() as session:
        if message_id:
            unread.seen(session, me().id, locking.now_in(session, conversation_id), message_id)
    return Response(status=204)


@blueprint.post(f"{PATH}/unread")
def mark_unread(conversation_id: int) -> ResponseReturnValue:
    """To the list: in the conversation's page it would be read again."""
    with database.sessions().begin() as session:
        unread.forget(session, me().id, locking.now_in(session, conversation_id))
    return redirect(place(None).path(), 303)
