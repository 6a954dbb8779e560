"""A conversation's row, locked until the transaction ends: whatever changes a conversation holds it."""

from collections.abc import Collection

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from app import sets
from app.tables import Conversation, FormerConversation


def lock(session: Session, conversation_id: int) -> Conversation | None:
    """The conversation, its row locked until the transaction ends; the one that it was joined with, if it was."""
    row = select(Conversation).where(Conversation.id == conversation_id).with_for_update(of=Conversation)
    found = session.execute(row.execution_options(populate_existing=True)).scalar_one_or_none()
    if found is None and (joined_with := now_in(session, conversation_id)) != conversation_id:
        return lock(session, joined_with)
    return found


def lock_all(session: Session, conversation_ids: Collection[int]) -> dict[int, Conversation]:
    """These conversations with their contacts and inboxes, by their ids, locked in one fixed order."""
    rows = select(Conversation).where(sets.among(Conversation.id, conversation_ids)).order_by(Conversation.id)
    whole = rows.options(joinedload(Conversation.contact), joinedload(Conversation.inbox))
    locked = whole.with_for_update(of=Conversation).execution_options(populate_existing=True)
    return {row.id: row for row in session.scalars(locked)}


def now_in(session: Session, conversation_id: int) -> int:
    """The id of the conversation that this one was joined with; its own, if it was not."""
    former = session.get(FormerConversation, conversation_id)
    return former.conversation_id if former else conversation_id
