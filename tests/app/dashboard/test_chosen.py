"""Closing and labelling several conversations at once, and taking it back."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import select

from app import labels
from app.tables import Event, Person
from tests.app.dashboard.inbox import Shop, Visitor
from tests.app.dashboard.test_list import ids
from tests.app.dashboard.test_taking_back import kept


def undo_of(page: str) -> list[str]:
    """The lines of timelines that the page's form takes back."""
    [form] = re.findall(r'<form[^>]*id="undo-chosen".*?</form>', page, re.DOTALL)
    return re.findall(r'name="event" value="(\d+)"', form)


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
    assert "2 Gespräche sind wieder, wie sie waren." in agent.post("/chosen/undo", event=undo_of(page)).text
    for number, was in before.items():
        now = shop.read(number)
        for name in ("owner", "assignee_id", "reason", "team", "priority", "waiting_since"):
            assert getattr(now, name) == getattr(was, name), name
    assert shop.read(mine).taken_at > shop.ago(1)  # it must not go back at once
    assert "anna hat rückgängig gemacht: Erledigt" in agent.get(f"/conversations/{waiting}").text


def path(conversation_id: int, verb: str) -> str:
    return f"/conversations/{conversation_id}/{verb}"


CHANGES: list[tuple[Callable[[Visitor, Shop, int], object], str]] = [
    (lambda _, shop, number: shop.customer_says(number, "doch noch etwas"), "eine Nachricht gekommen oder hinaus"),
    (lambda other, _, number: other.post(path(number, "take")), "etwas anderes geändert"),
    (lambda other, _, number: other.post(path(number, "priority"), priority="urgent"), "etwas anderes geändert"),
    (lambda other, _, number: other.post(path(number, "label"), name="VIP"), "etwas anderes geändert"),
    (lambda other, _, number: other.post(path(number, "team"), team="orders"), "etwas anderes geändert"),
]


@pytest.mark.parametrize(("happens", "says"), CHANGES)
def test_what_somebody_changed_since_stays_as_they_left_it_and_is_named(
    agent: Visitor, supervisor: Visitor, shop: Shop, happens: Callable[[Visitor, Shop, int], object], says: str
) -> None:
    touched, other = shop.conversation(name="Lee Winter"), shop.conversation()
    undo = undo_of(agent.post("/chosen/resolve", conversation=[touched, other]).text)
    happens(supervisor, shop, touched)
    before = kept(shop, touched)
    page = agent.post("/chosen/undo", event=undo).text
    assert "1 Gespräch ist wieder, wie es war." in page
    assert re.search(rf"1 blieb, wie es ist, weil darin inzwischen {says}[^<]*<a [^>]*><bdi>Lee Winter", page)
    assert kept(shop, touched) == before
    assert owners(shop, other) == ["waiting"]


def test_a_double_click_on_either_button_is_one(agent: Visitor, shop: Shop) -> None:
    both = [shop.conversation(), shop.conversation()]
    first, second = (agent.post("/chosen/resolve", conversation=both).text for _ in range(2))
    assert "2 Gespräche sind erledigt." in second
    assert undo_of(first) == undo_of(second)
    for _ in range(2):
        assert "2 Gespräche sind wieder, wie sie waren." in agent.post("/chosen/undo", event=undo_of(second)).text
    agent.post("/chosen/resolve", conversation=both)
    assert "2 blieben, wie sie sind" in agent.post("/chosen/undo", event=undo_of(second)).text
    assert owners(shop, *both) == ["resolved", "resolved"]


def test_what_the_customer_wrote_after_the_list_was_shown_is_not_closed_with_the_others(
    agent: Visitor, shop: Shop
) -> None:
    touched, other = shop.conversation(name="Lee Winter"), shop.conversation()
    [shown] = re.findall(r'name="shown" value="([^"]+)"', agent.get("/").text)
    page = agent.post("/chosen/resolve", conversation=[touched], shown="gestern").text
    agent.post("/chosen/undo", event=undo_of(page))
    shop.customer_says(touched, "und übrigens", minutes=-1)
    page = agent.post("/chosen/resolve", conversation=[touched, other], shown=shown).text
    assert re.search(r"weil der Kunde inzwischen geschrieben hat:\s*<a [^>]*><bdi>Lee Winter", page)
    assert owners(shop, touched, other) == ["waiting", "resolved"]


def test_what_was_done_to_several_is_not_offered_to_be_undone_for_one(agent: Visitor, shop: Shop) -> None:
    agent.post("/chosen/resolve", conversation=[shop.conversation(), shop.conversation()])
    assert 'data-testid="just-done"' not in agent.get("/").text


def test_nobody_undoes_what_is_not_theirs_or_too_old(
    agent: Visitor, supervisor: Visitor, shop: Shop, anna: Person
) -> None:
    conversation_id = shop.conversation()
    undo = undo_of(agent.post("/chosen/resolve", conversation=[conversation_id]).text)
    assert "weil Sie darin nichts zurückzunehmen haben" in supervisor.post("/chosen/undo", event=undo).text
    with shop.sessions.begin() as session:
        session.get_one(Event, int(undo[0])).at -= timedelta(minutes=11)
    late = agent.post("/chosen/undo", event=undo)
    assert (late.status_code, "nur in den ersten 10 Minuten" in late.text) == (409, True)
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


def test_a_label_that_was_put_on_several_is_taken_back_where_it_was_new(agent: Visitor, shop: Shop) -> None:
    new, had_it = shop.conversation(), shop.conversation()
    agent.post(f"/conversations/{had_it}/label", name="VIP")
    agent.post("/chosen/label", conversation=[had_it], label="Neu")
    first, second = (
        undo_of(agent.post("/chosen/label", conversation=[new, had_it], label="VIP").text) for _ in range(2)
    )
    assert (len(first), first) == (1, second)  # a double click is one
    assert "1 Gespräch ist wieder, wie es war." in agent.post("/chosen/undo", event=second).text
    with shop.sessions() as session:
        assert labels.of(session, [new, had_it]) == {had_it: ("Neu", "VIP")}
    assert "anna hat rückgängig gemacht: Label" in agent.get(f"/conversations/{new}").text
