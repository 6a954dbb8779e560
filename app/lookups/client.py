"""Asking the business's own system. Whatever its answer says, nothing else is contacted, kept or remembered."""

import time
from collections.abc import Mapping
from http.cookiejar import CookieJar, DefaultCookiePolicy

import httpx2

from app.lookups.enquiry import OwnSystemError

CONNECT_SECONDS = 3.0
MOST_BYTES = 64 * 1024
HEADERS = {"Accept": "application/json", "Accept-Encoding": "identity", "User-Agent": "Lotse"}


class OwnSystemClient:
    """Keeps its connections open; safe to use from several threads.

    No redirect is followed, no proxy of the environment used, no cookie kept: one would tell the system of the customer
    before. The answer comes unpacked, so that no small one can become a large one.
    """

    def __init__(self) -> None:
        self._http = httpx2.Client(
            transport=httpx2.HTTPTransport(retries=0),
            follow_redirects=False,
            trust_env=False,
            headers=HEADERS,
            cookies=CookieJar(DefaultCookiePolicy(allowed_domains=())),
        )

    def ask(self, url: str, headers: Mapping[str, str], seconds: float) -> bytes:
        """The body of a 200; takes about `seconds` at most. Raises OwnSystemError."""
        ends = time.monotonic() + seconds
        waits = httpx2.Timeout(seconds, connect=min(CONNECT_SECONDS, seconds))
        try:
            with self._http.stream("GET", url, headers=headers, timeout=waits) as response:
                if response.status_code != 200:
                    raise OwnSystemError(str(response.status_code))
                return _body(response, ends)
        except httpx2.TimeoutException:
            raise OwnSystemError("timeout") from None
        except (httpx2.HTTPError, httpx2.InvalidURL, ValueError):  # ValueError: a secret that no header can hold
            raise OwnSystemError("unreachable") from None

    def close(self) -> None:
        self._http.close()


def _body(response: httpx2.Response, ends: float) -> bytes:
    if response.headers.get("Content-Encoding", "identity") != "identity":
        raise OwnSystemError("not_json")
    body = b""
    for piece in response.iter_raw():
        body += piece
        if len(body) > MOST_BYTES:
            raise OwnSystemError("too_large")
        if time.monotonic() > ends:  # it sends, but too slowly
            raise OwnSystemError("timeout")
    return body
