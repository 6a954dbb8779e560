"""The supervisors' reports over time, and their tables as files."""

from collections.abc import Iterator

import structlog
from flask import Response, render_template, request
from flask.typing import ResponseReturnValue
from sqlalchemy.exc import OperationalError

from app import clock, database, figures
from app.dashboard import banners, charts, figures_said, report_asked, reports_view
from app.dashboard.blueprint import blueprint
from app.dashboard.report_asked import RANGES
from app.dashboard.report_table import Table
from app.dashboard.report_tables import piles
from app.dashboard.reports_view import TABLES, VIEWS, Look
from app.dashboard.set_aside import only_supervisors
from app.dashboard.translation import Translator, current
from app.figures import sheets

NAMES = tuple(name for names in TABLES.values() for name in names)

log = structlog.get_logger(__name__)


@blueprint.get("/reports")
def reports() -> ResponseReturnValue:
    only_supervisors()
    wanted = request.args.get("view", "")
    return _page(wanted if wanted in VIEWS else "overview")


@blueprint.get(f"/reports/<any({', '.join(NAMES)}):table>.csv")
def report_file(table: str) -> ResponseReturnValue:
    """A table as a file; its figures are asked for before the first byte goes out."""
    only_supervisors()
    t = current()
    with database.sessions()() as session:
        figures.begin(session)
        now = clock.now(session)
        question = report_asked.read(request.args, now.astimezone(clock.ZONE).date()).question
        try:
            found = reports_view.table(Look(session, question, now, t), table)
        except OperationalError as error:
            return _too_much(error)
    name = f"lotse-{table.replace('_', '-')}-{question.first}-{question.last}.csv"
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}
    return Response(sheets.lines(_rows(found, t), t.language), mimetype="text/csv", headers=headers)


def _rows(table: Table, t: Translator) -> Iterator[tuple[sheets.Cell, ...]]:
    yield tuple(head(t, name) for name, _ in table.columns)
    yield from table.rows


def head(t: Translator, name: str) -> str:
    """A column's name; that of an hour is the hour."""
    return t.known(f"reports.col.{name}", name)


def _too_much(error: OperationalError) -> tuple[str, int]:
    """A range that takes too long to count: said on the page, with what to do."""
    log.warning("figures_not_counted", error=type(error).__name__, next="ask for fewer days")
    return _page(None)[0], 503


def _page(view: str | None) -> tuple[str, int]:
    """The page of a view; without one only the form, and that it was too much."""
    t = current()
    with database.sessions()() as session:
        figures.begin(session)
        now = clock.now(session)
        today = now.astimezone(clock.ZONE).date()
        asked = report_asked.read(request.args, today)
        shown = {"asked": asked, "choices": report_asked.choices(session, t.language), "banners": banners.read(session)}
        try:
            tables = VIEWS[view](Look(session, asked.question, now, t)) if view else []
        except OperationalError as error:
            session.rollback()
            return _too_much(error)
    said = {"charts": charts, "piles": piles, "cell": figures_said.cell, "head": head, "weekday": figures_said.weekday}
    known = {"view": view, "views": VIEWS, "ranges": RANGES, "today": today}
    return render_template("reports.html", tables={one.name: one for one in tables}, **shown, **known, **said), 200
