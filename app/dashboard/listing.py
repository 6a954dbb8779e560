"""The list of conversations: its tabs with their counts, and one page of rows."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from sqlalchemy import ColumnElement, Select, func, literal, select
from sqlalchemy.orm import Session

from app import clock, labels
from app.dashboard import filtering, intents, matching, searching
from app.dashboard.filtering import Choice, chosen
from app.dashboard.filters import NONE, Filters
from app.dashboard.rows import KEPT, PAGE, Listed, statement
from app.tables import Conversation

TABS = ("waiting", "mine", "snoozed", "bot", "resolved", "all")
WORK = ("waiting", "mine", "snoozed")  # so few that they are counted whatever the filters
LAST_PAGE = 2000
MOST_COUNTED = 1000  # counting further would read the whole table for a number that nobody needs exactly


@dataclass(frozen=True, slots=True)
class Listing:
    """One page of a tab. `counts`: how many each tab would show, None where counting takes too long; `waiting`: how
    many wait whatever the filters; `nothing_yet`: there is no conversation at all."""

    tab: str
    page: int
    rows: tuple[Listed, ...]
    more: bool
    counts: tuple[tuple[str, int | None], ...]
    waiting: int
    nothing_yet: bool


def read(
    session: Session,
    tab: str,
    page: int,
    person_id: int,
    filters: Filters = NONE,
    open_id: int | None = None,
) -> Listing:
    """A page (1 is the first) of the tab as far as the filters match, and how many conversations each tab has, counted
    up to MOST_COUNTED. `open_id`: the conversation that is open, which is being read."""
    found = searching.find(session, filters.q) if filters.q else None
    ids = filtering.few(session, filters) if found is None else list(found)
    choice = Choice(tab, person_id, intents.warn_before(), replace(filters, q=None), ids is not None)
    given = {"now": clock.now(session), filtering.IDS: ids}
    rows = [Listed(**row._mapping) for row in session.execute(statement(choice, page), given)]
    counts = _counts(session, choice, WORK if filters and found is None else TABS, given)
    everywhere = _counts(session, replace(choice, filters=NONE, few=False), TABS, given) if filters else counts
    return Listing(
        tab,
        page,
        _completed(session, rows[:PAGE], filters.q, found or {}, open_id),
        len(rows) > PAGE,
        tuple((name, counts.get(name)) for name in TABS),
        everywhere["waiting"],
        not everywhere["all"],
    )


def _completed(
    session: Session, rows: list[Listed], query: str | None, found: Mapping[int, int | None], open_id: int | None
) -> tuple[Listed, ...]:
    """With their labels, and with the lines that match what was searched for."""
    put = labels.of(session, [row.id for row in rows])
    messages = {row.id: message_id for row in rows if (message_id := found.get(row.id))}
    lines = matching.lines(session, query, list(messages.values())) if query else {}
    return tuple(
        replace(
            row,
            labels=put.get(row.id, ()),
            found=lines.get(messages.get(row.id, 0), ()),
            unread=row.unread and row.id != open_id,
        )
        for row in rows
    )


def _counts(session: Session, choice: Choice, tabs: tuple[str, ...], given: Mapping[str, Any]) -> dict[str, int]:
    return dict(session.execute(_counted(choice, tabs), given).one()._mapping)


@lru_cache(maxsize=KEPT)
def _counted(choice: Choice, tabs: tuple[str, ...]) -> Select[*tuple[int, ...]]:
    return select(*(_count(replace(choice, tab=tab)).label(tab) for tab in tabs))


def _count(choice: Choice) -> ColumnElement[int]:
    some = select(literal(1)).select_from(Conversation).where(chosen(choice)).limit(MOST_COUNTED)
    return select(func.count()).select_from(some.subquery()).scalar_subquery()
