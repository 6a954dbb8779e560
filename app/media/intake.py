"""Media of customers' messages: noted when they arrive, forgotten with their message."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.media import store
from app.tables import Media, Message

META_KEEPS = timedelta(days=7)  # Meta's Cloud API, media: an inbound media id


def expect(
    session: Session,
    message: Message,
    kind: str,
    content: dict[str, Any],
    meta_id: str | None,
    sha256: str | None,
    now: datetime,
) -> None:
    """Note a medium to be fetched; one without an id cannot be."""
    session.add(
        Media(
            inbox_id=message.inbox_id,
            message_id=message.id,
            kind=kind,
            meta_id=meta_id,
            meta_id_until=message.written_at + META_KEEPS,
            mime_type=content.get("mime_type"),
            filename=content.get("filename"),
            sha256=sha256,
            state="due" if meta_id else "failed",
            error=None if meta_id else "not_found",
            due_at=now if meta_id else None,
        )
    )


def forget(session: Session, message_id: int) -> None:
    """Delete the medium of this message with its bytes."""
    for medium in session.scalars(select(Media).where(Media.message_id == message_id).with_for_update()):
        store.forget(session, medium)
        session.delete(medium)
    session.flush()
