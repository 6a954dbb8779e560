"""What agents do with conversations."""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy.orm import Session, sessionmaker

from app import merging
from app.tables import Conversation, Person
from tests.app.dashboard.inbox import Shop, Visitor


@pytest.fixture
def conversation_id(shop: Shop) -> int:
    return shop.conversation()


def path(conversation_id: int, verb: str) -> str:
    return f"/conversations/{conversation_id}/{verb}"


def test_taking_makes_it_mine(agent: Visitor, shop: Shop, anna: Person, conversation_id: int) -> None:
    answer = agent.post(f"{path(conversation_id, 'take')}?tab=all&page=2")
    assert answer.headers["Location"] == f"/conversations/{conversation_id}?tab=all&page=2"
    assert (shop.read(conversation_id).owner, shop.read(conversation_id).assignee_id) == ("agent", anna.id)


def test_a_reply_is_queued_taken_and_sent_on_its_way(
    agent: Visitor, shop: Shop, anna: Person, conversation_id: int
) -> None:
    answer = agent.post(path(conversation_id, "reply"), text="  Guten Tag!\r\nGern.  ", key=uuid4())
    assert answer.status_code == 303
    [message] = shop.outbound()
    assert (message.text, message.status, message.author) == ("Guten Tag!\nGern.", "queued", "agent")
    assert shop.read(conversation_id).assignee_id == anna.id
    assert agent.woken == ["deliver"]


def test_a_double_click_is_one_message(agent: Visitor, shop: Shop, conversation_id: int) -> None:
    key = uuid4()
    answers = [agent.post(path(conversation_id, "reply"), text="Guten Tag!", key=key).status_code for _ in range(2)]
    assert answers == [303, 303]
    assert len(shop.outbound()) == 1


def test_another_text_from_the_same_old_page_is_not_swallowed(agent: Visitor, shop: Shop, conversation_id: int) -> None:
    key = uuid4()
    agent.post(path(conversation_id, "reply"), text="eins", key=key)
    answer = agent.post(path(conversation_id, "reply"), text="zwei", key=key)
    assert answer.status_code == 409
    assert "Von dieser Seite ging schon eine Antwort hinaus" in answer.text
    assert "\nzwei</textarea>" in answer.text
    assert str(key) not in answer.text
    assert [message.text for message in shop.outbound()] == ["eins"]


@pytest.mark.parametrize(
    ("text", "said"), [("   ", "Die Antwort ist leer"), ("x" * (4 * 4096 + 1), "Die Antwort ist zu lang")]
)
def test_a_refused_reply_says_why_and_keeps_the_text(
    agent: Visitor, shop: Shop, conversation_id: int, text: str, said: str
) -> None:
    answer = agent.post(path(conversation_id, "reply"), text=text, key=uuid4())
    assert answer.status_code == 409
    assert said in answer.text
    assert f"\n{text}</textarea>" in answer.text
    assert shop.outbound() == []
    assert agent.woken == []


def test_the_longest_text_of_wide_characters_goes_out(agent: Visitor, shop: Shop, conversation_id: int) -> None:
    assert agent.post(path(conversation_id, "reply"), text="😀" * 2048, key=uuid4()).status_code == 303
    assert shop.outbound()[0].text == "😀" * 2048


def test_a_reply_after_the_window_is_refused(agent: Visitor, shop: Shop) -> None:
    late = shop.conversation(minutes=60 * 25)
    answer = agent.post(path(late, "reply"), text="hallo", key=uuid4())
    assert answer.status_code == 409
    assert "Es wurde nichts gesendet" in answer.text
    assert shop.outbound() == []


@pytest.mark.parametrize("verb", ["reply", "hand-back", "resolve"])
def test_somebody_elses_conversation_is_taken_over_first(agent: Visitor, shop: Shop, berta: Person, verb: str) -> None:
    hers = shop.conversation(owner="agent", assignee_id=berta.id)
    answer = agent.post(path(hers, verb), text="hallo", key=uuid4())
    assert answer.status_code == 409
    assert "führt inzwischen jemand anderes" in answer.text
    assert shop.read(hers).assignee_id == berta.id


def test_taking_over_from_somebody_is_a_choice(agent: Visitor, shop: Shop, anna: Person, berta: Person) -> None:
    hers = shop.conversation(owner="agent", assignee_id=berta.id)
    assert agent.post(path(hers, "take"), assignee="").status_code == 409  # a page from before she took it
    assert shop.read(hers).assignee_id == berta.id
    assert agent.post(path(hers, "take"), assignee=berta.id).status_code == 303
    assert shop.read(hers).assignee_id == anna.id


