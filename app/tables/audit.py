"""Who did what to whom and when: lines that are written and never changed."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Identity, Index
from sqlalchemy.orm import Mapped, mapped_column

from app.tables.base import Base


class AuditLine(Base):
    """`person_id` is None for what nobody signed in did. PostgreSQL refuses to change or delete lines (a trigger), so
    nothing stands in them that a customer wrote or is called: they are kept when a contact is erased."""

    __tablename__ = "audit_lines"
    id: Mapped[int] = mapped_column(Identity(), primary_key=True)
    at: Mapped[datetime]
    person_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    action: Mapped[str]
    subject: Mapped[str | None]  # what kind of thing it was done to
    subject_id: Mapped[int | None]
    detail: Mapped[dict[str, Any] | None]

    __table_args__ = (Index("ix_audit_lines_subject", "subject", "subject_id"),)
