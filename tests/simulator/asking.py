"""What several tests of the business's side do."""

from typing import Any

import httpx2

from tests.simulator.conftest import ANNA, NUMBER_ID, TOKEN, Business, Meta, until

BEARER = {"Authorization": f"Bearer {TOKEN}"}


def request(kind: str, content: Any, **more: Any) -> dict[str, Any]:
    return {"messaging_product": "whatsapp", "to": ANNA, "type": kind, kind: content, **more}


def send(meta: Meta, kind: str, content: Any, **more: Any) -> str:
    """Sends it and returns the wamid."""
    answer = meta.graph(request(kind, content, **more)).raise_for_status()
    return str(answer.json()["messages"][0]["id"])


def code(answer: httpx2.Response) -> int:
    """0 for a request that was taken."""
    return 0 if answer.status_code == 200 else int(answer.json()["error"]["code"])


def details(answer: httpx2.Response) -> str:
    return str(answer.json()["error"]["error_data"]["details"])


def look_up(meta: Meta, object_id: str, **query: str) -> httpx2.Response:
    return meta.http.get(f"/v26.0/{object_id}", params=query, headers=BEARER)


def upload(meta: Meta, data: bytes, kind: str, number: str = NUMBER_ID, **form: str) -> httpx2.Response:
    fields = {"messaging_product": "whatsapp", "type": kind, **form}
    return meta.http.post(f"/v26.0/{number}/media", data=fields, files={"file": ("a.bin", data, kind)}, headers=BEARER)


def statuses_of(business: Business, wamid: str, *wanted: str) -> dict[str, dict[str, Any]]:
    """The statuses of a message by name, when all the wanted ones are there."""

    def told() -> dict[str, dict[str, Any]] | None:
        found = {status["status"]: status for status in business.statuses if status["id"] == wamid}
        return found if set(wanted) <= set(found) else None

    found: dict[str, dict[str, Any]] = until(told)
    return found
