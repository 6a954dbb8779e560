"""Words that people put on conversations, to find them again.

Each verb runs in the caller's transaction and expects the conversation's row locked.
"""

from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from app.refusals import RefusedError
from app.tables import Conversation, ConversationLabel, Label, Person
from app.timeline import note

LONGEST = 40


def named(session: Session, name: str) -> Label:
    """The label of that name, made where there is none. Raises RefusedError with `label_name`."""
    name = " ".join(name.replace("\0", "").split())
    if not 0 < len(name) <= LONGEST or not name.isprintable():
        raise RefusedError("label_name")
    session.execute(insert(Label).values(name=name).on_conflict_do_nothing(index_elements=["name"]))
    return session.scalars(select(Label).where(Label.name == name)).one()


def put(session: Session, conversation: Conversation, label: Label, person: Person, now: datetime) -> bool:
    """Put it on; whether it was not on before."""
    row = insert(ConversationLabel).values(conversation_id=conversation.id, label_id=label.id)
    made = session.scalars(row.on_conflict_do_nothing().returning(ConversationLabel.label_id)).all()
    if made:
        note(session, conversation, "labelled", now, person=person, detail={"to": label.name})
    return bool(made)


def take_off(session: Session, conversation: Conversation, label: Label, person: Person, now: datetime) -> bool:
    """Take it off; whether it was on."""
    here = (ConversationLabel.conversation_id == conversation.id, ConversationLabel.label_id == label.id)
    gone = session.scalars(delete(ConversationLabel).where(*here).returning(ConversationLabel.label_id)).all()
    if gone:
        note(session, conversation, "unlabelled", now, person=person, detail={"from": label.name})
    return bool(gone)


def ids_on(session: Session, conversation_id: int) -> list[int]:
    """Of the labels that are on a conversation."""
    here = ConversationLabel.conversation_id == conversation_id
    return sorted(session.scalars(select(ConversationLabel.label_id).where(here)))
