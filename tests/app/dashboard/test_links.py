"""Invitations and links for a new password: who makes them, how long and how often they work, and what they tell."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from uuid import uuid4

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from app import clock, staff
from app.refusals import RefusedError
from app.tables import AuditLine, Link, Person
from tests.app.dashboard.inbox import PASSWORD, Visitor, add_person
from tests.app.dashboard.links import link_key, made_link, shown_link

Visitors = Callable[[], Visitor]
Setting = Callable[[str, str], None]
NEW = "seven quiet lighthouses"
EVA = {"email": "Eva@Example.com", "name": "Eva", "role": "supervisor", "team": ["orders"]}


def people(sessions: sessionmaker[Session]) -> dict[str, Person]:
    with sessions() as session:
        return {person.email: person for person in session.scalars(select(Person))}


def test_who_is_invited_chooses_name_and_password_and_is_in(
    admin: Visitor, visitor: Visitors, sessions: sessionmaker[Session]
) -> None:
    link = shown_link(admin.post("/people/add", **EVA).text)
    eva = visitor()
    assert eva.sign_in("eva@example.com", "").status_code == 422
    assert 'value="Eva"' in eva.get(link).text
    assert eva.post(link, name="Eva Nord", password=NEW).headers["Location"] == "/"
    assert eva.get("/people").status_code == 200
    found = people(sessions)["eva@example.com"]
    assert (found.name, found.role, found.left_at) == ("Eva Nord", "supervisor", None)
    assert visitor().sign_in("eva@example.com", NEW).status_code == 303


def test_nobody_finds_the_link_in_the_database_or_on_a_later_page(
    admin: Visitor, sessions: sessionmaker[Session]
) -> None:
    token = shown_link(admin.post("/people/add", **EVA).text).rpartition("/")[2]
    assert token not in admin.get("/people").text
    with sessions() as session:
        kept = repr([row.__dict__ for row in [*session.scalars(select(Link)), *session.scalars(select(AuditLine))]])
    assert "person_invited" in kept
    assert token not in kept


def test_a_link_works_once_and_for_three_days(admin: Visitor, visitor: Visitors, setting: Setting) -> None:
    first, second = (shown_link(admin.post("/people/add", email=f"{name}@example.com").text) for name in "ab")
    assert visitor().post(first, password=NEW).status_code == 303
    assert visitor().post(first, password=NEW).status_code == 404
    setting("LOTSE_NOW_OFFSET", str(72 * 3600 - 60))
    assert visitor().get(second).status_code == 200
    setting("LOTSE_NOW_OFFSET", str(72 * 3600 + 60))
    assert visitor().post(second, password=NEW).status_code == 404


def test_of_two_who_use_a_link_in_the_same_moment_one_is_let_in(
    admin: Visitor, visitor: Visitors, sessions: sessionmaker[Session]
) -> None:
    link = shown_link(admin.post("/people/add", **EVA).text)
    both = [visitor(), visitor()]
    for one in both:
        one.token()
    with ThreadPoolExecutor(2) as together:
        answers = list(together.map(lambda one: one.post(link, password=NEW).status_code, both))
    assert sorted(answers) == [303, 404]
    with sessions() as session:
        assert session.scalars(select(AuditLine.action)).all().count("password_chosen") == 1


def test_used_late_and_invented_links_get_the_same_answer(admin: Visitor, visitor: Visitors) -> None:
    link = shown_link(admin.post("/people/add", **EVA).text)
    visitor().post(link, password=NEW)
    pages = [visitor().get(path) for path in (link, "/welcome/invented")]
    assert [page.status_code for page in pages] == [404, 404]
    assert pages[0].text == pages[1].text
    assert "gilt nicht mehr" in pages[0].text


def test_guessing_links_is_slowed_down(visitor: Visitors) -> None:
    guesser = visitor()
    assert [guesser.get(f"/welcome/{number}").status_code for number in range(31)] == [404] * 30 + [429]


@pytest.mark.parametrize(("password", "said"), [("short", "mindestens 12"), ("password1234", "zu leicht zu erraten")])
def test_a_bad_password_leaves_the_link_as_it_was(admin: Visitor, visitor: Visitors, password: str, said: str) -> None:
    link = shown_link(admin.post("/people/add", **EVA).text)
    answer = visitor().post(link, name="Eva Nord", password=password)
    assert (answer.status_code, said in answer.text, 'value="Eva Nord"' in answer.text) == (422, True, True)
    assert visitor().post(link, password=NEW).status_code == 303


def test_a_renewed_link_ends_the_one_before_and_a_withdrawn_invitation_leaves_nothing(
    admin: Visitor, visitor: Visitors, sessions: sessionmaker[Session]
) -> None:
    first = shown_link(admin.post("/people/add", **EVA).text)
    eva = people(sessions)["eva@example.com"]
    second = made_link(admin, eva.id)
    assert [visitor().get(link).status_code for link in (first, second)] == [404, 200]
    assert admin.post(f"/people/{eva.id}/withdraw").status_code == 303
    assert visitor().get(second).status_code == 404
    assert "eva@example.com" not in people(sessions)
    assert shown_link(admin.post("/people/add", **EVA).text)


def test_both_halves_of_a_double_click_show_the_link_that_works(
    sessions: sessionmaker[Session], visitor: Visitors
) -> None:
    dora, wish, key = add_person(sessions, "dora@example.com", "admin"), staff.Wish("Neu", "agent", None, []), uuid4()

    def invite(key: object = key) -> str:
        with sessions.begin() as session:
            by = staff.By(dora, None, clock.now(session))
            return staff.invite(session, "neu@example.com", wish, key, by)[1]  # type: ignore[arg-type]

    with ThreadPoolExecutor(2) as both:
        [token] = set(both.map(lambda _: invite(), range(2)))
    assert visitor().get(f"/welcome/{token}").status_code == 200
    with pytest.raises(RefusedError, match="email_known"):
        invite(uuid4())


def test_a_link_for_a_new_password_ends_the_old_one_and_its_sessions_at_once(
    admin: Visitor, agent: Visitor, anna: Person, visitor: Visitors
) -> None:
    key = link_key(admin, anna.id)
    first, second = (shown_link(admin.post(f"/people/{anna.id}/link", key=key).text) for _ in range(2))
    assert first == second
    assert agent.get("/").status_code == 303
    assert visitor().sign_in(anna.email).status_code == 422
    assert visitor().post(first, password=NEW).status_code == 303
    assert visitor().sign_in(anna.email, NEW).status_code == 303


def test_a_form_that_is_sent_again_does_nothing_once_its_link_was_used(
    admin: Visitor, anna: Person, visitor: Visitors
) -> None:
    key = link_key(admin, anna.id)
    used = shown_link(admin.post(f"/people/{anna.id}/link", key=key).text)
    assert visitor().post(used, password=NEW).status_code == 303
    again = admin.post(f"/people/{anna.id}/link", key=key)
    assert (again.status_code, "Es wurde nichts geändert" in again.text) == (409, True)
    assert visitor().sign_in(anna.email, NEW).status_code == 303
    assert visitor().post(used, password=NEW).status_code == 404
    assert made_link(admin, anna.id) != used


@pytest.mark.parametrize("verb", ["withdraw", "end"])
def test_nor_once_its_link_was_withdrawn_or_the_access_ended(
    admin: Visitor, anna: Person, visitor: Visitors, verb: str
) -> None:
    key = link_key(admin, anna.id)
    link = shown_link(admin.post(f"/people/{anna.id}/link", key=key).text)
    assert admin.post(f"/people/{anna.id}/{verb}").status_code == 303
    assert admin.post(f"/people/{anna.id}/link", key=key).status_code == 409
    assert visitor().get(link).status_code == 404


def test_whoever_comes_back_chooses_a_new_password(admin: Visitor, anna: Person, visitor: Visitors) -> None:
    admin.post(f"/people/{anna.id}/end")
    link = made_link(admin, anna.id)
    assert visitor().sign_in(anna.email).status_code == 422
    assert visitor().post(link, password=NEW).status_code == 303


def test_ending_access_ends_the_link_too(admin: Visitor, anna: Person, visitor: Visitors) -> None:
    link = made_link(admin, anna.id)
    admin.post(f"/people/{anna.id}/end")
    assert visitor().post(link, password=NEW).status_code == 404


def test_supervisors_invite_agents_and_nobody_above_and_change_nobody(
    supervisor: Visitor, admin: Visitor, anna: Person, sessions: sessionmaker[Session]
) -> None:
    assert 'data-testid="edit"' not in supervisor.get("/people").text
    assert shown_link(supervisor.post("/people/add", email="neu@example.com", role="agent").text)
    for role in ("supervisor", "admin"):
        assert supervisor.post("/people/add", email="x@example.com", role=role).status_code == 403
    admin.post("/people/add", **EVA)
    known = people(sessions)
    assert made_link(supervisor, known["neu@example.com"].id)
    for person in (anna, known["eva@example.com"]):
        assert supervisor.post(f"/people/{person.id}/link").status_code == 403
        assert supervisor.post(f"/people/{person.id}/withdraw").status_code == 403


def test_the_own_account_is_not_changed_there(admin: Visitor, sessions: sessionmaker[Session]) -> None:
    """Whoever finds an administrator's open page would get in for good with a link."""
    dora = people(sessions)["dora@example.com"]
    for verb in ("link", "second-factor/reset"):
        assert "Mein Konto" in admin.post(f"/people/{dora.id}/{verb}").text
    assert admin.sign_in(dora.email, PASSWORD).status_code == 303
