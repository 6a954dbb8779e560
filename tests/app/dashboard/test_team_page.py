"""The page of the people who work here, and everybody's own page."""

import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from uuid import uuid4

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from app import accounts, staff, teams
from app.refusals import RefusedError
from app.tables import Conversation, Event, Person
from tests.app.dashboard.inbox import PASSWORD, Shop, Visitor, add_person

Visitors = Callable[[], Visitor]


@pytest.fixture
def admin(visitor: Visitors, sessions: sessionmaker[Session]) -> Visitor:
    """Dora, an administrator, signed in."""
    signed_in = visitor()
    signed_in.sign_in(add_person(sessions, "dora@example.com", "admin").email)
    return signed_in


def read(shop: Shop, person_id: int) -> Person:
    with shop.sessions() as session:
        return session.get_one(Person, person_id)


def shown_password(page: str) -> str:
    found = re.search(r'data-testid="start-password">([^<]+)<', page)
    assert found
    return found[1]


def form_key(page: str) -> str:
    return re.findall(r'name="key" value="([^"]+)"', page)[0]


def test_an_added_person_signs_in_with_the_password_that_is_shown_once(admin: Visitor, visitor: Visitors) -> None:
    form = {"email": "Eva@Example.com", "name": "Eva Nord", "role": "supervisor", "team": ["orders"]}
    key = form_key(admin.get("/people").text)
    first, second = (admin.post("/people/add", key=key, **form).text for _ in range(2))
    password = shown_password(first)
    assert shown_password(second) == password
    assert visitor().sign_in("eva@example.com", password).status_code == 303
    assert password not in admin.get("/people").text
    assert "Eva Nord" in admin.get("/people").text


@pytest.mark.parametrize(
    ("email", "said"), [("eva", "keine E-Mail-Adresse"), ("DORA@example.com", "gibt es schon jemanden")]
)
def test_who_cannot_be_added_is_refused_in_words(admin: Visitor, email: str, said: str) -> None:
    answer = admin.post("/people/add", email=email, role="agent")
    assert answer.status_code == 409
    assert said in answer.text


def test_both_halves_of_a_double_click_show_the_password_that_counts(shop: Shop) -> None:
    wish, key = staff.Wish("Eva", "agent", None, ["orders", "accounts"]), uuid4()

    def add(_: int) -> str:
        with shop.sessions.begin() as session:
            return staff.add(session, "neu@example.com", wish, key)[1]

    with ThreadPoolExecutor(2) as both:
        [password] = set(both.map(add, range(2)))
    with shop.sessions.begin() as session:
        assert accounts.check(session, "neu@example.com", password)
        for other in (replace(wish, role="admin"), replace(wish, teams=())):
            with pytest.raises(RefusedError, match="email_known"):
                staff.add(session, "neu@example.com", other, key)
        with pytest.raises(RefusedError, match="email_known"):
            staff.add(session, "neu@example.com", wish, uuid4())


def test_no_two_forms_or_people_have_the_same_start_password() -> None:
    key = uuid4()
    made = {
        staff.start_password(*of) for of in ((key, "a@example.com"), (key, "b@example.com"), (uuid4(), "a@example.com"))
    }
    assert len(made) == 3
    assert all(re.fullmatch(rf"([{staff.LETTERS}]{{5}}-){{3}}[{staff.LETTERS}]{{5}}", one) for one in made)


@pytest.mark.parametrize("verb", ["password", "restore"])
def test_a_form_that_came_twice_makes_one_password_and_the_page_s_next_form_another(
    admin: Visitor, anna: Person, visitor: Visitors, verb: str
) -> None:
    if verb == "restore":
        admin.post(f"/people/{anna.id}/end")
    key = form_key(admin.get("/people").text)
    pages = [admin.post(f"/people/{anna.id}/{verb}", key=key).text for _ in range(2)]
    assert shown_password(pages[0]) == shown_password(pages[1])
    signed_in = visitor()
    assert signed_in.sign_in(anna.email, shown_password(pages[1])).status_code == 303
    admin.post(f"/people/{anna.id}/{verb}", key=key)
    assert signed_in.get("/").status_code == 200
    again = shown_password(admin.post(f"/people/{anna.id}/password", key=form_key(pages[1])).text)
    assert again != shown_password(pages[1])
    assert signed_in.get("/").status_code == 303


