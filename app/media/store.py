"""Where the bytes of media are kept: in PostgreSQL, or in an S3-compatible store, by setting.

Each medium remembers where its bytes are, so that changing the setting loses nothing.
"""

from collections.abc import Iterator
from functools import lru_cache
from typing import IO, Protocol

from sqlalchemy import delete, insert, select
from sqlalchemy.orm import Session

from app import settings
from app.tables import Media, MediaChunk

CHUNK = 1024 * 1024


class Store(Protocol):
    def write(self, session: Session, media_id: int, data: IO[bytes]) -> None: ...
    def read(self, session: Session, media_id: int, start: int, end: int) -> Iterator[bytes]: ...
    def delete(self, session: Session, media_id: int) -> None: ...


class PostgresStore:
    """In pieces of a mebibyte, so that no process ever holds a whole file."""

    def write(self, session: Session, media_id: int, data: IO[bytes]) -> None:
        """Replaces what was there."""
        self.delete(session, media_id)
        for number, piece in enumerate(iter(lambda: data.read(CHUNK), b"")):
            session.execute(insert(MediaChunk).values(media_id=media_id, number=number, data=piece))

    def read(self, session: Session, media_id: int, start: int, end: int) -> Iterator[bytes]:
        """The bytes from `start` up to, not including, `end`."""
        for number in range(start // CHUNK, -(-end // CHUNK)):
            piece = select(MediaChunk.data).where(MediaChunk.media_id == media_id, MediaChunk.number == number)
            first = number * CHUNK
            yield session.execute(piece).scalar_one()[max(start - first, 0) : end - first]

    def delete(self, session: Session, media_id: int) -> None:
        session.execute(delete(MediaChunk).where(MediaChunk.media_id == media_id))


class ObjectStore:
    """An S3-compatible store, one object a medium."""

    def __init__(self, current: settings.Settings) -> None:
        from obstore.store import S3Store  # 4 MB of each process, which most need never

        secret = current.s3_secret_access_key
        plain = bool(current.s3_endpoint and current.s3_endpoint.startswith("http://"))
        self._s3 = S3Store(
            current.s3_bucket,
            prefix=current.s3_prefix or None,
            endpoint=current.s3_endpoint,
            region=current.s3_region,
            access_key_id=current.s3_access_key_id,
            secret_access_key=secret.get_secret_value() if secret else None,
            client_options={"allow_http": plain, "timeout": "30s", "connect_timeout": "5s"},
            retry_config={"max_retries": 2},
        )

    def write(self, session: Session, media_id: int, data: IO[bytes]) -> None:
        self._s3.put(_path(media_id), data)

    def read(self, session: Session, media_id: int, start: int, end: int) -> Iterator[bytes]:
        for first in range(start, end, CHUNK):
            yield bytes(self._s3.get_range(_path(media_id), start=first, end=min(first + CHUNK, end)))

    def delete(self, session: Session, media_id: int) -> None:
        self._s3.delete(_path(media_id))


def _path(media_id: int) -> str:
    return f"media/{media_id}"


@lru_cache(maxsize=2)
def at(place: str) -> Store:
    """The store of that name: postgres or s3."""
    return ObjectStore(settings.load()) if place == "s3" else PostgresStore()


def current_place() -> str:
    """Where new media are kept."""
    return settings.load().media_store


def read(session: Session, medium: Media, start: int = 0, end: int | None = None) -> Iterator[bytes]:
    """The bytes of a stored medium."""
    size = medium.size or 0
    return at(medium.place or "postgres").read(session, medium.id, start, size if end is None else end)


def forget(session: Session, medium: Media) -> None:
    if medium.place:
        at(medium.place).delete(session, medium.id)
