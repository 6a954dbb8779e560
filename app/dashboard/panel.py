"""What the filters can be set to, and the filters that a person saved."""

from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any, NamedTuple

from sqlalchemy import Select, bindparam, exists, select
from sqlalchemy.orm import Session

from app import labels, naming
from app.dashboard.lately import Lately
from app.tables import Inbox, Person, SavedFilter, TeamMember


class Choice(NamedTuple):
    id: int
    name: str


class Saved(NamedTuple):
    id: int
    name: str
    query: str


@dataclass(frozen=True, slots=True)
class Panel:
    """`in_team`: whether the reader is in one, so that some conversations are theirs first."""

    inboxes: tuple[Choice, ...]
    people: tuple[Choice, ...]
    labels: tuple[str, ...]
    saved: tuple[Saved, ...] = ()
    in_team: bool = False


def read(session: Session, person_id: int, lately: Lately) -> Panel:
    rows = session.execute(_own(), {"person_id": person_id}).all()
    saved = tuple(Saved(row.id, row.name, row.query) for row in rows if row.id is not None)
    in_team = any(row.in_team for row in rows)
    return replace(lately.read("panel", lambda: _for_all(session)), saved=saved, in_team=in_team)


@lru_cache(maxsize=1)
def _own() -> Select[*tuple[Any, ...]]:
    """The person's filters, with whether they are in a team; one row without a filter where they saved none."""
    in_team = exists().where(TeamMember.person_id == Person.id).label("in_team")
    columns = (SavedFilter.id, SavedFilter.name, SavedFilter.query, in_team)
    theirs = select(*columns).select_from(Person).outerjoin(SavedFilter, SavedFilter.person_id == Person.id)
    return theirs.where(Person.id == bindparam("person_id")).order_by(SavedFilter.name)


def _for_all(session: Session) -> Panel:
    inboxes = select(Inbox.id, Inbox.name, Inbox.display_number, Inbox.phone_number_id).order_by(Inbox.id)
    people = select(Person.id, Person.name, Person.email).where(Person.left_at.is_(None)).order_by(Person.email)
    return Panel(
        tuple(Choice(row[0], row[1] or row[2] or row[3]) for row in session.execute(inboxes)),
        tuple(Choice(row.id, naming.called(row.name, row.email)) for row in session.execute(people)),
        tuple(labels.named(session)),
    )
