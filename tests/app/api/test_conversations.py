"""What other systems read and change: with the inbox's own filters, verbs and rules."""

from collections.abc import Callable
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from app import api_tokens, clock
from app.samples.mark import NUMBER
from app.tables import ApiToken, Conversation, Event, Inbox, Note, Person
from tests.app.api.conftest import Caller
from tests.app.dashboard.inbox import Shop, add_person

Callers = Callable[..., Caller]


def ids(answer: Any) -> list[int]:
    return [one["id"] for one in answer.get_json()["conversations"]]


def test_pages_show_each_conversation_once(caller: Callers, shop: Shop) -> None:
    made = [shop.conversation() for _ in range(5)]
    api, found, after = caller(), [], 0
    while after is not None:
        page = api.get("/conversations", limit=2, after=after)
        found += ids(page)
        after = page.get_json()["next"]
    assert found == made


def test_it_is_narrowed_as_the_inbox_is(caller: Callers, shop: Shop) -> None:
    waiting = shop.conversation("wo ist mein paket", team="returns")
    shop.conversation("alles gut", owner="bot", minutes=90)
    api = caller()
    assert ids(api.get("/conversations", tab="waiting")) == [waiting]
    assert ids(api.get("/conversations", team="returns")) == [waiting]
    assert ids(api.get("/conversations", q="paket")) == [waiting]
    assert ids(api.get("/conversations", since=shop.ago(30).isoformat())) == [waiting]


def test_a_filter_that_there_is_not_is_refused_instead_of_ignored(caller: Callers) -> None:
    answer = caller().get("/conversations", teem="returns")
    assert answer.status_code == 422
    assert answer.get_json()["wrong"][0]["place"] == "query.teem"


def test_samples_are_not_there(caller: Callers, shop: Shop, sessions: sessionmaker[Session]) -> None:
    conversation_id = shop.conversation()
    with sessions.begin() as session:
        session.scalars(select(Inbox)).one().phone_number_id = NUMBER
    api = caller()
    assert ids(api.get("/conversations")) == []
    assert api.get(f"/conversations/{conversation_id}").status_code == 404
    assert api.post(f"/conversations/{conversation_id}/take").status_code == 404


def test_a_token_that_is_revoked_gives_back_at_once_what_it_had(
    caller: Callers, shop: Shop, sessions: sessionmaker[Session], dora: Person, small_playbook: None
) -> None:
    had, others = shop.conversation(), shop.conversation()
    api, other = caller("conversations:write"), caller("conversations:write")
    for one, conversation_id in ((api, had), (other, others)):
        assert one.post(f"/conversations/{conversation_id}/take", assignee_id=0).status_code == 200
    with sessions.begin() as session:
        machine_id = session.get_one(Conversation, had).assignee_id
        token = session.scalars(select(ApiToken).where(ApiToken.person_id == machine_id)).one()
        assert api_tokens.revoke(session, token.id, dora, clock.now(session))
    with sessions() as session:
        owners = [session.get_one(Conversation, one).owner for one in (had, others)]
        last = session.scalars(select(Event).where(Event.conversation_id == had).order_by(Event.id.desc())).first()
    assert owners == ["waiting", "agent"]
    assert last
    assert (last.kind, last.person_id) == ("agent_left", machine_id)


def test_who_did_it_stands_in_the_timeline(
    caller: Callers, shop: Shop, sessions: sessionmaker[Session], small_playbook: None
) -> None:
    conversation_id = shop.conversation()
    api, path = caller(), f"/conversations/{conversation_id}"
    assert api.post(f"{path}/take").get_json()["assignee"] == "API: Shop system"
    assert api.post(f"{path}/priority", priority="high").get_json()["priority"] == "high"
    assert api.post(f"{path}/label", name="VIP").get_json()["labels"] == ["VIP"]
    assert api.post(f"{path}/snooze", until="hour").get_json()["snoozed"] is True
    assert api.post(f"{path}/wake").get_json()["snoozed"] is False
    assert api.post(f"{path}/resolve").get_json()["owner"] == "resolved"
    with sessions() as session:
        lines = session.scalars(select(Event).order_by(Event.id)).all()
        assert {line.person.name for line in lines if line.person} == {"API: Shop system"}
        kinds = [line.kind for line in lines]
    assert kinds == ["taken", "priority", "labelled", "snoozed", "woken", "resolved"]


def test_somebody_elses_conversation_is_taken_over_first(
    caller: Callers, shop: Shop, sessions: sessionmaker[Session]
) -> None:
    anna = add_person(sessions)
    conversation_id = shop.conversation(owner="agent", assignee_id=anna.id)
    api, path = caller(), f"/conversations/{conversation_id}"
    for action, body in (("resolve", {}), ("hand-back", {}), ("team", {"team": None}), ("take", {})):
        answer = api.post(f"{path}/{action}", **body)
        assert (answer.status_code, answer.get_json()["code"]) == (409, "others_conversation"), action
    assert "Take it over" in answer.get_json()["detail"]
    assert api.post(f"{path}/take", assignee_id=anna.id).status_code == 200
    assert shop.read(conversation_id).assignee_id != anna.id


def test_nobody_is_done_with_what_they_have_not_read(caller: Callers, shop: Shop) -> None:
    conversation_id = shop.conversation()
    api, path = caller(), f"/conversations/{conversation_id}"
    seen = api.get(f"{path}/messages").get_json()["messages"][-1]["id"]
    shop.customer_says(conversation_id, "und noch etwas")
    assert api.post(f"{path}/resolve", seen=seen).get_json()["code"] == "said_meanwhile"
    assert api.post(f"{path}/resolve", seen=seen + 1).status_code == 200


def test_it_is_given_only_to_somebody_who_is_there(
    caller: Callers, shop: Shop, sessions: sessionmaker[Session]
) -> None:
    anna, path = add_person(sessions), f"/conversations/{shop.conversation()}/assign"
    api = caller()
    assert api.post(path, person_id=anna.id).get_json()["code"] == "offline"
    with sessions.begin() as session:
        session.get_one(Person, anna.id).seen_at = shop.now
    assert [one["there"] for one in api.get("/people").get_json()["people"] if one["id"] == anna.id] == [True]
    assert api.post(path, person_id=anna.id).get_json()["assignee"] == "anna"
    assert api.post(path, person_id=None).get_json()["code"] == "others_conversation"


def test_a_note_is_written_once(caller: Callers, shop: Shop, sessions: sessionmaker[Session]) -> None:
    api, path = caller(), f"/conversations/{shop.conversation()}/notes"
    for _ in range(2):
        assert api.post(path, key="n-1", text="Ist verschickt").status_code == 200
    assert api.post(path, text="ohne Schlüssel").get_json()["code"] == "idempotency_key"
    with sessions() as session:
        assert session.scalars(select(Note.text)).all() == ["Ist verschickt"]
