"""By what samples are known: their inbox, which is no number of Meta's. What works or counts leaves it out."""

from typing import Any

from sqlalchemy import ColumnElement, func, literal, select, true
from sqlalchemy.orm import Session

from app.tables import Conversation, Inbox

NUMBER = "samples"  # in the place of a phone number id, which consists of digits


def is_real(inbox_id: Any) -> ColumnElement[bool]:
    """Whether that column names another inbox; the samples' id is looked up once for a statement.

    Not by IS DISTINCT FROM: where there is one inbox only, PostgreSQL takes it for sure that hardly a row has another,
    and plans for one row where there are all.
    """
    samples = select(Inbox.id).where(Inbox.phone_number_id == literal(NUMBER)).scalar_subquery()
    condition: ColumnElement[bool] = func.coalesce(inbox_id != samples, true())
    return condition


def is_in_real(conversation_id: Any) -> ColumnElement[bool]:
    """Whether that column names a conversation of another inbox than the samples'."""
    samples = select(Conversation.id).join(Inbox, Inbox.id == Conversation.inbox_id)
    condition: ColumnElement[bool] = conversation_id.not_in(samples.where(Inbox.phone_number_id == literal(NUMBER)))
    return condition


def are_there(session: Session) -> bool:
    return session.scalar(select(Inbox.id).where(Inbox.phone_number_id == NUMBER)) is not None
