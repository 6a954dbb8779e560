"""The administrators' page of the audit log: who did what to whom and when, and the same as a file."""

from flask import Response, render_template, request
from flask.typing import ResponseReturnValue
from sqlalchemy import select

from app import audit, clock, database
from app.dashboard import audit_rows, banners, filters
from app.dashboard.audit_rows import Asked
from app.dashboard.blueprint import blueprint
from app.dashboard.reply import number_of
from app.dashboard.rights import only_admins
from app.dashboard.translation import current
from app.figures import sheets
from app.tables import Person

SHOWN = 100
MOST_IN_FILE = 10_000
LONGEST = 64  # characters of what is asked for
COLUMNS = ("number", "at", "person", "code", "action", "subject", "subject_id", "about", "detail")


@blueprint.get("/audit-log")
def audit_log() -> ResponseReturnValue:
    only_admins()
    asked, t = _asked(), current()
    with database.sessions()() as session:
        lines = audit_rows.read(session, asked, SHOWN + 1)
        people = session.execute(select(Person.id, Person.email).order_by(Person.email)).all()
        kinds, now, shown = audit_rows.kinds(session), clock.now(session), banners.read(session)
    return render_template(
        "audit_log.html",
        lines=lines[:SHOWN],
        older=lines[SHOWN - 1].id if len(lines) > SHOWN else None,
        asked=asked,
        people=people,
        nobody=audit_rows.NOBODY,
        actions=sorted(audit.ACTIONS, key=lambda action: t.known(f"audit.{action}", action).casefold()),
        kinds=kinds,
        said=audit_rows,
        most=MOST_IN_FILE,
        now=now,
        banners=shown,
    )


@blueprint.get("/audit-log.csv")
def audit_log_file() -> ResponseReturnValue:
    only_admins()
    asked, t = _asked(), current()
    with database.sessions()() as session:
        lines = audit_rows.read(session, asked, MOST_IN_FILE)
    head = tuple(t(f"audit_log.{name}") for name in COLUMNS)
    rows = (head, *(audit_rows.cells(t, line) for line in lines))
    named = {"Content-Disposition": 'attachment; filename="lotse-audit-log.csv"', "Cache-Control": "no-store"}
    return Response(sheets.lines(rows, t.language), mimetype="text/csv", headers=named)


def _asked() -> Asked:
    asked = request.args
    numbers = {name: number_of(asked.get(name)) for name in ("person", "id", "before")}
    action, subject = (filters.line(asked.get(name, ""), LONGEST) for name in ("action", "subject"))
    return Asked(numbers["person"], action, subject, numbers["id"], numbers["before"])
