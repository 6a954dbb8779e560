"""What rings for whoever is given a conversation: by somebody else, and only while it is so."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import update

from app.tables import Conversation, Event, Person
from tests.app.dashboard.inbox import Shop, Visitor
from tests.app.dashboard.test_taking_back import offered


def path(number: int, verb: str) -> str:
    return f"/conversations/{number}/{verb}"


def given(visitor: Visitor) -> list[str]:
    found = re.search(r'<main[^>]* data-given="([^"]*)"', visitor.get("/").text)
    assert found
    return [pair.partition(":")[0] for pair in found[1].split()]


@pytest.fixture
def number(shop: Shop, anna: Person) -> int:
    with shop.sessions.begin() as session:
        session.get_one(Person, anna.id).seen_at = shop.now  # she is there
    return shop.conversation()


def test_who_is_given_a_conversation_is_told_and_the_giver_is_not(
    agent: Visitor, supervisor: Visitor, shop: Shop, anna: Person, number: int
) -> None:
    supervisor.post(path(number, "assign"), person=anna.id)
    assert (given(agent), given(supervisor)) == ([str(number)], [])
    agent.post(path(number, "reply"), text="Guten Tag")
    agent.post(path(number, "resolve"))
    assert given(agent) == []


@pytest.mark.parametrize("verb", ["take", "assign"])
def test_what_somebody_took_themselves_is_no_news(agent: Visitor, anna: Person, number: int, verb: str) -> None:
    agent.post(path(number, verb), person=anna.id)
    assert given(agent) == []


def test_what_was_taken_back_or_is_long_ago_is_no_news_any_more(
    agent: Visitor, supervisor: Visitor, shop: Shop, anna: Person, number: int
) -> None:
    supervisor.post(path(number, "assign"), person=anna.id)
    supervisor.post(path(number, "undo"), event=offered(supervisor, number))
    assert given(agent) == []
    supervisor.post(path(number, "assign"), person=anna.id)
    assert given(agent) == [str(number)]
    with shop.sessions.begin() as session:
        ago = timedelta(minutes=61)
        session.execute(update(Conversation).values(taken_at=Conversation.taken_at - ago))
        session.execute(update(Event).values(at=Event.at - ago))
    assert given(agent) == []
