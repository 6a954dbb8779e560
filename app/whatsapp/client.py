"""Meta's Graph API. The only place that sends to it; retries nothing by itself, follows no redirect."""

from typing import IO, Any

import httpx2

from app.settings import Settings
from app.whatsapp.answers import named_pause, read_answer, read_health, read_upload
from app.whatsapp.errors import Health, InDoubt, NotSent, Refused, Result, Sent, Stopped, Uploaded

CONNECT_SECONDS, ANSWER_SECONDS = 3.0, 12.0  # together well below the lease on a message that is being sent
UPLOAD_SECONDS = 20.0  # between two pieces
CONNECTIONS = 200  # more than there are threads that send or give blue ticks (workers/tools.py)

_NO_CONNECTION = (httpx2.ConnectError, httpx2.ConnectTimeout, httpx2.PoolTimeout)


class GraphClient:
    """Keeps its connections open; safe to use from several threads.

    Each call takes a `token` of the number's own; without it the settings' one holds. Nothing here raises for what
    the network or Meta does.
    """

    def __init__(self, settings: Settings) -> None:
        self._token = settings.whatsapp_access_token.get_secret_value()
        self._http = httpx2.Client(
            base_url=f"{settings.graph_url.rstrip('/')}/{settings.graph_version}/",
            timeout=httpx2.Timeout(ANSWER_SECONDS, connect=CONNECT_SECONDS),
            limits=httpx2.Limits(max_connections=CONNECTIONS, max_keepalive_connections=CONNECTIONS),
            transport=httpx2.HTTPTransport(retries=0),
            follow_redirects=False,
        )

    def send(self, phone_number_id: str, body: dict[str, Any], token: str | None = None) -> Result:
        """Send one message; `body` is made by `outgoing.body`."""
        answer = self._post(f"{phone_number_id}/messages", token, json=body)
        return read_answer(*answer) if isinstance(answer, tuple) else answer

    def mark_read(self, phone_number_id: str, wamid: str, typing: bool = False, token: str | None = None) -> Result:
        """Give the customer's message its blue ticks; with `typing` they see for 25 s at most that we write."""
        indicator = {"typing_indicator": {"type": "text"}} if typing else {}
        body = {"messaging_product": "whatsapp", "status": "read", "message_id": wamid, **indicator}
        answer = self._post(f"{phone_number_id}/messages", token, json=body)
        if not isinstance(answer, tuple):
            return answer
        return Sent(wamid) if answer[0] == 200 else read_answer(*answer)

    def health(self, phone_number_id: str, token: str | None = None) -> Health:
        """Whether Meta would let this number send now."""
        try:
            response = self._http.get(phone_number_id, params={"fields": "health_status"}, headers=self._as(token))
        except httpx2.HTTPError as error:
            return Health(None, None, f"no answer from Meta ({type(error).__name__})")
        return read_health(response.status_code, _json(response))

    def upload(
        self, phone_number_id: str, name: str, mime_type: str, data: IO[bytes] | bytes, token: str | None = None
    ) -> Uploaded | NotSent | Refused | Stopped:
        """Hand Meta the bytes of a picture or document. In doubt it is simply done again: nobody gets it twice."""
        form = {"messaging_product": "whatsapp", "type": mime_type}
        files = {"file": (name, data, mime_type)}
        answer = self._post(f"{phone_number_id}/media", token, data=form, files=files, timeout=UPLOAD_SECONDS)
        if isinstance(answer, tuple):
            return read_upload(*answer)
        return NotSent(None, answer.why)

    def close(self) -> None:
        self._http.close()

    def _as(self, token: str | None) -> dict[str, str]:
        return {"Authorization": f"Bearer {token or self._token}"}

    def _post(self, path: str, token: str | None, **request: Any) -> tuple[int, Any, float | None] | NotSent | InDoubt:
        """HTTP status, decoded JSON (None: there was none) and named pause, or what the broken connection means."""
        try:
            response = self._http.post(path, headers=self._as(token), **request)
        except _NO_CONNECTION as error:
            return NotSent(None, f"no connection to Meta ({type(error).__name__})")
        except httpx2.HTTPError as error:
            return InDoubt(f"the connection broke off after the request ({type(error).__name__})")
        return response.status_code, _json(response), named_pause(response.status_code, response.headers)


def _json(response: httpx2.Response) -> Any:
    try:
        return response.json()
    except ValueError:
        return None
