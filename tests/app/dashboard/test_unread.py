"""What a person has not seen yet."""

import re

import pytest

from app.tables import Person, Read
from tests.app.dashboard.inbox import Shop, Visitor
from tests.app.dashboard.test_list import ids


def unread(visitor: Visitor, tab: str = "all") -> list[int]:
    page = visitor.get(f"/?tab={tab}").text
    return sorted(int(found) for found in re.findall(r'class="item unread" id="item-(\d+)"', page))


def test_what_waits_is_unread_until_its_page_is_opened_and_again_when_the_customer_writes(
    agent: Visitor, shop: Shop
) -> None:
    conversation_id, other = shop.conversation(), shop.conversation()
    assert unread(agent) == [conversation_id, other]
    assert "Ungelesen:" in agent.get("/").text
    agent.get(f"/conversations/{conversation_id}")
    assert unread(agent) == ids(agent, "/?tab=all&unread=1") == [other]
    shop.customer_says(conversation_id, "hallo?")
    assert unread(agent) == [conversation_id, other]


def test_what_lotse_does_alone_is_no_news_to_who_never_opened_it(agent: Visitor, shop: Shop) -> None:
    conversation_id = shop.conversation(owner="bot")
    assert unread(agent) == []
    agent.get(f"/conversations/{conversation_id}")
    shop.reaction(conversation_id, shop.we_say(conversation_id, "antwort", "sent"), "👍")
    assert unread(agent) == []
    shop.customer_says(conversation_id, "danke")
    assert unread(agent) == ids(agent, "/?tab=bot&unread=1") == [conversation_id]


def test_a_page_that_only_asks_for_news_reads_nothing(agent: Visitor, shop: Shop) -> None:
    conversation_id = shop.conversation()
    agent.get(f"/live?conversation={conversation_id}")
    assert unread(agent) == [conversation_id]


def test_a_page_that_somebody_looks_at_says_what_they_saw(agent: Visitor, shop: Shop) -> None:
    conversation_id = shop.conversation()
    agent.get(f"/conversations/{conversation_id}")
    newer = shop.customer_says(conversation_id, "hallo?")
    assert agent.post(f"/conversations/{conversation_id}/read", message=newer).status_code == 204
    assert agent.post(f"/conversations/{conversation_id}/read", message=1).status_code == 204  # an old page
    assert unread(agent) == []


@pytest.mark.parametrize("message", ["", "x", "-1", "9" * 30])
def test_marks_of_any_kind_do_no_harm(agent: Visitor, shop: Shop, message: str) -> None:
    conversation_id = shop.conversation()
    assert agent.post(f"/conversations/{conversation_id}/read", message=message).status_code == 204
    assert agent.post("/conversations/999/read", message=5).status_code == 204
    assert unread(agent) == [conversation_id]


def test_marked_as_unread_it_is_news_again_and_only_to_who_did_so(
    agent: Visitor, supervisor: Visitor, shop: Shop, anna: Person
) -> None:
    conversation_id = shop.conversation(owner="resolved")
    for visitor in (agent, supervisor):
        visitor.get(f"/conversations/{conversation_id}")
    answer = agent.post(f"/conversations/{conversation_id}/unread?tab=all&team=x")
    assert answer.headers["Location"] == "/?tab=all&team=x"
    assert unread(agent) == [conversation_id]
    assert unread(supervisor) == []


def test_the_open_conversation_is_being_read(agent: Visitor, shop: Shop) -> None:
    conversation_id = shop.conversation()
    assert 'class="item unread"' not in agent.get(f"/conversations/{conversation_id}").text


def test_reading_what_is_read_writes_nothing(agent: Visitor, shop: Shop, anna: Person) -> None:
    conversation_id = shop.conversation()
    for _ in range(2):
        agent.get(f"/conversations/{conversation_id}")
    with shop.sessions() as session:
        [row] = session.query(Read).all()
        assert row.message_id > 0
