"""The supervisors' page of today, and its parts that an open page fetches again and again."""

from flask import render_template
from flask.typing import ResponseReturnValue

from app import clock, database, figures, playbook
from app.dashboard import banners, figures_said, intents, today_costs
from app.dashboard.blueprint import blueprint
from app.dashboard.set_aside import only_supervisors
from app.figures import standing, stood
from app.figures import today as day
from app.presence import is_online


@blueprint.get("/today")
def today() -> ResponseReturnValue:
    only_supervisors()
    return _show("today.html")


@blueprint.get("/today/parts")
def today_parts() -> ResponseReturnValue:
    only_supervisors()
    return _show("today_parts.html")


def _show(template: str) -> str:
    with database.sessions()() as session:
        figures.begin(session)
        now = clock.now(session)
        found = day.read(session, now)
        stands = standing.read(session, intents.hours(), intents.warn_before(), now)
        usually = stood.usually(session, now)
        cost = today_costs.read(session, intents.cost(), now)
        shown = banners.read(session)
    rules = playbook.rules()
    there = [one for one in stands.people if is_online(one.seen_at, now, rules)]
    away = [one for one in stands.people if one.load and one not in there]
    return render_template(
        template,
        figures=found,
        stands=stands,
        usually=usually,
        there=there,
        away=away,
        cost=cost,
        now=now,
        banners=shown,
        compared=figures_said.compared,
        figure=day.Figure,
        cell=figures_said.cell,
        day_shown=now.astimezone(clock.ZONE).date(),
    )
