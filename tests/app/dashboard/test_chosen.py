"""Closing and labelling several conversations at once, and taking it back."""

import re
from collections.abc import Callable

import pytest
import time_machine
from sqlalchemy import select

from app import labels
from app.tables import Conversation, Event, Person
from tests.app.dashboard.inbox import Shop, Visitor
from tests.app.dashboard.test_list import ids


def undo_of(page: str) -> str:
    [token] = re.findall(r'name="undo" value="([^"]+)"', page)
    return str(token)


def owners(shop: Shop, *conversation_ids: int) -> list[str]:
    return [shop.read(conversation_id).owner for conversation_id in conversation_ids]


def test_several_are_closed_and_what_somebody_else_has_is_left_and_named(
    agent: Visitor, shop: Shop, anna: Person, berta: Person
) -> None:
    one, mine = shop.conversation(), shop.conversation(owner="agent", assignee_id=anna.id)
    others = shop.conversation(owner="agent", assignee_id=berta.id, name="Lee Winter")
    answering = shop.conversation(owner="bot")
    shop.we_say(answering, "antwort", "queued")
    page = agent.post("/chosen/resolve?tab=all", conversation=[one, mine, others, answering, 999]).text
    assert owners(shop, one, mine, others, answering) == ["resolved", "resolved", "agent", "bot"]
    assert "2 Gespräche sind erledigt." in page
    assert "1 blieb, wie es ist, weil jemand anderes es hat:" in page
    assert re.search(r"<bdi>Lee Winter</bdi></a> \(<bdi>berta</bdi>\)", page)
    assert "eine Antwort unterwegs" in page
    assert [message.status for message in shop.outbound()] == ["queued"]
    assert agent.woken == []


def test_undone_they_are_what_they_were(agent: Visitor, shop: Shop, anna: Person) -> None:
    waiting = shop.conversation(reason="unsure", team="orders", priority=2, minutes=30)
    mine = shop.conversation(owner="agent", assignee_id=anna.id, taken_at=shop.ago(9))
    before = {number: shop.read(number) for number in (waiting, mine)}
    page = agent.post("/chosen/resolve", conversation=[waiting, mine]).text
    assert owners(shop, waiting, mine) == ["resolved", "resolved"]
    assert "2 Gespräche sind wieder, wie sie waren." in agent.post("/chosen/undo", undo=undo_of(page)).text
    for number, was in before.items():
        now = shop.read(number)
        for name in ("owner", "assignee_id", "reason", "team", "priority", "waiting_since"):
            assert getattr(now, name) == getattr(was, name), name
    assert shop.read(mine).taken_at > shop.ago(1)  # it must not go back at once
    assert "Wieder geöffnet: Erledigen zurückgenommen" in agent.get(f"/conversations/{waiting}").text


@pytest.mark.parametrize("change", ["customer writes", "taken", "undone before"])
def test_what_happened_since_is_not_undone(agent: Visitor, shop: Shop, berta: Person, change: str) -> None:
    conversation_id, other = shop.conversation(), shop.conversation()
    token = undo_of(agent.post("/chosen/resolve", conversation=[conversation_id, other]).text)
    if change == "undone before":
        agent.post("/chosen/undo", undo=token)
        agent.post("/chosen/resolve", conversation=[conversation_id, other])
        page = agent.post("/chosen/undo", undo=token).text
        assert "2 blieben erledigt, weil darin inzwischen etwas geschehen ist." in page
        return
    with shop.sessions.begin() as session:
        conversation = session.get_one(Conversation, conversation_id)
        if change == "taken":
            conversation.owner, conversation.assignee_id = "agent", berta.id
        else:
            conversation.last_message_at = shop.now
    page = agent.post("/chosen/undo", undo=token).text
    assert "1 Gespräch ist wieder, wie es war." in page
    assert "1 blieb erledigt" in page
    assert owners(shop, other) == ["waiting"]
    assert shop.read(conversation_id).owner == ("agent" if change == "taken" else "resolved")


def test_nobody_undoes_with_what_is_not_theirs_or_too_old(
    agent: Visitor, supervisor: Visitor, shop: Shop, anna: Person
) -> None:
    conversation_id = shop.conversation()
    token = undo_of(agent.post("/chosen/resolve", conversation=[conversation_id]).text)
    assert supervisor.post("/chosen/undo", undo=token).status_code == 403
    assert agent.post("/chosen/undo", undo=f"x{token}").status_code == 409
    with time_machine.travel(shop.ago(-11)):
        assert "nur in den ersten 10 Minuten" in agent.post("/chosen/undo", undo=token).text
    assert owners(shop, conversation_id) == ["resolved"]


def test_a_label_is_put_on_all_of_them(agent: Visitor, shop: Shop) -> None:
    one, other = shop.conversation(), shop.conversation()
    page = agent.post("/chosen/label", conversation=[one, other, 999], label=" VIP  <Kunde> ").text
    assert "2 Gespräche tragen jetzt das Label" in page
    with shop.sessions() as session:
        assert labels.of(session, [one, other]) == {one: ("VIP <Kunde>",), other: ("VIP <Kunde>",)}
    assert ids(agent, "/?label=VIP+%3CKunde%3E") == [one, other]


def test_whose_conversation_it_is_counts_for_labels_as_it_does_on_one_alone(
    agent: Visitor, supervisor: Visitor, shop: Shop, berta: Person
) -> None:
    mine, others = shop.conversation(), shop.conversation(owner="agent", assignee_id=berta.id)
    page = agent.post("/chosen/label", conversation=[mine, others], label="VIP").text
    assert "1 blieb, wie es ist, weil jemand anderes es hat:" in page
    with shop.sessions() as session:
        assert labels.of(session, [mine, others]) == {mine: ("VIP",)}
        assert session.scalars(select(Event.kind).where(Event.conversation_id == mine)).all() == ["labelled"]
    supervisor.post("/chosen/label", conversation=[others], label="VIP")
    with shop.sessions() as session:
        assert labels.of(session, [others]) == {others: ("VIP",)}


@pytest.mark.parametrize(("label", "said"), [("  ", "hat keinen Namen"), ("x" * 41, "länger als 40 Zeichen")])
def test_a_label_that_is_no_word_is_refused_in_words(agent: Visitor, shop: Shop, label: str, said: str) -> None:
    answer = agent.post("/chosen/label", conversation=[shop.conversation()], label=label)
    assert (answer.status_code, said in answer.text) == (409, True)


def test_without_a_choice_nothing_happens_and_more_than_a_page_is_refused(agent: Visitor, shop: Shop) -> None:
    shop.conversation()
    assert "Es war kein Gespräch ausgewählt" in agent.post("/chosen/resolve").text
    assert agent.post("/chosen/resolve", conversation=list(range(1, 52))).status_code == 400


def test_our_script_gets_the_parts_and_a_look_afterwards_says_nothing_of_it(
    agent: Visitor, shop: Shop, visitor: Callable[[], Visitor]
) -> None:
    conversation_id = shop.conversation()
    answer = agent.post("/chosen/resolve?tab=all", by_fetch=True, conversation=[conversation_id])
    assert "<html" not in answer.text
    assert "1 Gespräch ist erledigt." in answer.text
    assert "ist erledigt." not in agent.get("/live?tab=all").text
