"""The files that messages carry, each under Meta's kind of id."""

import hashlib
import secrets
from base64 import b64encode
from dataclasses import dataclass
from sqlite3 import Connection

DAY = 24 * 3600.0
INBOUND_LIVES = 7 * DAY  # since 9 October 2025
UPLOADED_LIVES = 30 * DAY
URL_LIVES = 300.0


@dataclass(frozen=True)
class Media:
    """`sha256` is base64, as in webhooks; times are seconds since 1970."""

    id: str
    number: str
    mime_type: str
    sha256: str
    file_name: str | None
    voice: int
    bytes: bytes
    created_at: float
    expires_at: float
    inbound: int


def put(
    connection: Connection,
    number: str,
    data: bytes,
    mime_type: str,
    file_name: str | None,
    voice: bool,
    inbound: bool,
    now: float,
) -> str:
    """Keeps a file of the business number and returns its id."""
    media_id = str(secrets.randbelow(9 * 10**15) + 10**15)
    digest = b64encode(hashlib.sha256(data).digest()).decode()
    expires_at = now + (INBOUND_LIVES if inbound else UPLOADED_LIVES)
    connection.execute(
        "INSERT INTO media (id, number, mime_type, sha256, file_name, voice, bytes, created_at, expires_at, inbound) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (media_id, number, mime_type, digest, file_name, int(voice), data, now, expires_at, int(inbound)),
    )
    return media_id


def find(connection: Connection, media_id: str) -> Media | None:
    """Also when its id has expired: the customer's phone still has the file."""
    row = connection.execute("SELECT * FROM media WHERE id = ?", (media_id,)).fetchone()
    return Media(**row) if row else None


def usable(connection: Connection, number: str, media_id: str, now: float) -> Media | None:
    """What the business number can still use by this id."""
    found = find(connection, media_id)
    return found if found and found.number == number and now < found.expires_at else None


def hand_over(connection: Connection, media_id: str, number: str) -> None:
    """A customer's file belongs to the business number that it is sent to."""
    connection.execute("UPDATE media SET number = ? WHERE id = ? AND inbound", (number, media_id))


def make_url_token(connection: Connection, media_id: str, now: float) -> str:
    """The last part of an address that serves the file for five minutes."""
    token = secrets.token_urlsafe(24)
    connection.execute("DELETE FROM media_urls WHERE expires_at < ?", (now - DAY,))
    connection.execute(
        "INSERT INTO media_urls (token, media_id, expires_at) VALUES (?, ?, ?)", (token, media_id, now + URL_LIVES)
    )
    return token


def behind_url(connection: Connection, token: str, now: float) -> Media | None:
    """The file, while the address and the id behind it last."""
    row = connection.execute(
        "SELECT media_id FROM media_urls WHERE token = ? AND expires_at > ?", (token, now)
    ).fetchone()
    found = find(connection, row["media_id"]) if row else None
    return found if found and now < found.expires_at else None


def expire(connection: Connection, media_id: str, now: float) -> None:
    """The business deletes it: its id ends, the phone that has it keeps it."""
    connection.execute("UPDATE media SET expires_at = min(expires_at, ?) WHERE id = ?", (now, media_id))
