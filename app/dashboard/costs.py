"""The supervisors' page on what messages cost: a month by day and by intent, its budget, and what it will come to."""

import re

from flask import render_template, request
from flask.typing import ResponseReturnValue

from app import clock, database, months
from app import costs as counted
from app.dashboard import banners, costs_view, intents
from app.dashboard.blueprint import blueprint
from app.dashboard.set_aside import only_supervisors
from app.months import Month

FIRST = Month(2026, 10)  # before, Meta billed no answers
SECONDS = 10.0  # a month with half a million messages takes a good second


@blueprint.get("/costs")
def costs() -> ResponseReturnValue:
    only_supervisors()
    with database.sessions()() as session:
        database.take_at_most(session, SECONDS)
        now = clock.now(session)
        current = months.of(now)
        wanted = _asked_for(current)
        shown = costs_view.month(counted.sent(session, wanted), wanted, intents.cost(), now)
        found = banners.read(session)
    return render_template("costs.html", shown=shown, current=current, first=FIRST, banners=found)


def _asked_for(current: Month) -> Month:
    """The month of the address; the current one when it names none that can be shown."""
    asked = re.fullmatch(r"([0-9]{4})-([0-9]{2})", request.args.get("month", ""))
    if not asked or not 1 <= int(asked[2]) <= 12:
        return current
    wanted = Month(int(asked[1]), int(asked[2]))
    return wanted if FIRST <= wanted <= current else current
