"""The list of conversations: its tabs with their counts, and one page of rows."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import ColumnElement, Select, func, literal, select
from sqlalchemy.orm import Session

from app import clock, labels
from app.dashboard import filtering, intents, matching, searching, unread
from app.dashboard.filtering import Choice, chosen
from app.dashboard.filters import NONE, Filters
from app.dashboard.lately import Lately
from app.dashboard.rows import KEPT, PAGE, Listed, statement
from app.tables import Conversation

TABS = ("waiting", "mine", "snoozed", "bot", "resolved", "all")
OWN = ("mine",)  # what these hold depends on who looks
WORK = ("waiting", "mine", "snoozed")  # so few that they are counted whatever the filters
LAST_PAGE = 2000
MOST_COUNTED = 1000  # counting further would read the whole table for a number that nobody needs exactly


@dataclass(frozen=True, slots=True)
class Listing:
    """One page of a tab. `counts`: how many each tab would show, None where counting takes too long; `waiting`: how
    many wait whatever the filters; `nothing_yet`: there is no conversation at all; `unread`: the rows that are news;
    `at`: when the rows were read (so it says nothing of what they show)."""

    tab: str
    page: int
    rows: tuple[Listed, ...]
    more: bool
    counts: tuple[tuple[str, int | None], ...]
    waiting: int
    nothing_yet: bool
    unread: frozenset[int] = frozenset()
    at: datetime | None = field(default=None, repr=False, compare=False)


def read(
    session: Session,
    tab: str,
    page: int,
    person_id: int,
    lately: Lately,
    filters: Filters = NONE,
    open_id: int | None = None,
    within: int | None = None,
) -> Listing:
    """A page (1 is the first) of the tab as far as the filters match, and how many conversations each tab has, counted
    up to MOST_COUNTED. `open_id`: the conversation that is open, which is being read; `within`: as in a Choice."""
    found = searching.find(session, filters.q) if filters.q else None
    ids = filtering.few(session, filters) if found is None else list(found)
    choice = Choice(tab, person_id, intents.warn_before(), replace(filters, q=None), ids is not None, within)
    at = clock.now(session)
    given = {"now": at, filtering.IDS: ids}
    everywhere = _everywhere(session, choice, lately)
    if filters:
        shown = _rows(session, choice, page, given)
        counts = _counts(session, choice, WORK if found is None else TABS, given)
    elif tab in OWN:
        shown, counts = _rows(session, choice, page, given), everywhere
    else:
        whoever = replace(choice, person_id=0)
        at, shown = lately.read(("rows", tab, page, within), lambda: (at, _rows(session, whoever, page, given)))
        counts = everywhere
    rows = _with_lines(session, shown[:PAGE], filters.q, found or {})
    return Listing(
        tab,
        page,
        rows,
        len(shown) > PAGE,
        tuple((name, counts.get(name)) for name in TABS),
        everywhere["waiting"],
        not everywhere["all"],
        unread.among(session, person_id, [row.id for row in rows if row.id != open_id]),
        at,
    )


def _rows(session: Session, choice: Choice, page: int, given: Mapping[str, Any]) -> tuple[Listed, ...]:
    """With their labels; one more than a page where there are more."""
    rows = [Listed(**row._mapping) for row in session.execute(statement(choice, page), given)]
    put = labels.of(session, [row.id for row in rows])
    return tuple(replace(row, labels=put[row.id]) if row.id in put else row for row in rows)


def _with_lines(
    session: Session, rows: tuple[Listed, ...], query: str | None, found: Mapping[int, int | None]
) -> tuple[Listed, ...]:
    """With the lines that match what was searched for."""
    if not query:
        return rows
    messages = {row.id: message_id for row in rows if (message_id := found.get(row.id))}
    lines = matching.lines(session, query, list(messages.values()))
    return tuple(replace(row, found=lines.get(messages.get(row.id, 0), ())) for row in rows)


def _everywhere(session: Session, choice: Choice, lately: Lately) -> dict[str, int]:
    """Whatever the filters; only what is one's own differs from person to person."""
    everything, given = replace(choice, filters=NONE, few=False), {"now": clock.now(session), filtering.IDS: None}
    others = tuple(tab for tab in TABS if tab not in OWN)
    shared = lately.read(
        ("counts", choice.within), lambda: _counts(session, replace(everything, person_id=0), others, given)
    )
    return {**shared, **_counts(session, everything, OWN, given)}


def _counts(session: Session, choice: Choice, tabs: tuple[str, ...], given: Mapping[str, Any]) -> dict[str, int]:
    return dict(session.execute(_counted(choice, tabs), given).one()._mapping)


@lru_cache(maxsize=KEPT)
def _counted(choice: Choice, tabs: tuple[str, ...]) -> Select[*tuple[int, ...]]:
    return select(*(_count(replace(choice, tab=tab)).label(tab) for tab in tabs))


def _count(choice: Choice) -> ColumnElement[int]:
    some = select(literal(1)).select_from(Conversation).where(chosen(choice)).limit(MOST_COUNTED)
    return select(func.count()).select_from(some.subquery()).scalar_subquery()
