"""The command, its settings, the control API's manners and the verification handshake."""

import os
import signal
import subprocess
import sys
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread
from urllib.parse import parse_qs, urlsplit

import pytest

from simulator.__main__ import read_faults
from simulator.database import Database, InUseError
from simulator.settings import SettingsError, read_settings
from tests.simulator.conftest import ANNA, SECRET, Meta, Start, until

REQUIRED = {
    "WHATSAPP_APP_SECRET": f"{SECRET}, the-one-before",
    "WHATSAPP_ACCESS_TOKEN": "a-token-for-tests",
    "WHATSAPP_PHONE_NUMBER_ID": "106540352242922",
}


def simulator(environ: dict[str, str], *arguments: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "simulator", *arguments],
        env={"PATH": os.environ["PATH"], **environ},
        cwd=Path(__file__).parents[2],
        stderr=subprocess.PIPE,
        text=True,
    )


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_ends_it_cleanly_within_seconds(tmp_path: Path, number: signal.Signals) -> None:
    process = simulator({**REQUIRED, "VAR_DIR": str(tmp_path)}, "--port", "0", "--faults", '{"seed": 41}')
    assert process.stderr
    ready = process.stderr.readline()
    assert "http://127.0.0.1:" in ready
    assert "seed=41" in ready
    process.send_signal(number)
    assert process.wait(timeout=5) == 0
    assert "Traceback" not in process.stderr.read()
    process.stderr.close()
    assert (tmp_path / "simulator.sqlite3").exists()


def test_missing_settings_are_named_one_a_line() -> None:
    process = simulator({"SIMULATOR_PORT": "eight"})
    _, problems = process.communicate(timeout=10)
    assert process.returncode == 2
    lines = problems.splitlines()
    assert [line.split()[0] for line in lines] == [*REQUIRED, "SIMULATOR_PORT"]


@pytest.mark.parametrize("faults", ["{", "[]", '{"batch": 0}', '{"latancy": 1}'])
def test_wrong_faults_are_one_clear_line(faults: str) -> None:
    process = simulator(REQUIRED, "--faults", faults)
    _, problems = process.communicate(timeout=10)
    assert process.returncode == 2
    assert len(problems.splitlines()) == 1
    assert problems.startswith("--faults")


def test_options_become_switches() -> None:
    fast = read_settings(REQUIRED, instant=True, rates=False)
    faults = read_faults('{"duplicates": 0.1}', fast, 7)
    assert (faults.latency, faults.rates, faults.duplicates, faults.seed) == (0, False, 0.1, 7)
    usual = read_faults("{}", read_settings(REQUIRED), None)
    assert (usual.latency, usual.rates) == ("real", True)


def test_a_port_in_use_is_one_clear_line(meta: Meta, tmp_path: Path) -> None:
    port = str(meta.simulator.port)
    process = simulator({**REQUIRED, "VAR_DIR": str(tmp_path / "other"), "SIMULATOR_PORT": port})
    _, problems = process.communicate(timeout=10)
    assert process.returncode == 2
    assert problems.startswith(f"Port {port} cannot be used")
    assert len(problems.splitlines()) == 1


def test_two_simulators_do_not_share_a_file(tmp_path: Path) -> None:
    first = Database(tmp_path / "simulator.sqlite3")
    with pytest.raises(InUseError):
        Database(tmp_path / "simulator.sqlite3")
    first.close()
    Database(tmp_path / "simulator.sqlite3").close()


def test_settings_come_from_the_environment_and_options_win() -> None:
    settings = read_settings({**REQUIRED, "PORT": "8123"})
    assert (settings.port, settings.webhook) == (8010, "http://127.0.0.1:8123/webhook")
    assert settings.app_secret == SECRET
    assert str(settings.database) == "var/simulator.sqlite3"
    chosen = read_settings({**REQUIRED, "SIMULATOR_PORT": "1"}, port=2, webhook="http://127.0.0.1:9/in")
    assert (chosen.port, chosen.webhook) == (2, "http://127.0.0.1:9/in")
    with pytest.raises(SettingsError, match="not an http"):
        read_settings(REQUIRED, webhook="127.0.0.1:9")
    assert SECRET not in repr(settings)


def test_a_few_people_are_there_at_first(meta: Meta) -> None:
    people = meta.get("/api/customers")["customers"]
    assert [person["name"] for person in people] == ["Anna", "Mehmet", "Emily", "Urs"]
    assert [person["user_id"][:3] for person in people] == ["DE.", "DE.", "GB.", "CH."]


def test_a_customer_is_created_with_or_without_a_number(meta: Meta) -> None:
    given = meta.post("/api/customers", {"name": "Ayşe", "wa_id": "+49 171 3920-055", "language": "tr"})
    assert (given["wa_id"], given["language"]) == ("491713920055", "tr")
    assert meta.write("Moin", "491713920055")
    invented = meta.post("/api/customers", {"name": "Jo"})
    assert invented["wa_id"].isdigit()


@pytest.mark.parametrize(
    ("path", "body", "status"),
    [
        ("/api/customers", {"name": "Eva", "wa_id": ANNA}, 409),
        ("/api/customers", {"name": " "}, 422),
        ("/api/customers", {"name": "Eva", "wa_id": "12ab"}, 422),
        ("/api/customers", [], 422),
        (f"/api/customers/{ANNA}/messages", {"text": ""}, 422),
        ("/api/customers/4900000/messages", {"text": "Moin"}, 404),
        ("/api/customers/4900000/read", {}, 404),
    ],
)
def test_a_wrong_call_says_what_is_wrong(lasting: Meta, path: str, body: object, status: int) -> None:
    response = lasting.http.post(path, json=body)
    assert response.status_code == status
    assert response.json()["error"]


def test_an_unchanged_chat_costs_nothing(meta: Meta) -> None:
    path = f"/api/customers/{ANNA}/messages"
    meta.write("Moin")
    until(lambda: meta.chat()[0]["status"] == "delivered")
    tag = meta.http.get(path).headers["ETag"]
    assert meta.http.get(path, headers={"If-None-Match": tag}).status_code == 304


@pytest.mark.parametrize("echoes", [True, False])
def test_the_handshake_says_what_came_back(start: Start, echoes: bool) -> None:
    class Verifying(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            query = parse_qs(urlsplit(self.path).query)
            assert query["hub.mode"] == ["subscribe"]
            assert query["hub.verify_token"] == ["verify-me"]
            self.send_response(200)
            self.send_header("Content-Type", "text/plain")
            self.end_headers()
            self.wfile.write(query["hub.challenge"][0].encode() if echoes else b"hello")

        def log_message(self, *args: object) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Verifying)
    thread = Thread(target=server.handle_request)
    thread.start()
    meta = start(webhook=f"http://127.0.0.1:{server.server_address[1]}/webhook", verify_token="verify-me")
    answer = meta.post("/api/verify")
    thread.join()
    server.server_close()
    assert (answer["ok"], answer["status"], answer["content_type"]) == (echoes, 200, "text/plain")
    assert answer["said"]


def test_without_a_verify_token_the_handshake_says_so(lasting: Meta) -> None:
    answer = lasting.post("/api/verify")
    assert not answer["ok"]
    assert "WHATSAPP_VERIFY_TOKEN" in answer["said"]
