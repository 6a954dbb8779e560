"""Whatever customers write into whatever they control is text for people, and runs nowhere."""

import json
import re
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from sqlalchemy.orm import Session, sessionmaker

from app import create_app
from app.tables import Delivery, Person
from tests.app.dashboard.inbox import Shop, Visitor
from tests.app.dashboard.kinds import INBOUND, OUTBOUND
from tests.app.dashboard.test_guard import EXAMPLES
from tests.lotse import Lotse
from tests.webhooks import encode, envelope, message, sign, text_message

SCRIPT = "\"'><img src=x onerror=alert(1)></script><script>alert(1)</script>{{97*97}}{%x%}${97*97}{0.__class__}%(x)s"
RAW = re.compile(r"<img src=x|<script>alert|\b9409\b|href=[\"']?\s*javascript:", re.IGNORECASE)
TRICKS = {
    "script": SCRIPT,
    "link": "javascript:alert(1)//https://javascript:alert(1)",
    "lines": 'x\r\nSet-Cookie: lotse=planted\r\n\r\n<img src=x>\n{"event": "planted"}',
    "formula": '=HYPERLINK("http://evil.example";"x")',
    "path": "../../../../etc/passwd\\..\\..\\x",
    "reversed": "\u202egpj.exe\u2066\u200b",
    "long": "😀" * 3000,
}


def replaced(value: Any, by: str) -> Any:
    if isinstance(value, str):
        return by
    if isinstance(value, list):
        return [replaced(inner, by) for inner in value]
    if isinstance(value, dict):
        return {name: replaced(inner, by) for name, inner in value.items()}
    return value


@pytest.fixture
def pages(web: Flask) -> list[str]:
    """Every page that there is, of the first of everything."""
    adapter = web.url_map.bind("localhost")
    rules = [rule for rule in web.url_map.iter_rules() if rule.endpoint.startswith("dashboard.")]
    found = [rule for rule in rules if "GET" in (rule.methods or ()) and rule.endpoint != "dashboard.static"]
    return [adapter.build(rule.endpoint, {name: EXAMPLES[name] for name in rule.arguments}) for rule in found]


def test_on_no_page_anything_of_it_is_markup(admin: Visitor, shop: Shop, pages: list[str], anna: Person) -> None:
    trick = " ".join(TRICKS.values())[:2000]
    number = shop.conversation(trick, name=trick[:255], phone=trick[:20])
    for (kind, text, content), _, _ in INBOUND:
        shop.customer_says(number, text and trick, kind=kind, content=replaced(content, trick))
    for (kind, text, content), _, _ in OUTBOUND:
        shop.we_say(number, text and trick, "sent", anna, kind=kind, content=replaced(content, trick))
    document = shop.customer_says(number, trick, kind="document", content={"filename": trick})
    shop.medium(document, b"<script>", filename=trick[:255], mime_type=trick[:100])
    shop.decision(number, detail=trick[:200])
    for path in [*pages, "/?q=x", f"/conversations/{number}", "/media/1?download=1"]:
        answer = admin.get(path)
        assert answer.status_code < 500, path
        assert not any("planted" in cookie for cookie in answer.headers.getlist("Set-Cookie")), path
        if answer.mimetype == "text/html":
            assert not RAW.search(answer.text), path


@pytest.mark.parametrize("name", [*TRICKS.values(), "a\0b", "x" * 5000, "", ".", "...", "é" * 300], ids=str.isascii)
def test_the_name_of_a_file_stays_one_in_the_answers_header(admin: Visitor, shop: Shop, name: str) -> None:
    said = shop.customer_says(shop.conversation(), None, kind="document")
    medium = shop.medium(said, b"data", filename=name.replace("\0", "\ufffd")[:255], mime_type="text/html")
    answer = admin.get(f"/media/{medium}")
    header = answer.headers["Content-Disposition"]
    found = re.fullmatch(r"attachment; filename=\"([^\"\\/]+)\"; filename\*=UTF-8''([\w.%~-]+)", header)
    assert found, header
    assert ".." not in found[1].strip(".")
    assert "%2F" not in found[2]
    assert "%E2%80%AE" not in found[2]
    assert answer.mimetype == "application/octet-stream"
    assert "unsafe" not in answer.headers["Content-Security-Policy"]


@pytest.mark.parametrize("trick", [TRICKS["lines"], TRICKS["script"]], ids=["lines", "script"])
def test_no_log_line_holds_or_is_what_somebody_wrote(
    lotse: Lotse, trick: str, capsys: pytest.CaptureFixture[str], visitor: Callable[[], Visitor]
) -> None:
    body = encode(envelope(text_message(trick), message("hologram", {"x": trick}), names={"4915100000001": trick}))
    client = create_app().test_client()
    assert client.post("/webhook", data=body, headers={"X-Hub-Signature-256": sign(body)}).status_code == 200
    lotse.work()
    visitor().sign_in(email=trick[:200], password="x")
    visitor().get("/" + trick.replace("\r", "%0D").replace("\n", "%0A")[:200])
    for line in capsys.readouterr().out.splitlines():
        assert json.loads(line)["event"] != "planted"
        assert trick[:40] not in line
    assert [one.outcome is not None for one in lotse.inbound()] == [True, True]


@pytest.mark.parametrize(
    "headers",
    [
        {"X-Hub-Signature": "sha1=" + "0" * 40},
        {"X-Hub-Signature-256": "sha1=" + "0" * 40},
        {"X-Hub-Signature-256": "GOOD,GOOD"},
        {"X-Hub-Signature-256": "sha256=" + "0" * 64 + ",GOOD"},
        {"X-Hub-Signature-256": " GOOD"[1:] + " x"},
    ],
    ids=["sha1 of old", "sha1", "twice", "a wrong one before", "more behind it"],
)
def test_tricks_with_the_signature_are_refused(sessions: sessionmaker[Session], headers: dict[str, str]) -> None:
    body = encode(envelope(text_message("hallo")))
    given = {name: value.replace("GOOD", sign(body)) for name, value in headers.items()}
    assert create_app().test_client().post("/webhook", data=body, headers=given).status_code == 401
    with sessions() as session:
        assert session.query(Delivery).count() == 0


def test_a_body_without_a_length_is_bounded_too(sessions: sessionmaker[Session]) -> None:
    body = b"x" * (4 * 1024 * 1024 + 1)
    chunked = {"wsgi.input_terminated": True, "HTTP_TRANSFER_ENCODING": "chunked", "CONTENT_LENGTH": ""}
    client = create_app().test_client()
    answer = client.post("/webhook", data=body, headers={"X-Hub-Signature-256": sign(body)}, environ_overrides=chunked)
    assert answer.status_code == 413


@pytest.mark.parametrize(
    ("path", "form", "status"),
    [
        ("/sign-in", {"email": "x" * 300_000}, 413),
        ("/sign-in", {f"field{number}": "x" for number in range(30_000)}, 413),
        ("/conversations/1/attach", {"file": (b"x" * 300_000, "x.txt")}, 413),
    ],
    ids=["long", "many fields", "a stranger's file"],
)
def test_strangers_send_no_large_forms(visitor: Callable[[], Visitor], path: str, form: Any, status: int) -> None:
    import io

    sent = {
        name: (io.BytesIO(value[0]), value[1]) if isinstance(value, tuple) else value for name, value in form.items()
    }
    assert visitor().client.post(path, data=sent).status_code == status
