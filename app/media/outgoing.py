"""Pictures and documents that agents add to a reply."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO

from sqlalchemy.orm import Session

from app import settings
from app.media import store
from app.media.kinds import MEGABYTE, MOST_BYTES, safe_name, type_of
from app.tables import Conversation, Media, Person

SIGNATURE_BYTES = 64


class AttachmentError(Exception):
    """The file cannot be sent; the message is a key of the dashboard's texts, `most` the limit in MB if one holds."""

    def __init__(self, key: str, most: int | None = None) -> None:
        super().__init__(key)
        self.most = most


def attach(session: Session, conversation: Conversation, person: Person, name: str, data: IO[bytes]) -> Media:
    """Keep a file that an agent wants to send in this conversation.

    Raises AttachmentError with `attachment_empty`, `attachment_type` or `attachment_size`.
    """
    start = data.read(SIGNATURE_BYTES)
    if not start:
        raise AttachmentError("attachment_empty")
    found = type_of(start, name)
    if found is None:
        raise AttachmentError("attachment_type")
    most = min(MOST_BYTES[found.kind] // MEGABYTE, settings.load().media_most_mb)
    size = data.seek(0, 2)
    if size > most * MEGABYTE:
        raise AttachmentError("attachment_size", most)
    place = store.current_place()
    medium = Media(
        inbox_id=conversation.inbox_id,
        kind=found.kind,
        mime_type=found.mime_type,
        filename=safe_name(name),
        size=size,
        state="stored",
        place=place,
        person_id=person.id,
    )
    session.add(medium)
    session.flush()
    data.seek(0)
    store.at(place).write(session, medium.id, data)
    return medium


@contextmanager
def opened(session: Session, medium: Media) -> Iterator[IO[bytes]]:
    """The bytes as a file to read from; larger ones lie on the disk meanwhile."""
    with tempfile.SpooledTemporaryFile(max_size=MEGABYTE) as file:
        for piece in store.read(session, medium):
            file.write(piece)
        file.seek(0)
        yield file
