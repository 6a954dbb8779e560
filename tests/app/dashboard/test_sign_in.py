"""Signing in and out."""

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from flask import Flask
from redis import Redis, RedisError
from sqlalchemy.orm import Session, sessionmaker

from app import accounts, attempts
from app.attempts import Attempts
from app.tables import Person
from app.web import limiter
from tests.app.dashboard.inbox import PASSWORD, Visitor

Visitors = Callable[[], Visitor]


def test_the_right_password_opens_the_inbox(visitor: Visitors, anna: Person) -> None:
    someone = visitor()
    assert someone.sign_in("  ANNA@example.com ").headers["Location"] == "/"
    assert someone.get("/").status_code == 200


def test_the_session_holds_only_who_it_is_and_the_key(visitor: Visitors, anna: Person) -> None:
    someone = visitor()
    someone.sign_in()
    someone.get("/")
    with someone.client.session_transaction() as session:
        assert set(session) == {"person_id", "key", "session", "csrf_token", "_permanent"}


@pytest.mark.parametrize(("email", "password"), [("anna@example.com", "wrong"), ("nobody@example.com", PASSWORD)])
def test_a_wrong_password_and_an_unknown_person_get_the_same_answer(
    visitor: Visitors, anna: Person, email: str, password: str
) -> None:
    answer = visitor().sign_in(email, password)
    assert answer.status_code == 422
    assert "E-Mail-Adresse oder Passwort stimmt nicht" in answer.text
    assert f'value="{email}"' in answer.text


def test_the_way_leads_back_to_the_page_that_was_wanted(visitor: Visitors, anna: Person) -> None:
    someone = visitor()
    refused = someone.get("/conversations/7?tab=mine")
    assert refused.headers["Location"] == "/sign-in?next=/conversations/7?tab%3Dmine"
    assert someone.sign_in(path=refused.headers["Location"]).headers["Location"] == "/conversations/7?tab=mine"


ELSEWHERE = (
    *("//evil.example", "///evil.example", "/\\evil.example", "\\\\evil.example", "https:evil.example", "evil.example"),
    *(
        "https://evil.example",
        "javascript:alert(1)",
        "/\t/evil.example",
        "/\r\nSet-Cookie: x=y",
        "\0/x",
        " //evil.example",
    ),
    *("／／evil.example", "/\u202e//evil.example", "//evil.example@localhost", "", "?next=//evil.example"),
)


@pytest.mark.parametrize("wanted", ELSEWHERE)
def test_nobody_is_led_to_another_site(wanted: str) -> None:
    assert accounts.own_path(wanted) == "/"


@pytest.mark.parametrize("wanted", ["/", "/conversations/7?tab=mine#end", "/%2F%2Fevil.example", "/a//b", "/größe"])
def test_ways_within_the_site_are_kept(wanted: str) -> None:
    assert accounts.own_path(wanted) == wanted


def test_signing_in_leads_to_no_other_site(visitor: Visitors, anna: Person) -> None:
    assert visitor().sign_in(path="/sign-in?next=//evil.example").headers["Location"] == "/"


def test_signing_out_ends_the_session_even_of_a_copied_cookie(visitor: Visitors, anna: Person) -> None:
    here, copied = visitor(), visitor()
    here.sign_in()
    cookie = here.client.get_cookie("lotse")
    assert cookie
    copied.client.set_cookie("lotse", cookie.value)
    assert copied.get("/").status_code == 200

    here.post("/sign-out")
    assert here.get("/").status_code == 303
    assert copied.get("/").status_code == 303


def test_a_new_password_ends_the_sessions(visitor: Visitors, anna: Person, sessions: sessionmaker[Session]) -> None:
    someone = visitor()
    someone.sign_in()
    with sessions.begin() as session:
        accounts.set_password(session, anna.email, "another good password")
    assert someone.get("/").status_code == 303


def test_signing_in_gives_a_new_session(visitor: Visitors, anna: Person) -> None:
    someone = visitor()
    someone.get("/sign-in")
    with someone.client.session_transaction() as session:
        session["planted"] = "by somebody else"
    someone.sign_in()
    with someone.client.session_transaction() as session:
        assert "planted" not in session


