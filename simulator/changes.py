"""What changes about a customer, and the system messages that tell of it."""

import secrets
from base64 import b64encode
from sqlite3 import Connection
from typing import Any

from simulator import customers, identifiers
from simulator.compose import Draft
from simulator.customer_verbs import write
from simulator.customers import Customer
from simulator.given import Change
from simulator.messages import Message


def make(connection: Connection, business: str, person: Customer, wanted: Change, now: float) -> list[Message]:
    """What is wanted, one after the other, and the messages that tell of it. Raises customers.TakenError."""
    told = []
    if wanted.number is not None:
        told.append(number(connection, business, person, wanted.number, now))
    if wanted.user_id:
        told.append(user_id(connection, business, customers.by_id(connection, person.id), now))
    if wanted.identity:
        told.append(identity(connection, business, customers.by_id(connection, person.id), now))
    if wanted.hides_number is not None:
        hides_number(connection, person, wanted.hides_number)
    return told


def number(connection: Connection, business: str, person: Customer, wa_id: str, now: float) -> Message:
    """A new phone number. Told from the old one. Raises customers.TakenError."""
    told = {
        "body": f"User {person.name} changed from {person.wa_id} to {wa_id}",
        "wa_id": wa_id,
        "type": "user_changed_number",
    }
    customers.change(connection, person, wa_id=wa_id)
    return _tell(connection, business, person, told, now)


def user_id(connection: Connection, business: str, person: Customer, now: float) -> Message:
    """A new business-scoped user id. The old one stands in the body only."""
    new = identifiers.user_id(person.wa_id)
    told = {
        "body": f"User {person.name} changed from {person.user_id} to {new}",
        "user_id": new,
        "type": "user_changed_user_id",
    }
    changed = customers.change(connection, person, user_id=new)
    return _tell(connection, business, changed, told, now)


def identity(connection: Connection, business: str, person: Customer, now: float) -> Message:
    """The security code changed, as with a new phone."""
    key = b64encode(secrets.token_bytes(18)).decode()
    told = {
        "body": f"User {person.name} has a new security code",
        "type": "customer_identity_changed",
        "identity": {"acknowledged": False, "created_timestamp": str(int(now)), "hash": key},
    }
    changed = customers.change(connection, person, identity_hash=key)
    return _tell(connection, business, changed, told, now)


def hides_number(connection: Connection, person: Customer, hides: bool) -> Customer:
    """Nothing is told; from now on the number is missing. Only a username allows to hide it."""
    username = person.username or (customers.username_of(person.name) if hides else None)
    return customers.change(connection, person, hides_number=int(hides), username=username)


def _tell(connection: Connection, business: str, person: Customer, told: dict[str, Any], now: float) -> Message:
    return write(connection, business, person, Draft(type="system", content=told), now)
