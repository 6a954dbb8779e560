"""Administrators make sample conversations to look around in, and remove them again."""

import structlog
from flask import redirect, url_for
from flask.typing import ResponseReturnValue

from app import audit, clock, database
from app.dashboard.blueprint import blueprint, me
from app.dashboard.rights import only_admins
from app.dashboard.translation import current
from app.refusals import RefusedError
from app.samples import making, removing

log = structlog.get_logger(__name__)


@blueprint.post("/samples")
def make_samples() -> ResponseReturnValue:
    only_admins()
    try:
        with database.sessions().begin() as session:
            now = clock.now(session)
            if made := making.make(session, me(), current().language, now):
                audit.write(session, "samples_made", me(), now)
    except RefusedError as refusal:
        return redirect(url_for("dashboard.start", said=str(refusal)), 303)
    log.info("samples_made", person_id=me().id, made=made)
    return redirect(url_for("dashboard.inbox"), 303)


@blueprint.post("/samples/remove")
def remove_samples() -> ResponseReturnValue:
    only_admins()
    with database.sessions().begin() as session:
        if removed := removing.remove(session):
            audit.write(session, "samples_removed", me(), clock.now(session))
    log.info("samples_removed", person_id=me().id, removed=removed)
    return redirect(url_for("dashboard.inbox"), 303)
