"""The page of the people who work here, and everybody's own page."""

from collections.abc import Callable

import pytest
from sqlalchemy import select

from app import teams
from app.tables import Conversation, Event, Person
from tests.app.dashboard.inbox import PASSWORD, Shop, Visitor, add_person

Visitors = Callable[[], Visitor]


def read(shop: Shop, person_id: int) -> Person:
    with shop.sessions() as session:
        return session.get_one(Person, person_id)


@pytest.mark.parametrize(
    ("email", "said"), [("eva", "keine E-Mail-Adresse"), ("DORA@example.com", "gibt es schon jemanden")]
)
def test_who_cannot_be_invited_is_refused_in_words(admin: Visitor, email: str, said: str) -> None:
    answer = admin.post("/people/add", email=email, role="agent")
    assert answer.status_code == 409
    assert said in answer.text


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


def test_ended_access_ends_every_session_at_once_and_the_old_password_opens_nothing(
    admin: Visitor, agent: Visitor, anna: Person, visitor: Visitors
) -> None:
    assert agent.get("/").status_code == 200
    assert admin.post(f"/people/{anna.id}/end").status_code == 303
    assert agent.get("/").status_code == 303
    assert visitor().sign_in(anna.email).status_code == 422


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
    agent.post("/me/sessions/end")
    assert agent.get("/").status_code == 200
    assert elsewhere.get("/").status_code == 303
