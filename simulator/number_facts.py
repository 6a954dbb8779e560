"""What Graph tells of a business number. Pure."""

from typing import Any

from simulator.envelopes import VERIFIED_NAME
from simulator.error_codes import ANY, KINDS
from simulator.numbers import Number


def facts(number: Number, fields: str) -> dict[str, Any]:
    """Everything but the health, or the comma-separated fields that were asked for."""
    known = {
        "verified_name": VERIFIED_NAME,
        "code_verification_status": "VERIFIED",
        "display_phone_number": f"+{number.display[:2]} {number.display[2:4]} {number.display[4:]}",
        "quality_rating": "GREEN",
        "platform_type": "CLOUD_API",
        "throughput": {"level": "STANDARD"},
    }
    wanted = fields.split(",") if fields else list(known)
    told = {**known, "health_status": health(number)}
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
    return {"can_send_message": can_send, "entities": [entity]}
