"""The handshake with which Meta verifies a webhook address."""

import secrets
from typing import Any

import httpx2


def shake_hands(webhook: str, verify_token: str | None) -> dict[str, Any]:
    """Sends the verification GET and says what came back: ok, status, content_type, body, said.

    ok only for HTTP 200 with the bare challenge as the body.
    """
    if verify_token is None:
        return {"ok": False, "said": "WHATSAPP_VERIFY_TOKEN is not set, so there is no token to verify with."}
    challenge = str(secrets.randbelow(9 * 10**9) + 10**9)
    query = {"hub.mode": "subscribe", "hub.challenge": challenge, "hub.verify_token": verify_token}
    try:
        response = httpx2.get(httpx2.URL(webhook).copy_merge_params(query), timeout=10, trust_env=False)
    except httpx2.HTTPError as error:
        return {"ok": False, "said": f"{webhook} did not answer: {type(error).__name__}."}
    return {
        "ok": response.status_code == 200 and response.text == challenge,
        "status": response.status_code,
        "content_type": response.headers.get("Content-Type", ""),
        "body": response.text[:200],
        "said": _verdict(response.status_code, response.text == challenge),
    }


def _verdict(status: int, echoed: bool) -> str:
    if status != 200:
        return f"The webhook answered {status}; Meta takes only 200."
    return "The webhook is verified." if echoed else "The webhook answered 200, but not with the bare challenge."
