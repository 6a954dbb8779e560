"""Trying out a message: the page asks, a worker decides, the page shows what would happen and why."""

from datetime import timedelta

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue

from app import clock, database, tries
from app.dashboard.blueprint import blueprint, me
from app.dashboard.playbook import page, saving
from app.dashboard.playbook.saving import Problem
from app.dashboard.reply import number_of
from app.dashboard.why import why
from app.tables import Try
from app.wake import waker
from app.whatsapp.limits import TEXT_CHARACTERS

PATIENCE = timedelta(seconds=8)  # after that nobody seems to be there who could say it


@blueprint.get("/playbook/try", endpoint="playbook_try")
def shown() -> ResponseReturnValue:
    """The person's own try that the address names, as far as it is decided."""
    number = number_of(request.args.get("try"))
    with database.sessions()() as session:
        asked = session.get(Try, number) if number is not None else None
        now = clock.now(session)
    if asked is None or asked.person_id != me().id:
        return page.show("try", tried=None, text=_short(request.args.get("text", "")), pending=False)
    result = asked.result
    late = result is None and now - asked.at > PATIENCE
    because = why(result.get("because")) if result else None
    return page.show("try", tried=asked, text=asked.text, result=result, why=because, pending=result is None, late=late)


@blueprint.post("/playbook/try", endpoint="try_message")
def ask() -> ResponseReturnValue:
    """The text is the person's own; no customer hears of it."""
    text = saving.text("text")
    if not text or len(text) > TEXT_CHARACTERS:
        return page.show("try", Problem("try_empty" if not text else "try_long"), tried=None, text=text, pending=False)
    with database.sessions().begin() as session:
        number = tries.ask(session, me().id, text, clock.now(session))
    waker.soon("triage")
    return redirect(f"{url_for('.playbook_try')}?try={number}", 303)


def _short(given: str) -> str:
    return given.replace("\0", "").strip()[:TEXT_CHARACTERS]
