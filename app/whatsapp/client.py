"""Sending through Meta's Graph API. The only place that speaks HTTP to Meta."""

from typing import Any

import httpx2

from app.settings import Settings
from app.whatsapp.errors import RETRYABLE, InDoubt, NotSent, Refused, Result, Sent

CONNECT_SECONDS, ANSWER_SECONDS = 3.0, 12.0  # together well below the lease on a message that is being sent
CONNECTIONS = 64


class GraphClient:
    """Keeps its connections open; safe to use from several threads."""

    def __init__(self, settings: Settings) -> None:
        self._http = httpx2.Client(
            base_url=f"{settings.graph_url.rstrip('/')}/{settings.graph_version}/",
            headers={"Authorization": f"Bearer {settings.whatsapp_access_token.get_secret_value()}"},
            timeout=httpx2.Timeout(ANSWER_SECONDS, connect=CONNECT_SECONDS),
            limits=httpx2.Limits(max_connections=CONNECTIONS, max_keepalive_connections=CONNECTIONS),
            transport=httpx2.HTTPTransport(retries=0),
            follow_redirects=False,
        )

    def send_text(self, phone_number_id: str, recipient: dict[str, str], text: str, callback_id: str) -> Result:
        """Send one text message.

        `recipient` is {"to": phone} or {"recipient": business-scoped id}; `callback_id` comes back in every status.
        Never raises for what the network or Meta does.
        """
        body = {
            "messaging_product": "whatsapp",
            "recipient_type": "individual",
            **recipient,
            "type": "text",
            "text": {"body": text, "preview_url": False},
            "biz_opaque_callback_data": callback_id,
        }
        try:
            response = self._http.post(f"{phone_number_id}/messages", json=body)
        except (httpx2.ConnectError, httpx2.ConnectTimeout, httpx2.PoolTimeout) as error:
            return NotSent(None, f"no connection to Meta ({type(error).__name__})")
        except httpx2.HTTPError as error:
            return InDoubt(f"the connection broke off after the request ({type(error).__name__})")
        return read_answer(response.status_code, _json(response))

    def close(self) -> None:
        self._http.close()


def _json(response: httpx2.Response) -> Any:
    try:
        return response.json()
    except ValueError:
        return None


def read_answer(http_status: int, answer: Any) -> Result:
    """What Meta's answer means. `answer` is the decoded JSON, or None when there was none."""
    error = answer.get("error") if isinstance(answer, dict) else None
    if isinstance(error, dict) and isinstance(error.get("code"), int):
        return _refusal(error["code"], str(error.get("message") or "")[:500])
    if http_status == 429:
        return NotSent(None, "Meta answered 429, too many requests")
    if 400 <= http_status < 500 and http_status != 408:
        return Refused(None, f"Meta answered {http_status} without a reason")
    wamid = _wamid(answer) if http_status == 200 else None
    return Sent(wamid) if wamid else InDoubt(f"Meta answered {http_status} without saying whether it was sent")


def _refusal(code: int, why: str) -> Result:
    return NotSent(code, why) if code in RETRYABLE else Refused(code, why)


def _wamid(answer: Any) -> str | None:
    try:
        wamid = answer["messages"][0]["id"]
    except (TypeError, KeyError, IndexError):
        return None
    return wamid if isinstance(wamid, str) and 0 < len(wamid) <= 255 else None
