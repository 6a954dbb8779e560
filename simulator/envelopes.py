"""Webhook envelopes as the Cloud API documents them. Pure."""

from typing import Any

from simulator.customers import Customer
from simulator.numbers import Number

Json = dict[str, Any]

ACCOUNT_ID = "204817365520931"  # the WhatsApp Business Account; invented
DISPLAY_NUMBER = "493023125042"  # the first number's; invented
VERIFIED_NAME = "Lotse Simulator"


def change(field: str, value: Json) -> Json:
    return {"value": value, "field": field}


def envelope(entries: list[list[Json]], now: float) -> Json:
    """One delivery: the changes of each entry. Entries about the account itself say when, in seconds."""
    return {"object": "whatsapp_business_account", "entry": [_entry(changes, now) for changes in entries]}


def _entry(changes: list[Json], now: float) -> Json:
    of_the_account = any("metadata" not in told["value"] for told in changes)
    return {"id": ACCOUNT_ID, **({"time": int(now)} if of_the_account else {}), "changes": changes}


def head(number: Number) -> Json:
    metadata = {"display_phone_number": number.display, "phone_number_id": number.id}
    return {"messaging_product": "whatsapp", "metadata": metadata}


def contact(customer: Customer) -> Json:
    profile = {"name": customer.name, **known(username=customer.username)}
    return {"profile": profile, **known(wa_id=customer.shown_number), "user_id": customer.user_id}


def known(**fields: str | None) -> dict[str, str]:
    """Meta leaves out what it does not tell; it sends no null."""
    return {name: value for name, value in fields.items() if value is not None}
