"""Undo: what was just done is put back exactly, or refused in words when something has happened since."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import select, text
from sqlalchemy.dialects.postgresql import asyncpg

from app import snapshots, undoing
from app.conversations import DONE
from app.dashboard import just_done
from app.tables import Conversation, ConversationLabel, Event, Person
from tests.app.dashboard.inbox import Shop, Visitor

WAS: dict[str, Any] = {"reason": "unsure", "team": "orders", "priority": 2}
ACTIONS = [
    ("team", {"team": ""}),
    ("priority", {"priority": "normal"}),
    ("snooze", {"until": "tomorrow"}),
    ("label", {"name": "Rückruf"}),
    ("resolve", {}),
    ("resolve-next", {}),
    ("assign", {"person": "2"}),
    ("hand-back", {}),
    ("take", {}),
    ("assign", {"person": "1"}),
]


def path(conversation_id: int, verb: str) -> str:
    return f"/conversations/{conversation_id}/{verb}"


def kept(shop: Shop, number: int) -> tuple[list[Any], list[int]]:
    found = shop.read(number)
    with shop.sessions() as session:
        labels = list(session.scalars(select(ConversationLabel.label_id)))
    return [getattr(found, name) for name in snapshots.COLUMNS], labels


def offered(agent: Visitor, number: int) -> str | None:
    """The event that the bar on the page would take back."""
    found = re.search(r'name="event" value="(\d+)"', agent.get(f"/conversations/{number}").text)
    return found[1] if found else None


@pytest.mark.parametrize(("verb", "form"), ACTIONS)
def test_everything_is_put_back_as_it_was(
    agent: Visitor, shop: Shop, berta: Person, verb: str, form: dict[str, str]
) -> None:
    with shop.sessions.begin() as session:
        session.get_one(Person, berta.id).seen_at = shop.now
    number = shop.conversation(**WAS)
    before = kept(shop, number)
    agent.post(path(number, verb), **form)
    assert kept(shop, number) != before
    event = offered(agent, number)
    assert event
    assert agent.post(path(number, "undo"), event=event).status_code == 303
    assert kept(shop, number) == before
    assert "anna hat rückgängig gemacht" in agent.get(f"/conversations/{number}").text
    assert offered(agent, number) is None


SINCE: list[tuple[Callable[[Shop, int], object], str]] = [
    (lambda shop, number: shop.customer_says(number, "doch noch etwas"), "eine Nachricht gekommen"),
    (lambda shop, number: shop.we_say(number, "Gern.", "queued"), "eine Nachricht gekommen"),
    (lambda shop, number: shop.event(number, "taken"), "etwas anderes geändert"),
]


@pytest.mark.parametrize(("happens", "says"), SINCE)
def test_it_is_refused_when_something_has_happened_since(
    agent: Visitor, shop: Shop, happens: Callable[[Shop, int], object], says: str
) -> None:
    number = shop.conversation()
    agent.post(path(number, "resolve"))
    event = offered(agent, number)
    happens(shop, number)
    answer = agent.post(path(number, "undo"), event=event)
    assert answer.status_code == 409
    assert says in answer.text
    assert shop.read(number).owner == "resolved"


def test_what_was_handed_back_by_a_slip_waits_again_without_lotses_plan(agent: Visitor, shop: Shop) -> None:
    number = shop.conversation(**WAS)
    agent.post(path(number, "hand-back"))
    event = offered(agent, number)
    with shop.sessions.begin() as session:
        session.get_one(Conversation, number).plan = {"kind": "answer"}
    agent.post(path(number, "undo"), event=event)
    assert (shop.read(number).owner, shop.read(number).plan) == ("waiting", None)
    assert "anna hat rückgängig gemacht: Zurückgeben an Lotse" in agent.get(f"/conversations/{number}").text
    with shop.sessions() as session:
        ended = select(Event.kind).where(Event.kind.in_(DONE), ~undoing.taken_back())
        assert session.scalars(ended).all() == []
    agent.post(path(number, "hand-back"))
    with shop.sessions() as session:
        assert session.scalars(ended).all() == ["handed_back"]


def test_nothing_is_given_back_to_who_may_not_sign_in_any_more(
    supervisor: Visitor, shop: Shop, anna: Person, berta: Person
) -> None:
    number = shop.conversation(owner="agent", assignee_id=berta.id)
    with shop.sessions.begin() as session:
        session.get_one(Person, anna.id).seen_at = shop.now
    supervisor.post(path(number, "assign"), person=anna.id)
    event = offered(supervisor, number)
    with shop.sessions.begin() as session:
        session.get_one(Person, berta.id).left_at = shop.now
    assert supervisor.post(path(number, "undo"), event=event).status_code == 409
    assert shop.read(number).assignee_id == anna.id


def test_it_is_refused_to_others_and_a_second_press_finds_it_done(
    agent: Visitor, supervisor: Visitor, shop: Shop
) -> None:
    number = shop.conversation()
    agent.post(path(number, "priority"), priority="urgent")
    event = offered(agent, number)
    assert supervisor.post(path(number, "undo"), event=event).status_code == 409
    assert shop.read(number).priority == 2
    assert [agent.post(path(number, "undo"), event=event).status_code for _ in range(2)] == [303, 303]
    assert shop.read(number).priority == 0
    agent.post(path(number, "priority"), priority="high")
    assert agent.post(path(number, "undo"), event=event).status_code == 409
    assert shop.read(number).priority == 1


def test_after_a_while_it_is_offered_no_more_and_then_refused(
    agent: Visitor, shop: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    number = shop.conversation()
    agent.post(path(number, "priority"), priority="urgent")
    event = offered(agent, number)
    monkeypatch.setattr(just_done, "SHOWN_FOR", timedelta(0))
    assert offered(agent, number) is None
    monkeypatch.setattr(undoing, "FOR", timedelta(0))
    answer = agent.post(path(number, "undo"), event=event)
    assert "ist es zu spät" in answer.text
    assert shop.read(number).priority == 2


@pytest.mark.parametrize("owner", ["bot", "resolved", "agent"])
def test_what_was_taken_from_lotse_or_a_colleague_is_theirs_again(
    agent: Visitor, shop: Shop, anna: Person, berta: Person, owner: str
) -> None:
    theirs = {"assignee_id": berta.id, "taken_at": shop.ago(3)} if owner == "agent" else {}
    number = shop.conversation(owner=owner, **theirs)
    before = kept(shop, number)
    agent.post(path(number, "take"), assignee=berta.id if theirs else "")
    assert shop.read(number).assignee_id == anna.id
    agent.post(path(number, "undo"), event=offered(agent, number))
    assert kept(shop, number) == before
    assert "anna hat rückgängig gemacht: Übernehmen" in agent.get(f"/conversations/{number}").text


def test_once_the_agent_has_replied_taking_is_offered_no_more(agent: Visitor, shop: Shop) -> None:
    number = shop.conversation(phone="4915100000001")
    agent.post(path(number, "take"))
    assert offered(agent, number)
    agent.post(path(number, "reply"), key=uuid4(), text="Guten Tag!")
    assert offered(agent, number) is None


@pytest.mark.parametrize("verb", ["take", "resolve"])
def test_what_is_being_sent_while_it_is_called_back_is_not_offered(agent: Visitor, shop: Shop, verb: str) -> None:
    """It may still be stopped on its way; then its question is people's, and would be nobody's."""
    number = shop.conversation(owner="bot")
    shop.we_say(number, "Wir haben bis 18 Uhr geöffnet.", "sending", due_at=shop.now)
    agent.post(path(number, verb))
    assert offered(agent, number) is None


def test_what_called_a_message_back_is_not_offered(agent: Visitor, shop: Shop) -> None:
    number = shop.conversation(owner="bot")
    shop.we_say(number, "Wir haben bis 18 Uhr geöffnet.", "queued")
    agent.post(path(number, "resolve"))
    assert [message.status for message in shop.outbound()] == ["cancelled"]
    assert offered(agent, number) is None


def test_from_the_next_conversation_the_last_one_is_taken_back(agent: Visitor, shop: Shop) -> None:
    first, second = shop.conversation(minutes=9, name="Kim Sommer"), shop.conversation(minutes=5)
    agent.post(path(first, "resolve-next"))
    shown = agent.get(f"/conversations/{second}").text
    assert f'action="/conversations/{first}/undo' in shown
    agent.post(path(first, "undo"), event=offered(agent, second))
    assert shop.read(first).owner == "waiting"


def test_the_line_keeps_no_words_of_a_customer(agent: Visitor, shop: Shop) -> None:
    number = shop.conversation("geheim", owner="bot", plan={"kind": "answer", "text": "geheim"})
    agent.post(path(number, "priority"), priority="high")
    with shop.sessions() as session:
        assert "geheim" not in str([event.detail for event in session.scalars(select(Event))])


def test_what_was_undone_is_found_by_its_own_index(shop: Shop) -> None:
    """The figures ask it of each resolution, and all lines of all timelines would be read for them."""
    resolved = select(Event.id).where(Event.kind == "resolved", ~undoing.taken_back())
    for_any_values = str(resolved.compile(dialect=asyncpg.dialect()))
    with shop.sessions() as session:
        session.execute(text("SET LOCAL enable_seqscan = off"))
        plan = session.connection().exec_driver_sql(f"EXPLAIN (GENERIC_PLAN) {for_any_values}").scalars()
        assert "ix_events_undone" in "\n".join(plan)
