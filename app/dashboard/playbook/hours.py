"""When people are there: the table of business hours, and what it makes of the next two weeks."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo, available_timezones

from flask import request
from flask.typing import ResponseReturnValue
from pydantic import ValidationError

from app import clock, database
from app.dashboard.blueprint import blueprint
from app.dashboard.playbook import hours_form, page, regions, saving
from app.dashboard.playbook.saving import Problem
from app.dashboard.set_aside import only_supervisors
from app.hours import Hours
from app.playbook import editing
from app.playbook.reading import BUSINESS_FILE, HOURS
from app.playbook.versions import Change
from app.spans import DAY, Span

AHEAD = 14  # days
FIELDS = ("zone", "region", *hours_form.DAYS, "exceptions")


@dataclass(frozen=True, slots=True)
class Day:
    """`why`: exception, holiday or usual; `bars` are where each span begins and how long it is, in hundredths of the
    day."""

    date: date
    why: str
    spans: tuple[Span, ...]

    @property
    def bars(self) -> list[tuple[float, float]]:
        return [(100 * span.opens / DAY, 100 * (span.closes - span.opens) / DAY) for span in self.spans]


@blueprint.get("/playbook/hours", endpoint="playbook_hours")
def hours() -> ResponseReturnValue:
    return _show()


@blueprint.post("/playbook/hours", endpoint="save_hours")
def save() -> ResponseReturnValue:
    """They hold at once, for the next message and for every waiting time."""
    only_supervisors()
    form = {name: saving.text(name) for name in FIELDS}
    always = request.form.get("kind") == "always"
    if request.form.get("action") == "preview":
        return _show(form, always=always)
    table = None if always else hours_form.table(form)
    made = saving.save(lambda files: editing.table(files, HOURS, table, BUSINESS_FILE), Change("hours"))
    if isinstance(made, Problem):
        return _show(form, made, always)
    return saving.saved("playbook_hours", made)


def _show(
    form: dict[str, str] | None = None, problem: Problem | None = None, always: bool | None = None
) -> ResponseReturnValue:
    book = page.held().playbook
    given = form or hours_form.filled(book.hours)
    shown = _read(given) if form and not always else book.hours
    with database.sessions()() as session:
        now = clock.now(session)
    return page.show(
        "hours",
        problem,
        form=given,
        edited=form is not None,
        always=book.hours is None if always is None else always,
        days=ahead(shown, now) if shown and not always else [],
        wrong=form is not None and not always and shown is None,
        regions=regions.named(),
        zones=sorted(available_timezones()),
        weekdays=hours_form.DAYS,
        told=book.business.get("opening_hours", {}),
    )


def _read(form: dict[str, str]) -> Hours | None:
    try:
        return Hours.model_validate(hours_form.table(form))
    except ValidationError:
        return None


def ahead(hours: Hours, now: datetime) -> list[Day]:
    """Today, there, and the days after it."""
    zone: ZoneInfo = hours.zone
    today = now.astimezone(zone).date()
    return [Day(day, *hours.on(day)) for day in (today + timedelta(days=number) for number in range(AHEAD))]
