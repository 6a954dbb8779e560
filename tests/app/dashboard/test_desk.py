"""What agents decide of a conversation without writing in it."""

import re
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from app import dashboard
from app.tables import Event, Label, Person
from tests.app.dashboard.inbox import Shop, Visitor

TEMPLATES = Path(dashboard.__file__).parent / "templates"


def path(conversation_id: int, verb: str) -> str:
    return f"/conversations/{conversation_id}/{verb}"


def lines(shop: Shop) -> list[str]:
    with shop.sessions() as session:
        return [event.kind for event in session.scalars(select(Event).order_by(Event.id))]


def set_seen(shop: Shop, person: Person, minutes: float) -> None:
    with shop.sessions.begin() as session:
        session.get_one(Person, person.id).seen_at = shop.ago(minutes)


def test_a_conversation_is_given_to_somebody_who_is_there(agent: Visitor, shop: Shop, berta: Person) -> None:
    number = shop.conversation()
    assert agent.post(path(number, "assign"), person=berta.id).status_code == 409
    assert shop.read(number).owner == "waiting"
    set_seen(shop, berta, 0)
    agent.post(path(number, "assign"), person=berta.id)
    assert (shop.read(number).owner, shop.read(number).assignee_id) == ("agent", berta.id)
    assert "anna hat das Gespräch an berta gegeben" in agent.get(f"/conversations/{number}").text


def test_given_to_nobody_it_waits_again(agent: Visitor, shop: Shop, anna: Person) -> None:
    number = shop.conversation(owner="agent", assignee_id=anna.id)
    agent.post(path(number, "assign"), person="")
    found = shop.read(number)
    assert (found.owner, found.assignee_id, found.reason) == ("waiting", None, "put_back")
    assert found.waiting_since is not None
    assert "zurück in die Warteschlange gelegt" in agent.get(f"/conversations/{number}").text


@pytest.mark.parametrize(
    ("verb", "form"),
    [
        ("assign", {"person": ""}),
        ("team", {"team": "orders"}),
        ("priority", {"priority": "high"}),
        ("snooze", {"until": "hour"}),
        ("label", {"name": "Rückruf"}),
        ("resolve-next", {}),
    ],
)
def test_somebody_elses_conversation_is_taken_over_first(
    agent: Visitor, shop: Shop, berta: Person, verb: str, form: dict[str, str]
) -> None:
    hers = shop.conversation(owner="agent", assignee_id=berta.id)
    before = shop.read(hers)
    answer = agent.post(path(hers, verb), **form)
    assert answer.status_code == 409
    assert "führt inzwischen jemand anderes" in answer.text
    after = shop.read(hers)
    assert (after.assignee_id, after.team, after.priority, after.snoozed_at) == (berta.id, None, 0, None)
    assert before.owner == after.owner
    assert lines(shop) == []


def test_supervisors_may_give_anybodys_conversation_away(
    supervisor: Visitor, shop: Shop, anna: Person, berta: Person
) -> None:
    hers = shop.conversation(owner="agent", assignee_id=berta.id)
    set_seen(shop, anna, 0)
    supervisor.post(path(hers, "assign"), person=anna.id)
    assert shop.read(hers).assignee_id == anna.id


def test_team_and_priority_are_told_in_words(agent: Visitor, shop: Shop) -> None:
    number = shop.conversation()
    agent.post(path(number, "team"), team="orders")
    agent.post(path(number, "priority"), priority="high")
    assert (shop.read(number).team, shop.read(number).priority) == ("orders", 1)
    shown = agent.get(f"/conversations/{number}").text
    assert "anna hat das Team gewählt: Bestellungen" in shown
    assert "anna hat die Dringlichkeit gesetzt: Hoch" in shown