@pytest.mark.parametrize("wish", [{"role": "king"}, {"language": "tlh"}, {"team": "no_such_team"}])
def test_a_form_that_the_page_does_not_have_changes_nothing(
    admin: Visitor, anna: Person, shop: Shop, wish: dict[str, str]
) -> None:
    assert admin.post(f"/people/{anna.id}/change", **{"role": "agent", "name": "Anna", **wish}).status_code == 400
    assert read(shop, anna.id).name is None


def test_the_name_stands_everywhere_instead_of_the_address(admin: Visitor, anna: Person, shop: Shop) -> None:
    number = shop.conversation(owner="agent", assignee_id=anna.id)
    shop.event(number, "taken", person_id=anna.id)
    shop.we_say(number, "guten Tag", "sent", anna)
    assert "anna hat übernommen" in admin.get(f"/conversations/{number}").text
    admin.post(f"/people/{anna.id}/change", role="agent", name="  Anna\u202e \n Süd ")
    page = admin.get(f"/conversations/{number}?tab=all").text
    assert "Anna Süd hat übernommen" in page
    assert "Bei Anna Süd" in page
    assert ">anna<" not in page


def test_agents_see_nobody_and_supervisors_change_nobody(
    agent: Visitor, supervisor: Visitor, anna: Person, shop: Shop
) -> None:
    assert agent.get("/people").status_code == 403
    assert 'data-testid="edit"' not in supervisor.get("/people").text
    for verb in ("change", "end", "restore", "password"):
        assert supervisor.post(f"/people/{anna.id}/{verb}", role="admin").status_code == 403
    assert supervisor.post("/people/add", email="x@example.com", role="admin").status_code == 403
    assert (read(shop, anna.id).role, read(shop, anna.id).left_at) == ("agent", None)


def test_ended_access_ends_every_session_at_once_and_no_password_opens_again(
    admin: Visitor, agent: Visitor, anna: Person, visitor: Visitors
) -> None:
    assert agent.get("/").status_code == 200
    assert admin.post(f"/people/{anna.id}/end").status_code == 303
    assert agent.get("/").status_code == 303
    assert visitor().sign_in(anna.email).status_code == 422
    again = shown_password(admin.post(f"/people/{anna.id}/restore").text)
    assert visitor().sign_in(anna.email, again).status_code == 303


def test_what_somebody_leaves_behind_waits_for_others_and_says_whose_it_was(
    admin: Visitor, anna: Person, berta: Person, shop: Shop
) -> None:
    waits = shop.conversation(owner="agent", assignee_id=anna.id, waiting_since=shop.ago(9))
    quiet = shop.conversation(owner="agent", assignee_id=anna.id)
    others, done = shop.conversation(owner="agent", assignee_id=berta.id), shop.conversation(owner="resolved")
    admin.post(f"/people/{anna.id}/end")
    assert [shop.read(number).owner for number in (waits, quiet, others, done)] == [
        *("waiting", "waiting", "agent", "resolved")
    ]
    assert shop.read(waits).waiting_since == shop.ago(9)
    assert shop.read(quiet).waiting_since
    assert "anna hat keinen Zugang mehr: zurück in die Warteschlange" in admin.get(f"/conversations/{quiet}").text
    with shop.sessions() as session:
        assert session.scalars(select(Event.person_id).where(Event.kind == "agent_left")).all() == [anna.id] * 2


