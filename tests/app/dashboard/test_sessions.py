"""Sessions: nobody makes one up, keeps one that ended, or plants one on somebody else."""

from collections.abc import Callable

import pytest
from flask import Flask
from flask.sessions import SecureCookieSessionInterface
from sqlalchemy.orm import Session, sessionmaker

from app import create_app
from app.tables import Person
from tests.app.dashboard.inbox import Visitor, add_person

Visitors = Callable[[], Visitor]
OLD, NEW = "a-secret-key-for-tests-of-32-and-more-characters", "another-secret-key-of-32-and-more-characters"


def cookie(visitor: Visitor) -> str:
    found = visitor.client.get_cookie("lotse")
    assert found
    return found.value


def with_cookie(visitor: Visitor, value: str) -> Visitor:
    visitor.client.set_cookie("lotse", value)
    return visitor


def made_up(web: Flask, **values: object) -> str:
    serializer = SecureCookieSessionInterface().get_signing_serializer(web)
    assert serializer
    return str(serializer.dumps(values))


def test_the_cookie_of_somebody_who_left_is_worth_nothing(
    agent: Visitor, visitor: Visitors, anna: Person, sessions: sessionmaker[Session]
) -> None:
    copied = with_cookie(visitor(), cookie(agent))
    assert copied.get("/").status_code == 200
    with sessions.begin() as session:
        person = session.get_one(Person, anna.id)
        person.left_at = person.created_at
    assert copied.get("/").status_code == 303
    assert agent.post("/language", language="en").headers["Location"].startswith("/sign-in")


def another_signature(value: str) -> str:
    """The last letter but one is changed: of the last one two bits mean nothing."""
    return f"{value[:-2]}{'B' if value[-2] == 'A' else 'A'}{value[-1]}"


@pytest.mark.parametrize("change", [another_signature, lambda value: value[1:]])
def test_a_changed_cookie_is_worth_nothing(agent: Visitor, visitor: Visitors, change: Callable[[str], str]) -> None:
    assert with_cookie(visitor(), change(cookie(agent))).get("/").status_code == 303


@pytest.mark.parametrize("value", ["x", "", "..", "é", "a" * 5000, ".eJwDAAAAAAE.x.y", '{"person_id": 1}'])
def test_what_is_no_cookie_of_ours_breaks_nothing(visitor: Visitors, anna: Person, value: str) -> None:
    stranger = visitor()
    stranger.client.environ_base["HTTP_COOKIE"] = f"lotse={value}".encode().decode("latin-1")
    assert stranger.get("/").status_code == 303


@pytest.mark.parametrize(
    "values",
    [
        {"session": 1},
        {"session": "guessed"},
        {"session": None},
        {"person_id": 1, "key": "x", "session": ""},
    ],
    ids=str,
)
def test_without_the_persons_own_key_a_signed_cookie_is_worth_nothing(
    web: Flask, visitor: Visitors, anna: Person, values: dict[str, object]
) -> None:
    """Who has got hold of SECRET_KEY, but not of the database, is nobody."""
    assert with_cookie(visitor(), made_up(web, **values)).get("/").status_code == 303


def test_a_cookie_of_before_signing_in_does_not_become_a_signed_in_one(visitor: Visitors, anna: Person) -> None:
    planted = visitor()
    planted.get("/sign-in")
    before = cookie(planted)
    victim = with_cookie(visitor(), before)
    victim.sign_in()
    assert victim.get("/").status_code == 200
    assert with_cookie(visitor(), before).get("/").status_code == 303


def test_one_person_signing_out_ends_nobody_elses_session(
    visitor: Visitors, agent: Visitor, sessions: sessionmaker[Session]
) -> None:
    other = visitor()
    other.sign_in(add_person(sessions, "berta@example.com").email)
    agent.post("/sign-out")
    assert other.get("/").status_code == 200


def test_while_the_key_is_replaced_people_stay_signed_in(agent: Visitor, setting: Callable[[str, str], None]) -> None:
    setting("SECRET_KEY", NEW)
    assert with_cookie(Visitor(create_app().test_client(), []), cookie(agent)).get("/").status_code == 303
    setting("SECRET_KEY_BEFORE", OLD)
    kept = with_cookie(Visitor(create_app().test_client(), []), cookie(agent))
    assert kept.get("/").status_code == 200
    assert kept.post("/language", language="en").status_code == 303

    setting("SECRET_KEY_BEFORE", "")
    renewed = with_cookie(Visitor(create_app().test_client(), []), cookie(kept))
    assert renewed.get("/").status_code == 200
