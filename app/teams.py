"""Who works for which of the playbook's teams, and whose conversation it therefore is first.

Who is in no team works for all of them. A conversation without a team, or whose team nobody is in, is everybody's. A
membership goes with its team: who was in no other one works for all.
"""

from collections import defaultdict
from collections.abc import Collection

from sqlalchemy import BindParameter, ColumnElement, and_, delete, exists, literal, or_, select
from sqlalchemy.orm import Session

from app.tables import Conversation, Person, TeamMember


def by_person(session: Session) -> dict[int, tuple[str, ...]]:
    """The teams of everybody who is in one, in the order of their names."""
    found: dict[int, list[str]] = defaultdict(list)
    for row in session.scalars(select(TeamMember).order_by(TeamMember.team)):
        found[row.person_id].append(row.team)
    return {person_id: tuple(teams) for person_id, teams in found.items()}


def put(session: Session, person_id: int, teams: Collection[str]) -> None:
    """From now on the person is in these teams and in no others."""
    session.execute(delete(TeamMember).where(TeamMember.person_id == person_id))
    session.add_all(TeamMember(person_id=person_id, team=team) for team in sorted(set(teams)))


def keep(session: Session, known: Collection[str]) -> None:
    """These are the playbook's teams now: nobody is in another one any more."""
    session.execute(delete(TeamMember).where(TeamMember.team.not_in(known)))


def members(session: Session, names: Collection[str]) -> dict[str, tuple[str, ...]]:
    """Who works here and is in one of these teams, by team, as their addresses."""
    works_here = (Person.id == TeamMember.person_id, Person.left_at.is_(None))
    rows = select(TeamMember.team, Person.email).join(Person, and_(*works_here)).where(TeamMember.team.in_(names))
    found: dict[str, tuple[str, ...]] = defaultdict(tuple)
    for team, email in session.execute(rows.order_by(TeamMember.team, Person.email)):
        found[team] += (email,)
    return dict(found)


def seen_by(person_id: int | BindParameter[int]) -> ColumnElement[bool]:
    """The conversations that a person may see where teams are kept apart: those offered to them, and their own."""
    return or_(offered_to(person_id), Conversation.assignee_id.is_not_distinct_from(person_id))


def offered_to(person_id: int | BindParameter[int]) -> ColumnElement[bool]:
    """The conversations that are offered to this person first."""
    theirs = select(TeamMember.team).where(TeamMember.person_id == person_id)
    works_here = Person.id == TeamMember.person_id, Person.left_at.is_(None)
    staffed = select(TeamMember.team).join(Person, Person.id == TeamMember.person_id).where(*works_here)
    return or_(
        ~exists(select(literal(1)).where(TeamMember.person_id == person_id)),
        Conversation.team.is_(None),
        Conversation.team.in_(theirs),
        Conversation.team.not_in(staffed),
    )
