"""The open conversation in a look at the inbox: read only when a page does not show it already as it is."""

from dataclasses import dataclass, replace

from sqlalchemy.orm import Session

from app import clock, viewers
from app.dashboard import choices, stamps, thread, walls
from app.dashboard.blueprint import me
from app.dashboard.choices import Choices
from app.dashboard.lately import Lately
from app.dashboard.place import Place
from app.dashboard.thread import SHOWN, Thread
from app.dashboard.translation import current
from app.dashboard.version import Version, digest
from app.viewers import Present

PER_BUBBLE = 4  # messages of any kind: reactions and changes have rows of their own


@dataclass(frozen=True, slots=True)
class Opened:
    """`shown` and `stamp` as in a Version. `shown` is empty where there is no such
    conversation; `thread` and `choices` are None where the page shows them already."""

    shown: str
    stamp: str
    thread: Thread | None = None
    choices: Choices | None = None
    present: tuple[Present, ...] = ()


def read(session: Session, place: Place, shared: Lately, has: Version, around: tuple[object, ...]) -> Opened | None:
    """has: what the page shows; around: what else the conversation's part of the page is made of. None while no
    conversation is open."""
    number = place.conversation_id
    if number is None:
        return None
    now = clock.now(session)
    present = viewers.others(session, number, me().id, now)
    offered = choices.everywhere(session, now, shared)
    around = (replace(place, since=None), *around, present, offered)
    stamp = digest(stamps.of(session, number, SHOWN * (place.older + 1) * PER_BUBBLE), around)
    if stamp == has.stamp:
        return Opened(has.opened, stamp)
    found = thread.read(session, number, place.older, current().language, walls.reader())
    if found is None:
        return Opened("", stamp)
    here = choices.read(session, number, offered)
    shown = digest(found, here, around)
    return Opened(shown, stamp) if shown == has.opened else Opened(shown, stamp, found, here, present)