def test_the_cookie_is_kept_from_scripts_and_other_sites(visitor: Visitors, anna: Person) -> None:
    cookie = visitor().sign_in().headers["Set-Cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie


def test_many_wrong_passwords_are_slowed_down_in_words(visitor: Visitors, anna: Person) -> None:
    someone = visitor()
    answers = [someone.sign_in(password="wrong") for _ in range(6)]
    assert [answer.status_code for answer in answers] == [422] * 5 + [429]
    assert "Bitte warten Sie eine Minute" in answers[-1].text


def test_a_slowed_down_account_can_still_sign_in_from_elsewhere(visitor: Visitors, anna: Person) -> None:
    guesser, owner = visitor(), visitor()
    for _ in range(6):
        guesser.sign_in(password="wrong")
    assert guesser.sign_in().status_code == 429
    owner.client.environ_base["REMOTE_ADDR"] = "198.51.100.7"
    assert owner.sign_in().status_code == 303


@pytest.fixture(params=[False, True], ids=["with Redis", "without Redis"])
def counting(request: pytest.FixtureRequest, web: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    """Wherever attempts are counted."""
    if request.param:
        monkeypatch.setattr(limiter, "_storage_dead", True)
        monkeypatch.setattr(limiter._storage, "check", lambda: False)
        monkeypatch.setattr(limiter, "_fallback_limiter", attempts.limiter())


def test_of_many_guesses_at_the_same_moment_no_more_are_looked_at_than_one_after_the_other(
    visitor: Visitors, anna: Person, counting: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked, everybody = accounts.check, Barrier(5)

    def together(*given: Any) -> Person | None:
        everybody.wait(30)  # nobody is answered before all five are asked
        return looked(*given)

    monkeypatch.setattr(accounts, "check", together)
    guessers = [visitor() for _ in range(12)]
    for one in guessers:
        one.token()
    with ThreadPoolExecutor(12) as pool:
        answers = list(pool.map(lambda one: one.sign_in(password="wrong").status_code, guessers))
    assert sorted(answers) == [422] * 5 + [429] * 7
    monkeypatch.setattr(accounts, "check", looked)
    assert visitor().sign_in("somebody@example.com", "wrong").status_code == 422
    elsewhere = visitor()
    elsewhere.client.environ_base["REMOTE_ADDR"] = "198.51.100.7"
    assert elsewhere.sign_in().status_code == 303


def test_the_right_password_takes_no_try_and_gives_none_of_the_wrong_ones_back(
    visitor: Visitors, anna: Person, counting: None
) -> None:
    answers = [visitor().sign_in(password=password).status_code for password in ["wrong", PASSWORD] * 5]
    assert answers == [422, 303] * 4 + [422, 429]


def test_who_goes_on_while_slowed_down_uses_up_no_tries_of_others_at_the_address(
    visitor: Visitors, anna: Person, redis: "Redis"
) -> None:
    someone = visitor()
    someone.sign_in(password="wrong")
    [hour] = [key for key in redis.scan_iter() if b"/30/1/hour" in key]
    redis.lpush(hour, *[time.time()] * 29)
    assert [someone.sign_in(password="wrong").status_code for _ in range(5)] == [429] * 5
    assert {redis.llen(key) for key in redis.scan_iter() if b"LIMITS" in key and key != hour} == {1}


def test_without_redis_who_is_slowed_down_cannot_make_lotse_forget_by_naming_many_accounts(
    visitor: Visitors, anna: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limiter, "_storage_dead", True)
    monkeypatch.setattr(limiter._storage, "check", lambda: False)
    monkeypatch.setattr(limiter, "_fallback_limiter", attempts.limiter())
    monkeypatch.setattr(attempts, "MOST", 10)
    someone = visitor()
    assert [someone.sign_in(password="wrong").status_code for _ in range(6)] == [422] * 5 + [429]
    monkeypatch.setattr("app.signing_in.accounts.check", lambda *given: None)
    hour = next(key for key in limiter.limiter.storage.events if "/200/1/hour" in key)
    limiter.limiter.storage.events[hour] *= 40  # this address has guessed enough
    assert {someone.sign_in(f"{number}@example.com", "wrong").status_code for number in range(20)} == {429}
    assert someone.sign_in(password="wrong").status_code == 429


def test_one_address_cannot_try_many_accounts(visitor: Visitors) -> None:
    someone = visitor()
    answers = [someone.sign_in(f"person{number}@example.com", "wrong").status_code for number in range(31)]
    assert answers == [422] * 30 + [429]


def test_signing_in_often_with_the_right_password_is_no_attack(visitor: Visitors, anna: Person) -> None:
    assert {visitor().sign_in().status_code for _ in range(8)} == {303}


def test_no_e_mail_address_stands_in_redis(visitor: Visitors, anna: Person, redis: "Redis") -> None:
    visitor().sign_in(password="wrong")
    keys = [key.decode() for key in redis.scan_iter()]
    assert keys
    assert not [key for key in keys if "anna" in key or "example" in key]


def test_redis_being_away_keeps_nobody_out(visitor: Visitors, anna: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    def away(*_: object) -> bool:
        raise RedisError

    monkeypatch.setattr(limiter, "_storage_dead", False)  # and back again afterwards
    monkeypatch.setattr(limiter._limiter, "hit", away)
    monkeypatch.setattr(limiter._limiter, "test", away)
    assert visitor().sign_in(password="wrong").status_code == 422
    assert visitor().sign_in().status_code == 303


def test_while_redis_is_away_attempts_are_counted_within_bounds(web: Flask) -> None:
    assert isinstance(limiter._fallback_limiter and limiter._fallback_limiter.storage, Attempts)
