"""The first steps: a page, and the short list in an inbox that is still empty."""

from urllib.parse import urlsplit

from flask import redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue

from app import database, first_steps, settings, webhook
from app.dashboard import banners, intents
from app.dashboard.blueprint import blueprint, me
from app.dashboard.navigation import SUPERVISORS
from app.dashboard.set_aside import only_supervisors
from app.first_steps import Step
from app.samples import making, mark

# Where a step is taken, by its key; numbers are the administrators' to add.
PLACES = {
    "number": "inboxes",
    "model": "playbook_training",
    "certificate": "certificates",
    "hours": "playbook_hours",
    "people": "people",
}

DISMISSED = "first_steps_dismissed"  # in the session: until the next sign-in


@blueprint.get("/start")
def start() -> ResponseReturnValue:
    only_supervisors()
    current = settings.load()
    is_admin = me().role == "admin"
    with database.sessions()() as db:
        steps, shown = first_steps.steps(db, intents.hours()), banners.read(db)
        may_make_samples = is_admin and not making.has_real_ones(db) and not mark.are_there(db)
    return render_template(
        "start.html",
        steps=steps,
        places=_places(is_admin),
        banners=shown,
        may_make_samples=may_make_samples,
        said=request.args.get("said") if request.args.get("said") == "real_conversations" else None,
        webhook_url=_address(current.production),
        verify_token=current.whatsapp_verify_token.get_secret_value() if is_admin else None,
        number_id=current.whatsapp_phone_number_id,
    )


@blueprint.post("/start/dismiss")
def dismiss_start() -> ResponseReturnValue:
    session[DISMISSED] = True
    return redirect(url_for("dashboard.inbox"), 303)


@blueprint.app_template_global("first_steps")
def to_show() -> list[Step] | None:
    """For an empty inbox; None for those who cannot take the steps, and after they were put away."""
    if me().role not in SUPERVISORS or session.get(DISMISSED):
        return None
    with database.sessions()() as db:
        return first_steps.steps(db, intents.hours())


def _places(is_admin: bool) -> dict[str, str]:
    """The page, or the part of this one, on which each step is taken."""
    pages = {step: url_for(f"dashboard.{page}") for step, page in PLACES.items() if is_admin or step != "number"}
    return {**pages, "webhook": "#meta"}


def _address(production: bool) -> str:
    """The webhook's, as seen from this browser; Meta calls nothing but HTTPS."""
    here = urlsplit(request.host_url)
    return f"{'https' if production else here.scheme}://{here.netloc}{webhook.PATH}"
