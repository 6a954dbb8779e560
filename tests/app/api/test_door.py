"""Who is let in at the JSON API, and what strangers are told."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select, text, update
from sqlalchemy.orm import Session, sessionmaker

from app import accounts, api_tokens, clock, settings
from app.api import door, everything
from app.api.routes import ROUTES, Route
from app.attempts import Attempts
from app.tables import ApiToken, AuditLine, Person
from app.web import make_api
from tests.app.api.conftest import Caller
from tests.app.dashboard.inbox import Shop, Visitor

Callers = Callable[..., Caller]
assert everything  # its import fills ROUTES
GUARDED = [route for route in ROUTES if route.scope]


def path_of(route: Route) -> str:
    return route.path.replace("{conversation_id}", "1")


def test_nobody_comes_in_without_a_token(web: Flask, caller: Callers, shop: Shop) -> None:
    shop.conversation()
    stranger = Caller(web.test_client(), None, [])
    assert len(GUARDED) >= 18
    for route in GUARDED:
        answer = stranger._ask(route.method, path_of(route), json={})
        assert (answer.status_code, answer.mimetype) == (401, "application/problem+json"), route
        assert answer.headers["WWW-Authenticate"].startswith("Bearer")
        assert "admins make one" in answer.get_json()["detail"]


def test_a_token_without_the_scope_is_told_which_one_it_lacks(caller: Callers, shop: Shop) -> None:
    shop.conversation()
    for route in GUARDED:
        others = [scope for scope in api_tokens.SCOPES if scope != route.scope]
        answer = caller(*others)._ask(route.method, path_of(route), json={})
        assert answer.status_code == 403, route
        assert route.scope in answer.get_json()["detail"]


def test_who_is_signed_in_at_the_dashboard_is_nobody_here(web: Flask, caller: Callers, dora: Person) -> None:
    browser = Visitor(web.test_client(), [])
    browser.sign_in(dora.email)
    assert browser.get("/").status_code == 200
    answer = browser.client.get("/api/v1/conversations")
    assert answer.status_code == 401
    assert "Cookie" not in answer.headers.get("Vary", "")


def test_a_token_that_is_revoked_or_expired_says_so(
    caller: Callers, sessions: sessionmaker[Session], dora: Person
) -> None:
    known = caller("conversations:read", days=30)
    assert known.get("/conversations").status_code == 200
    with sessions.begin() as session:
        session.execute(update(ApiToken).values(expires_at=clock.now(session) - timedelta(seconds=1)))
    assert known.get("/conversations").get_json()["code"] == "token_expired"
    with sessions.begin() as session:
        token = session.scalars(select(ApiToken)).one()
        assert api_tokens.revoke(session, token.id, dora, clock.now(session))
    assert known.get("/conversations").get_json()["code"] == "token_revoked"
    with sessions() as session:
        lines = [(line.action, line.person_id) for line in session.scalars(select(AuditLine).order_by(AuditLine.id))]
    assert lines == [("api_token_made", dora.id), ("api_token_revoked", dora.id)]


def test_the_database_keeps_no_token(caller: Callers, sessions: sessionmaker[Session]) -> None:
    token = str(caller().token)
    assert token.startswith("lotse_")
    with sessions() as session:
        rows = session.execute(text("SELECT api_tokens::text FROM api_tokens")).scalars().all()
    assert rows
    assert not [row for row in rows if token.removeprefix("lotse_") in row]


def test_that_a_token_is_used_is_noted(caller: Callers, sessions: sessionmaker[Session]) -> None:
    caller().get("/conversations")
    with sessions() as session:
        assert session.scalars(select(ApiToken.used_at)).one() is not None


def test_a_machine_cannot_sign_in(caller: Callers, sessions: sessionmaker[Session]) -> None:
    caller()
    with sessions.begin() as session:
        machine = session.scalars(select(Person).where(Person.is_machine)).one()
        assert machine.name == "API: Shop system"
        for guess in ("", "!", api_tokens.NO_PASSWORD):
            assert accounts.check(session, machine.email, guess) is None


def test_who_asks_too_often_is_told_how_long_to_wait_and_others_are_not(caller: Callers) -> None:
    greedy, other = caller(), caller()
    for _ in range(door.PER_MINUTE):
        answer = greedy.get("/openapi.json")
    assert answer.status_code == 200
    answer = greedy.get("/conversations")
    assert (answer.status_code, answer.mimetype) == (429, "application/problem+json")
    assert 0 < int(answer.headers["Retry-After"]) <= 60
    assert other.get("/conversations").status_code == 200


def test_ever_new_tokens_from_one_address_get_round_no_limit_and_harm_no_known_one(
    web: Flask, caller: Callers, monkeypatch: pytest.MonkeyPatch
) -> None:
    known = caller()
    monkeypatch.setattr(api_tokens, "check", unknown)
    guesses = [Caller(web.test_client(), f"lotse_{number}", []) for number in range(door.PER_MINUTE + 1)]
    codes = [one.get("/conversations").status_code for one in guesses]
    assert set(codes) == {401, 429}
    monkeypatch.undo()
    assert known.get("/conversations").status_code == 200


def test_while_redis_is_away_they_take_no_memory_without_end(web: Flask) -> None:
    assert door.throttle._fallback_limiter
    assert isinstance(door.throttle._fallback_limiter.storage, Attempts)


def unknown(*_: object) -> None:
    raise api_tokens.TokenError("unknown")


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [("GET", "/nothing", 404), ("DELETE", "/playbook", 405), ("GET", "/conversations/x", 404)],
)
def test_what_there_is_not_is_a_problem_too(caller: Callers, method: str, path: str, status: int) -> None:
    answer = caller()._ask(method, path)
    assert (answer.status_code, answer.mimetype) == (status, "application/problem+json")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_the_api_has_no_key_to_read_a_session_with(environment: None) -> None:
    assert make_api(settings.load()).secret_key is None
