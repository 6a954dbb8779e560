"""Webhook bodies as Meta sends them, for tests: compact JSON, non-ASCII escaped, signed over the bytes."""

import hashlib
import hmac
import itertools
import json
import time
from typing import Any

from tests.conftest import APP_SECRET, NUMBER_ID

_ids = itertools.count(1)
METADATA = {"display_phone_number": "4930123456", "phone_number_id": NUMBER_ID}


def wamid() -> str:
    return f"wamid.TEST{next(_ids):08d}"


def text_message(text: str, phone: str = "4915100000001", **changes: Any) -> dict[str, Any]:
    message = {
        "from": phone,
        "id": wamid(),
        "timestamp": str(int(time.time())),
        "type": "text",
        "text": {"body": text},
    }
    return {**message, **changes}


def status(callback_id: str | None, state: str, of: str, **changes: Any) -> dict[str, Any]:
    report = {"id": of, "status": state, "timestamp": str(int(time.time())), "recipient_id": "4915100000001"}
    if callback_id:
        report["biz_opaque_callback_data"] = callback_id
    return {**report, **changes}


def envelope(
    *messages: dict[str, Any],
    statuses: list[dict[str, Any]] | None = None,
    names: dict[str, str] | None = None,
    number_id: str = NUMBER_ID,
) -> dict[str, Any]:
    value: dict[str, Any] = {
        "messaging_product": "whatsapp",
        "metadata": {"display_phone_number": "4930123456", "phone_number_id": number_id},
    }
    if names:
        value["contacts"] = [{"profile": {"name": name}, "wa_id": phone} for phone, name in names.items()]
    if messages:
        value["messages"] = list(messages)
    if statuses:
        value["statuses"] = statuses
    change = {"field": "messages", "value": value}
    return {"object": "whatsapp_business_account", "entry": [{"id": "102290129340398", "changes": [change]}]}


def encode(webhook: Any) -> bytes:
    return json.dumps(webhook, separators=(",", ":")).replace("/", "\\/").encode()


def sign(body: bytes, secret: str = APP_SECRET) -> str:
    return "sha256=" + hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()


def message(kind: str, content: Any = None, **changes: Any) -> dict[str, Any]:
    """A customer's message of any type; `content` is the object that Meta names after it."""
    base = {key: value for key, value in text_message("").items() if key != "text"}
    return {**base, "type": kind, **({} if content is None else {kind: content}), **changes}


def change(field: str, **value: Any) -> dict[str, Any]:
    """A webhook of any field."""
    changes = [{"field": field, "value": {"messaging_product": "whatsapp", "metadata": METADATA, **value}}]
    return {"object": "whatsapp_business_account", "entry": [{"id": "102290129340398", "changes": changes}]}


def echo(text: str, to: str = "4915100000001", **changes: Any) -> dict[str, Any]:
    """What the owner wrote from the business's phone."""
    body = {key: value for key, value in text_message(text).items() if key != "from"}
    return {**body, "from": "4930123456", "to": to, **changes}
