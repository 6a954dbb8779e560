"""Outgoing webhooks: which other systems are told of what happens, and what they have been told."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ARRAY, CheckConstraint, ForeignKey, Identity, Index, String
from sqlalchemy import text as sql
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.tables.base import Base, one_of

HOOK_STATES = ("due", "sent", "dead")


class Hook(Base):
    """An address of another system, the events that it is told of, and the sealed secrets that sign them.

    `key`: of the form that made it. `inbox_id` None: of all inboxes. `disabled_why`: `person`, `failing`
    or `gone`. `url`: in the clear, as the version before writes it; empty once it is sealed.
    """

    __tablename__ = "hooks"
    id: Mapped[int] = mapped_column(Identity(), primary_key=True)
    url: Mapped[str]
    sealed_url: Mapped[bytes | None]
    events: Mapped[list[str]] = mapped_column(ARRAY(String(16)))
    inbox_id: Mapped[int | None] = mapped_column(ForeignKey("inboxes.id"))
    with_text: Mapped[bool]
    key: Mapped[UUID] = mapped_column(unique=True)
    secret: Mapped[bytes]
    former_secret: Mapped[bytes | None]
    former_until: Mapped[datetime | None]
    made_at: Mapped[datetime]
    made_by_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    failing_since: Mapped[datetime | None]  # nothing has been taken since
    disabled_at: Mapped[datetime | None]
    disabled_why: Mapped[str | None] = mapped_column(String(16))
    removed_at: Mapped[datetime | None]


class HookEvent(Base):
    """One event for one hook: ids and codes alone. What a customer wrote is read when it is sent, and kept here never.

    `uid` is the same for every attempt, so that a receiver knows a double.
    """

    __tablename__ = "hook_events"
    id: Mapped[int] = mapped_column(Identity(), primary_key=True)
    hook_id: Mapped[int] = mapped_column(ForeignKey("hooks.id"))
    uid: Mapped[UUID]
    kind: Mapped[str] = mapped_column(String(16))
    at: Mapped[datetime]
    conversation_id: Mapped[int | None] = mapped_column(ForeignKey("conversations.id"), index=True)
    message_id: Mapped[int | None] = mapped_column(ForeignKey("messages.id", ondelete="CASCADE"), index=True)
    detail: Mapped[dict[str, Any] | None] = mapped_column(JSONB(none_as_null=True))
    state: Mapped[str] = mapped_column(String(8))
    attempts: Mapped[int] = mapped_column(server_default="0")
    due_at: Mapped[datetime | None]
    claimed_until: Mapped[datetime | None]
    claim: Mapped[UUID | None]
    status: Mapped[int | None]  # of the last answer
    error: Mapped[str | None] = mapped_column(String(32))  # why there was none: a code
    done_at: Mapped[datetime | None]
    hook: Mapped[Hook] = relationship()
    __table_args__ = (
        CheckConstraint(one_of("state", HOOK_STATES), name="state"),
        Index("ix_hook_events_due", "due_at", postgresql_where=sql("state = 'due'")),
        Index("ix_hook_events_hook_id", "hook_id", "id"),
    )
