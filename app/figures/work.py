"""What people did: conversations taken, replies written, and what they have in hand now."""

from typing import Any, NamedTuple

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from app import undoing
from app.figures.question import Question
from app.figures.waits import AGENT, a_reply
from app.tables import Conversation, Event, Message


class Done(NamedTuple):
    """How often, by the person and the conversation's team."""

    person_id: int | None
    team: str | None
    number: int


def taken(session: Session, question: Question) -> list[Done]:
    """Conversations that somebody took, by hand or by replying; but for what was undone."""
    taking = select(Event.person_id, Conversation.team).join(Conversation, Conversation.id == Event.conversation_id)
    here = (Event.kind == "taken", Event.at >= question.since, Event.at < question.until, undoing.STANDS)
    narrowed = (*question.of_talk(Event.conversation_id), *question.of_person(Event.person_id))
    return _counted(session, taking.where(*here, *narrowed), Event.person_id)


def replies(session: Session, question: Question) -> list[Done]:
    """Messages that agents wrote; a long one that went out in parts is one."""
    said = select(Message.person_id, Conversation.team).join(Conversation, Conversation.id == Message.conversation_id)
    here = (*a_reply(AGENT), Message.written_at >= question.since, Message.written_at < question.until)
    narrowed = (*question.of_talk(Message.conversation_id), *question.of_person(Message.person_id))
    return _counted(session, said.where(*here, *narrowed), Message.person_id)


def load(session: Session, question: Question) -> list[Done]:
    """Conversations that people have now, or that wait for them (nobody's); what is snoozed is left out."""
    having = select(Conversation.assignee_id.label("person_id"), Conversation.team)
    here = (Conversation.owner.in_(("waiting", "agent")), Conversation.snoozed_at.is_(None))
    narrowed = (*question.of_talk(Conversation.id), *question.of_person(Conversation.assignee_id))
    return _counted(session, having.where(*here, *narrowed), Conversation.assignee_id)


def _counted(session: Session, rows: Select[*tuple[Any, ...]], person_id: Any) -> list[Done]:
    grouped = rows.add_columns(func.count().label("number")).group_by(person_id, Conversation.team)
    return [Done(*row) for row in session.execute(grouped)]
