"""The floor: what one message cannot cost less than, each step timed alone and added up, in ms of CPU.

    python -m bench.floor

Check the signature, parse the JSON, one insert with its commit, one prediction, one POST over an open connection.
"""

import hashlib
import hmac
import http.client
import json
import multiprocessing
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import cycle

import httpx2
import psycopg

from app import settings
from app.whatsapp.signature import is_signed
from bench import counts, texts, usage
from bench.meta import an_update
from bench.stand import Stand, stand
from commands import classifier, house

TABLE = "CREATE TABLE floor (id bigserial PRIMARY KEY, body bytea, received_at timestamptz DEFAULT now())"
INSERT = "INSERT INTO floor (body) VALUES (%s)"
ANSWER = json.dumps({"messaging_product": "whatsapp", "messages": [{"id": "wamid.OUT000000000001"}]}).encode()
SENDING = {"messaging_product": "whatsapp", "recipient_type": "individual", "to": "+4915100000001", "type": "text"}
POSTED = json.dumps({**SENDING, "text": {"body": "Wir sind Montag bis Samstag von 9 bis 18 Uhr da."}}).encode()


def measure(place: Stand, times: int = 1000) -> dict[str, float]:
    """CPU ms of each step; `POST by httpx2` is for comparison, the others add up to the floor."""
    words = texts.answered()
    body = an_update({"messages": [{"from": "4915100000001", "id": "wamid.IN", "text": {"body": words[0]}}]})
    secret = settings.load().app_secrets[0]
    header = "sha256=" + hmac.new(secret, body, hashlib.sha256).hexdigest()
    client, server = _insert(place, body, times)
    model, next_text = classifier.active_model(), cycle(words)
    with _loopback() as port:
        return {
            "signature": _cpu_ms(lambda: is_signed(body, header, (secret,)), times),
            "JSON": _cpu_ms(lambda: json.loads(body), times),
            "insert and commit, client": client,
            "insert and commit, PostgreSQL": server,
            "prediction": _cpu_ms(lambda: model.predict([next(next_text)]), times // 4),
            "POST": _post(port, times),
            "POST by httpx2": _post_by_httpx2(port, times),
        }


def total(steps: dict[str, float]) -> float:
    """Of one message, in ms of CPU."""
    return sum(cpu for name, cpu in steps.items() if name != "POST by httpx2")


def _cpu_ms(step: Callable[[], object], times: int) -> float:
    for _ in range(20):
        step()
    began = time.process_time()
    for _ in range(times):
        step()
    return 1000 * (time.process_time() - began) / times


def _insert(place: Stand, body: bytes, times: int) -> tuple[float, float]:
    """The client's and PostgreSQL's CPU, the log's writer included."""
    postmaster = counts.postmaster(place.folder)
    with psycopg.connect(place.servers["DATABASE_URL"].url, autocommit=True) as connection:
        connection.execute(TABLE)
        try:
            before = usage.used(postmaster)
            client = _cpu_ms(lambda: connection.execute(INSERT, [body]), times)
            return client, 1000 * (usage.used(postmaster) - before) / (times + 20)
        finally:
            connection.execute("DROP TABLE floor")


def _post(port: int, times: int) -> float:
    fields = {"Content-Type": "application/json", "Authorization": "Bearer " + "x" * 60}

    def step() -> None:
        connection.request("POST", "/v26.0/1/messages", POSTED, fields)
        json.loads(connection.getresponse().read())

    with closing(http.client.HTTPConnection("127.0.0.1", port)) as connection:
        return _cpu_ms(step, times)


def _post_by_httpx2(port: int, times: int) -> float:
    fields = {"Content-Type": "application/json", "Authorization": "Bearer " + "x" * 60}
    with httpx2.Client(base_url=f"http://127.0.0.1:{port}", headers=fields) as client:
        return _cpu_ms(lambda: client.post("/v26.0/1/messages", content=POSTED).json(), times)


class _Graph(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    wbufsize = -1  # head and body in one piece, or the client would wait for its own acknowledgement

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        self.send_response(200)
        self.send_header("Content-Length", str(len(ANSWER)))
        self.end_headers()
        self.wfile.write(ANSWER)

    def log_message(self, *_: object) -> None:
        """Nobody reads it."""


def _serve(port: "multiprocessing.Queue[int]") -> None:
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Graph)
    port.put(server.server_port)
    server.serve_forever()


@contextmanager
def _loopback() -> Iterator[int]:
    """A Graph API in a process of its own, whose CPU therefore does not count."""
    context = multiprocessing.get_context("spawn")
    port: multiprocessing.Queue[int] = context.Queue()
    process = context.Process(target=_serve, args=(port,), daemon=True)
    process.start()
    try:
        yield port.get(timeout=30)
    finally:
        process.terminate()
        process.join()


def main() -> None:
    with stand(house.var_dir() / "bench") as place:
        steps = measure(place)
    for name, cpu in steps.items():
        print(f"{name:32} {cpu:7.3f} ms")
    print(f"{'the floor':32} {total(steps):7.3f} ms")


if __name__ == "__main__":
    main()
