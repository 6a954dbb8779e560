"""The business's numbers, each with its own token and app secret, and whether Meta has stopped it."""

import secrets
from dataclasses import dataclass, field
from sqlite3 import Connection, IntegrityError

from simulator.identifiers import calling_code


@dataclass(frozen=True)
class Number:
    """`stop_code`: the Graph error that every send gets; `access_token` is None when it was revoked."""

    id: str
    display: str
    app_secret: str = field(repr=False)
    access_token: str | None = field(repr=False)
    stop_code: int | None = None
    stop_reason: str | None = None

    @property
    def country(self) -> str:
        return calling_code(self.display)


class TakenNumberError(Exception):
    """There is a business number with this id already."""


class UnknownNumberError(Exception):
    """There is no business number with this id."""


def add(connection: Connection, number_id: str, display: str, token: str | None, secret: str | None) -> Number:
    """A new number; token and secret are made up when there are none. Raises TakenNumberError."""
    made_up = (token or f"EAA{secrets.token_urlsafe(48)}", secret or secrets.token_hex(16))
    try:
        connection.execute(
            "INSERT INTO numbers (id, display, access_token, app_secret) VALUES (?, ?, ?, ?)",
            (number_id, display, *made_up),
        )
    except IntegrityError as error:
        raise TakenNumberError(f"There is a business number with the id {number_id} already.") from error
    return get(connection, number_id)


def settle_first(connection: Connection, number_id: str, display: str, token: str, secret: str) -> None:
    """The number of the settings; a token that was changed or revoked here counts until the next start only."""
    connection.execute(
        "INSERT INTO numbers (id, display, access_token, app_secret) VALUES (?, ?, ?, ?) "
        "ON CONFLICT (id) DO UPDATE SET access_token = excluded.access_token, app_secret = excluded.app_secret",
        (number_id, display, token, secret),
    )


def find(connection: Connection, number_id: str) -> Number | None:
    row = connection.execute("SELECT * FROM numbers WHERE id = ?", (number_id,)).fetchone()
    return Number(**row) if row else None


def get(connection: Connection, number_id: str) -> Number:
    """Like find. Raises UnknownNumberError."""
    if number := find(connection, number_id):
        return number
    raise UnknownNumberError(f"There is no business number with the id {number_id}.")


def everyone(connection: Connection) -> list[Number]:
    return [Number(**row) for row in connection.execute("SELECT * FROM numbers ORDER BY rowid")]


def set_token(connection: Connection, number_id: str, token: str | None) -> None:
    """None revokes it. Raises UnknownNumberError."""
    get(connection, number_id)
    connection.execute("UPDATE numbers SET access_token = ? WHERE id = ?", (token, number_id))


def stop(connection: Connection, number_id: str | None, code: int | None, reason: str | None) -> None:
    """Stops one number or, without an id, all of them; without a code they may send again."""
    connection.execute(
        "UPDATE numbers SET stop_code = ?, stop_reason = ? WHERE ? IN (id, '')", (code, reason, number_id or "")
    )
