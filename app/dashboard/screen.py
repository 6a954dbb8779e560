"""What one look at the inbox shows, read in one transaction, and the version by which an open page knows it anew."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from flask import session
from sqlalchemy.orm import Session

from app import clock, database, drafts, locking, staff
from app.dashboard import banners, just_done, lately, listing, news, opened, panel, unread, walls
from app.dashboard.banners import Banners
from app.dashboard.blueprint import me
from app.dashboard.choices import Choices
from app.dashboard.just_done import Done
from app.dashboard.lately import Lately, Snapshot
from app.dashboard.listing import Listing
from app.dashboard.news import News
from app.dashboard.opened import Opened
from app.dashboard.panel import Panel
from app.dashboard.place import Place
from app.dashboard.thread import Thread
from app.dashboard.translation import current
from app.dashboard.version import Version, digest
from app.viewers import Present


@dataclass(frozen=True, slots=True)
class Screen:
    place: Place
    listing: Listing
    opened: Opened | None
    banners: Banners
    panel: Panel
    now: datetime
    snapshot: Snapshot
    pulse: str
    news: News
    done: Done | None = None
    names: Mapping[str, str] = field(default_factory=dict)  # what people are called, by their addresses
    drafted: tuple[int, ...] = ()  # listed conversations in which the reader has left something unsent

    @property
    def thread(self) -> Thread | None:
        """The open conversation; None also where the page shows it already as it is."""
        return self.opened.thread if self.opened else None

    @property
    def choices(self) -> Choices | None:
        return self.opened.choices if self.opened else None

    @property
    def present(self) -> tuple[Present, ...]:
        """Who else has the conversation open."""
        return self.opened.present if self.opened else ()

    @property
    def version(self) -> Version:
        beside = (self.listing, self.banners, self.panel, self.news, self.done, self.names, self.drafted)
        shown = digest(beside, self.minute, _reader(), bool(self.opened))
        opened = (self.opened.shown, self.opened.stamp) if self.opened else ("", "")
        return Version(shown, *opened, self.snapshot.coming, self.pulse)

    @property
    def minute(self) -> str:
        """Waiting times are shown, so what is shown changes with the minute."""
        return _minute(self.now)


def look(place: Place, has: Version = Version()) -> Screen:  # noqa: B008 - it cannot be changed
    """has: what a page shows that looks by itself; one that somebody opens has nothing, and shows what holds now."""
    with database.sessions()() as db:
        beat, snapshot = _pulse(db, place)  # before the rest: what changes meanwhile is then found at the next look
        shared = Lately(snapshot, has.up_to)
        if place.conversation_id:
            place = _opened(db, replace(place, conversation_id=locking.now_in(db, place.conversation_id)))
        person, now = me().id, clock.now(db)
        listed = listing.read(
            db, place.tab, place.page, person, shared, place.filters, place.conversation_id, walls.reader()
        )
        warned = shared.read("banners", lambda: banners.read(db))
        panels = panel.read(db, person, shared)
        names = shared.read("names", lambda: staff.names(db))
        conversation = opened.read(db, place, shared, has, (_minute(now), names, _reader()))
        return Screen(
            place,
            listed,
            conversation,
            warned,
            panels,
            now,
            snapshot,
            "" if shared.behind else beat,
            news.read(db, person, now),
            just_done.read(db, person, now),
            names,
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
    return digest(snapshot.text, _minute(clock.now(db)), replace(place, since=None), _reader()), snapshot


def _reader() -> tuple[object, ...]:
    return (me().id, me().role, current().language, session.get("csrf_token"))


def _minute(now: datetime) -> str:
    return now.strftime("%Y%m%d%H%M")
