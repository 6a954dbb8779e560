"""Supervisors pause all automatic messages, and let Lotse go on."""

import structlog
from flask import abort, redirect, request, url_for
from flask.typing import ResponseReturnValue

from app import accounts, audit, clock, database
from app import pausing as switch
from app.dashboard.blueprint import blueprint, me
from app.dashboard.set_aside import only_supervisors
from app.wake import waker

log = structlog.get_logger(__name__)


@blueprint.post("/pause")
def pause() -> ResponseReturnValue:
    """From now on nothing automatic goes out; what is queued is given to people at once."""
    only_supervisors()
    reason = " ".join(request.form.get("reason", "").replace("\0", "").split())[: switch.LONGEST_REASON]
    if not reason:
        abort(400)
    with database.sessions().begin() as session:
        now = clock.now(session)
        if paused := switch.pause(session, me(), reason, now):
            audit.write(session, "automatic_paused", me(), now)
    log.warning("automatic_messages_paused", person_id=me().id, changed=paused)
    waker.soon("deliver")
    return _back()


@blueprint.post("/resume")
def resume() -> ResponseReturnValue:
    only_supervisors()
    with database.sessions().begin() as session:
        now = clock.now(session)
        if resumed := switch.resume(session, me(), now):
            audit.write(session, "automatic_resumed", me(), now)
    log.warning("automatic_messages_resumed", person_id=me().id, changed=resumed)
    return _back()


def _back() -> ResponseReturnValue:
    return redirect(accounts.own_path(request.form.get("next")) if "next" in request.form else url_for(".channel"), 303)
