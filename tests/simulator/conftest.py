"""A simulator over real HTTP on loopback, and a business that receives its webhooks."""

import hashlib
import hmac
import json
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import httpx2
import pytest

from simulator.faults import Faults
from simulator.server import Simulator
from simulator.settings import Settings

NUMBER_ID = "106540352242922"
TOKEN = "a-token-for-tests"
SECRET = "an-app-secret-for-tests"
ANNA = "491713920011"


def until(condition: Callable[[], Any], seconds: float = 20) -> Any:
    """Waits for a true value and returns it."""
    deadline = time.monotonic() + seconds
    while not (value := condition()):
        assert time.monotonic() < deadline, "it did not happen in time"
        time.sleep(0.01)
    return value


class Business:
    """The other side: keeps every webhook with a right signature and answers what `answers` says (else 200).

    `secrets` holds the app secret by phone number id; webhooks of no number are signed with the first one's.
    """

    def __init__(self) -> None:
        self.secrets = {NUMBER_ID: SECRET}
        self.requests: list[tuple[dict[str, str], bytes]] = []
        self.answers: Callable[[bytes], int] = lambda body: 200
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self.server.daemon_threads = True
        self.server.block_on_close = False
        self.thread = Thread(target=self.server.serve_forever, args=(0.02,), daemon=True)
        self.thread.start()

    @property
    def webhook(self) -> str:
        return f"http://127.0.0.1:{self.server.server_address[1]}/webhook"

    @property
    def values(self) -> list[dict[str, Any]]:
        bodies = [json.loads(body) for _, body in list(self.requests)]
        return [change["value"] for body in bodies for entry in body["entry"] for change in entry["changes"]]

    @property
    def messages(self) -> list[dict[str, Any]]:
        return [message for value in self.values for message in value.get("messages", [])]

    @property
    def statuses(self) -> list[dict[str, Any]]:
        return [status for value in self.values for status in value.get("statuses", [])]

    def stop(self) -> None:
        self.server.shutdown()
        self.server.server_close()

    def _handler(business) -> type[BaseHTTPRequestHandler]:
        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def handle(self) -> None:
                # A simulator that is stopped lets its connections fall.
                with suppress(ConnectionError):
                    super().handle()

            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                named = [number for number in business.secrets if number.encode() in body]
                secret = business.secrets[named[0] if named else NUMBER_ID]
                wanted = hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()
                assert self.headers["X-Hub-Signature-256"] == f"sha256={wanted}"
                business.requests.append((dict(self.headers), body))
                self.answer(business.answers(body))

            def do_GET(self) -> None:
                self.answer(404)

            def answer(self, status: int) -> None:
                self.send_response(status)
                self.send_header("Content-Length", "0")
                self.end_headers()

            def log_message(self, *args: Any) -> None:
                pass

        return Handler


class Meta:
    """The running simulator and a client for its two sides."""

    def __init__(self, simulator: Simulator) -> None:
        self.simulator = simulator
        self.http = httpx2.Client(base_url=simulator.url, timeout=10, trust_env=False, verify=False)

    def post(self, path: str, body: Any = None) -> Any:
        return self.http.post(path, json={} if body is None else body).raise_for_status().json()

    def get(self, path: str) -> Any:
        return self.http.get(path).raise_for_status().json()

    def write(self, text: str, key: str = ANNA, **more: Any) -> str:
        return str(self.post(f"/api/customers/{key}/messages", {"text": text, **more})["wamid"])

    def graph(self, body: Any, number: str = NUMBER_ID, token: str = TOKEN) -> httpx2.Response:
        headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
        return self.http.post(f"/v26.0/{number}/messages", content=json.dumps(body), headers=headers)

    def send(self, text: str, to: str = ANNA, **more: Any) -> httpx2.Response:
        return self.graph({"messaging_product": "whatsapp", "to": to, "type": "text", "text": {"body": text}, **more})

    def chat(self, key: str = ANNA) -> list[dict[str, Any]]:
        return list(self.get(f"/api/customers/{key}/messages")["messages"])

    def stop(self) -> None:
        self.http.close()
        self.simulator.stop()


Start = Callable[..., Meta]


@pytest.fixture
def business() -> Iterator[Business]:
    running = Business()
    yield running
    running.stop()


def settings_in(folder: Path, webhook: str, **more: Any) -> Settings:
    return Settings(
        port=0,
        webhook=webhook,
        var_dir=folder,
        phone_number_id=NUMBER_ID,
        app_secret=SECRET,
        access_token=TOKEN,
        **{"instant": True, **more},
    )


def run(settings: Settings, **faults: Any) -> Meta:
    simulator = Simulator(settings, Faults(**faults))
    simulator.start()
    return Meta(simulator)


@pytest.fixture
def start(tmp_path: Path, business: Business) -> Iterator[Start]:
    """Starts a simulator in the test's folder; every one is stopped at the end."""
    started: list[Meta] = []

    def begin(*, webhook: str | None = None, faults: dict[str, Any] | None = None, **more: Any) -> Meta:
        started.append(run(settings_in(tmp_path, webhook or business.webhook, **more), **(faults or {})))
        return started[-1]

    yield begin
    for meta in started:
        if not meta.http.is_closed:
            meta.stop()


@pytest.fixture
def meta(start: Start) -> Meta:
    return start()


@pytest.fixture(scope="module")
def lasting(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Meta]:
    """One simulator for tests that leave nothing behind."""
    business = Business()
    meta = run(settings_in(tmp_path_factory.mktemp("lasting"), business.webhook))
    yield meta
    meta.stop()
    business.stop()
