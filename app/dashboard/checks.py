"""Automatic answers that were drawn for people to check: was this what the customer wanted?"""

import structlog
from flask import abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app import checks as drawn
from app import clock, database
from app.dashboard import banners, intents
from app.dashboard.blueprint import blueprint, me
from app.dashboard.pages import LARGEST_ID
from app.dashboard.translation import current

SHOWN = 20

log = structlog.get_logger(__name__)


@blueprint.get("/checks")
def checks() -> ResponseReturnValue:
    with database.sessions()() as session:
        waiting = drawn.waiting(session, SHOWN)
        shown = banners.read(session)
    topics = intents.all_titles(current().language)
    return render_template("checks.html", waiting=waiting, topics=topics, banners=shown, shown=SHOWN)


@blueprint.post(f"/checks/<int(max={LARGEST_ID}):check_id>")
def judge(check_id: int) -> ResponseReturnValue:
    """`right` is yes or no; with no, `intent` may name what it was instead."""
    right, instead = request.form.get("right"), request.form.get("intent") or None
    if right not in {"yes", "no"} or (instead and instead not in intents.all_titles(current().language)):
        abort(400)
    with database.sessions().begin() as session:
        noted = drawn.judge(session, check_id, me(), right == "yes", instead, clock.now(session))
    log.info("answer_checked", check_id=check_id, person_id=me().id, right=right, noted=noted)
    return redirect(url_for("dashboard.checks"), 303)
