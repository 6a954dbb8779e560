"""Where teams are kept apart (TEAMS_APART), other teams' conversations are as if there were none."""

import re
from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy.orm import Session, sessionmaker

from app import teams
from app.dashboard import lately
from app.tables import Conversation, Person
from tests.app.dashboard.inbox import Shop, Visitor
from tests.app.dashboard.test_guard import EXAMPLES, routes

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
