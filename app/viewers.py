"""Who else has a conversation open, and who is writing in it.

An open page asks for news all the time, and every write makes all open pages look anew. So a page writes once in ten
seconds, and all pages in the first of those ten: between two such moments the database stays as still as before.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from sqlalchemy import func, literal, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from app.tables import Conversation, Person, Viewer

SLOT = 10  # seconds
APART = timedelta(seconds=9)  # two writes of one page; under ten, so that a page stays in the slot's first second
KEPT = timedelta(hours=1)  # then a row is pruned: who looks again is written down again
SHOWN = timedelta(seconds=25)  # two writes may be missed
WRITING = timedelta(seconds=10)
MOST = 4


class Present(NamedTuple):
    """Somebody who has the conversation open."""

    name: str
    writing: bool


def is_news(seen_at: datetime | None, now: datetime) -> bool:
    """Whether it is to be written down that the page is open."""
    if seen_at is None or seen_at > now:
        return True
    return _slot(seen_at) != _slot(now) and now - seen_at >= APART


def rests(now: datetime) -> float:
    """For how many seconds nothing that was just written down or is none can become news: to the end of the slot."""
    return SLOT - now.timestamp() % SLOT


def _slot(moment: datetime) -> int:
    return int(moment.timestamp()) // SLOT


def seen_at(session: Session, conversation_id: int, person_id: int) -> datetime | None:
    theirs = (Viewer.conversation_id == conversation_id, Viewer.person_id == person_id)
    return session.scalars(select(Viewer.seen_at).where(*theirs)).one_or_none()


def looks(session: Session, conversation_id: int, person_id: int, now: datetime, writes: bool = False) -> None:
    """Write down that the person has the conversation open, and is writing; of one that there is not, nothing."""
    there = select(
        literal(person_id), Conversation.id, literal(now), literal(now if writes else None, Viewer.typed_at.type)
    )
    columns = ["person_id", "conversation_id", "seen_at", "typed_at"]
    first = insert(Viewer).from_select(columns, there.where(Conversation.id == conversation_id))
    seen = {"seen_at": now, **({"typed_at": now} if writes else {})}
    session.execute(first.on_conflict_do_update(index_elements=["person_id", "conversation_id"], set_=seen))


def stops_writing(session: Session, conversation_id: int, person_id: int) -> None:
    """What was being written is sent."""
    theirs = (Viewer.conversation_id == conversation_id, Viewer.person_id == person_id)
    session.execute(update(Viewer).where(*theirs).values(typed_at=None))


def others(session: Session, conversation_id: int, person_id: int, now: datetime) -> tuple[Present, ...]:
    """Everybody else who is there, by their names."""
    name = func.coalesce(Person.name, func.split_part(Person.email, "@", 1))
    writing = func.coalesce(Viewer.typed_at > now - WRITING, False)
    there = (Viewer.conversation_id == conversation_id, Viewer.person_id != person_id, Viewer.seen_at > now - SHOWN)
    found = select(name, writing).join(Person, Person.id == Viewer.person_id).where(*there).order_by(name, Person.id)
    return tuple(Present(*row) for row in session.execute(found.limit(MOST)))


def names(present: Sequence[Present], writing: bool) -> list[str]:
    return [one.name for one in present if one.writing == writing]
