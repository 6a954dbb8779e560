"""The pages of the inbox. Looking at them changes nothing but what the person has seen."""

from datetime import datetime
from threading import BoundedSemaphore

from flask import Response, abort, make_response, request
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from app import database, drafts
from app.dashboard import attachments, offering, unread, version, viewing
from app.dashboard.blueprint import blueprint, me
from app.dashboard.place import place
from app.dashboard.rendering import render
from app.dashboard.reply import Draft, number_of
from app.dashboard.screen import Screen, look, pulse
from app.dashboard.thread import Thread
from app.dashboard.version import Version

LARGEST_ID = 2**63 - 1
AT_ONCE = 2  # of a process's threads: however many pages ask at the same time, a webhook never waits behind them all

KEEPS = "X-Keeps"  # the header of pages whose script knows data-as-before; that of the release before empties it

_looking = BoundedSemaphore(AT_ONCE)


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
    if here.conversation_id:
        viewing.keep(here.conversation_id)
    has = version.read(next(iter(request.if_none_match.as_set(include_weak=True)), None) or "")
    if has.pulse and has.pulse == pulse(here):
        return _unchanged(has)
    with _looking:
        screen = look(here, has if request.headers.get(KEEPS) else has.without_opened())
        now = screen.version
        return _unchanged(now) if now.shows_what(has) else show(screen, "parts.html", Draft())


def opened() -> int | None:
    """The conversation that is open in the page that asks."""
    return number_of(request.args.get("conversation"))


def _note_seen(screen: Screen) -> None:
    """What the page shows, its reader has seen. Only afterwards: until then the page tells what was new."""
    if screen.thread and screen.thread.said:
        with database.sessions().begin() as session:
            newest = max(said.id for said in screen.thread.said)
            unread.seen(session, me().id, screen.thread.head.id, newest)


def _unchanged(shown: Version) -> Response:
    response = Response(status=304)
    response.set_etag(str(shown))
    return response


def show(screen: Screen, template: str, draft: Draft, status: int = 200) -> Response:
    """Aborts with 404 when the place names a conversation that there is not."""
    if screen.opened and not screen.opened.shown:
        abort(404)
    response = make_response(render(template, screen, draft), status)
    response.set_etag(str(screen.version))
    return response


def _asked_for(screen: Screen) -> Draft:
    """What the reader left in the composer, and what the address puts there, for browsers without our script."""
    asked = request.args
    quotes = number_of(asked.get("quotes"))
    if screen.thread is None:
        return Draft()
    with database.sessions()() as session:
        left = drafts.of(session, screen.thread.head.id, me().id)
        put = _put(session, screen.thread, asked.get("draft", ""), screen.now)
    text = "\n\n".join(filter(None, (left.text, put)))
    quotes = left.quotes_id if quotes is None else quotes
    refused = "attachment_lost" if _is_lost(left.media_id) else None
    return Draft(text, refused, quotes=quotes, attached_id=left.media_id, note=left.note)


def _is_lost(media_id: int | None) -> bool:
    """Whether the draft's file is gone by age. It is said once."""
    if media_id is None or attachments.attachment(media_id):
        return False
    with database.sessions().begin() as session:
        drafts.detach(session, me().id, media_id)
    return True


def _put(session: Session, shown: Thread, asked: str, now: datetime) -> str | None:
    """The suggestion, or the ready text that `canned-3` or `worked-17` names."""
    if asked == "suggestion":
        return shown.suggestion
    kind, _, number = asked.partition("-")
    return offering.one(session, shown, kind, number_of(number), now) if kind in offering.KINDS else None
