"""What one look at the inbox shows, read in one transaction, and the version by which an open page knows it anew."""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from flask import request, session, url_for
from sqlalchemy.orm import Session

from app import clock, conversations, database, drafts, staff, viewers
from app.dashboard import banners, choices, filters, just_done, lately, listing, news, panel, thread, unread
from app.dashboard.banners import Banners
from app.dashboard.blueprint import me
from app.dashboard.choices import Choices
from app.dashboard.filters import Filters
from app.dashboard.just_done import Done
from app.dashboard.lately import Lately, Snapshot
from app.dashboard.listing import Listing
from app.dashboard.news import News
from app.dashboard.panel import Panel
from app.dashboard.reply import number_of
from app.dashboard.thread import Thread
from app.dashboard.translation import current
from app.viewers import Present


@dataclass(frozen=True, slots=True)
class Place:
    """Where the reader is: tab, page and filters of the list, the open conversation, how far back it is shown, and up
    to which message they had seen it when they opened it."""

    tab: str
    page: int
    older: int
    conversation_id: int | None
    since: int | None = None
    filters: Filters = filters.NONE

    def path(self, conversation_id: int | None = None, **changes: Any) -> str:
        """The address of a conversation (of the list without one), in the same tab, page and filters unless changed."""
        query: dict[str, Any] = {**self.listed, **changes}
        shown = {name: value for name, value in query.items() if (name, value) not in {("tab", "waiting"), ("page", 1)}}
        if conversation_id is None:
            return url_for("dashboard.inbox", **shown)
        return url_for("dashboard.conversation", conversation_id=conversation_id, **shown)

    def action(self, verb: str, **ids: int) -> str:
        query: dict[str, Any] = {**self.listed, "older": self.older, "since": self.since, **ids}
        return url_for(f"dashboard.{verb}", conversation_id=self.conversation_id, **query)

    def about(self, message_id: int, verb: str) -> str:
        """Where to do that with a message of the open conversation."""
        return self.action(verb, message_id=message_id)

    @property
    def removal(self) -> str:
        """Where a file is taken away again; the script puts its id in the place of 0."""
        return self.action("remove", media_id=0)

    def among(self, verb: str) -> str:
        """Where to do that with the list, or with what is ticked in it."""
        return url_for(f"dashboard.{verb}", **self.listed, older=self.older, conversation=self.conversation_id)

    @property
    def earlier(self) -> str:
        """The same with more of the messages before."""
        return replace(self, older=self.older + 1).live

    @property
    def live(self) -> str:
        opened: dict[str, Any] = {"older": self.older, "since": self.since, "conversation": self.conversation_id}
        return url_for("dashboard.live", **self.listed, **opened)

    @property
    def listed(self) -> dict[str, Any]:
        """What of the list is shown, as the address says it."""
        return {"tab": self.tab, "page": self.page, **self.filters.arguments()}


@dataclass(frozen=True, slots=True)
class Screen:
    place: Place
    listing: Listing
    thread: Thread | None
    banners: Banners
    panel: Panel
    now: datetime
    shown_up_to: int
    pulse: str
    news: News
    choices: Choices | None = None
    done: Done | None = None
    present: tuple[Present, ...] = ()  # who else has the conversation open
    names: Mapping[str, str] = field(default_factory=dict)  # what people are called, by their addresses
    drafted: tuple[int, ...] = ()  # listed conversations in which the reader has left something unsent

    @property
    def version(self) -> str:
        """What is shown, up to which transaction, and the pulse at which it was read: `shown.up_to.pulse`."""
        shown = (
            *(self.listing, self.thread, self.banners, self.panel, self.news, self.choices, self.done),
            *(self.minute, self.present, self.names, self.drafted, _reader()),
        )
        return f"{_digest(shown)}.{self.shown_up_to}.{self.pulse}"

    def shows_what(self, version: str) -> bool:
        """Whether a page of that version shows the same, read at whatever pulse."""
        return version.partition(".")[0] == self.version.partition(".")[0]

    @property
    def minute(self) -> str:
        """Waiting times are shown, so what is shown changes with the minute."""
        return _minute(self.now)


def place(conversation_id: int | None) -> Place:
    """From the request's query; what makes no sense there becomes the default."""
    tab = request.args.get("tab", "waiting")
    return Place(
        tab if tab in listing.TABS else "waiting",
        _between("page", 1, listing.LAST_PAGE),
        _between("older", 0, thread.MOST_OLDER),
        conversation_id,
        number_of(request.args.get("since")),
        filters.read(request.args),
    )


def _between(name: str, least: int, most: int) -> int:
    given = request.args.get(name, "")
    return min(max(int(given), least), most) if given.isascii() and given.isdigit() and len(given) < 9 else least


def look(place: Place, version: str = "") -> Screen:
    """version: of the page that looks by itself; one that somebody opens has none, and shows what holds now."""
    with database.sessions()() as db:
        beat, snapshot = _pulse(db, place)  # before the rest: what changes meanwhile is then found at the next look
        shared = Lately(snapshot, shown_up_to(version))
        if place.conversation_id:
            place = _opened(db, replace(place, conversation_id=conversations.now_in(db, place.conversation_id)))
        number, language, person = place.conversation_id, current().language, me().id
        listed = listing.read(db, place.tab, place.page, person, shared, place.filters, number)
        shown = thread.read(db, number, place.older, language) if number else None
        now = clock.now(db)
        panels = panel.read(db, person, shared)
        warned = shared.read("banners", lambda: banners.read(db))
        offered = choices.read(db, shown.head.id, now, shared) if shown else None
        return Screen(
            place,
            listed,
            shown,
            warned,
            panels,
            now,
            snapshot.coming,
            "" if shared.behind else beat,
            news.read(db, person),
            offered,
            just_done.read(db, person, now),
            viewers.others(db, shown.head.id, person, now) if shown else (),
            shared.read("names", lambda: staff.names(db)),
            drafts.among(db, person, [row.id for row in listed.rows]),
        )


def _opened(db: Session, place: Place) -> Place:
    """With what the reader has seen of it: as it was when they opened it, whatever is marked as seen meanwhile."""
    if place.since is not None or place.conversation_id is None:
        return place
    return replace(place, since=unread.up_to(db, me().id, place.conversation_id))


def pulse(place: Place) -> str:
    """Stays the same while nobody has written anything into the database, and within a minute.

    One small query, where a look takes many: most of the time nothing has changed in the second since the last one.
    """
    with database.sessions()(bind=database.single_statements()) as db:
        return _pulse(db, place)[0]


def _pulse(db: Session, place: Place) -> tuple[str, Snapshot]:
    snapshot = lately.snapshot(db)
    return _digest((snapshot.text, _minute(clock.now(db)), replace(place, since=None), _reader())), snapshot


def shown_up_to(version: str) -> int | None:
    """From which transaction on a page of that version may not show what was written; None where it does not say."""
    said = re.fullmatch(r"\w+\.([0-9]{1,19})\.\w*", version)
    return int(said[1]) if said else None


def _reader() -> tuple[object, ...]:
    return (me().id, me().role, current().language, session.get("csrf_token"))


def _minute(now: datetime) -> str:
    return now.strftime("%Y%m%d%H%M")


def _digest(values: tuple[object, ...]) -> str:
    return hashlib.sha256(repr(values).encode("utf-8", "surrogatepass")).hexdigest()[:24]
