"""To whom a conversation belongs, and how pressing it is, as people decide it.

Each verb runs in the caller's transaction; the conversation that is given to it is locked.
"""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app import going_back, handling, locking
from app.refusals import RefusedError
from app.tables import Conversation, Person
from app.timeline import note

SUPERVISORS = ("supervisor", "admin")
LEVELS = {"normal": 0, "high": 1, "urgent": 2}  # as app.reasons adds up a customer's mood


def level(priority: int) -> str:
    """The name of a priority: who is urgent and angry is urgent."""
    return next(name for name, least in reversed(LEVELS.items()) if priority >= least)


def check_may(conversation: Conversation, person: Person, supervises: bool = False) -> None:
    """Somebody else's conversation is taken over first; `supervises`: who leads a team may decide over any.

    Raises RefusedError with `others_conversation`.
    """
    theirs = conversation.assignee_id not in {None, person.id}
    if theirs and not (supervises and person.role in SUPERVISORS):
        raise RefusedError("others_conversation")


def to_person(session: Session, conversation: Conversation, to_id: int | None, by: Person, now: datetime) -> None:
    """Give it to somebody who is there, or (None) to nobody: then it waits.

    Raises RefusedError with `others_conversation`, `offline` (detail: who), or `nobody_there` for an unknown person.
    """
    check_may(conversation, by, supervises=True)
    if to_id is None:
        handling.put_back(session, conversation, by, now)
        return
    to = session.get(Person, to_id)
    if to is None:
        raise RefusedError("nobody_there")
    if to.id == by.id:
        handling.take(session, conversation, by, now)
    else:
        handling.assign(session, conversation, to, by, now)


def to_team(
    session: Session,
    conversation: Conversation,
    team: str | None,
    known: Collection[str],
    by: Person,
    now: datetime,
) -> None:
    """Which of the playbook's teams it is for; None: for all. Raises RefusedError with `team_gone`."""
    check_may(conversation, by, supervises=True)
    if team is not None and team not in known:
        raise RefusedError("team_gone")
    if conversation.team == team:
        return
    before, conversation.team = conversation.team, team
    note(session, conversation, "team", now, person=by, detail={"from": before, "to": team})


def prioritise(session: Session, conversation: Conversation, name: str, by: Person, now: datetime) -> None:
    """How pressing it is. Raises RefusedError with `others_conversation`."""
    check_may(conversation, by, supervises=True)
    before = level(conversation.priority)
    if name not in LEVELS or name == before:
        return
    conversation.priority = LEVELS[name]
    note(session, conversation, "priority", now, person=by, detail={"from": before, "to": name})


def free_all(session: Session, person: Person, now: datetime) -> int:
    """What somebody has who may do nothing here any more waits for others. Returns how many conversations that are."""
    session.flush()
    theirs = select(Conversation.id).where(Conversation.owner == "agent", Conversation.assignee_id == person.id)
    locked = locking.lock_all(session, session.scalars(theirs).all())
    for conversation in locked.values():
        going_back.agent_left(session, conversation, now)
    return len(locked)
