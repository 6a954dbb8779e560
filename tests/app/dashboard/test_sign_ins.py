"""Where people are signed in: listed, ended one by one or all, and kept cheaply."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import event, select
from sqlalchemy.orm import Session, sessionmaker

from app import clock, database, pruning, sign_ins
from app.tables import Person, SignIn
from tests.app.dashboard.inbox import Visitor

Visitors = Callable[[], Visitor]
PHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Safari/604.1"


@pytest.fixture
def phone(visitor: Visitors, agent: Visitor) -> Visitor:
    """Anna's second browser."""
    signed_in = visitor()
    signed_in.client.environ_base.update(HTTP_USER_AGENT=PHONE, REMOTE_ADDR="198.51.100.7")
    signed_in.sign_in()
    return signed_in


def ids(page: str) -> list[str]:
    return re.findall(r'name="sign_in" value="(\d+)"', page)


def rows(sessions: sessionmaker[Session]) -> list[SignIn]:
    with sessions() as session:
        return list(session.scalars(select(SignIn).order_by(SignIn.id)))


def test_the_own_page_lists_every_sign_in_in_plain_words(agent: Visitor, phone: Visitor) -> None:
    page = agent.get("/me").text
    assert page.count('data-testid="session"') == 2
    assert "Safari, iPhone" in page
    assert "198.51.100.x" in page
    assert "198.51.100.7" not in page
    assert page.count("dieser Browser") == 1


def test_one_is_ended_and_the_others_go_on(agent: Visitor, phone: Visitor) -> None:
    [other] = ids(agent.get("/me").text)
    agent.post("/me/sessions/end", sign_in=other)
    assert phone.get("/").status_code == 303
    assert agent.get("/").status_code == 200


def test_signing_out_here_leaves_the_other_browser_signed_in_and_everywhere_ends_both(
    agent: Visitor, phone: Visitor, visitor: Visitors, anna: Person, sessions: sessionmaker[Session]
) -> None:
    agent.post("/sign-out")
    assert phone.get("/").status_code == 200
    again = visitor()
    again.sign_in()
    again.post("/sign-out", everywhere="1")
    assert phone.get("/").status_code == 303
    assert rows(sessions) == []


def test_nobody_ends_somebody_else_s_and_a_strange_number_ends_nothing(
    agent: Visitor, phone: Visitor, supervisor: Visitor, anna: Person
) -> None:
    for other in ids(agent.get("/me").text):
        supervisor.post("/me/sessions/end", sign_in=other)
        assert supervisor.post(f"/people/{anna.id}/sessions/end", sign_in=other).status_code == 403
    assert agent.post("/me/sessions/end", sign_in="all").status_code == 400
    assert phone.get("/").status_code == 200


def test_an_administrator_sees_and_ends_them(admin: Visitor, agent: Visitor, phone: Visitor, anna: Person) -> None:
    shown = ids(admin.get("/people").text.split(f'data-person-id="{anna.id}"')[1].split("</li>\n    <li class")[0])
    assert len(shown) == 2
    admin.post(f"/people/{anna.id}/sessions/end", sign_in=shown[0])
    assert [agent.get("/").status_code, phone.get("/").status_code] == [200, 303]
    admin.post(f"/people/{anna.id}/sessions/end")
    assert agent.get("/").status_code == 303


def test_a_new_role_ends_them_and_a_new_name_does_not(admin: Visitor, agent: Visitor, anna: Person) -> None:
    admin.post(f"/people/{anna.id}/change", role="agent", name="Anna Nord")
    assert agent.get("/").status_code == 200
    admin.post(f"/people/{anna.id}/change", role="supervisor", name="Anna Nord")
    assert agent.get("/").status_code == 303


def test_only_a_hash_of_the_cookie_s_token_is_kept(agent: Visitor, sessions: sessionmaker[Session]) -> None:
    with agent.client.session_transaction() as cookie:
        token = cookie["session"]
    [row] = rows(sessions)
    assert token.encode() not in row.token_hash
    assert row.token_hash == sign_ins.hashed(token)


def test_after_twelve_hours_of_silence_it_is_over_and_deleted_later(
    agent: Visitor, sessions: sessionmaker[Session], setting: Callable[[str, str], None]
) -> None:
    setting("LOTSE_NOW_OFFSET", str(11 * 3600))
    assert agent.get("/").status_code == 200
    setting("LOTSE_NOW_OFFSET", str(22 * 3600))
    assert agent.get("/").status_code == 200
    setting("LOTSE_NOW_OFFSET", str(34 * 3600 + 60))
    assert agent.get("/").status_code == 303
    pruning.prune(sessions)
    assert rows(sessions) == []


def test_a_page_that_asks_costs_one_query_for_who_it_is_and_one_note_a_minute(
    agent: Visitor, sessions: sessionmaker[Session]
) -> None:
    said: list[str] = []

    def listen(connection: object, cursor: object, statement: str, *rest: object) -> None:
        said.append(statement)

    agent.get("/live")
    event.listen(database.engine(), "before_cursor_execute", listen)
    try:
        for _ in range(3):
            agent.get("/live")
        assert len([one for one in said if "FROM people JOIN sign_ins" in one]) == 3
        assert not [one for one in said if one.startswith("UPDATE")]
        with database.sessions().begin() as session:
            [row] = session.scalars(select(SignIn))
            row.seen_at -= timedelta(minutes=1)
        said.clear()
        for _ in range(3):
            agent.get("/live")
        assert len([one for one in said if one.startswith("UPDATE sign_ins")]) == 1
        assert not [one for one in said if one.startswith("UPDATE people")]
    finally:
        event.remove(database.engine(), "before_cursor_execute", listen)


def test_a_password_that_was_replaced_while_it_was_being_checked_opens_nothing(
    anna: Person, visitor: Visitors, sessions: sessionmaker[Session], monkeypatch: pytest.MonkeyPatch
) -> None:
    from app import accounts, passwords

    fits = passwords.fits

    def replaced_meanwhile(stored: str | None, password: str) -> bool:
        with sessions.begin() as session:
            monkeypatch.setattr(passwords, "fits", fits)
            accounts.set_password(session, anna.email, "another good password")
        return fits(stored, password)

    monkeypatch.setattr(passwords, "fits", replaced_meanwhile)
    assert visitor().sign_in().status_code == 422
    with sessions() as session:
        assert sign_ins.of(session, [anna.id], clock.now(session)) == {anna.id: []}
