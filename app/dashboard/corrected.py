"""What conversations are about, for queries of many: a person's word wins over Lotse's."""

from sqlalchemy import ColumnElement, Select, exists, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute

from app.tables import Correction, Decision
from models.prediction import OUT_OF_SCOPE

Ids = ColumnElement[int] | InstrumentedAttribute[int]


def intent_of(conversation_id: Ids) -> Select[str | None]:
    """What a conversation is about: by a person's newest word on its last decision, else by Lotse's."""
    of_it = Correction.decision_id == Decision.id
    said = select(func.coalesce(Correction.intent, OUT_OF_SCOPE)).where(of_it).order_by(Correction.id.desc()).limit(1)
    known = or_(Decision.intent.is_not(None), exists().where(of_it))
    # what the customer adds while people have it ("with_person") must not hide why it came to them
    why_first = (Decision.reason.is_not_distinct_from("with_person"), Decision.id.desc())
    decisions = select(func.coalesce(said.scalar_subquery(), Decision.intent).label("intent"))
    return decisions.where(Decision.conversation_id == conversation_id, known).order_by(*why_first).limit(1)
