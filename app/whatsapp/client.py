"""Meta's Graph API. The only place that sends to it; retries nothing by itself, follows no redirect."""

import json
from typing import IO, Any

import httpx2
from urllib3.exceptions import HTTPError

from app.settings import Settings
from app.whatsapp import subscription
from app.whatsapp.answers import named_pause, read_answer, read_health, read_number, read_upload
from app.whatsapp.errors import Health, InDoubt, NotSent, NumberFacts, Refused, Result, Sent, Stopped, Uploaded
from app.whatsapp.posting import NotConnectedError, Poster
from app.whatsapp.subscription import Subscription

CONNECT_SECONDS, ANSWER_SECONDS = 3.0, 12.0  # together well below the lease on a message that is being sent
UPLOAD_SECONDS = 20.0  # between two pieces


class GraphClient:
    """Keeps its connections open; safe to use from several threads.

    Each call takes a `token` of the number's own; without it the settings' one holds. Nothing here raises for what
    the network or Meta does.
    """

    def __init__(self, settings: Settings, answer_seconds: float = ANSWER_SECONDS) -> None:
        self._token = settings.whatsapp_access_token.get_secret_value()
        self._base = f"{settings.graph_url.rstrip('/')}/{settings.graph_version}/"
        self._poster = Poster(CONNECT_SECONDS, ANSWER_SECONDS)
        self._http = httpx2.Client(
            base_url=self._base,
            timeout=httpx2.Timeout(answer_seconds, connect=CONNECT_SECONDS),
            transport=httpx2.HTTPTransport(retries=0),
            follow_redirects=False,
        )

    def send(self, phone_number_id: str, body: dict[str, Any], token: str | None = None) -> Result:
        """Send one message; `body` is made by `outgoing.body`."""
        answer = self._post(f"{phone_number_id}/messages", token, body)
        return read_answer(*answer) if isinstance(answer, tuple) else answer

    def mark_read(self, phone_number_id: str, wamid: str, typing: bool = False, token: str | None = None) -> Result:
        """Give the customer's message its blue ticks; with `typing` they see for 25 s at most that we write."""
        indicator = {"typing_indicator": {"type": "text"}} if typing else {}
        body = {"messaging_product": "whatsapp", "status": "read", "message_id": wamid, **indicator}
        answer = self._post(f"{phone_number_id}/messages", token, body)
        if not isinstance(answer, tuple):
            return answer
        return Sent(wamid) if answer[0] == 200 else read_answer(*answer)

    def health(self, phone_number_id: str, token: str | None = None) -> Health:
        """Whether Meta would let this number send now."""
        try:
            response = self._http.get(phone_number_id, params={"fields": "health_status"}, headers=self._as(token))
        except httpx2.HTTPError as error:
            return Health(None, None, f"no answer from Meta ({type(error).__name__})")
        return read_health(response.status_code, _json(response.content))

    def number(self, phone_number_id: str, token: str | None = None) -> NumberFacts:
        """What Meta tells of this number, for people who look at its connection."""
        fields = "display_phone_number,verified_name,quality_rating,health_status"
        try:
            response = self._http.get(phone_number_id, params={"fields": fields}, headers=self._as(token))
        except httpx2.HTTPError:
            return NumberFacts("unreachable")
        return read_number(response.status_code, _json(response.content))

    def subscription(self, phone_number_id: str, token: str | None = None) -> Subscription:
        """Where Meta calls for this number, and whether its account is subscribed to."""
        try:
            told = self._http.get(phone_number_id, params={"fields": subscription.FIELDS}, headers=self._as(token))
            answer = _json(told.content)
            url, account = subscription.url(told.status_code, answer), subscription.entity(answer, "WABA")
            if not account or not account.isdecimal():
                return Subscription(url)
            apps = self._http.get(f"{account}/subscribed_apps", headers=self._as(token))
        except httpx2.HTTPError:
            return Subscription()
        ours = subscription.entity(answer, "APP")
        return Subscription(url, subscription.subscribed(apps.status_code, _json(apps.content), ours))

    def upload(
        self, phone_number_id: str, name: str, mime_type: str, data: IO[bytes] | bytes, token: str | None = None
    ) -> Uploaded | NotSent | Refused | Stopped:
        """Hand Meta the bytes of a picture or document. In doubt it is simply done again: nobody gets it twice."""
        form = {"messaging_product": "whatsapp", "type": mime_type}
        files = {"file": (name, data, mime_type)}
        try:
            url = f"{phone_number_id}/media"
            response = self._http.post(url, headers=self._as(token), data=form, files=files, timeout=UPLOAD_SECONDS)
        except httpx2.HTTPError as error:
            return NotSent(None, f"the picture or document was not taken ({type(error).__name__})")
        status = response.status_code
        return read_upload(status, _json(response.content), named_pause(status, response.headers))

    def close(self) -> None:
        self._http.close()
        self._poster.close()

    def _as(self, token: str | None) -> dict[str, str]:
        return {"Authorization": f"Bearer {token or self._token}"}

    def _post(
        self, path: str, token: str | None, body: dict[str, Any]
    ) -> tuple[int, Any, float | None] | NotSent | InDoubt:
        """HTTP status, decoded JSON (None: there was none) and named pause, or what the broken connection means."""
        try:
            status, answer, fields = self._poster.post(self._base + path, body, self._as(token))
        except NotConnectedError as error:
            return NotSent(None, f"no connection to Meta ({error})")
        except HTTPError as error:
            return InDoubt(f"the connection broke off after the request ({type(error).__name__})")
        return status, _json(answer), named_pause(status, fields)


def _json(body: bytes) -> Any:
    try:
        return json.loads(body)
    except ValueError:
        return None
