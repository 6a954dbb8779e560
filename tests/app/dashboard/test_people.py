"""Who may sign in: adding people, passwords, and what a stolen answer or clock would tell."""

from collections.abc import Iterator
from uuid import uuid4

import pytest
from argon2 import PasswordHasher
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from app import accounts, clock, links, passwords
from app.tables import Link, Person
from tests.app.dashboard.inbox import PASSWORD, add_person
from tests.conftest import HASHER_IN_USE


@pytest.fixture
def hasher_in_use(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(passwords, "_hasher", HASHER_IN_USE)
    passwords._nobodys.cache_clear()
    yield
    passwords._nobodys.cache_clear()


def person(sessions: sessionmaker[Session]) -> Person:
    with sessions() as session:
        return session.scalars(select(Person)).one()


def test_an_added_person_is_known_by_the_lower_case_address(sessions: sessionmaker[Session]) -> None:
    add_person(sessions, " Anna@Example.COM ", "admin")
    assert (person(sessions).email, person(sessions).role) == ("anna@example.com", "admin")
    assert PASSWORD not in person(sessions).password_hash


@pytest.mark.parametrize(
    ("email", "role", "password", "said"),
    [
        ("anna@example.com", "agent", "too short", "at least 12 characters"),
        ("anna@example.com", "agent", "x" * 2000, "at most 1024 characters"),
        ("anna", "agent", PASSWORD, "not an e-mail address"),
        ("anna@", "agent", PASSWORD, "not an e-mail address"),
        ("an na@example.com", "agent", PASSWORD, "not an e-mail address"),
        ("anna@example.com", "king", PASSWORD, "not a role"),
    ],
)
def test_who_cannot_be_added_is_refused_in_words(
    sessions: sessionmaker[Session], email: str, role: str, password: str, said: str
) -> None:
    with sessions.begin() as session, pytest.raises(ValueError, match=said):
        accounts.add_person(session, email, role, password)


def test_nobody_is_added_twice(sessions: sessionmaker[Session]) -> None:
    add_person(sessions)
    with sessions.begin() as session, pytest.raises(ValueError, match="is known here already"):
        accounts.add_person(session, "ANNA@example.com", "admin", PASSWORD)
    assert person(sessions).role == "agent"


def test_a_new_password_replaces_the_old_one_and_ends_all_sessions(sessions: sessionmaker[Session]) -> None:
    before = add_person(sessions).session_key
    with sessions.begin() as session:
        accounts.set_password(session, "Anna@example.com", "another good password")
    with sessions.begin() as session:
        assert accounts.check(session, "anna@example.com", PASSWORD) is None
        assert accounts.check(session, "anna@example.com", "another good password")
    assert person(sessions).session_key != before


def test_a_password_for_nobody_is_refused(sessions: sessionmaker[Session]) -> None:
    with sessions.begin() as session, pytest.raises(ValueError, match="Nobody signs in as"):
        accounts.set_password(session, "nobody@example.com", PASSWORD)


def test_a_password_for_who_has_no_access_is_refused_and_their_link_still_works(
    sessions: sessionmaker[Session],
) -> None:
    """A password alone would not let them in: it would only use up the link that does."""
    add_person(sessions)
    with sessions.begin() as session:
        invited = session.scalars(select(Person)).one()
        invited.left_at = clock.now(session)
        links.make(session, invited, uuid4(), True, invited.left_at)
    with sessions.begin() as session, pytest.raises(ValueError, match="has no access"):
        accounts.set_password(session, "anna@example.com", "another good password")
    with sessions() as session:
        assert session.scalars(select(Link)).one()


def test_an_unknown_and_an_invited_person_cost_as_much_work_as_a_wrong_password(
    sessions: sessionmaker[Session], hasher_in_use: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    add_person(sessions)
    verified: list[str] = []

    class Watched(PasswordHasher):
        def verify(self, *given: str | bytes) -> bool:
            verified.append(str(given[0]))
            return super().verify(*given)

    monkeypatch.setattr(passwords, "_hasher", Watched(time_cost=2, memory_cost=19 * 1024, parallelism=1))
    with sessions.begin() as session:
        accounts.add(session, "invited@example.com", "agent")
        for name in ("anna", "nobody", "invited"):
            assert accounts.check(session, f"{name}@example.com", "wrong") is None
    cost = {stored.rsplit("$", 2)[0] for stored in verified}
    assert (len(verified), len(cost)) == (3, 1)


def test_a_hash_of_weaker_settings_is_renewed_at_the_next_sign_in(
    sessions: sessionmaker[Session], hasher_in_use: None
) -> None:
    add_person(sessions)
    weak = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash(PASSWORD)
    with sessions.begin() as session:
        session.scalars(select(Person)).one().password_hash = weak
    with sessions.begin() as session:
        assert accounts.check(session, "anna@example.com", PASSWORD)
    assert "m=19456,t=2,p=1" in person(sessions).password_hash


def test_a_broken_hash_lets_nobody_in(sessions: sessionmaker[Session]) -> None:
    add_person(sessions)
    with sessions.begin() as session:
        session.scalars(select(Person)).one().password_hash = "none"
    with sessions.begin() as session:
        assert accounts.check(session, "anna@example.com", "none") is None


@pytest.mark.parametrize("path", ["/", "/conversations/7?tab=mine", "/set-aside"])
def test_a_path_of_ours_is_kept(path: str) -> None:
    assert accounts.own_path(path) == path


@pytest.mark.parametrize(
    "wanted",
    [
        None,
        "",
        "https://evil.example/",
        "//evil.example",
        "/\\evil.example",
        "\\\\evil",
        "https:evil",
        "/\t/evil",
        "evil",
    ],
)
def test_any_other_address_becomes_the_inbox(wanted: str | None) -> None:
    assert accounts.own_path(wanted) == "/"
