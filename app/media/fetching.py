"""Fetching media: what is due is claimed, fetched side by side, checked and stored."""

import hashlib
import tempfile
import time
from base64 import b64encode
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import IO, Any, Protocol
from uuid import UUID

import structlog
from sqlalchemy import func, update
from sqlalchemy.orm import Session, sessionmaker

from app import claims, clock, settings, tokens
from app.media import store
from app.media.client import MediaError
from app.media.kinds import MEGABYTE, MOST_BYTES
from app.tables import Inbox, Media

SIDE_BY_SIDE = 4
FIRST_PAUSE, LONGEST_PAUSE = timedelta(seconds=5), timedelta(hours=6)
HOLDS_EVERY = 10.0  # seconds; a worker that dies holds its medium up no longer than the lease
IN_MEMORY = MEGABYTE  # a larger file goes through a temporary one

log = structlog.get_logger(__name__)


class Client(Protocol):
    def url_of(self, meta_id: str, phone_number_id: str, token: str | None) -> str: ...
    def download(self, url: str, token: str | None) -> AbstractContextManager[Iterator[bytes]]: ...


@dataclass(frozen=True, slots=True)
class Order:
    """All that a fetch needs, read before it, so that no transaction stays open while the network is slow."""

    media_id: int
    claim: UUID
    attempts: int
    kind: str
    meta_id: str
    sha256: str | None
    phone_number_id: str
    token: str | None
    until: datetime | None


def fetch_due(sessions: sessionmaker[Session], client: Client, pool: ThreadPoolExecutor) -> int:
    """Fetch a batch of media; returns how many were claimed, 0 when none was due."""
    with sessions.begin() as session:
        orders = [_order(session, *item) for item in claims.media(session, SIDE_BY_SIDE, clock.now(session))]
    for _ in pool.map(lambda order: _fetch(sessions, client, order), orders):
        pass
    return len(orders)


def _order(session: Session, media_id: int, attempts: int, claim: UUID) -> Order:
    medium = session.get_one(Media, media_id)
    inbox = session.get_one(Inbox, medium.inbox_id)
    return Order(
        media_id=media_id,
        claim=claim,
        attempts=attempts,
        kind=medium.kind,
        meta_id=medium.meta_id or "",
        sha256=medium.sha256,
        phone_number_id=inbox.phone_number_id,
        token=tokens.token(inbox),
        until=medium.meta_id_until,
    )


def _fetch(sessions: sessionmaker[Session], client: Client, order: Order) -> None:
    with tempfile.SpooledTemporaryFile(max_size=IN_MEMORY) as file:
        try:
            size = _download_renewed(sessions, client, order, file)
            with sessions.begin() as session:
                _keep(session, order, file, size)
            log.info("media_stored", media_id=order.media_id, bytes=size)
        except MediaError as error:
            log.warning("media_not_fetched", media_id=order.media_id, why=str(error), attempt=order.attempts)
            with sessions.begin() as session:
                _note_failure(session, order, error, clock.now(session))
        except Exception as error:
            log.exception("media_failed", media_id=order.media_id, attempt=order.attempts)
            with sessions.begin() as session:
                _note_failure(session, order, MediaError(type(error).__name__[:64]), clock.now(session))


def _download_renewed(sessions: sessionmaker[Session], client: Client, order: Order, file: IO[bytes]) -> int:
    """The bytes into the file; their number. An address that has run out, or whose bytes are wrong, is renewed once."""
    try:
        return _download(sessions, client, order, file)
    except MediaError as error:
        if not error.renew:
            raise
    file.seek(0)
    file.truncate()
    return _download(sessions, client, order, file)


def _download(sessions: sessionmaker[Session], client: Client, order: Order, file: IO[bytes]) -> int:
    url = client.url_of(order.meta_id, order.phone_number_id, order.token)
    held_since = _hold(sessions, order)
    most = min(MOST_BYTES.get(order.kind, MEGABYTE), settings.load().media_most_mb * MEGABYTE)
    digest, size = hashlib.sha256(), 0
    with client.download(url, order.token) as pieces:
        for piece in pieces:
            size += len(piece)
            if size > most:
                raise MediaError("too_large", again=False)
            digest.update(piece)
            file.write(piece)
            if time.monotonic() - held_since > HOLDS_EVERY:
                held_since = _hold(sessions, order)
    if order.sha256 and b64encode(digest.digest()).decode() != order.sha256:
        raise MediaError("wrong_checksum", renew=True)
    return size


def _hold(sessions: sessionmaker[Session], order: Order) -> float:
    """Claim the medium for longer; returns when, by time.monotonic(). A claim that was lost is noticed at the end."""
    with sessions.begin() as session:
        session.execute(_ours(order).values(claimed_until=func.now() + claims.MEDIA_LEASE))
    return time.monotonic()


def _ours(order: Order) -> Any:
    return update(Media).where(Media.id == order.media_id, Media.claim == order.claim, Media.state == "due")


def _keep(session: Session, order: Order, file: IO[bytes], size: int) -> None:
    """Store the bytes, unless somebody else has fetched them by now or the message was deleted."""
    place = store.current_place()
    stored = {"state": "stored", "size": size, "place": place, "error": None, "due_at": None}
    values = {**stored, "claim": None, "claimed_until": None}
    if session.execute(_ours(order).values(values).returning(Media.id)).scalar_one_or_none():
        file.seek(0)
        store.at(place).write(session, order.media_id, file)


def _note_failure(session: Session, order: Order, error: MediaError, now: datetime) -> None:
    """Try again with growing pauses while Meta still has it; then it is gone, or failed when trying cannot help."""
    due = now + min(FIRST_PAUSE * 4 ** min(order.attempts - 1, 8), LONGEST_PAUSE)
    values: dict[str, Any] = {"error": str(error), "claim": None, "claimed_until": func.now()}
    if not error.again:
        values |= {"state": "failed", "due_at": None}
    elif order.until and due > order.until:
        values |= {"state": "gone", "error": "expired", "due_at": None}
    else:
        values |= {"due_at": due}
    session.execute(_ours(order).values(values))


def try_again(session: Session, media_id: int, now: datetime) -> bool:
    """Somebody wants it fetched once more; false when Meta no longer has it or it is there."""
    retried = (
        update(Media)
        .where(Media.id == media_id, Media.state.in_(("failed", "due")), Media.meta_id.is_not(None))
        .where(Media.meta_id_until > now)
        .values(state="due", due_at=now, attempts=0)
    )
    return session.execute(retried.returning(Media.id)).scalar_one_or_none() is not None
