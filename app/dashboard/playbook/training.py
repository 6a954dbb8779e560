"""Training from the dashboard: what has changed, a button, how far it is, and what came of it.

The page only asks; the clock starts a process for it (workers/trainer.py).
"""

from datetime import datetime, timedelta

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue

from app import audit, clock, database, trainings
from app.dashboard.blueprint import blueprint, me
from app.dashboard.playbook import page
from app.dashboard.set_aside import only_supervisors
from app.tables import Training

PATIENCE = timedelta(seconds=45)  # after that nobody seems to be there who could begin it
UNDER_WAY = ("asked", "late", "running")


@blueprint.get("/playbook/training", endpoint="playbook_training")
def shown() -> ResponseReturnValue:
    with database.sessions()() as session:
        last, changes, now = trainings.newest(session), trainings.changes(session), clock.now(session)
        person = last.person.email if last and last.person else None
    how = state(last, now)
    return page.show(
        "training",
        last=last,
        person=person,
        changes=changes,
        now=now,
        state=how,
        under_way=how in UNDER_WAY,
        refused_twice=request.args.get("said") == "running",
    )


@blueprint.post("/playbook/training", endpoint="start_training")
def start() -> ResponseReturnValue:
    """While one is under way nothing is started, and the page says so."""
    only_supervisors()
    with database.sessions().begin() as session:
        now = clock.now(session)
        if asked := trainings.ask(session, me().id, now):
            audit.write(session, "training_started", me(), now)
    return redirect(url_for(".playbook_training", said=None if asked else "running"), 303)


def state(last: Training | None, now: datetime) -> str | None:
    """How the last training stands: a key of texts; None when there was none."""
    if last is None:
        return None
    if last.ended_at:
        return last.outcome
    if last.begun_at is None:
        return "late" if now - last.asked_at > PATIENCE else "asked"
    return trainings.BROKEN_OFF if trainings.is_silent(last, now) else "running"
