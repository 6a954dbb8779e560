"""The administrators' page of outgoing webhooks: where they lead, what they are told, and what came of it."""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import structlog
from flask import abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from app import clock, database, inboxes
from app.dashboard import banners
from app.dashboard.blueprint import blueprint, me
from app.dashboard.pages import LARGEST_ID
from app.dashboard.reply import key_of, number_of
from app.dashboard.rights import only_admins
from app.hooks import KINDS, destination, keeping, recording
from app.hooks.keeping import Wish
from app.refusals import RefusedError
from app.tables import Hook, HookEvent

PATH = f"/webhooks/<int(max={LARGEST_ID}):hook_id>"
SAID = frozenset({"changed", "on", "off", "removed", "test", "again"})

Verb = Callable[[Session, Hook], object]

log = structlog.get_logger(__name__)


@blueprint.get("/webhooks")
def hooks() -> ResponseReturnValue:
    only_admins()
    said = request.args.get("said")
    return _page(said=said if said in SAID else None)


@blueprint.post("/webhooks")
def add_hook() -> ResponseReturnValue:
    only_admins()
    try:
        wished = _wish(request.form.get("url", "").strip())
        with database.sessions().begin() as session:
            hook, secret = keeping.add(session, wished, me(), key_of(request.form.get("key")), clock.now(session))
            hook_id = hook.id
    except RefusedError as refusal:
        return _page(refused=refusal), 409
    if secret is None:  # the page was loaded anew long after
        return redirect(url_for("dashboard.hooks", _anchor=f"hook-{hook_id}"), 303)
    log.info("hook_changed", action="added", hook_id=hook_id, person_id=me().id)
    return _page(hook_id, secret=secret)


@blueprint.post(f"{PATH}/change")
def change_hook(hook_id: int) -> ResponseReturnValue:
    only_admins()
    try:
        wished = _wish(request.form.get("url", "").strip() or None)
    except RefusedError as refusal:
        return _page(hook_id, refused=refusal), 409
    return _act(hook_id, "changed", lambda db, hook: keeping.change(db, hook, wished, me(), clock.now(db)))


@blueprint.post(f"{PATH}/secret")
def new_hook_secret(hook_id: int) -> ResponseReturnValue:
    key = key_of(request.form.get("key"))
    return _act(hook_id, "secret", lambda db, hook: keeping.new_secret(db, hook, me(), key, clock.now(db)))


@blueprint.post(f"{PATH}/switch")
def switch_hook(hook_id: int) -> ResponseReturnValue:
    on = request.form.get("on") == "1"
    name = "on" if on else "off"
    return _act(hook_id, name, lambda db, hook: keeping.switch(db, hook, on, me(), clock.now(db)))


@blueprint.post(f"{PATH}/test")
def test_hook(hook_id: int) -> ResponseReturnValue:
    return _act(hook_id, "test", lambda db, hook: keeping.test(db, hook, clock.now(db)))


@blueprint.post(f"{PATH}/remove")
def remove_hook(hook_id: int) -> ResponseReturnValue:
    return _act(hook_id, "removed", lambda db, hook: keeping.remove(db, hook, me(), clock.now(db)))


@blueprint.post(f"{PATH}/events/<int(max={LARGEST_ID}):event_id>/again")
def tell_hook_again(hook_id: int, event_id: int) -> ResponseReturnValue:
    def verb(session: Session, hook: Hook) -> None:
        event = session.get(HookEvent, event_id, with_for_update=True)
        if event is None or event.hook_id != hook.id:
            abort(404)
        keeping.again(session, event, clock.now(session))

    return _act(hook_id, "again", verb)


def _act(hook_id: int, name: str, verb: Verb) -> ResponseReturnValue:
    """A verb that returns a text has made a secret: it is shown at once and kept sealed."""
    only_admins()
    try:
        with database.sessions().begin() as session:
            made = verb(session, recording.lock(session, hook_id) or abort(404))
    except RefusedError as refusal:
        return _page(hook_id, refused=refusal), 409
    log.info("hook_changed", action=name, hook_id=hook_id, person_id=me().id)
    if isinstance(made, str):
        return _page(hook_id, secret=made)
    return redirect(url_for("dashboard.hooks", said=name, _anchor=f"hook-{hook_id}"), 303)


def _wish(url: str | None) -> Wish:
    """What the form says; without an address the one that is kept holds on. Raises RefusedError."""
    form = request.form
    inbox_id = number_of(form.get("inbox"))
    return keeping.wish(url, form.getlist("event"), inbox_id, form.get("with_text") == "1")


def _page(hook_id: int | None = None, **said: Any) -> str:
    with database.sessions()() as session:
        return render_template(
            "hooks.html",
            hooks=keeping.everyone(session),
            events=keeping.latest(session),
            shown=destination.shown,
            inboxes=inboxes.everyone(session),
            about=hook_id,
            kinds=KINDS,
            key=uuid4(),
            banners=banners.read(session),
            now=clock.now(session),
            **{"said": None, "refused": None, "secret": None, **said},
        )
