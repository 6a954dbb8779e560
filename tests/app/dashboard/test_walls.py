"""Where teams are kept apart (TEAMS_APART), other teams' conversations are as if there were none."""

import re
from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy.orm import Session, sessionmaker

from app import teams
from app.dashboard import lately
from app.tables import Conversation, Inbox, Person
from tests.app.dashboard.inbox import Shop, Visitor
from tests.app.dashboard.test_guard import EXAMPLES, routes
from tests.app.dashboard.test_worked import ANSWER, resolved

ABOUT = ("conversation_id", "media_id", "contact_id")


@pytest.fixture(autouse=True)
def apart(sessions: sessionmaker[Session], setting: Callable[[str, str], None], anna: Person, berta: Person) -> None:
    """Anna works for the orders, Berta for the sales."""
    setting("TEAMS_APART", "true")
    with sessions.begin() as session:
        teams.put(session, anna.id, ["orders"])
        teams.put(session, berta.id, ["sales"])


def listed(reader: Visitor, path: str = "/?tab=all") -> set[int]:
    page = reader.get(path).text
    return {int(number) for number in re.findall(r'id="row-(\d+)"', page)}


def test_the_list_its_counts_and_the_search_hold_ones_own_teams_only(
    agent: Visitor, supervisor: Visitor, shop: Shop, anna: Person
) -> None:
    mine, free = shop.conversation(team="orders"), shop.conversation()
    theirs = shop.conversation("ganz geheim", team="sales", name="Rita Still")
    given = shop.conversation(team="sales", owner="agent", assignee_id=anna.id)
    assert listed(agent) == {mine, free, given}
    assert listed(agent, "/?tab=all&q=geheim") == set()
    assert "(2) Lotse" in agent.get("/").text
    assert agent.get("/names?q=rita").json == []
    assert listed(supervisor) == {mine, free, given, theirs}
    assert len(supervisor.get("/names?q=rita").json or ()) == 1


def test_rows_that_a_colleague_has_just_read_are_not_taken_over(
    agent: Visitor, visitor: Callable[[], Visitor], berta: Person, shop: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lately, "AGE", 60.0)
    lately._read.clear()
    theirs, mine = shop.conversation(team="sales"), shop.conversation(team="orders")
    other = visitor()
    other.sign_in(berta.email)
    assert listed(other, "/live?tab=all") == {theirs}
    assert listed(agent, "/live?tab=all") == {mine}


def test_no_address_leads_to_another_teams_conversation(web: Flask, agent: Visitor, shop: Shop) -> None:
    """Of all routes that name a conversation, a contact or a file."""
    theirs = shop.conversation(team="sales")
    shop.medium(shop.customer_says(theirs, None, kind="image"), b"png")
    assert EXAMPLES["conversation_id"] == theirs
    before = shop.read(theirs)
    rules = {rule.endpoint: rule.arguments for rule in web.url_map.iter_rules()}
    about = [
        (method, path)
        for endpoint, method, path in routes(web)
        if rules[endpoint] & set(ABOUT) and not endpoint.startswith("accounts.")
    ]
    assert len(about) > 30
    for method, path in about:
        answer = agent.get(path) if method == "GET" else agent.post(path)
        assert answer.status_code == 404, path
    assert agent.get(f"/live?conversation={theirs}").status_code == 404
    columns = [column.key for column in Conversation.__table__.columns]
    after = shop.read(theirs)
    assert [getattr(after, name) for name in columns] == [getattr(before, name) for name in columns]


def test_who_ticks_another_teams_conversation_changes_none(agent: Visitor, shop: Shop) -> None:
    mine, theirs = shop.conversation(team="orders"), shop.conversation(team="sales")
    for ticked in ([mine, theirs], [mine] * 300 + [theirs]):
        assert agent.post("/chosen/resolve", conversation=ticked).status_code == 404
    assert [shop.read(number).owner for number in (mine, theirs)] == ["waiting", "waiting"]
    assert agent.post("/chosen/resolve", conversation=[mine]).status_code < 400
    assert shop.read(mine).owner == "resolved"


def test_a_contact_shows_what_one_may_see_of_it(agent: Visitor, shop: Shop) -> None:
    mine = shop.read(shop.conversation(team="orders"))
    assert agent.get(f"/contacts/{mine.contact_id}").status_code == 200
    hidden = shop.read(shop.conversation(team="sales"))
    assert agent.get(f"/contacts/{hidden.contact_id}").status_code == 404


def test_the_card_tells_of_earlier_visits_that_one_may_see_and_of_no_others(
    agent: Visitor, supervisor: Visitor, shop: Shop, anna: Person
) -> None:
    here, theirs, given = shop.conversation(team="orders"), shop.conversation(team="sales"), shop.conversation()
    with shop.sessions.begin() as session:
        contact_id = session.get_one(Conversation, here).contact_id
        for talk, intent in ((theirs, "refund_status"), (given, "order_status")):
            found = session.get_one(Conversation, talk)
            session.add(inbox := Inbox(phone_number_id=f"2000000000{talk}"))  # one conversation with each number
            session.flush()
            found.contact_id, found.inbox_id = contact_id, inbox.id
            shop.decision(talk, intent=intent, created_at=shop.ago(3 * 24 * 60))
            shop.event(talk, "resolved", person_id=anna.id, at=shop.ago(2 * 24 * 60))
    for reader, seen in ((agent, {given}), (supervisor, {given, theirs})):
        page = reader.get(f"/conversations/{here}").text
        [card] = re.findall(r'data-testid="visits">.*?</section>', page, re.DOTALL)
        assert {int(number) for number in re.findall(r"/conversations/(\d+)", card)} == seen
        assert ("Erstattung" in card) == (theirs in seen)


def test_answers_that_worked_for_another_team_are_not_offered_and_cannot_be_asked_for(
    agent: Visitor, supervisor: Visitor, shop: Shop, anna: Person
) -> None:
    theirs, _ = resolved(shop, anna, f"A: {ANSWER}"), resolved(shop, anna, f"B: {ANSWER}")
    with shop.sessions.begin() as session:
        session.get_one(Conversation, theirs).team = "sales"
    here = shop.conversation(team="orders", phone="4915100000001")
    shop.decision(here, intent="order_status", language="de")
    for reader, sees in ((supervisor, True), (agent, False)):
        page = reader.get(f"/conversations/{here}/worked").text
        assert ("A: " in page, "B: " in page) == (sees, True)
        if sees:
            [link] = [part.split('"')[0] for part in page.split('href="') if "draft=worked-" in part and "A: " in part]
        assert ("A: " in reader.get(link.replace("&amp;", "&")).text) == sees


def test_who_is_in_no_team_and_who_supervises_sees_everything(
    agent: Visitor, supervisor: Visitor, shop: Shop, anna: Person
) -> None:
    theirs = shop.conversation(team="sales")
    assert supervisor.get(f"/conversations/{theirs}").status_code == 200
    assert agent.get(f"/conversations/{theirs}").status_code == 404
    with shop.sessions.begin() as session:
        teams.put(session, anna.id, [])
    assert agent.get(f"/conversations/{theirs}").status_code == 200


def test_without_the_setting_teams_are_no_walls(
    agent: Visitor, shop: Shop, setting: Callable[[str, str], None]
) -> None:
    theirs = shop.conversation(team="sales")
    setting("TEAMS_APART", "false")
    assert agent.get(f"/conversations/{theirs}").status_code == 200
    assert listed(agent) == {theirs}
