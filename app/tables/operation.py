"""What keeps Lotse going: deliveries, what waits for its message, notices, the ledger's check, the switches; and how
things stood, which nothing else remembers."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ARRAY, BigInteger, CheckConstraint, ForeignKey, Identity, Index, String, UniqueConstraint, func
from sqlalchemy import text as sql
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from app.tables.base import Base


class Delivery(Base):
    """One webhook POST as it came, and what became of it."""

    __tablename__ = "deliveries"
    id: Mapped[int] = mapped_column(Identity(), primary_key=True)
    body: Mapped[bytes]
    signed_by: Mapped[int | None] = mapped_column(ForeignKey("inboxes.id"))  # whose own secret; else the environment's
    received_at: Mapped[datetime] = mapped_column(server_default=func.now())
    stored_at: Mapped[datetime] = mapped_column(server_default=func.now())
    taken_in_at: Mapped[datetime | None]
    set_aside_at: Mapped[datetime | None]
    error: Mapped[str | None]
    attempts: Mapped[int] = mapped_column(server_default="0")
    claimed_until: Mapped[datetime | None]
    claim: Mapped[UUID | None]
    __table_args__ = (
        Index("ix_deliveries_due", "id", postgresql_where=sql("taken_in_at IS NULL AND set_aside_at IS NULL")),
        Index("ix_deliveries_set_aside", "id", postgresql_where=sql("set_aside_at IS NOT NULL")),
    )


class ParkedStatus(Base):
    """A status that came before the message it speaks of was known."""

    __tablename__ = "parked_statuses"
    id: Mapped[int] = mapped_column(Identity(), primary_key=True)
    inbox_id: Mapped[int] = mapped_column(ForeignKey("inboxes.id"))
    wamid: Mapped[str] = mapped_column(String(255))
    status: Mapped[str] = mapped_column(String(16))
    error_code: Mapped[int | None]
    error: Mapped[str | None]
    pricing: Mapped[dict[str, Any] | None] = mapped_column(JSONB(none_as_null=True))
    reported_at: Mapped[datetime | None]  # WhatsApp's time
    received_at: Mapped[datetime] = mapped_column(server_default=func.now())
    __table_args__ = (UniqueConstraint("inbox_id", "wamid", "status"),)


class Notice(Base):
    """What Meta says of the account, a number, a template or a contact's wishes, for supervisors to read."""

    __tablename__ = "notices"
    id: Mapped[int] = mapped_column(Identity(), primary_key=True)
    inbox_id: Mapped[int | None] = mapped_column(ForeignKey("inboxes.id"))
    contact_id: Mapped[int | None] = mapped_column(ForeignKey("contacts.id"), index=True)
    field: Mapped[str] = mapped_column(String(64))  # Meta's webhook field, or "error"
    event: Mapped[str | None] = mapped_column(String(64))  # what happened, such as ACCOUNT_RESTRICTION
    grave: Mapped[bool] = mapped_column(server_default="false")
    detail: Mapped[dict[str, Any]] = mapped_column(server_default="{}")  # names and short texts
    key: Mapped[str] = mapped_column(String(64), unique=True)  # the same for a redelivery
    happened_at: Mapped[datetime]
    received_at: Mapped[datetime] = mapped_column(server_default=func.now())
    seen_at: Mapped[datetime | None]
    seen_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    __table_args__ = (Index("ix_notices_unseen", "id", postgresql_where=sql("seen_at IS NULL")),)


class LedgerCheck(Base):
    """When the ledger was last checked, and which messages were unexplained then. The only row is made on migrating."""

    __tablename__ = "ledger_checks"
    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    checked_at: Mapped[datetime]
    unexplained: Mapped[list[int]] = mapped_column(ARRAY(BigInteger), server_default="{}")
    __table_args__ = (CheckConstraint("id = 1", name="one_row"),)


class Switches(Base):
    """What keeps Lotse from answering by itself: a supervisor's pause, and a spent budget. See app/pausing.py."""

    __tablename__ = "switches"
    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    paused_at: Mapped[datetime | None]
    paused_reason: Mapped[str | None]
    paused_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    budget_spent_for: Mapped[str | None] = mapped_column(String(7))  # the month, such as 2026-11
    __table_args__ = (
        CheckConstraint("id = 1", name="one_row"),
        CheckConstraint(
            "paused_at IS NULL OR (paused_reason IS NOT NULL AND paused_by_id IS NOT NULL)", name="pause_is_explained"
        ),
    )


class Stood(Base):
    """How things stood at a quarter of an hour, to tell later what is usual: see `app/figures/stood.py`.

    `oldest_seconds`: business hours of the longest wait, None when nobody waited; `loads`: the conversations that each
    person had who was there or had any, by their ids.
    """

    __tablename__ = "stood"
    at: Mapped[datetime] = mapped_column(primary_key=True)
    waiting: Mapped[int]
    oldest_seconds: Mapped[int | None]
    loads: Mapped[dict[str, Any]]
