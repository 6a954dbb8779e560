"""The people with the phones."""

import secrets
import sqlite3
from dataclasses import dataclass
from typing import Any

from simulator import identifiers

STARTERS = [
    ("Anna", "491713920011", "de"),
    ("Mehmet", "491713920022", "de"),
    ("Emily", "447700900123", "en"),
    ("Urs", "41790000044", "de"),
]


@dataclass(frozen=True)
class Customer:
    """`wa_id`: digits without "+". `typing_until`: the business types."""

    id: int
    wa_id: str | None
    user_id: str
    name: str
    language: str
    hides_number: int
    username: str | None
    identity_hash: str | None
    typing_until: float
    created_at: float

    @property
    def key(self) -> str:
        """What addresses call this customer."""
        return self.wa_id or self.user_id

    @property
    def shown_number(self) -> str | None:
        """What the business gets to see of the number."""
        return None if self.hides_number else self.wa_id


class TakenError(Exception):
    """There is a customer with this number already."""


class UnknownCustomerError(Exception):
    """No customer has this number or user id."""


def create(
    connection: sqlite3.Connection,
    wa_id: str | None,
    name: str,
    language: str,
    now: float,
    *,
    hides_number: bool = False,
    username: str | None = None,
) -> Customer:
    """A new customer; who hides the number gets a username. Raises TakenError when the number has one."""
    username = username or (username_of(name) if hides_number else None)
    try:
        connection.execute(
            "INSERT INTO customers (wa_id, user_id, name, language, created_at, hides_number, username) "
            "VALUES (?, ?, ?, ?, ?, ?, ?)",
            (wa_id, identifiers.user_id(wa_id), name, language, now, int(hides_number), username),
        )
    except sqlite3.IntegrityError as error:
        raise TakenError(f"There is a customer with the number {wa_id} already.") from error
    row = connection.execute("SELECT * FROM customers WHERE id = last_insert_rowid()").fetchone()
    return Customer(**row)


def change(connection: sqlite3.Connection, customer: Customer, **columns: Any) -> Customer:
    """The customer with other values in these columns. Raises TakenError when the number has somebody."""
    places = ", ".join(f"{name} = ?" for name in columns)
    try:
        connection.execute(f"UPDATE customers SET {places} WHERE id = ?", (*columns.values(), customer.id))  # noqa: S608
    except sqlite3.IntegrityError as error:
        raise TakenError("There is a customer with that number already.") from error
    return by_id(connection, customer.id)


def by_id(connection: sqlite3.Connection, customer_id: int) -> Customer:
    return Customer(**connection.execute("SELECT * FROM customers WHERE id = ?", (customer_id,)).fetchone())


def username_of(name: str) -> str:
    """What somebody of this name may have chosen."""
    bare = "".join(letter for letter in name.lower() if letter.isascii() and letter.isalnum())
    return f"{bare[:20] or 'jemand'}.{secrets.randbelow(900) + 100}"


def everyone(connection: sqlite3.Connection) -> list[Customer]:
    return [Customer(**row) for row in connection.execute("SELECT * FROM customers ORDER BY id")]


def find(connection: sqlite3.Connection, key: str) -> Customer | None:
    """By number or by business-scoped user id."""
    return find_by_number(connection, key) or find_by_user_id(connection, key)


def find_by_number(connection: sqlite3.Connection, number: str) -> Customer | None:
    """With or without "+", spaces and dashes."""
    row = connection.execute("SELECT * FROM customers WHERE wa_id = ?", (digits(number),)).fetchone()
    return Customer(**row) if row else None


def find_by_user_id(connection: sqlite3.Connection, user_id: str) -> Customer | None:
    row = connection.execute("SELECT * FROM customers WHERE user_id = ?", (user_id,)).fetchone()
    return Customer(**row) if row else None


def digits(number: str) -> str | None:
    """The bare digits of a written number, None when it holds anything that no number holds."""
    bare = number.translate(str.maketrans("", "", "+ -()."))
    return bare if bare.isascii() and bare.isdigit() else None


def starters(connection: sqlite3.Connection, now: float) -> None:
    """A few people to begin with, so that the phone is not empty."""
    if connection.execute("SELECT 1 FROM customers LIMIT 1").fetchone():
        return
    for name, wa_id, language in STARTERS:
        create(connection, wa_id, name, language, now)