def test_what_they_had_laid_aside_is_not_left_asleep_and_nothing_is_offered_to_them(
    admin: Visitor, anna: Person, shop: Shop
) -> None:
    asleep = shop.conversation(owner="agent", assignee_id=anna.id, snoozed_at=shop.ago(9))
    offered = f'name="person" value="{anna.id}"'
    assert offered in admin.get(f"/conversations/{asleep}").text
    admin.post(f"/people/{anna.id}/end")
    assert (shop.read(asleep).owner, shop.read(asleep).snoozed_at) == ("waiting", None)
    assert offered not in admin.get(f"/conversations/{asleep}").text


def test_one_administrator_always_stays(admin: Visitor, shop: Shop, visitor: Visitors) -> None:
    with shop.sessions() as session:
        dora = session.scalars(select(Person)).one()
    other = add_person(shop.sessions, "emil@example.com", "admin")
    emil = visitor()
    emil.sign_in(other.email)
    assert admin.post(f"/people/{dora.id}/end").status_code == 409  # herself
    assert admin.post(f"/people/{other.id}/end").status_code == 303
    refused = admin.post(f"/people/{dora.id}/change", role="agent")
    assert refused.status_code == 409
    assert "die letzte Person" in refused.text
    assert read(shop, dora.id).role == "admin"


def test_a_new_password_ends_the_old_one_and_its_sessions(
    admin: Visitor, agent: Visitor, anna: Person, visitor: Visitors
) -> None:
    password = shown_password(admin.post(f"/people/{anna.id}/password").text)
    assert agent.get("/").status_code == 303
    assert visitor().sign_in(anna.email).status_code == 422
    assert visitor().sign_in(anna.email, password).status_code == 303


def test_who_is_in_no_team_is_offered_everything_and_who_is_in_one_what_nobody_else_has(
    admin: Visitor, anna: Person, berta: Person, shop: Shop
) -> None:
    for team in ("orders", "accounts", "workshop", None):
        shop.conversation(team=team)
    admin.post(f"/people/{anna.id}/change", role="agent", team=["orders"])
    gone = add_person(shop.sessions, "gone@example.com")
    admin.post(f"/people/{gone.id}/change", role="agent", team=["accounts"])

    def offered(person: Person) -> list[str | None]:
        with shop.sessions() as session:
            return list(session.scalars(select(Conversation.team).where(teams.offered_to(person.id)).order_by("id")))

    assert offered(anna) == ["orders", "workshop", None]
    assert offered(berta) == ["orders", "accounts", "workshop", None]
    admin.post(f"/people/{gone.id}/end")
    assert offered(anna) == ["orders", "accounts", "workshop", None]


def test_everybody_changes_their_own_name_and_language(agent: Visitor, anna: Person, shop: Shop) -> None:
    agent.post("/me", name="Anna Ost", language="en", role="admin")
    found = read(shop, anna.id)
    assert (found.name, found.language, found.role) == ("Anna Ost", "en", "agent")
    assert "My account" in agent.get("/me").text


def test_the_own_password_needs_the_old_one_and_leaves_only_this_session(
    agent: Visitor, anna: Person, visitor: Visitors
) -> None:
    elsewhere = visitor()
    elsewhere.sign_in(anna.email)
    new = "another good password"
    for typed, field in (({"old": "wrong", "new": new}, "old"), ({"old": PASSWORD, "new": "short"}, "new")):
        refused = agent.post("/me/password", **typed)
        assert refused.status_code == 422
        assert "autofocus" in refused.text.partition(f'<input id="{field}"')[2].partition(">")[0]
    assert elsewhere.get("/").status_code == 200
    assert agent.post("/me/password", old=PASSWORD, new=new).status_code == 303
    assert agent.get("/").status_code == 200
    assert elsewhere.get("/").status_code == 303
    assert visitor().sign_in(anna.email, new).status_code == 303


def test_all_other_devices_are_signed_out_and_this_one_stays(agent: Visitor, anna: Person, visitor: Visitors) -> None:
    elsewhere = visitor()
    elsewhere.sign_in(anna.email)
    agent.post("/me/sign-out-others")
    assert agent.get("/").status_code == 200
    assert elsewhere.get("/").status_code == 303
