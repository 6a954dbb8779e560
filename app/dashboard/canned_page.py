"""The page of canned replies. All read them; supervisors change what is said in the business's name."""

from collections.abc import Callable
from datetime import datetime

import structlog
from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from app import canned, clock, database, naming
from app.canned import Given
from app.dashboard import banners, intents
from app.dashboard.blueprint import blueprint, me
from app.dashboard.compose import text_of
from app.dashboard.filling import fill, known, missing
from app.dashboard.limits_said import in_words
from app.dashboard.pages import LARGEST_ID
from app.dashboard.plain import readable
from app.dashboard.set_aside import MAY_LOOK, only_supervisors
from app.dashboard.translation import current
from app.playbook.intents import LANGUAGES
from app.refusals import RefusedError

PAGE = "/canned-replies"
ONE = f"{PAGE}/<int(max={LARGEST_ID}):canned_id>"

log = structlog.get_logger(__name__)


@blueprint.get(PAGE)
def canned_replies() -> ResponseReturnValue:
    return _page()


@blueprint.post(PAGE)
def add_canned() -> ResponseReturnValue:
    given = _given()
    return _done("add", lambda session, now: canned.add(session, given, me(), now), given)


@blueprint.post(ONE)
def change_canned(canned_id: int) -> ResponseReturnValue:
    given = _given()
    return _done("change", lambda session, now: canned.change(session, canned_id, given, me(), now), given, canned_id)


@blueprint.post(f"{ONE}/remove")
def remove_canned(canned_id: int) -> ResponseReturnValue:
    return _done("remove", lambda session, now: canned.remove(session, canned_id, me(), now))


@blueprint.post(f"{PAGE}/starters")
def add_canned_starters() -> ResponseReturnValue:
    return _done("starters", lambda session, now: canned.add_starters(session, me(), now))


def _given() -> Given:
    form = request.form
    return Given(form.get("name", "").replace("\0", ""), form.get("language", ""), text_of(form, "text"))


def _done(
    action: str,
    verb: Callable[[Session, datetime], None],
    given: Given | None = None,
    canned_id: int | None = None,
) -> ResponseReturnValue:
    only_supervisors()
    try:
        with database.sessions().begin() as session:
            verb(session, clock.now(session))
    except RefusedError as refusal:
        said = current().refused(str(refusal), in_words(current(), refusal))
        return _page(given, canned_id, said), 409
    log.info("canned_replies_changed", action=action, canned_id=canned_id, person_id=me().id)
    return redirect(url_for("dashboard.canned_replies"), 303)


def _page(given: Given | None = None, canned_id: int | None = None, problem: str | None = None) -> str:
    """With what was typed and refused, at the reply that it was about (None: a new one)."""
    with database.sessions()() as session:
        replies, shown = canned.everything(session, current().language), banners.read(session)
    return render_template(
        "canned.html",
        replies=replies,
        banners=shown,
        given=given,
        given_id=canned_id,
        problem=problem,
        may_change=me().role in MAY_LOOK,
        languages=LANGUAGES,
        longest_name=canned.LONGEST_NAME,
        example=example,
        examples=examples,
        missing=missing,
    )


def example(text: str, language: str) -> str:
    """What a customer would read, with an invented name and number."""
    return readable(fill(text, examples(language)))


def examples(language: str) -> dict[str, str]:
    t = current()
    details = [("order_number", t("canned.example.order_number"))]
    agent, business = naming.signed(me().name, me().email), t("canned.example.business")
    values = known(t("canned.example.name"), agent, intents.facts(language), details, business)
    return {name: value for name, value in values.items() if value}
