"""The Procfile as a platform runs it: release, then several web and worker processes on servers of their own."""

import socket
import subprocess
import sys
from contextlib import ExitStack
from pathlib import Path

import httpx2
import psutil
import pytest

from tests.conftest import ROOT
from tests.processes import BEING_SENT, Stand, answers, wait_for
from tests.webhooks import encode, envelope, sign, text_message

pytestmark = pytest.mark.timeout(180)
MEGABYTE = 2**20
DONE = "SELECT count(*) FROM messages WHERE direction = 'in' AND outcome IS NOT NULL"


def test_two_web_and_two_worker_processes_work_on_the_same_messages(stand: Stand) -> None:
    stand.start_all()
    stand.start("web", 2)
    stand.start("worker", 2)
    second = f"http://127.0.0.1:{stand.port + 1}"
    wait_for(lambda: answers(f"{second}/healthz"), what="the second web process")
    stand.new_customer("4915100000001")
    stand.writes("4915100000001", "hallo")  # Meta answers nobody who never wrote
    for number in range(20):
        body = encode(envelope(text_message("wann habt ihr offen?", phone="4915100000001", id=f"wamid.{number}")))
        for url in (stand.url, second):
            answer = httpx2.post(f"{url}/webhook", content=body, headers={"X-Hub-Signature-256": sign(body)})
            assert answer.status_code == 200

    wait_for(lambda: stand.number(DONE) == 21, 60, "every message to have its outcome")
    wait_for(lambda: stand.number(BEING_SENT) == 0, 30, "every answer to be sent")
    counted = stand.command("ledger", "--json")
    assert '"in": 21' in counted
    assert '"open": 0' in counted
    callbacks = [send["biz_opaque_callback_data"] for send in stand.ledger()["outbound"]]
    assert len(callbacks) == len(set(callbacks))


def test_half_sent_requests_keep_nobody_out(stand: Stand, monkeypatch: pytest.MonkeyPatch) -> None:
    """As many as there are threads: their senders have vanished, or never meant to send the rest."""
    monkeypatch.setenv("GUNICORN_CMD_ARGS", "--workers 1 --threads 4")
    stand.start_all()
    half = b"POST /webhook HTTP/1.1\r\nHost: lotse\r\nContent-Length: 100\r\n\r\nhalf"
    with ExitStack() as left:
        for number in range(4):
            one = left.enter_context(socket.create_connection(("127.0.0.1", stand.port)))
            one.sendall(half if number % 2 else half[:30])
        body = encode(envelope(text_message("wann habt ihr offen?")))
        signed = {"X-Hub-Signature-256": sign(body)}
        answer = httpx2.post(f"{stand.url}/webhook", content=body, headers=signed, timeout=45)

    assert answer.status_code == 200


def test_every_process_ends_within_25_seconds_of_sigterm_and_leaves_no_child(stand: Stand) -> None:
    stand.start_all()
    children = [child for p in stand.running.values() for child in psutil.Process(p.pid).children(recursive=True)]
    seconds = {name: stand.end(name) for name in ("web", "worker", "clock", "simulator")}

    assert max(seconds.values()) < 25, seconds
    wait_for(lambda: not any(child.is_running() and child.status() != "zombie" for child in children), 5, "children")


def test_a_web_process_stays_under_120_megabytes(stand: Stand) -> None:
    stand.start_all()
    for number in range(50):
        body = encode(envelope(text_message(f"frage {number}")))
        httpx2.post(f"{stand.url}/webhook", content=body, headers={"X-Hub-Signature-256": sign(body)})
    httpx2.get(f"{stand.url}/sign-in")
    master = psutil.Process(stand.running["web-1"].pid)
    sizes = [process.memory_info().rss / MEGABYTE for process in (master, *master.children(recursive=True))]

    assert len(sizes) >= 2
    assert max(sizes) < 120, sizes


def test_the_web_process_does_not_import_scikit_learn(tmp_path: Path) -> None:
    program = """
import sys
from app import create_app
create_app()
print(sorted({"sklearn", "numpy", "scipy", "joblib"} & set(sys.modules)))
"""
    environment = Stand(tmp_path).environment
    done = subprocess.run(
        [sys.executable, "-c", program], env=environment, cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() == "[]"
