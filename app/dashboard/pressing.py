"""What raises a conversation, said truly: a customer's anger as Lotse found it, or what a person has set."""

from typing import Any

from sqlalchemy import ColumnElement, case, func, select

from app.reasons import ANGRY, URGENT
from app.tables import Decision


def found_angry(conversation_id: Any, priority: Any) -> ColumnElement[bool]:
    """Whether Lotse found anger. A person's "high" has the number of that; of `URGENT` both mean the same."""
    found = Decision.because["mood"]["angry"].as_boolean()
    newest = select(found).where(Decision.conversation_id == conversation_id, found.is_not(None))
    said = newest.order_by(Decision.id.desc()).limit(1).scalar_subquery()
    return case((priority == ANGRY, func.coalesce(said, False)), else_=priority == (ANGRY | URGENT))


def pressing(priority: int, angry: bool) -> tuple[str, ...]:
    """The names of what raises a conversation, the most pressing first."""
    named = (("urgent", priority & URGENT), ("angry" if angry else "high", priority & ANGRY))
    return tuple(name for name, bit in named if bit)
