"""The rows of the list as HTML. Most are the same at the next look and for most readers, so each is written once."""

from collections.abc import Callable
from datetime import datetime
from typing import NamedTuple

from flask import render_template
from markupsafe import Markup

from app import playbook
from app.dashboard import intents
from app.dashboard.blueprint import me
from app.dashboard.bounded import Bounded
from app.dashboard.offers import closing
from app.dashboard.rows import Listed
from app.dashboard.screen import Screen
from app.dashboard.translation import current
from app.playbook import Playbook, PlaybookError

MOST = 1000  # of about 1,500 characters

_written: Bounded[tuple[Listed, "Seen"], Markup] = Bounded(MOST)
_by: Playbook | None = None  # whose titles, teams and hours are in what is kept


class Seen(NamedTuple):
    """What of a row depends on who looks, from where, and when."""

    address: str
    is_open: bool
    unread: bool
    drafted: bool
    assignee: str | None
    language: str
    minute: str


def rows(screen: Screen, called: Callable[[str | None], str | None]) -> list[Markup]:
    """`called`: what a person is called, by their address."""
    _forget_another_playbooks()
    before, after = screen.place.path(0).split("/0", 1)
    return [
        _row(row, _seen(screen, row, f"{before}/{row.id}{after}", called), screen.now) for row in screen.listing.rows
    ]


def _seen(screen: Screen, row: Listed, address: str, called: Callable[[str | None], str | None]) -> Seen:
    t = current()
    return Seen(
        address,
        row.id == screen.place.conversation_id,
        row.id in screen.listing.unread,
        row.id in screen.drafted,
        t("you") if row.assignee == me().email else called(row.assignee),
        t.language,
        screen.minute,
    )


def _row(row: Listed, seen: Seen, now: datetime) -> Markup:
    written = _written.get((row, seen))
    if written is None:
        closes = closing(row, now, intents.warn_before())
        written = Markup(render_template("row.html", row=row, seen=seen, closes=closes, now=now))  # noqa: S704 - escaped
        _written.put((row, seen), written)
    return written


def _forget_another_playbooks() -> None:
    global _by
    try:
        holds = playbook.load()
    except PlaybookError:
        holds = None
    if holds is not _by:
        _written.clear()
        _by = holds