def test_taking_what_somebody_has_meanwhile_given_back_works(agent: Visitor, shop: Shop, anna: Person) -> None:
    free = shop.conversation(owner="bot")
    assert agent.post(path(free, "take"), assignee=4711).status_code == 303
    assert shop.read(free).assignee_id == anna.id


def test_handing_back_and_resolving(agent: Visitor, shop: Shop, anna: Person) -> None:
    mine, done = (shop.conversation(owner="agent", assignee_id=anna.id) for _ in range(2))
    agent.post(path(mine, "hand-back"))
    agent.post(path(done, "resolve"))
    assert (shop.read(mine).owner, shop.read(mine).assignee_id) == ("bot", None)
    assert (shop.read(done).owner, shop.read(done).assignee_id) == ("resolved", None)


def test_doing_it_twice_leaves_one_line_in_the_timeline(agent: Visitor, shop: Shop, conversation_id: int) -> None:
    for verb in ("resolve", "resolve", "hand-back"):
        agent.post(path(conversation_id, verb))
    shown = agent.get(f"/conversations/{conversation_id}").text
    assert shown.count('data-testid="event"') == 1
    assert shop.read(conversation_id).owner == "resolved"


@pytest.mark.parametrize("verb", ["take", "hand-back", "resolve", "reply"])
def test_a_conversation_that_there_is_not_cannot_be_changed(agent: Visitor, verb: str) -> None:
    assert agent.post(path(4711, verb), text="x").status_code == 404


def test_our_script_gets_the_changed_parts_instead_of_a_way_elsewhere(
    agent: Visitor, shop: Shop, conversation_id: int
) -> None:
    done = agent.post(path(conversation_id, "reply"), by_fetch=True, text="Guten Tag!", key=uuid4())
    assert done.status_code == 200
    assert done.text.lstrip().startswith('<span id="channel-link"')
    assert "Guten Tag!" in done.text
    refused = agent.post(path(conversation_id, "reply"), by_fetch=True, text="", key=uuid4())
    assert (refused.status_code, "Die Antwort ist leer" in refused.text) == (409, True)


def test_a_text_with_nul_is_taken_without_it(agent: Visitor, shop: Shop, conversation_id: int) -> None:
    assert agent.post(path(conversation_id, "reply"), text="a\0b", key="no uuid").status_code == 303
    assert shop.outbound()[0].text == "ab"


def test_two_agents_at_once_end_with_one_owner(
    agent: Visitor, visitor: Callable[[], Visitor], shop: Shop, berta: Person, conversation_id: int
) -> None:
    other = visitor()
    other.sign_in(berta.email)
    answers = [someone.post(path(conversation_id, "take")).status_code for someone in (other, agent)]
    assert answers == [303, 409]
    assert shop.read(conversation_id).assignee_id == berta.id


def test_a_page_of_a_conversation_that_was_joined_with_another_leads_there(
    agent: Visitor, shop: Shop, sessions: sessionmaker[Session]
) -> None:
    kept, gone = shop.conversation("eins"), shop.conversation("zwei")
    with sessions.begin() as session:
        contacts = [session.get_one(Conversation, one).contact_id for one in (kept, gone)]
        merging.merge(session, *contacts)

    assert f"/conversations/{kept}/reply" in agent.get(f"/conversations/{gone}").text
    assert agent.post(path(gone, "reply"), text="Guten Tag!", key=uuid4()).status_code == 303
    assert [message.conversation_id for message in shop.outbound()] == [kept]


@pytest.mark.parametrize(
    ("others", "says"),
    [
        ({"owner": "waiting"}, "verbunden; das Gespräch wartet auf einen Menschen"),
        ({"owner": "agent", "assignee_id": 1}, "verbunden; anna hat das Gespräch"),
        ({"owner": "agent"}, "verbunden; am Telefon des Betriebs hat jemand das Gespräch"),
    ],
)
def test_who_has_a_conversation_after_two_contacts_became_one_stands_in_the_timeline(
    agent: Visitor, shop: Shop, others: dict[str, Any], says: str
) -> None:
    kept, gone = shop.conversation("eins", owner="bot"), shop.conversation("zwei", **others)
    with shop.sessions.begin() as session:
        merging.merge(session, *[session.get_one(Conversation, one).contact_id for one in (kept, gone)])
    assert (shop.read(kept).owner, says in agent.get(f"/conversations/{kept}").text) == (others["owner"], True)


def test_two_conversations_that_nobody_had_are_joined_without_a_line(agent: Visitor, shop: Shop) -> None:
    kept, gone = shop.conversation("eins", owner="bot"), shop.conversation("zwei", owner="bot")
    with shop.sessions.begin() as session:
        merging.merge(session, *[session.get_one(Conversation, one).contact_id for one in (kept, gone)])
    assert "verbunden" not in agent.get(f"/conversations/{kept}").text
