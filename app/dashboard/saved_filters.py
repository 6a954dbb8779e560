"""Filters that people keep under a name, each their own."""

from typing import Any
from urllib.parse import parse_qsl, urlencode

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import delete, func, select
from sqlalchemy.dialects.postgresql import insert

from app import database
from app.dashboard import filters
from app.dashboard.blueprint import blueprint, me
from app.dashboard.chosen import Done, said
from app.dashboard.pages import LARGEST_ID, opened
from app.dashboard.place import place
from app.tables import SavedFilter

LONGEST = 40  # characters of a name
MOST = 30  # of one person's


@blueprint.post("/filters")
def save_filter() -> ResponseReturnValue:
    """Keep what the list shows now under this name; the same name again means it anew."""
    here = place(opened())
    name = filters.line(request.form.get("name", ""), LONGEST)
    if not name:
        return said(Done("filter_unnamed"), 409)
    if here.filters and not _keep(name, urlencode({"tab": here.tab, **here.filters.arguments()})):
        return said(Done("filters_full"), 409)
    return redirect(here.path(here.conversation_id), 303)


def _keep(name: str, query: str) -> bool:
    """False, and nothing is kept, where the person has MOST others."""
    with database.sessions().begin() as session:
        own = select(func.count()).where(SavedFilter.person_id == me().id, SavedFilter.name != name)
        if session.scalars(own).one() >= MOST:
            return False
        keeping = insert(SavedFilter).values(person_id=me().id, name=name, query=query)
        known = [SavedFilter.person_id, SavedFilter.name]
        session.execute(keeping.on_conflict_do_update(index_elements=known, set_={"query": query}))
    return True


@blueprint.post(f"/filters/<int(max={LARGEST_ID}):filter_id>/delete")
def delete_filter(filter_id: int) -> ResponseReturnValue:
    with database.sessions().begin() as session:
        session.execute(delete(SavedFilter).where(SavedFilter.id == filter_id, SavedFilter.person_id == me().id))
    return redirect(place(None).path(opened()), 303)


def address(query: str) -> str:
    """Of the list as it was saved."""
    arguments: dict[str, Any] = dict(parse_qsl(query))
    return url_for("dashboard.inbox", **arguments)
