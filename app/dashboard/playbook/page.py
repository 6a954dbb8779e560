"""What the playbook's pages have in common: who may change, what was just saved, whether a training is due."""

from flask import make_response, render_template, request
from flask.typing import ResponseReturnValue
from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from app import database
from app import playbook as playbooks
from app.dashboard import banners
from app.dashboard.blueprint import me
from app.dashboard.navigation import SUPERVISORS
from app.dashboard.playbook.saving import Problem
from app.dashboard.reply import number_of
from app.playbook.active import Held
from app.tables import Classifier, PlaybookVersion

SECTIONS = (
    *("playbook", "playbook_business", "playbook_hours", "playbook_try", "playbook_training"),
    *("playbook_versions", "playbook_import"),
)


def held() -> Held:
    """What holds at this moment, also when another process has just saved it."""
    return playbooks.current()


def show(template: str, problem: Problem | None = None, **values: object) -> ResponseReturnValue:
    """A page of the playbook; with a problem the form stays as it was filled in."""
    status = problem.status if problem else 200
    with database.sessions()() as session:
        shown, untrained = banners.read(session), training_is_due(session)
    given = {"version": held().version or 0, **values}
    page = render_template(
        f"playbook/{template}.html",
        banners=shown,
        untrained=untrained,
        problem=problem,
        saved=number_of(request.args.get("saved")),
        may_change=me().role in SUPERVISORS,
        is_admin=me().role == "admin",
        sections=SECTIONS,
        section=_section(request.path),
        **given,
    )
    return make_response(page, status)


def _section(path: str) -> str:
    """Which of the sections a page below one belongs to."""
    below = path.removeprefix("/playbook").strip("/").partition("/")[0]
    name = {"sentences": "playbook_business"}.get(below, f"playbook_{below}")
    return name if name in SECTIONS else SECTIONS[0]


def training_is_due(session: Session) -> bool:
    """Whether examples or intents were changed since the classifier in use was trained."""
    trained = select(Classifier.created_at).where(Classifier.active).scalar_subquery()
    asks = PlaybookVersion.change["training"].as_boolean()
    return bool(session.scalar(select(exists().where(PlaybookVersion.at > trained, asks))))
