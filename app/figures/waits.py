"""How long customers wait for people: for their first response, and until it is resolved, in business hours.

In a conversation, what goes to people and what people do alternate. A wait begins with the first message that goes to
people and ends with what they do next; what the customer adds meanwhile begins no other one.
"""

from collections import Counter
from collections.abc import Callable, Iterable
from datetime import timedelta
from typing import Any, NamedTuple

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Select,
    Subquery,
    false,
    func,
    literal,
    select,
    true,
    union_all,
)
from sqlalchemy.orm import Session

from app import revisions, undoing
from app.conversations import DONE
from app.figures import open_time
from app.figures.open_time import OpenTime
from app.figures.question import Question
from app.figures.volume import FOLLOWED
from app.hours import Hours
from app.ledger.standing import written_out
from app.tables import Conversation, Event, Message

RESPONSE, RESOLUTION = timedelta(days=7), timedelta(days=14)  # a wait that lasted longer is not measured
_NO_ID = literal(None, BigInteger)
NOT_SAID = ("held", "cancelled", "failed")
[ESCALATED, AGENT, PHONE] = written_out("escalated", "agent", "phone")


Columns = Select[*tuple[Any, ...]]


class Waits(NamedTuple):
    """How many waited so many whole minutes, by who ended it (None: by the business's phone) and the team."""

    person_id: int | None
    team: str | None
    minutes: int
    number: int


def responses(session: Session, question: Question, hours: Hours | None) -> list[Waits]:
    """From the message that went to people to their first reply, of the replies in the range."""
    at = Message.written_at
    said = select(Message.conversation_id, at.label("at"), Message.person_id, true().label("counts"))
    said = said.where(*a_reply(AGENT, PHONE), at >= question.since - RESPONSE, at < question.until)
    said = said.where(*question.of_talk(Message.conversation_id))
    came = _asked(question, RESPONSE).where(Message.outcome_reason.is_distinct_from(FOLLOWED))
    return _counted(session, question, _waits(_changes(_together(came, said))), _times(question, hours, RESPONSE))


def resolutions(session: Session, question: Question, hours: Hours | None) -> list[Waits]:
    """From the first message that went to people to the resolution by a person, of those in the range."""
    by_person = (Event.kind == "resolved") & Event.person_id.is_not(None)
    done = select(Event.conversation_id, Event.at, Event.person_id, by_person.label("counts"))
    done = done.where(Event.kind.in_(DONE), Event.at >= question.since - RESOLUTION, Event.at < question.until)
    done = done.where(*question.of_talk(Event.conversation_id), ~undoing.taken_back())
    wait = _waits(_changes(_together(_asked(question, RESOLUTION), done)))
    return _counted(session, question, wait, _times(question, hours, RESOLUTION))


def a_reply(*authors: ColumnElement[Any]) -> tuple[Any, ...]:
    """The first part of a message of theirs that is out, or is on its way: reactions and edits are none."""
    spoken = (Message.kind.not_in(revisions.ABOUT_ANOTHER), Message.status.not_in(NOT_SAID))
    return (Message.author.in_(authors), Message.part == 0, *spoken)


def _times(question: Question, hours: Hours | None, longest: timedelta) -> OpenTime | None:
    return open_time.of(hours, question.since - longest, question.until) if hours else None


def _counted(session: Session, question: Question, wait: Subquery, times: OpenTime | None) -> list[Waits]:
    ended = (wait.c.asks, wait.c.counts_next, wait.c.ends >= question.since)
    narrowed = (*question.of_person(wait.c.by), *question.of_turn(wait.c.decision_id))
    minutes = open_time.minutes(wait.c.at, wait.c.ends, times).label("minutes")
    counted = select(wait.c.by, Conversation.team, minutes, func.count().label("number"))
    counted = counted.join(Conversation, Conversation.id == wait.c.conversation_id).where(*ended, *narrowed)
    rows = session.execute(counted.group_by(wait.c.by, Conversation.team, "minutes"))
    return [Waits(row.by, row.team, int(row.minutes), row.number) for row in rows]


def _asked(question: Question, longest: timedelta) -> Columns:
    """Messages that went to people. The columns are those of what ends a wait, and those that only these have."""
    at = Message.stored_at
    here = (Message.outcome == ESCALATED, at >= question.since - longest, at < question.until)
    columns = (Message.conversation_id, at.label("at"), _NO_ID.label("person_id"), false().label("counts"))
    about = (Message.decision_id, false().label("done"))
    return select(*columns, *about).where(*here, *question.of_talk(Message.conversation_id))


def _together(asked: Columns, ends: Columns) -> Subquery:
    return union_all(asked, ends.add_columns(_NO_ID, true())).subquery()


def _changes(rows: Subquery) -> Subquery:
    """Only the first of several in a row that ask, and of several that end a wait."""
    before = func.lag(rows.c.done, 1, true()).over(**_in_order(rows)).label("before")
    return select(rows, before).subquery()


def _waits(rows: Subquery) -> Subquery:
    """With each row what comes next in its conversation."""
    following = {"ends": rows.c.at, "by": rows.c.person_id, "counts_next": rows.c.counts}
    ahead = [func.lead(column).over(**_in_order(rows)).label(name) for name, column in following.items()]
    columns = (rows.c.conversation_id, rows.c.at, rows.c.decision_id, (~rows.c.done).label("asks"))
    return select(*columns, *ahead).where(rows.c.done != rows.c.before).subquery()


def _in_order(rows: Subquery) -> dict[str, Any]:
    return {"partition_by": rows.c.conversation_id, "order_by": rows.c.at}


def by(waits: Iterable[Waits], key: Callable[[Waits], Any]) -> dict[Any, Counter[int]]:
    """How many waited how many minutes, by a person or a team."""
    found: dict[Any, Counter[int]] = {}
    for wait in waits:
        found.setdefault(key(wait), Counter())[wait.minutes] += wait.number
    return found


def whole(waits: Iterable[Waits]) -> Counter[int]:
    return by(waits, lambda _: None).get(None, Counter())
