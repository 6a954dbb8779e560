"""One intent: its titles, autonomy, team, answers and needed details, with a preview and the checker's findings."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from flask import abort, request
from flask.typing import ResponseReturnValue
from pydantic import ValidationError

from app.dashboard.blueprint import blueprint, me
from app.dashboard.playbook import examples_shown, page, saving
from app.dashboard.playbook.preview import asked_for, previews
from app.dashboard.playbook.saving import Problem
from app.dashboard.set_aside import only_supervisors
from app.playbook import checking, editing
from app.playbook.intents import LEARNT, LOCKED, Intent
from app.playbook.model import Playbook
from app.playbook.versions import Change

AUTONOMIES = ("observe", "suggest", "auto", "human")
UNLOCK = ("freigeben", "unlock")  # what an admin types, in either language, to let Lotse near a locked intent


@dataclass(frozen=True, slots=True)
class Form:
    """What stands in the form's fields."""

    team: str
    autonomy: str
    collects: tuple[str, ...] = ()
    title: Mapping[Any, str] = field(default_factory=dict)
    answers: Mapping[Any, str] = field(default_factory=dict)

    @property
    def fields(self) -> dict[str, Any]:
        return {"team": self.team, "autonomy": self.autonomy, "collects": list(self.collects) or None}

    @property
    def texts(self) -> dict[str, Mapping[Any, str]]:
        return {"title": self.title, "answers": self.answers}


def of_intent(intent: Intent) -> Form:
    return Form(intent.team, intent.autonomy, intent.collects, intent.title, intent.answers)


def posted(book: Playbook) -> Form:
    """Aborts with 400 for a team, an autonomy or a detail that no page offers."""
    form = Form(
        saving.text("team"),
        saving.text("autonomy"),
        tuple(name for name in book.details if name in request.form.getlist("collects")),
        saving.by_language("title"),
        saving.by_language("answers"),
    )
    if form.team not in book.teams or form.autonomy not in AUTONOMIES:
        abort(400)
    return form


@blueprint.get("/playbook/intents/<name>", endpoint="playbook_intent")
def intent(name: str) -> ResponseReturnValue:
    return show(name)


@blueprint.post("/playbook/intents/<name>", endpoint="save_intent")
def save(name: str) -> ResponseReturnValue:
    """The answers, the team and the autonomy hold at once; nothing has to be trained for them."""
    only_supervisors()
    known = one(name)
    form = posted(page.held().playbook)
    if request.form.get("action") == "preview":
        return show(name, form=form)
    if problem := refused(known, form):
        return show(name, problem, form)
    made = saving.save(lambda files: editing.intent(files, name, form.fields, form.texts), Change("intent", name))
    return show(name, made, form) if isinstance(made, Problem) else saving.saved("playbook_intent", made, name=name)


def refused(known: Intent, form: Form) -> Problem | None:
    """A topic that people keep for themselves is given to Lotse by an admin only, and with a word."""
    if known.autonomy != "human" or form.autonomy == "human":
        return None
    if known.name in LOCKED:
        return Problem("locked")
    if me().role != "admin":
        return Problem("only_admins")
    return None if saving.text("unlock").casefold() in UNLOCK else Problem("unlock")


def show(name: str, problem: Problem | None = None, form: Form | None = None, **values: Any) -> ResponseReturnValue:
    known, book = one(name), page.held().playbook
    filled = form or of_intent(known)
    drawn = _as_filled(known, filled)
    return page.show(
        "intent",
        problem,
        intent=known,
        form=filled,
        edited=form is not None,
        teams=book.teams,
        autonomies=AUTONOMIES,
        locked=known.name in LOCKED,
        details=book.details,
        learnt=LEARNT,
        previews=previews(book, drawn),
        asked=asked_for(book, drawn),
        findings=checking.of_intent(book, drawn),
        shown=examples_shown.read(known, request.args),
        **{"unchanged": None, "pasted": "", **values},
    )


def _as_filled(known: Intent, form: Form) -> Intent:
    """The intent as the form would make it, as far as it can be read; else as it is."""
    try:
        return Intent.model_validate({**known.model_dump(), **form.fields, "collects": form.collects, **form.texts})
    except ValidationError:
        return known


def one(name: str) -> Intent:
    """Aborts with 404 when the playbook has no intent of that name."""
    found = page.held().playbook.intents.get(name)
    if found is None:
        abort(404)
    return found
