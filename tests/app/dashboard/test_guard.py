"""What strangers, old pages and other sites cannot do: every route of the inbox, taken from the application itself."""

from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy.orm import Session, sessionmaker

from app import create_app
from tests.app.dashboard.inbox import Shop, Visitor

Visitors = Callable[[], Visitor]

OPEN = {
    *("accounts.sign_in", "accounts.sign_in_with_password", "accounts.sign_in_code", "accounts.sign_in_with_code"),
    *("accounts.welcome", "accounts.choose_password", "accounts.sign_out", "dashboard.static"),
}
IDS = (
    *("conversation_id", "delivery_id", "message_id", "media_id", "inbox_id", "notice_id", "check_id", "person_id"),
    *("contact_id", "note_id", "canned_id", "filter_id", "version_id", "token_id", "hook_id", "event_id"),
)
NAMES = {"filename": "base.css", "version": "0", "name": "opening_hours", "table": "days", "token": "x"}
EXAMPLES = {**dict.fromkeys(IDS, 1), **NAMES}


def routes(web: Flask) -> list[tuple[str, str, str]]:
    """Endpoint, method and path of every route of the two blueprints."""
    adapter = web.url_map.bind("localhost")
    ours = [rule for rule in web.url_map.iter_rules() if rule.endpoint.startswith(("accounts.", "dashboard."))]
    return [
        (rule.endpoint, method, adapter.build(rule.endpoint, {name: EXAMPLES[name] for name in rule.arguments}))
        for rule in ours
        for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"})
    ]


def test_strangers_are_sent_to_sign_in_from_every_page(web: Flask, visitor: Visitors, shop: Shop) -> None:
    shop.conversation()
    stranger = visitor()
    for endpoint, method, path in routes(web):
        answer = stranger.get(path) if method == "GET" else stranger.post(path)
        if endpoint not in OPEN:
            assert answer.status_code == 303, path
            assert answer.headers["Location"].startswith("/sign-in"), path


def test_our_script_is_told_plainly_that_it_is_signed_out(web: Flask, visitor: Visitors) -> None:
    stranger = visitor()
    for endpoint, method, path in routes(web):
        if endpoint in OPEN:
            continue
        ask = stranger.client.get if method == "GET" else stranger.client.post
        assert ask(path, headers={"X-Requested-With": "fetch"}).status_code == 401, path


def test_no_form_is_taken_without_its_token(web: Flask, agent: Visitor, shop: Shop) -> None:
    """Signing in too: another site must not sign a visitor in under its own account."""
    conversation_id = shop.conversation()
    posts = [path for _, method, path in routes(web) if method == "POST"]
    assert len(posts) >= 8
    for path in posts:
        assert agent.client.post(path, data={"text": "x", "language": "en"}).status_code == 400, path
    assert shop.read(conversation_id).owner == "waiting"
    assert agent.get("/").status_code == 200


def test_looking_changes_nothing(web: Flask, agent: Visitor, shop: Shop) -> None:
    conversation_id = shop.conversation()
    before = shop.read(conversation_id)
    for endpoint, method, path in routes(web):
        if method == "GET" and endpoint != "dashboard.static":
            agent.get(path)
    after = shop.read(conversation_id)
    columns = [column.key for column in before.__table__.columns]
    assert [getattr(after, name) for name in columns] == [getattr(before, name) for name in columns]


def test_every_answer_is_guarded_by_its_headers(web: Flask, agent: Visitor, visitor: Visitors) -> None:
    paths = [path for _, method, path in routes(web) if method == "GET"] + ["/no-such-page", "/conversations/99"]
    for path in paths:
        for who in (agent, visitor()):
            headers = who.get(path).headers
            assert "default-src 'none'" in headers["Content-Security-Policy"], path
            assert "unsafe" not in headers["Content-Security-Policy"], path
            assert headers["X-Content-Type-Options"] == "nosniff", path


