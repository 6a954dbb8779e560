"""What several tests of the customers' side do."""

from typing import Any

from tests.simulator.conftest import ANNA, Business, Meta, until


def received(business: Business, wamid: str) -> dict[str, Any]:
    """The webhook value in which the message with this id arrived."""

    def arrived() -> dict[str, Any] | None:
        for value in business.values:
            items = [*value.get("messages", []), *value.get("message_echoes", [])]
            if any(item["id"] == wamid for item in items):
                return value
        return None

    value: dict[str, Any] = until(arrived)
    return value


def write(meta: Meta, key: str = ANNA, **body: Any) -> str:
    return str(meta.post(f"/api/customers/{key}/messages", body)["wamid"])


def echo(meta: Meta, key: str = ANNA, **body: Any) -> str:
    return str(meta.post("/api/echoes", {"key": key, **body})["wamid"])


def arrive(meta: Meta, business: Business, key: str = ANNA, **body: Any) -> tuple[dict[str, Any], dict[str, Any]]:
    """Writes a message; returns the value and the message in it as the business got them."""
    value = received(business, write(meta, key, **body))
    return value, value["messages"][0]


def bubble(meta: Meta, wamid: str, key: str = ANNA) -> dict[str, Any]:
    return next(message for message in meta.chat(key) if message["wamid"] == wamid)
