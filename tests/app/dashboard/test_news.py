"""What an open page may ring for: mine and my teams', and nothing else."""

import re

from sqlalchemy import update
from sqlalchemy.orm import Session

from app import teams
from app.tables import Conversation, Person
from tests.app.dashboard.inbox import Shop, Visitor


def carried(agent: Visitor, path: str = "/live") -> tuple[list[int], list[int]]:
    """The conversations of the reader, and those that newly wait for them, as the page carries them."""
    page = agent.get(path).text
    found = [re.search(rf'id="content"[^>]*data-{name}="([^"]*)"', page) for name in ("mine", "waiting")]
    mine, waiting = ([int(pair.partition(":")[0]) for pair in one[1].split()] for one in found if one)
    return mine, waiting


def test_of_conversations_that_people_have_only_the_readers_count(
    agent: Visitor, anna: Person, berta: Person, shop: Shop
) -> None:
    mine = shop.conversation(owner="agent", assignee_id=anna.id)
    shop.conversation(owner="agent", assignee_id=berta.id)
    shop.conversation(owner="bot")
    assert carried(agent) == ([mine], [])
    assert carried(agent, f"/conversations/{mine}") == ([mine], [])


def test_who_waits_counts_for_an_hour_and_not_while_it_sleeps(agent: Visitor, shop: Shop) -> None:
    new = shop.conversation(minutes=5)
    shop.conversation(minutes=61)
    shop.conversation(minutes=5, snoozed_at=shop.now)
    assert carried(agent) == ([], [new])


def test_a_person_in_a_team_hears_of_that_team_only(agent: Visitor, anna: Person, berta: Person, shop: Shop) -> None:
    orders, sales = shop.conversation(team="orders"), shop.conversation(team="sales")
    assert set(carried(agent)[1]) == {orders, sales}
    with shop.sessions.begin() as session:
        teams.put(session, anna.id, ["orders"])
        teams.put(session, berta.id, ["sales"])
    assert carried(agent)[1] == [orders]


def test_a_message_in_my_conversation_is_news_on_whatever_page_i_am(agent: Visitor, anna: Person, shop: Shop) -> None:
    number = shop.conversation(owner="agent", assignee_id=anna.id, minutes=9)
    agent.get("/")
    version = agent.get("/live?tab=resolved").headers["ETag"]
    with shop.sessions.begin() as session:
        _write(session, number, shop)
    assert agent.get("/live?tab=resolved", **{"If-None-Match": version}).status_code == 200


def test_the_icon_has_a_dot_while_somebody_waits_for_me_or_my_teams(
    agent: Visitor, anna: Person, berta: Person, shop: Shop
) -> None:
    def dot() -> bool:
        pages = {"logo_waits.svg" in agent.get(path).text for path in ("/", "/live")}
        assert len(pages) == 1
        return pages.pop()

    with shop.sessions.begin() as session:
        teams.put(session, anna.id, ["orders"])
        teams.put(session, berta.id, ["sales"])
    shop.conversation(team="sales", minutes=90)
    shop.conversation(owner="agent", assignee_id=berta.id)
    mine = shop.conversation(owner="agent", assignee_id=anna.id, waiting_since=None)
    asleep = shop.conversation(team="orders", minutes=90, snoozed_at=shop.now)
    assert not dot()
    for number, values in ((mine, {"waiting_since": shop.now}), (asleep, {"snoozed_at": None})):
        with shop.sessions.begin() as session:
            session.execute(update(Conversation).where(Conversation.id == number).values(values))
        assert dot()
        with shop.sessions.begin() as session:
            session.execute(update(Conversation).where(Conversation.id == number).values(owner="bot", assignee_id=None))
        assert not dot()


def _write(session: Session, number: int, shop: Shop) -> None:
    session.get_one(Conversation, number).last_customer_at = shop.ago(1)