HARDENED = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Embedder-Policy": "require-corp",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
}


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/healthz", 200),
        ("GET", "/static/x/base.css", 200),
        ("GET", "/static/x/no-such.css", 404),
        ("GET", "/", 303),
        ("HEAD", "/sign-in", 200),
        ("OPTIONS", "/sign-in", 200),
        ("PUT", "/sign-in", 405),
        ("TRACE", "/sign-in", 405),
        ("POST", "/sign-in", 303),
        ("POST", "/no-such-page", 404),
        ("GET", "/%00", 404),
        ("GET", "/..%2f..%2fetc/passwd", 404),
    ],
)
def test_errors_redirects_and_files_are_guarded_too(visitor: Visitors, method: str, path: str, status: int) -> None:
    answer = visitor().client.open(path, method=method)
    assert answer.status_code == status
    assert {name: answer.headers.get(name) for name in HARDENED} == HARDENED
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]


def test_where_real_customers_write_cookies_and_pages_are_for_https_alone(
    sessions: sessionmaker[Session], setting: Callable[[str, str], None]
) -> None:
    setting("GRAPH_URL", "https://graph.facebook.com")
    answer = Visitor(create_app().test_client(), []).get("/sign-in")
    cookie = answer.headers["Set-Cookie"]
    assert cookie.startswith("__Host-lotse=")
    assert {"Secure", "HttpOnly", "Path=/", "SameSite=Lax"} <= {part.strip() for part in cookie.split(";")}
    assert "Domain" not in cookie
    assert answer.headers["Strict-Transport-Security"] == "max-age=31536000; includeSubDomains"


@pytest.mark.parametrize(
    "path", ["/no-such-page", "/conversations/99", "/conversations/99999999999999999999", "/live?conversation=99"]
)
def test_what_there_is_not_is_said_in_words(agent: Visitor, path: str) -> None:
    answer = agent.get(path)
    assert answer.status_code == 404
    assert "Das gibt es hier nicht" in answer.text


@pytest.mark.parametrize(
    ("path", "page"),
    [
        ("/me/password", "/me"),
        ("/people/add?about=x", "/people"),
        ("/canned-replies/1", "/canned-replies"),
        ("/contacts/1", "/contacts/1"),
        ("/?tab=all", "/?tab=all"),
        ("/no/such/page", "/"),
    ],
)
def test_what_only_a_button_opens_says_so_and_the_language_is_changed_on_the_page_above(
    agent: Visitor, path: str, page: str
) -> None:
    assert agent.post("/language", language="de", next=path).headers["Location"] == page
    if path != page and not path.startswith("/no"):
        answer = agent.get(path)
        assert answer.status_code == 405
        assert "So lässt sich diese Seite nicht öffnen" in answer.text


def test_too_many_attempts_at_ones_own_password_are_explained(agent: Visitor) -> None:
    answers = [agent.post("/me/password", old="wrong", new="another good password") for _ in range(6)]
    assert [answer.status_code for answer in answers] == [422] * 5 + [429]
    assert "Ihr Konto ist nicht gesperrt" in answers[-1].text


def test_an_old_form_is_explained(agent: Visitor) -> None:
    answer = agent.client.post("/language", data={"csrf_token": "old"})
    assert answer.status_code == 400
    assert "Die Seite ist veraltet" in answer.text


def test_the_webhooks_own_answers_stay_plain(web: Flask, visitor: Visitors) -> None:
    answer = visitor().client.post("/webhook", data=b"{}")
    assert (answer.status_code, answer.mimetype) == (401, "text/plain")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize(("method", "status"), [("GET", 400), ("PUT", 405), ("DELETE", 405)])
def test_what_the_webhook_does_not_take_is_refused_plainly_and_guarded(
    visitor: Visitors, method: str, status: int
) -> None:
    answer = visitor().client.open("/webhook", method=method)
    assert (answer.status_code, answer.mimetype) == (status, "text/plain")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Security-Policy"] == "default-src 'none'"
    assert ("POST" in answer.headers.get("Allow", "")) == (status == 405)
