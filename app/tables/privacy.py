"""What is remembered of what is no longer kept: who was erased, and what went by age in each night."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import Date, Identity, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.tables.base import Base


class Tombstone(Base):
    """An id of a contact who was erased, as a keyed hash: after a backup was restored they are erased again.

    `until` is the last moment at which the id was theirs; who goes by it later is somebody else, or they anew.
    """

    __tablename__ = "tombstones"
    id: Mapped[int] = mapped_column(Identity(), primary_key=True)
    mark: Mapped[str] = mapped_column(String(64))
    until: Mapped[datetime]
    erased_at: Mapped[datetime]
    __table_args__ = (UniqueConstraint("mark", "erased_at"),)


class Night(Base):
    """One round through all conversations, taking out what is too old; `reached` is the last one looked at."""

    __tablename__ = "nights"
    id: Mapped[int] = mapped_column(Identity(), primary_key=True)
    day: Mapped[date] = mapped_column(Date, unique=True)
    reached: Mapped[int] = mapped_column(server_default="0")
    removed: Mapped[dict[str, Any]] = mapped_column(server_default="{}")  # how many of what kind
    began_at: Mapped[datetime]
    done_at: Mapped[datetime | None]
