"""What Graph tells of a business number. Pure."""

from typing import Any

from simulator.envelopes import ACCOUNT_ID, VERIFIED_NAME
from simulator.error_codes import ANY, KINDS
from simulator.numbers import Number

APP_ID = "618293745510264"  # of the business's app at Meta; invented


def facts(number: Number, fields: str, webhook: str = "") -> dict[str, Any]:
    """Everything but the health and the webhook, or the comma-separated fields that were asked for."""
    known = {
        "verified_name": VERIFIED_NAME,
        "code_verification_status": "VERIFIED",
        "display_phone_number": f"+{number.display[:2]} {number.display[2:4]} {number.display[4:]}",
        "quality_rating": "GREEN",
        "platform_type": "CLOUD_API",
        "throughput": {"level": "STANDARD"},
    }
    wanted = fields.split(",") if fields else list(known)
    told = {**known, "health_status": health(number), "webhook_configuration": {"application": webhook}}
    return {**{name: told[name] for name in wanted if name in told}, "id": number.id}


def health(number: Number) -> dict[str, Any]:
    """Whether Meta lets the number send now."""
    can_send = "AVAILABLE" if number.stop_code is None else "BLOCKED"
    entity: dict[str, Any] = {"entity_type": "PHONE_NUMBER", "id": number.id, "can_send_message": can_send}
    if number.stop_code is not None:
        entity["errors"] = [
            {
                "error_code": number.stop_code,
                "error_description": number.stop_reason or KINDS.get(number.stop_code, ANY).title,
                "possible_solution": "Start the account again with POST /api/account.",
            }
        ]
    others = [
        {"entity_type": kind, "id": known, "can_send_message": "AVAILABLE"}
        for kind, known in (("WABA", ACCOUNT_ID), ("APP", APP_ID))
    ]
    return {"can_send_message": can_send, "entities": [entity, *others]}


def subscribed_apps() -> dict[str, Any]:
    """The account sends its webhooks to the one app that there is."""
    return {"data": [{"whatsapp_business_api_data": {"id": APP_ID, "name": VERIFIED_NAME, "link": ""}}]}
