"""Signing in with a second factor, and looking after one's own."""

import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pyotp
import pytest
from sqlalchemy.orm import Session, sessionmaker

from app import accounts, clock, sealing
from app.tables import Person
from tests.app.dashboard.inbox import PASSWORD, Visitor
from tests.app.dashboard.links import made_link

Visitors = Callable[[], Visitor]
Setting = Callable[[str, str], None]
PAGE = "/me/second-factor"


def code(sessions: sessionmaker[Session], email: str) -> str:
    with sessions() as session:
        person = accounts.find(session, email)
        assert person
        assert person.second_factor
        return pyotp.TOTP(sealing.unseal(person.second_factor)).at(clock.now(session))


def recovery_codes(page: str) -> list[str]:
    return re.findall(r"<li><code>([a-z0-9-]+)</code></li>", page)


def set_up(who: Visitor, sessions: sessionmaker[Session], email: str = "anna@example.com") -> list[str]:
    who.post(f"{PAGE}/begin", password=PASSWORD)
    return recovery_codes(who.post(f"{PAGE}/confirm", code=code(sessions, email)).text)


@pytest.fixture
def codes(agent: Visitor, sessions: sessionmaker[Session], setting: Setting) -> list[str]:
    """Anna has a second factor; the moment in which she set it up is over."""
    found = set_up(agent, sessions)
    setting("LOTSE_NOW_OFFSET", "120")
    return found


def test_the_password_alone_opens_nothing_any_more(
    codes: list[str], visitor: Visitors, sessions: sessionmaker[Session]
) -> None:
    someone = visitor()
    answer = someone.sign_in(path="/sign-in?next=/me")
    assert answer.headers["Location"] == "/sign-in/code?next=/me"
    assert someone.get("/").status_code == 303
    wrong = someone.post("/sign-in/code", code="x")
    assert (wrong.status_code, "Der Code stimmt nicht" in wrong.text) == (422, True)
    answer = someone.post("/sign-in/code?next=/me", code=code(sessions, "anna@example.com"))
    assert answer.headers["Location"] == "/me"
    assert someone.get("/").status_code == 200


def test_a_recovery_code_signs_in_once(codes: list[str], visitor: Visitors) -> None:
    for answers in (303, 422):
        someone = visitor()
        someone.sign_in()
        assert someone.post("/sign-in/code", code=codes[0]).status_code == answers


def test_of_two_who_give_a_recovery_code_in_the_same_moment_one_is_let_in(codes: list[str], visitor: Visitors) -> None:
    both = [visitor(), visitor()]
    for one in both:
        one.sign_in()
        one.token()
    with ThreadPoolExecutor(2) as together:
        answers = list(together.map(lambda one: one.post("/sign-in/code", code=codes[0]).status_code, both))
    assert sorted(answers) == [303, 422]


def test_the_second_step_comes_only_after_the_first(codes: list[str], visitor: Visitors) -> None:
    stranger = visitor()
    assert stranger.get("/sign-in/code").headers["Location"] == "/sign-in"
    assert stranger.post("/sign-in/code", code=codes[0]).headers["Location"] == "/sign-in"


def test_a_new_password_ends_a_sign_in_that_is_half_done(
    codes: list[str], visitor: Visitors, sessions: sessionmaker[Session]
) -> None:
    someone = visitor()
    someone.sign_in()
    with sessions.begin() as session:
        accounts.set_password(session, "anna@example.com", "another good password")
    assert someone.post("/sign-in/code", code=codes[0]).headers["Location"] == "/sign-in"
    assert someone.get("/").status_code == 303


