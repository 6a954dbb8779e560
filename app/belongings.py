"""What agents have put on a conversation goes with it when it becomes part of another."""

from typing import Any

from sqlalchemy import delete, func, insert, literal, select, update
from sqlalchemy.orm import Session, aliased

from app.tables import ConversationLabel, Correction, Draft, Note, Read, Viewer


def carry(session: Session, from_id: int, into_id: int) -> None:
    """Move notes, corrections, labels and drafts; who has read or looks at it is known of the other one only."""
    session.execute(_moved(Note, from_id, into_id))
    session.execute(_moved(Correction, from_id, into_id))
    _labels(session, from_id, into_id)
    _drafts(session, from_id, into_id)
    for table in (ConversationLabel, Draft, Read, Viewer):
        session.execute(delete(table).where(table.conversation_id == from_id))


def _labels(session: Session, from_id: int, into_id: int) -> None:
    has = select(ConversationLabel.label_id).where(ConversationLabel.conversation_id == into_id)
    lacks = select(literal(into_id), ConversationLabel.label_id).where(
        ConversationLabel.conversation_id == from_id, ConversationLabel.label_id.not_in(has)
    )
    session.execute(insert(ConversationLabel).from_select(["conversation_id", "label_id"], lacks))


def _drafts(session: Session, from_id: int, into_id: int) -> None:
    """Who has a draft in both keeps both, one below the other."""
    gone = aliased(Draft)
    both = update(Draft).where(
        Draft.conversation_id == into_id, gone.conversation_id == from_id, gone.person_id == Draft.person_id
    )
    session.execute(
        both.values(
            text=_below(Draft.text, gone.text),
            note=_below(Draft.note, gone.note),
            quotes_id=func.coalesce(Draft.quotes_id, gone.quotes_id),
            media_id=func.coalesce(Draft.media_id, gone.media_id),
        ),
        execution_options={"synchronize_session": False},
    )
    has = select(Draft.person_id).where(Draft.conversation_id == into_id)
    session.execute(_moved(Draft, from_id, into_id).where(Draft.person_id.not_in(has)))


def _below(one: Any, other: Any) -> Any:
    return func.btrim(one + "\n\n" + other, "\n")


def _moved(table: type[Any], from_id: int, into_id: int) -> Any:
    moved = update(table).where(table.conversation_id == from_id).values(conversation_id=into_id)
    return moved.execution_options(synchronize_session=False)
