"""What the business's own system was asked."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Identity, Index, String, UniqueConstraint
from sqlalchemy import text as sql
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from app.tables.base import Base, one_of

LOOKUP_STATES = ("due", "done", "failed")


class Lookup(Base):
    """One question for the answer to one turn. The turn stays open meanwhile, until `until` at the latest."""

    __tablename__ = "lookups"
    id: Mapped[int] = mapped_column(Identity(), primary_key=True)
    conversation_id: Mapped[int] = mapped_column(ForeignKey("conversations.id"), index=True)
    message_id: Mapped[int] = mapped_column(ForeignKey("messages.id", ondelete="CASCADE"))  # the turn's last
    intent: Mapped[str] = mapped_column(String(64))
    url: Mapped[str]
    secret: Mapped[str | None] = mapped_column(String(64))  # the name of the environment's variable
    state: Mapped[str] = mapped_column(String(16))
    result: Mapped[dict[str, Any] | None] = mapped_column(JSONB(none_as_null=True))  # by the answer's variables
    why: Mapped[str | None]  # it failed: host and code
    attempts: Mapped[int] = mapped_column(server_default="0")
    due_at: Mapped[datetime | None]
    until: Mapped[datetime]
    claimed_until: Mapped[datetime | None]
    claim: Mapped[UUID | None]
    created_at: Mapped[datetime]
    done_at: Mapped[datetime | None]
    __table_args__ = (
        UniqueConstraint("message_id", "intent"),
        CheckConstraint(one_of("state", LOOKUP_STATES), name="state"),
        Index("ix_lookups_due", "due_at", postgresql_where=sql("state = 'due'")),
    )
