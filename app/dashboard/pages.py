"""The pages of the inbox. Looking at them changes nothing but what the person has seen."""

from flask import Response, abort, make_response, request
from flask.typing import ResponseReturnValue

from app import database
from app.dashboard import unread
from app.dashboard.blueprint import blueprint, me
from app.dashboard.rendering import render
from app.dashboard.reply import Draft, number_of
from app.dashboard.screen import Screen, look, place, pulse

LARGEST_ID = 2**63 - 1


@blueprint.get("/")
def inbox() -> ResponseReturnValue:
    return show(look(place(None)), "inbox.html", Draft())


@blueprint.get(f"/conversations/<int(max={LARGEST_ID}):conversation_id>")
def conversation(conversation_id: int) -> ResponseReturnValue:
    screen = look(place(conversation_id))
    answer = show(screen, "inbox.html", _asked_for(screen))
    _note_seen(screen)
    return answer


@blueprint.get("/live")
def live() -> ResponseReturnValue:
    """The parts of the page that change; 304 while the reader's version (If-None-Match) still shows the same."""
    here = place(opened())
    has = next(iter(request.if_none_match.as_set(include_weak=True)), "")
    if has.endswith(f".{pulse(here)}"):
        return _unchanged(has)
    screen = look(here)
    return _unchanged(screen.version) if screen.shows_what(has) else show(screen, "parts.html", Draft())


def opened() -> int | None:
    """The conversation that is open in the page that asks."""
    return number_of(request.args.get("conversation"))


def _note_seen(screen: Screen) -> None:
    """What the page shows, its reader has seen. Only afterwards: until then the page tells what was new."""
    if screen.thread and screen.thread.said:
        with database.sessions().begin() as session:
            newest = max(said.id for said in screen.thread.said)
            unread.seen(session, me().id, screen.thread.head.id, newest)


def _unchanged(version: str) -> Response:
    response = Response(status=304)
    response.set_etag(version)
    return response


def show(screen: Screen, template: str, draft: Draft, status: int = 200) -> Response:
    """Aborts with 404 when the place names a conversation that there is not."""
    if screen.place.conversation_id is not None and screen.thread is None:
        abort(404)
    response = make_response(render(template, screen, draft), status)
    response.set_etag(screen.version)
    return response


def _asked_for(screen: Screen) -> Draft:
    """What the address puts into the composer, for browsers without our script."""
    asked = request.args
    judged = screen.thread.judged if screen.thread else None
    suggested = judged.suggestion if judged and asked.get("draft") == "suggestion" else None
    return Draft(suggested or "", quotes=number_of(asked.get("quotes")), attached_id=number_of(asked.get("attached")))
