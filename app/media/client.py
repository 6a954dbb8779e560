"""Asking Meta for media: where the bytes are, and the bytes. Nothing else is contacted, whatever an answer says."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import urljoin, urlsplit

import httpx2

from app.media.hosts import is_allowed
from app.settings import Settings
from app.whatsapp.codes import treatment
from app.whatsapp.lenient import obj, word

CONNECT_SECONDS, ANSWER_SECONDS = 3.0, 15.0  # between two pieces
MOST_REDIRECTS = 3
PIECE = 64 * 1024  # bytes; small, so that a slow line gives its claim up in time to renew it


class MediaError(Exception):
    """The medium was not fetched; the message is a key of the dashboard's texts.

    `again` says whether another attempt can help, `renew` whether a new address can.
    """

    def __init__(self, key: str, again: bool = True, renew: bool = False) -> None:
        super().__init__(key)
        self.again, self.renew = again, renew


class MediaClient:
    """Keeps its connections open; safe to use from several threads."""

    def __init__(self, settings: Settings) -> None:
        self._token = settings.whatsapp_access_token.get_secret_value()
        self._base = f"{settings.graph_url.rstrip('/')}/{settings.graph_version}"
        self._test_host = None if settings.production else urlsplit(settings.graph_url).hostname
        self._http = httpx2.Client(
            timeout=httpx2.Timeout(ANSWER_SECONDS, connect=CONNECT_SECONDS),
            transport=httpx2.HTTPTransport(retries=0),
            follow_redirects=False,
            trust_env=False,
        )

    def url_of(self, meta_id: str, phone_number_id: str, token: str | None) -> str:
        """Where Meta has the bytes for the next five minutes. Raises MediaError."""
        try:
            response = self._http.get(
                httpx2.URL(self._base).copy_with(path=f"{httpx2.URL(self._base).path}/{_one_step(meta_id)}"),
                params={"phone_number_id": phone_number_id},
                headers=self._as(token),
            )
            answer = response.json()
        except (httpx2.HTTPError, ValueError) as error:
            raise MediaError("unreachable") from error
        url = word(obj(answer), "url", 4096)
        if response.status_code == 200 and url:
            return url
        raise _refused(response.status_code, answer)

    @contextmanager
    def download(self, url: str, token: str | None) -> Iterator[Iterator[bytes]]:
        """The bytes in pieces. Raises MediaError, also while they are read."""
        for _ in range(MOST_REDIRECTS + 1):
            if not is_allowed(url, self._test_host):
                raise MediaError("forbidden_host", again=False)
            try:
                with self._http.stream("GET", url, headers=self._as(token)) as response:
                    if response.has_redirect_location:
                        url = urljoin(url, response.headers["Location"])
                        continue
                    if response.status_code != 200:
                        raise MediaError("unreachable", renew=response.status_code in {401, 403, 404, 410})
                    yield _pieces(response)
                    return
            except httpx2.HTTPError as error:
                raise MediaError("unreachable") from error
        raise MediaError("forbidden_host", again=False)

    def _as(self, token: str | None) -> dict[str, str]:
        return {"Authorization": f"Bearer {token or self._token}"}

    def close(self) -> None:
        self._http.close()


def _pieces(response: httpx2.Response) -> Iterator[bytes]:
    try:
        yield from response.iter_bytes(PIECE)
    except httpx2.HTTPError as error:
        raise MediaError("unreachable") from error


def _one_step(meta_id: str) -> str:
    """An id is one step of a path; one that is more would ask Meta for something else with our token."""
    if not meta_id.replace("_", "").replace("-", "").replace(".", "").isalnum():
        raise MediaError("not_found", again=False)
    return meta_id


def _refused(http_status: int, answer: Any) -> MediaError:
    """A wrong token or a busy Meta passes; an id that Meta does not know stays unknown."""
    code = obj(obj(answer).get("error")).get("code")
    if isinstance(code, int) and code != 100 and treatment(code).kind not in {"refuse", "ask_person"}:
        return MediaError("unreachable")
    return MediaError("not_found", again=http_status >= 500 or http_status in {401, 403, 408, 429})
