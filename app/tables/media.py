"""Pictures, recordings and files, and their bytes."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Identity, Index, String, func
from sqlalchemy import text as sql
from sqlalchemy.orm import Mapped, mapped_column

from app.tables.base import Base, one_of

MEDIA_STATES = ("due", "stored", "failed", "gone")


class Media(Base):
    """A picture, recording or file: of a customer's message, fetched from Meta; or of an agent's, sent there."""

    __tablename__ = "media"
    id: Mapped[int] = mapped_column(Identity(), primary_key=True)
    inbox_id: Mapped[int] = mapped_column(ForeignKey("inboxes.id"))
    message_id: Mapped[int | None] = mapped_column(ForeignKey("messages.id"), index=True)  # None while being composed
    kind: Mapped[str] = mapped_column(String(16))  # image, video, audio, document, sticker
    meta_id: Mapped[str | None] = mapped_column(String(255))  # inbound: where to fetch it; outbound: once uploaded
    meta_id_until: Mapped[datetime | None]  # when Meta forgets that id
    mime_type: Mapped[str | None] = mapped_column(String(128))
    filename: Mapped[str | None] = mapped_column(String(255))
    sha256: Mapped[str | None] = mapped_column(String(64))  # in base64, as Meta gives it
    size: Mapped[int | None]  # bytes
    state: Mapped[str] = mapped_column(String(16))
    error: Mapped[str | None] = mapped_column(String(64))  # a key of the dashboard's texts
    place: Mapped[str | None] = mapped_column(String(8))  # where the bytes are: postgres or s3
    person_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))  # who added it to a reply
    created_at: Mapped[datetime] = mapped_column(server_default=func.now())
    attempts: Mapped[int] = mapped_column(server_default="0")
    due_at: Mapped[datetime | None]
    claimed_until: Mapped[datetime | None]
    claim: Mapped[UUID | None]
    __table_args__ = (
        CheckConstraint(one_of("state", MEDIA_STATES), name="state"),
        Index("ix_media_due", "due_at", postgresql_where=sql("state = 'due'")),
    )


class MediaChunk(Base):
    """A piece of a medium's bytes, so that no process ever holds a whole file."""

    __tablename__ = "media_chunks"
    media_id: Mapped[int] = mapped_column(ForeignKey("media.id", ondelete="CASCADE"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    data: Mapped[bytes]
