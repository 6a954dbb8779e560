"""What the filters can be set to, and the filters that a person saved."""

from dataclasses import dataclass, replace
from typing import NamedTuple

from sqlalchemy import exists, select
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
    own = select(SavedFilter.id, SavedFilter.name, SavedFilter.query).where(SavedFilter.person_id == person_id)
    saved = tuple(Saved(*row) for row in session.execute(own.order_by(SavedFilter.name)))
    in_team = session.execute(select(exists().where(TeamMember.person_id == person_id))).scalar_one()
    return replace(lately.read("panel", lambda: _for_all(session)), saved=saved, in_team=in_team)


def _for_all(session: Session) -> Panel:
    inboxes = select(Inbox.id, Inbox.name, Inbox.display_number, Inbox.phone_number_id).order_by(Inbox.id)
    people = select(Person.id, Person.name, Person.email).where(Person.left_at.is_(None)).order_by(Person.email)
    return Panel(
        tuple(Choice(row[0], row[1] or row[2] or row[3]) for row in session.execute(inboxes)),
        tuple(Choice(row.id, naming.called(row.name, row.email)) for row in session.execute(people)),
        tuple(labels.named(session)),
    )
