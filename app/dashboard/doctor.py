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

_examining = BoundedSemaphore(1)  # of a process's threads: it takes seconds


@blueprint.get("/doctor")
def doctor() -> ResponseReturnValue:
    only_supervisors()
    return _page(checks.examine_quietly())


@blueprint.post("/doctor")
def examine() -> ResponseReturnValue:
    only_supervisors()
    if not _examining.acquire(blocking=False):
        return _page(checks.examine_quietly(), busy=True), 409
    try:
        return _page(checks.examine_all(), everything=True)
    finally:
        _examining.release()


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
