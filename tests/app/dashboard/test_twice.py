"""The same form twice: a double click, or sent anew after a bad line, maybe when the world has moved on."""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import func, select

from app import clock, locking, pending
from app.tables import CannedReply, Event, Message, Note, Person, PlaybookVersion
from app.whatsapp.outgoing import Template
from tests.app.dashboard.inbox import Shop, Visitor


def path(conversation_id: int, verb: str) -> str:
    return f"/conversations/{conversation_id}/{verb}"


def lines(shop: Shop, kind: str) -> int:
    with shop.sessions() as session:
        return session.scalars(select(func.count()).select_from(Event).where(Event.kind == kind)).one()


@pytest.fixture
def number(shop: Shop) -> int:
    return shop.conversation(phone="4915100000001")


@pytest.mark.parametrize("what", ["reply", "again", "react"])
def test_what_was_sent_is_not_sent_again_and_what_happened_since_stays(
    agent: Visitor, shop: Shop, anna: Person, number: int, what: str
) -> None:
    """The customer wrote on and the conversation was given up: neither is undone by a late second half."""
    with shop.sessions() as session:
        asked = session.scalars(select(Message.id)).one()
    form: dict[str, Any] = {"key": uuid4()}
    verb = what
    if what == "reply":
        form["text"] = "Guten Tag!"
    elif what == "react":
        verb, form["emoji"] = f"messages/{asked}/react", "👍"
    else:
        verb = f"messages/{shop.we_say(number, 'Guten Tag!', 'failed', anna)}/again"
    assert agent.post(path(number, verb), **form).status_code == 303
    sent = len(shop.outbound())
    agent.post(path(number, "assign"), person="")
    shop.customer_says(number, "und noch etwas")
    waits = shop.read(number).waiting_since
    assert agent.post(path(number, verb), **form).status_code == 303
    after = shop.read(number)
    assert (len(shop.outbound()), after.owner, after.waiting_since) == (sent, "waiting", waits)
    assert waits


@pytest.mark.parametrize(
    ("verb", "form", "kind"),
    [
        ("resolve", {}, "resolved"),
        ("hand-back", {}, "handed_back"),
        ("snooze", {"until": "hour"}, "snoozed"),
        ("snooze", {"until": "reply"}, "snoozed"),
        ("snooze", {"until": "tomorrow"}, "snoozed"),
        ("assign", {"person": "1"}, "taken"),
        ("take", {}, "taken"),
        ("team", {"team": "orders"}, "team"),
        ("priority", {"priority": "high"}, "priority"),
        ("label", {"name": "VIP"}, "labelled"),
    ],
)
def test_a_decision_that_comes_twice_is_one_line(
    agent: Visitor, shop: Shop, number: int, verb: str, form: dict[str, str], kind: str
) -> None:
    assert [agent.post(path(number, verb), **form).status_code for _ in range(2)] == [303, 303]
    assert lines(shop, kind) == 1


def test_stopping_twice_is_stopping_once(agent: Visitor, supervisor: Visitor, shop: Shop) -> None:
    number = shop.conversation(owner="bot")
    assert [agent.post(path(number, "stop")).status_code for _ in range(2)] == [303, 303]
    assert supervisor.post(path(number, "stop")).status_code == 409
    assert lines(shop, "stopped") == 1


def test_a_held_answer_taken_back_twice_is_taken_back_once(agent: Visitor, shop: Shop, anna: Person) -> None:
    number = shop.conversation(phone="4915100000001", minutes=60 * 30)
    with shop.sessions.begin() as session:
        row = locking.lock(session, number)
        assert row
        notice = Template("notice", "de", text="Ihre Antwort liegt bereit.")
        pending.hold(session, row, anna, "Gern!", notice, uuid4(), clock.now(session))
        held = session.scalars(select(Message.id).where(Message.status == "held")).one()
    withdraw = path(number, f"messages/{held}/withdraw")
    assert [agent.post(withdraw).status_code for _ in range(2)] == [303, 303]
    assert lines(shop, "withdrawn") == 1


def test_a_note_deleted_twice_is_gone_and_others_notes_are_not_touched(
    agent: Visitor, shop: Shop, anna: Person, berta: Person, number: int
) -> None:
    with shop.sessions.begin() as session:
        for person in (anna, berta):
            session.add(Note(conversation_id=number, person_id=person.id, text="x", written_at=shop.now))
    assert [agent.post(path(number, "notes/1/remove")).status_code for _ in range(2)] == [303, 303]
    assert agent.post(path(number, "notes/2/remove")).status_code == 409


DONE = [("resolve", {}), ("resolve-next", {}), ("hand-back", {}), ("snooze", {"until": "reply"})]


@pytest.mark.parametrize(("verb", "form"), DONE)
def test_nobody_is_done_with_what_the_customer_wrote_after_the_page_was_shown(
    agent: Visitor, shop: Shop, number: int, verb: str, form: dict[str, str]
) -> None:
    seen = shop.customer_says(number, "noch da?")
    assert agent.get(f"/conversations/{number}").text.count(f'name="seen" value="{seen}"') >= 4
    newer = shop.customer_says(number, "und übrigens")
    refused = agent.post(path(number, verb), seen=seen, **form)
    assert (refused.status_code, "Der Kunde hat inzwischen geschrieben" in refused.text) == (409, True)
    assert "und übrigens" in refused.text
    before = shop.read(number)
    assert (before.owner, before.snoozed_at) == ("waiting", None)
    shop.customer_says(number, None, kind="reaction", content={"emoji": "👍"})
    assert agent.post(path(number, verb), seen=newer, **form).status_code == 303


def test_a_canned_reply_that_comes_twice_is_one(supervisor: Visitor, shop: Shop) -> None:
    form = {"name": "gruß", "language": "de", "text": "Guten Tag"}
    assert [supervisor.post("/canned-replies", **form).status_code for _ in range(2)] == [303, 303]
    with shop.sessions() as session:
        assert session.scalars(select(func.count()).select_from(CannedReply)).one() == 1


@pytest.mark.usefixtures("small_playbook")
def test_an_intent_made_or_deleted_twice_is_one_version(admin: Visitor, supervisor: Visitor, shop: Shop) -> None:
    texts = {"title.de": "Parken", "title.en": "Parking", "answers.de": "Im Hof.", "answers.en": "In the yard."}
    make = {"version": 0, "name": "parking", "team": "service", "autonomy": "observe", "lines": "wo kann ich parken"}
    delete = {"version": 1, "name": "parking"}
    steps: list[tuple[str, Callable[[Visitor], Any]]] = [
        ("/playbook/intents/parking?saved=1", lambda who: who.post("/playbook/new", **make, **texts)),
        ("/playbook?saved=2", lambda who: who.post("/playbook/intents/parking/delete", **delete)),
    ]
    for leads, step in steps:
        assert [step(admin).headers["Location"] for _ in range(2)] == [leads, leads]
        assert step(supervisor).status_code in {404, 422}  # somebody else's wish is another one
    with shop.sessions() as session:
        assert session.scalars(select(func.count()).select_from(PlaybookVersion)).one() == 2