def test_guessing_codes_is_slowed_down_and_the_owner_comes_in_from_elsewhere(
    codes: list[str], visitor: Visitors
) -> None:
    guesser, owner = visitor(), visitor()
    guesser.sign_in()
    answers = [guesser.post("/sign-in/code", code="x").status_code for _ in range(6)]
    assert answers == [422] * 5 + [429]
    assert guesser.post("/sign-in/code", code=codes[0]).status_code == 429
    owner.client.environ_base["REMOTE_ADDR"] = "198.51.100.7"
    owner.sign_in()
    assert owner.post("/sign-in/code", code=codes[0]).status_code == 303


def test_from_ever_new_addresses_a_hundred_codes_a_day_can_be_tried(codes: list[str], visitor: Visitors) -> None:
    guesser = visitor()
    guesser.sign_in()
    answers = []
    for number in range(101):
        guesser.client.environ_base["REMOTE_ADDR"] = f"198.51.100.{number}"
        answers.append(guesser.post("/sign-in/code", code="x").status_code)
    assert answers == [422] * 100 + [429]


def test_setting_it_up_and_off_needs_the_password(agent: Visitor, sessions: sessionmaker[Session]) -> None:
    assert agent.post(f"{PAGE}/begin", password="wrong").status_code == 422
    assert agent.get(f"{PAGE}/code.svg").status_code == 404
    set_up(agent, sessions)
    for verb in ("codes", "off"):
        assert agent.post(f"{PAGE}/{verb}", password="wrong").status_code == 422
    assert 'data-testid="factor-on"' in agent.get(PAGE).text
    assert len(recovery_codes(agent.post(f"{PAGE}/codes", password=PASSWORD).text)) == 10
    agent.post(f"{PAGE}/off", password=PASSWORD)
    assert 'data-testid="factor-on"' not in agent.get(PAGE).text


def test_the_secret_is_a_picture_of_our_own_until_it_holds(agent: Visitor, sessions: sessionmaker[Session]) -> None:
    agent.post(f"{PAGE}/begin", password=PASSWORD)
    picture = agent.get(f"{PAGE}/code.svg")
    assert (picture.mimetype, picture.headers["Cache-Control"]) == ("image/svg+xml", "no-store")
    assert "<path" in picture.text
    assert "style" not in picture.text
    agent.post(f"{PAGE}/confirm", code=code(sessions, "anna@example.com"))
    assert agent.get(f"{PAGE}/code.svg").status_code == 404
    assert 'data-testid="factor-secret"' not in agent.get(PAGE).text


def test_an_administrator_resets_it_for_a_lost_phone(
    codes: list[str], agent: Visitor, admin: Visitor, anna: Person, visitor: Visitors
) -> None:
    assert 'data-testid="reset-factor"' in admin.get("/people").text
    assert admin.post(f"/people/{anna.id}/second-factor/reset").status_code == 303
    assert agent.get("/").status_code == 303
    assert visitor().sign_in().headers["Location"] == "/"


def test_a_link_for_a_new_password_does_not_go_round_it(
    codes: list[str], admin: Visitor, anna: Person, visitor: Visitors
) -> None:
    link, someone = made_link(admin, anna.id), visitor()
    assert someone.post(link, password="seven quiet lighthouses").headers["Location"] == "/sign-in/code"
    assert someone.get("/").status_code == 303


def test_where_it_is_needed_there_is_only_the_page_that_sets_it_up(
    supervisor: Visitor, agent: Visitor, sessions: sessionmaker[Session], setting: Setting
) -> None:
    setting("SECOND_FACTOR_FOR", "supervisors")
    assert supervisor.get("/").headers["Location"] == PAGE
    assert supervisor.post("/pause").headers["Location"] == PAGE
    assert supervisor.get("/live", **{"X-Requested-With": "fetch"}).status_code == 401
    assert agent.get("/").status_code == 200
    assert 'data-testid="factor-needed"' in supervisor.get(PAGE).text
    assert len(set_up(supervisor, sessions, "carl@example.com")) == 10
    assert supervisor.get("/").status_code == 200
    assert supervisor.post(f"{PAGE}/off", password=PASSWORD).status_code == 409
