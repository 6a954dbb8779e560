"""For supervisors: which topics Lotse may answer by itself, what is proven of each, and what the others lack."""

from dataclasses import dataclass

from flask import render_template
from flask.typing import ResponseReturnValue

from app import certificates as proven
from app import database
from app.checks import SHARE
from app.dashboard import banners, intents
from app.dashboard.blueprint import blueprint
from app.dashboard.set_aside import only_supervisors
from app.dashboard.translation import current
from app.tables import Certificate

# How the pill of a state looks: classes of the stylesheet beside "pill".
PILLS = {
    "auto": "owner-resolved",
    "certified": "",
    "suggests": "reason",
    "human": "",
    "withdrawn": "alarm",
    "together": "",
}
LEAST = 0.8  # where the bar begins: what is proven of most topics lies above it


@dataclass(frozen=True, slots=True)
class Row:
    """A certificate as the page shows it. `state` names a text, `pill` its look; `bar` and `goal` (what is proven, and
    the target) are in hundredths of the bar's whole length."""

    certificate: Certificate
    title: str
    state: str
    pill: str
    bar: float
    goal: float


@blueprint.get("/certificates")
def certificates() -> ResponseReturnValue:
    only_supervisors()
    with database.sessions()() as session:
        found, whole = proven.of_active(session), proven.together(session)
        shown, customers = banners.read(session), proven.confirmed(session)
    autonomies, language = intents.autonomies(), current().language
    rows = [row(one, autonomies.get(one.intent), intents.title(one.intent, language)) for one in found]
    rows.sort(key=lambda one: intents.alphabetical(one.title))
    if whole:
        rows.append(_row(whole, current()("certificates.together"), "together"))
    return render_template("certificates.html", rows=rows, banners=shown, share=SHARE, customers=customers)


def row(certificate: Certificate, autonomy: str | None, title: str) -> Row:
    """autonomy: what the playbook allows; None when it no longer has the intent."""
    return _row(certificate, title, state(certificate, autonomy))


def _row(certificate: Certificate, title: str, name: str) -> Row:
    return Row(certificate, title, name, PILLS[name], along(certificate.bound), along(certificate.target))


def state(certificate: Certificate, autonomy: str | None) -> str:
    """What becomes of the intent's messages: one of `PILLS`."""
    if autonomy == "human":
        return "human"
    if certificate.stands:
        return "auto" if autonomy == "auto" else "certified"
    return "withdrawn" if certificate.withdrawn_at else "suggests"


def along(share: float) -> float:
    """Where a share (0 to 1) lies on the bar, in hundredths of its length."""
    return round(100 * max(share - LEAST, 0) / (1 - LEAST), 1)
