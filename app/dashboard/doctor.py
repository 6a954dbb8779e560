"""The supervisors' page of the doctor: looking is quiet; a press of the button examines everything."""

from threading import BoundedSemaphore

from flask import render_template
from flask.typing import ResponseReturnValue

from app import clock, database
from app.dashboard import banners, doctor_said
from app.dashboard.blueprint import blueprint
from app.dashboard.set_aside import only_supervisors
from app.dashboard.translation import current
from app.doctor import checks
from app.doctor.finding import LEVELS, Finding, worst

# Of a process's threads: an examination takes seconds, and two of its connections to PostgreSQL.
_looking, _examining = BoundedSemaphore(1), BoundedSemaphore(1)


@blueprint.get("/doctor")
def doctor() -> ResponseReturnValue:
    only_supervisors()
    return _page(_quietly())


@blueprint.post("/doctor")
def examine() -> ResponseReturnValue:
    only_supervisors()
    if not _examining.acquire(blocking=False):
        return _page(_quietly(), busy=True), 409
    try:
        return _page(checks.examine_all(), everything=True)
    finally:
        _examining.release()


def _quietly() -> list[Finding]:
    with _looking:
        return checks.examine_quietly()


def _page(findings: list[Finding], everything: bool = False, busy: bool = False) -> str:
    """The worst come first."""
    ordered = sorted(findings, key=lambda finding: -LEVELS.index(finding.level))
    with database.sessions()() as session:
        return render_template(
            "doctor.html",
            found=[(finding, doctor_said.said(current(), finding)) for finding in ordered],
            worst=worst(findings),
            everything=everything,
            busy=busy,
            banners=banners.read(session),
            now=clock.now(session),
        )
