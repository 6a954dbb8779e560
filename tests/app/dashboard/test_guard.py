"""What strangers, old pages and other sites cannot do: every route of the inbox, taken from the application itself."""

from collections.abc import Callable

import pytest
from flask import Flask

from tests.app.dashboard.inbox import Shop, Visitor

Visitors = Callable[[], Visitor]

OPEN = {
    *("accounts.sign_in", "accounts.sign_in_with_password", "accounts.sign_in_code", "accounts.sign_in_with_code"),
    *("accounts.welcome", "accounts.choose_password", "accounts.sign_out", "dashboard.static"),
}
IDS = (
    *("conversation_id", "delivery_id", "message_id", "media_id", "inbox_id", "notice_id", "check_id", "person_id"),
    *("contact_id", "note_id", "canned_id", "filter_id", "version_id"),
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


@pytest.mark.parametrize(
    "path", ["/no-such-page", "/conversations/99", "/conversations/99999999999999999999", "/live?conversation=99"]
)
def test_what_there_is_not_is_said_in_words(agent: Visitor, path: str) -> None:
    answer = agent.get(path)
    assert answer.status_code == 404
    assert "Das gibt es hier nicht" in answer.text


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
