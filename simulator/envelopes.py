"""Webhook envelopes as the Cloud API documents them. Pure."""

from typing import Any

from simulator.customers import Customer
from simulator.messages import Message

ACCOUNT_ID = "204817365520931"  # the WhatsApp Business Account; invented
DISPLAY_NUMBER = "493023125042"  # invented
VERIFIED_NAME = "Lotse Simulator"


def envelope(values: list[dict[str, Any]], field: str = "messages") -> dict[str, Any]:
    """One delivery with a change for each value."""
    changes = [{"value": value, "field": field} for value in values]
    return {"object": "whatsapp_business_account", "entry": [{"id": ACCOUNT_ID, "changes": changes}]}


def status_value(phone_number_id: str, customer: Customer, message: Message, status: str, at: float) -> dict[str, Any]:
    """What became of a message of the business: sent, delivered or read, at that time."""
    body: dict[str, Any] = {
        "id": message.wamid,
        "status": status,
        "timestamp": str(int(at)),
        **known(recipient_id=customer.shown_number),
        "recipient_user_id": customer.user_id,
        **known(biz_opaque_callback_data=message.opaque),
    }
    if status in ("sent", "delivered"):
        body["pricing"] = _pricing(message)
    return {**head(phone_number_id), "contacts": [contact(customer)], "statuses": [body]}


def head(phone_number_id: str) -> dict[str, Any]:
    metadata = {"display_phone_number": DISPLAY_NUMBER, "phone_number_id": phone_number_id}
    return {"messaging_product": "whatsapp", "metadata": metadata}


def contact(customer: Customer) -> dict[str, Any]:
    profile = {"name": customer.name, **known(username=customer.username)}
    return {"profile": profile, **known(wa_id=customer.shown_number), "user_id": customer.user_id}


def _pricing(message: Message) -> dict[str, Any]:
    billable = message.price == "regular"
    return {"billable": billable, "pricing_model": "PMP", "type": message.price, "category": "service"}


def known(**fields: str | None) -> dict[str, str]:
    """Meta leaves out what it does not tell; it sends no null."""
    return {name: value for name, value in fields.items() if value is not None}
