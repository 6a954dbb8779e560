"""Canned replies and answers that worked, fetched for the composer when somebody asks for them."""

from flask import abort, render_template
from flask.typing import ResponseReturnValue

from app import clock, database, locking
from app.dashboard import banners, thread, walls
from app.dashboard.actions import PATH
from app.dashboard.blueprint import blueprint, by_fetch
from app.dashboard.offering import offered
from app.dashboard.place import place


@blueprint.get(f"{PATH}/canned")
def canned(conversation_id: int) -> ResponseReturnValue:
    return _show(conversation_id, "canned")


@blueprint.get(f"{PATH}/worked")
def worked(conversation_id: int) -> ResponseReturnValue:
    return _show(conversation_id, "worked")


def _show(conversation_id: int, kind: str) -> ResponseReturnValue:
    """The list alone for our script; for other browsers a page of links that put a text into the composer."""
    with database.sessions()() as session:
        here = locking.now_in(session, conversation_id)
        shown = thread.read(session, here, within=walls.reader())
        if shown is None:
            abort(404)
        texts = offered(session, shown, kind, clock.now(session))
        told = None if by_fetch() else banners.read(session)
    template = "ready_list.html" if by_fetch() else "ready_page.html"
    return render_template(template, kind=kind, offered=texts, place=place(here), conversation_id=here, banners=told)