@pytest.mark.parametrize(
    ("verb", "form", "says"),
    [
        ("team", {"team": "nobody"}, "Dieses Team gibt es nicht mehr"),
        ("snooze", {"until": "at", "at": "2020-01-01T09:00"}, "kein Zeitpunkt"),
        ("snooze", {"until": "at", "at": "soon"}, "kein Zeitpunkt"),
        ("assign", {"person": "4711"}, "gibt es hier nicht mehr"),
        ("assign", {"person": "x"}, "gibt es hier nicht mehr"),
        ("label", {"name": " "}, "Label hat keinen Namen"),
        ("label", {"name": "x" * 41}, "länger als 40 Zeichen"),
        ("undo", {"event": "4711"}, "nichts rückgängig zu machen"),
    ],
)
def test_what_cannot_be_is_refused_in_words(
    agent: Visitor, shop: Shop, verb: str, form: dict[str, str], says: str
) -> None:
    number = shop.conversation()
    answer = agent.post(path(number, verb), **form)
    assert answer.status_code == 409
    assert says in answer.text
    assert lines(shop) == []


def test_a_snoozed_conversation_keeps_who_has_it_and_says_until_when(agent: Visitor, shop: Shop, anna: Person) -> None:
    number = shop.conversation(owner="agent", assignee_id=anna.id)
    agent.post(path(number, "snooze"), until="hour")
    found = shop.read(number)
    assert found.assignee_id == anna.id
    assert found.snoozed_until is not None
    assert abs(found.snoozed_until - shop.now - timedelta(hours=1)) < timedelta(minutes=1)
    shown = agent.get(f"/conversations/{number}").text
    assert 'data-testid="snoozed"' in shown
    agent.post(path(number, "wake"))
    assert shop.read(number).snoozed_at is None
    assert lines(shop) == ["snoozed", "woken"]


@pytest.mark.parametrize("verb", ["resolve", "hand-back"])
def test_what_is_done_is_not_snoozed_any_more(agent: Visitor, shop: Shop, anna: Person, verb: str) -> None:
    number = shop.conversation(owner="agent", assignee_id=anna.id)
    agent.post(path(number, "snooze"), until="reply")
    agent.post(path(number, verb))
    assert shop.read(number).snoozed_at is None


def test_lotses_conversations_are_not_snoozed(agent: Visitor, shop: Shop) -> None:
    number = shop.conversation(owner="bot")
    assert agent.post(path(number, "snooze"), until="hour").status_code == 409
    assert shop.read(number).snoozed_at is None


def test_labels_go_on_and_off_and_are_shown(agent: Visitor, shop: Shop) -> None:
    number = shop.conversation()
    agent.post(path(number, "label"), name="  Rückruf  heute ")
    agent.post(path(number, "label"), name="Rückruf heute")
    with shop.sessions() as session:
        [known] = session.scalars(select(Label)).all()
    assert known.name == "Rückruf heute"
    assert agent.get(f"/conversations/{number}").text.count('data-testid="label-shown"') == 1
    agent.post(path(number, "label"), name=known.name, on="0")
    assert 'data-testid="label-shown"' not in agent.get(f"/conversations/{number}").text
    assert lines(shop) == ["labelled", "unlabelled"]


def test_resolve_and_next_opens_what_stands_below_in_the_list(agent: Visitor, shop: Shop) -> None:
    first, second, third = (shop.conversation(minutes=minutes) for minutes in (9, 6, 3))
    answer = agent.post(f"{path(second, 'resolve-next')}?tab=waiting")
    assert shop.read(second).owner == "resolved"
    assert answer.headers["Location"] == f"/conversations/{third}"
    assert agent.post(path(third, "resolve-next")).headers["Location"] == f"/conversations/{first}"
    assert agent.post(path(first, "resolve-next")).headers["Location"] == "/"


def test_conversations_are_found_by_the_beginnings_of_names(agent: Visitor, shop: Shop) -> None:
    number = shop.conversation(name="Kim <b>Sommer</b>")
    shop.conversation(name="Pat Winter")
    found: Any = agent.get("/names?q=som+ki").json
    assert [one["href"] for one in found] == [f"/conversations/{number}"]
    assert found[0]["said"]
    assert agent.get("/names?q=%27+%26|!:*").json == []


def test_every_key_has_a_name_without_which_it_does_nothing() -> None:
    """`actions.js` finds what can be done by its name: the sheet of keys and the palette show it."""
    tags = [tag for file in TEMPLATES.rglob("*.html") for tag in re.findall(r"<[^<]*data-key=[^<]*", file.read_text())]
    assert len(tags) > 10
    assert [tag for tag in tags if "data-action-name=" not in tag] == []
