"""The administrators' page of API tokens."""

import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from uuid import uuid4

from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session, sessionmaker

from app import api_tokens, clock
from app.tables import ApiToken
from tests.app.dashboard.inbox import Shop, Visitor, add_person

WISH = {"name": "Shop system", "scope": ["conversations:read", "metrics:read"], "days": "90"}
TOKEN = re.compile(r"lotse_[A-Za-z0-9]{43}")


def test_a_token_is_shown_once_works_and_is_revoked(
    web: Flask, admin: Visitor, sessions: sessionmaker[Session]
) -> None:
    page = admin.post("/tokens", key=str(uuid4()), **WISH)
    token = TOKEN.search(page.text)
    assert token
    assert not TOKEN.search(admin.get("/tokens").text)
    bearer = {"Authorization": f"Bearer {token[0]}"}
    assert web.test_client().get("/api/v1/conversations", headers=bearer).status_code == 200
    assert admin.post("/tokens/1/revoke").status_code == 303
    assert web.test_client().get("/api/v1/conversations", headers=bearer).status_code == 401
    assert "widerrufen" in admin.get("/tokens").text
    assert admin.post("/tokens/9/revoke").status_code == 404


def test_a_double_click_makes_one_token_and_shows_it(admin: Visitor, sessions: sessionmaker[Session]) -> None:
    key = str(uuid4())
    first, second = (TOKEN.search(admin.post("/tokens", key=key, **WISH).text) for _ in range(2))
    assert first
    assert second
    assert first[0] == second[0]
    with sessions() as session:
        assert session.scalar(select(func.count()).select_from(ApiToken)) == 1


def test_both_halves_of_one_in_the_same_moment_show_it(sessions: sessionmaker[Session]) -> None:
    dora, key = add_person(sessions, "dora@example.com", "admin"), uuid4()

    def make(_: int) -> str:
        with sessions.begin() as session:
            return api_tokens.make(session, "Shop", ["metrics:read"], None, dora, key, clock.now(session))[1]

    with ThreadPoolExecutor(4) as together:
        assert len(set(together.map(make, range(4)))) == 1


def test_a_token_without_a_name_or_a_right_is_not_made(admin: Visitor, sessions: sessionmaker[Session]) -> None:
    for lacking in ({"name": " "}, {"scope": []}, {"scope": ["everything"]}):
        answer = admin.post("/tokens", key=str(uuid4()), **{**WISH, **lacking})
        assert answer.status_code == 409
        assert "Es wurde nichts angelegt" in answer.text
    with sessions() as session:
        assert session.scalar(select(func.count()).select_from(ApiToken)) == 0


def test_nobody_but_admins_may_see_make_or_revoke_tokens(agent: Visitor, supervisor: Visitor) -> None:
    for who in (agent, supervisor):
        assert who.get("/tokens").status_code == 403
        assert who.post("/tokens", key=str(uuid4()), **WISH).status_code == 403
        assert who.post("/tokens/1/revoke").status_code == 403


def test_the_machine_behind_a_token_is_nobody_on_the_team_page(admin: Visitor, visitor: Callable[[], Visitor]) -> None:
    """Nor can it be given a password there by guessing its id."""
    admin.post("/tokens", key=str(uuid4()), **WISH)
    assert "API: Shop system" not in admin.get("/people").text
    for action in ("restore", "password", "change", "end"):
        assert admin.post(f"/people/2/{action}", role="admin").status_code == 404, action


def test_colleagues_read_which_system_wrote(
    web: Flask, admin: Visitor, agent: Visitor, shop: Shop, sessions: sessionmaker[Session]
) -> None:
    token = TOKEN.search(admin.post("/tokens", key=str(uuid4()), **{**WISH, "scope": ["messages:write"]}).text)
    assert token
    headers = {"Authorization": f"Bearer {token[0]}", "Idempotency-Key": "1"}
    path = f"/conversations/{shop.conversation()}"
    web.test_client().post(f"/api/v1{path}/messages", headers=headers, json={"text": "Kommt morgen."})
    page = agent.get(path).text
    assert "Kommt morgen." in page
    assert "API: Shop system" in page
