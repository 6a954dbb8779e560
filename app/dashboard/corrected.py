"""What conversations are about, for queries of many: a person's word wins over Lotse's."""

from sqlalchemy import ColumnElement, Select, exists, or_, select
from sqlalchemy.orm import InstrumentedAttribute

from app import corrections
from app.tables import Correction, Decision

Ids = ColumnElement[int] | InstrumentedAttribute[int]


def intent_of(conversation_id: Ids) -> Select[str | None]:
    """What a conversation is about: by a person's newest word on its last decision, else by Lotse's."""
    known = or_(Decision.intent.is_not(None), exists().where(Correction.decision_id == Decision.id))
    decisions = select(corrections.intent_now().label("intent"))
    theirs = decisions.where(Decision.conversation_id == conversation_id, known)
    return theirs.order_by(*corrections.why_first()).limit(1)
