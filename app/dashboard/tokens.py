"""The administrators' page of the tokens with which other systems use the JSON API."""

from uuid import uuid4

import structlog
from flask import abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app import api_tokens, clock, database
from app.dashboard import banners
from app.dashboard.blueprint import blueprint, me
from app.dashboard.pages import LARGEST_ID
from app.dashboard.reply import key_of
from app.dashboard.rights import only_admins
from app.refusals import RefusedError
from app.staff import name_of

log = structlog.get_logger(__name__)


@blueprint.get("/tokens")
def tokens() -> ResponseReturnValue:
    only_admins()
    return _page(said="revoked" if request.args.get("said") == "revoked" else None)


@blueprint.post("/tokens")
def make_token() -> ResponseReturnValue:
    """The token is shown on this one page, and kept nowhere."""
    only_admins()
    form = request.form
    name, days = name_of(form.get("name", "")[: api_tokens.LONGEST_NAME]) or "", form.get("days", "")
    if days not in {"", *map(str, api_tokens.DAYS)}:
        abort(400)
    wish = (name, form.getlist("scope"), int(days) if days else None)
    try:
        with database.sessions().begin() as session:
            token, text = api_tokens.make(session, *wish, me(), key_of(form.get("key")), clock.now(session))
            token_id = token.id
    except RefusedError as refusal:
        return _page(refused=refusal), 409
    log.info("api_token_made", token_id=token_id, person_id=me().id)
    return _page(made=(token_id, text))


@blueprint.post(f"/tokens/<int(max={LARGEST_ID}):token_id>/revoke")
def revoke_token(token_id: int) -> ResponseReturnValue:
    only_admins()
    with database.sessions().begin() as session:
        if not api_tokens.revoke(session, token_id, me(), clock.now(session)):
            abort(404)
    log.info("api_token_revoked", token_id=token_id, person_id=me().id)
    return redirect(url_for("dashboard.tokens", said="revoked", _anchor=f"token-{token_id}"), 303)


def _page(said: str | None = None, refused: RefusedError | None = None, made: tuple[int, str] | None = None) -> str:
    with database.sessions()() as session:
        return render_template(
            "tokens.html",
            tokens=api_tokens.everyone(session),
            said=said,
            refused=refused,
            made=made,
            scopes=api_tokens.SCOPES,
            days=api_tokens.DAYS,
            longest_name=api_tokens.LONGEST_NAME,
            prefix=api_tokens.PREFIX,
            key=uuid4(),
            banners=banners.read(session),
            now=clock.now(session),
        )
