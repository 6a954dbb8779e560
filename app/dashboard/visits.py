"""A contact's visits before this one, in short: when, what about, how it ended. Grouping is pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from itertools import zip_longest
from typing import Any

from sqlalchemy import BigInteger, DateTime, Select, bindparam, or_, select, true
from sqlalchemy.orm import Session

from app import current_intent, playbook, teams, undoing
from app.tables import Conversation, Decision, Event, Person

SHOWN = 3
LATELY = 60  # of the decisions, and of the events: enough for that many visits of nearly everybody
ENDS = ("resolved", "handed_back", "left_alone")


@dataclass(frozen=True, slots=True)
class Turn:
    """What was made of one turn."""

    conversation_id: int
    at: datetime
    kind: str
    intent: str | None


@dataclass(frozen=True, slots=True)
class End:
    """Somebody ended a visit, or let it end."""

    conversation_id: int
    at: datetime
    kind: str
    person: str | None


@dataclass(frozen=True, slots=True)
class Visit:
    """`ended` is one of `ENDS`, else what Lotse did last; `person` did it."""

    conversation_id: int
    began_at: datetime
    last_at: datetime
    intents: tuple[str, ...]
    ended: str
    person: str | None = None


def earlier(
    session: Session, contact_id: int, conversation_id: int, visit_at: datetime | None, within: int | None = None
) -> tuple[Visit, ...]:
    """The last visits, the newest first: of this conversation those before this visit, of the contact's others all.

    within: who sees only their teams' conversations (walls.reader).
    """
    apart, whose = within is not None, {"contact_id": contact_id, "within": within}
    given = {**whose, "conversation_id": conversation_id, "visit_at": visit_at}
    turns = [Turn(*row) for row in session.execute(_turns(apart), given)]
    ends = [End(*row) for row in session.execute(_ends(apart), whose)]
    silence = timedelta(hours=playbook.rules().limits.visit_hours)
    return grouped(turns, ends, silence)[:SHOWN]


def _theirs(apart: bool) -> Select[int]:
    seen = teams.seen_by(bindparam("within", type_=BigInteger)) if apart else true()
    return select(Conversation.id).where(Conversation.contact_id == bindparam("contact_id"), seen)


@lru_cache(maxsize=2)
def _turns(apart: bool) -> Select[*tuple[Any, ...]]:
    """Without a `visit_at` none of this conversation's."""
    before = Decision.created_at < bindparam("visit_at", type_=DateTime(timezone=True))
    return (
        select(Decision.conversation_id, Decision.created_at, Decision.kind, current_intent.intent_now())
        .where(
            Decision.conversation_id.in_(_theirs(apart)),
            or_(Decision.conversation_id != bindparam("conversation_id"), before),
        )
        .order_by(Decision.id.desc())
        .limit(LATELY)
    )


@lru_cache(maxsize=2)
def _ends(apart: bool) -> Select[*tuple[Any, ...]]:
    return (
        select(Event.conversation_id, Event.at, Event.kind, Person.email)
        .outerjoin(Person, Person.id == Event.person_id)
        .where(Event.conversation_id.in_(_theirs(apart)), Event.kind.in_(ENDS), ~undoing.taken_back())
        .order_by(Event.id.desc())
        .limit(LATELY)
    )


def grouped(turns: Sequence[Turn], ends: Sequence[End], silence: timedelta) -> tuple[Visit, ...]:
    """Turns of one conversation are one visit until it is resolved, or silent for so long. The newest first."""
    visits: list[list[Turn]] = []
    for turn in sorted(turns, key=lambda one: (one.conversation_id, one.at)):
        last = visits[-1][-1] if visits else None
        goes_on = last and last.conversation_id == turn.conversation_id and turn.at - last.at < silence
        if last and goes_on and not _end(ends, last, turn.at, ("resolved",)):
            visits[-1].append(turn)
        else:
            visits.append([turn])
    following = [visit[0] for visit in visits[1:]]
    made = [_visit(visit, then, ends) for visit, then in zip_longest(visits, following)]
    return tuple(sorted(made, key=lambda one: one.began_at, reverse=True))


def _visit(turns: Sequence[Turn], following: Turn | None, ends: Sequence[End]) -> Visit:
    last = turns[-1]
    until = following.at if following and following.conversation_id == last.conversation_id else None
    end = _end(ends, last, until, ENDS)
    intents = tuple(dict.fromkeys(turn.intent for turn in turns if turn.intent and turn.intent != "out_of_scope"))
    ended, person = (end.kind, end.person) if end else (last.kind, None)
    return Visit(last.conversation_id, turns[0].at, last.at, intents, ended, person)


def _end(ends: Sequence[End], last: Turn, until: datetime | None, kinds: Sequence[str]) -> End | None:
    """The last of these ends after the turn, and before the next one."""
    here = [end for end in ends if end.conversation_id == last.conversation_id and end.kind in kinds]
    after = [end for end in here if end.at >= last.at and (until is None or end.at < until)]
    return max(after, key=lambda end: end.at, default=None)
