"""Words that people put on conversations. Each function runs in the caller's transaction."""

from collections.abc import Collection

from sqlalchemy import delete, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from app import sets
from app.refusals import RefusedError
from app.tables import ConversationLabel, Label

LONGEST = 40  # characters


def put(session: Session, conversation_id: int, name: str) -> bool:
    """Put the label of that name on a conversation; made when there is none yet. Returns whether it is new there.

    Raises RefusedError with `label_empty` or `label_too_long`.
    """
    row = {"conversation_id": conversation_id, "label_id": _id(session, cleaned(name))}
    putting = insert(ConversationLabel).values(row).on_conflict_do_nothing().returning(ConversationLabel.label_id)
    return session.scalar(putting) is not None


def take_off(session: Session, conversation_id: int, name: str) -> bool:
    """Take the label of that name off a conversation; returns whether it was there."""
    its_id = select(Label.id).where(Label.name == _on_one_line(name)).scalar_subquery()
    here = (ConversationLabel.conversation_id == conversation_id, ConversationLabel.label_id == its_id)
    return session.scalar(delete(ConversationLabel).where(*here).returning(ConversationLabel.label_id)) is not None


def named(session: Session) -> list[str]:
    """The names of all labels, in their order."""
    return sorted(session.scalars(select(Label.name)), key=str.casefold)


def of(session: Session, conversation_ids: Collection[int]) -> dict[int, tuple[str, ...]]:
    """The labels on these conversations, by their ids; none for those that have none."""
    there = select(ConversationLabel.conversation_id, Label.name).join(Label, Label.id == ConversationLabel.label_id)
    found: dict[int, tuple[str, ...]] = {}
    rows = session.execute(there.where(sets.among(ConversationLabel.conversation_id, conversation_ids))).all()
    for row in sorted(rows, key=lambda row: row.name.casefold()):
        found[row.conversation_id] = (*found.get(row.conversation_id, ()), row.name)
    return found


def cleaned(name: str) -> str:
    """The name as it is kept: on one line, without blanks around it."""
    kept = _on_one_line(name)
    if not kept:
        raise RefusedError("label_empty")
    if len(kept) > LONGEST:
        raise RefusedError("label_too_long", str(LONGEST))
    return kept


def _on_one_line(name: str) -> str:
    return " ".join(name.replace("\0", " ").split())


def _id(session: Session, name: str) -> int:
    """Two people may think of the same new word at once: the insert decides."""
    known = select(Label.id).where(Label.name == name)
    found = session.scalar(known)
    if found is None:
        session.execute(insert(Label).values(name=name).on_conflict_do_nothing())
        found = session.scalars(known).one()
    return found
