"""What happens is written down for hooks in its own transaction, in ids and codes, and erased with the contact."""

import json
from collections.abc import Callable

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session, sessionmaker

from app import clock, conversations, erasing, handling, locking
from app.hooks import noting, recording
from app.samples.mark import NUMBER
from app.tables import Hook, HookEvent, Inbox, Person
from tests.app.dashboard.inbox import Shop
from tests.app.hooks.conftest import Receiver
from tests.lotse import Lotse
from tests.webhooks import text_message

Hooks = Callable[..., tuple[int, str]]


def escalate(sessions: sessionmaker[Session], conversation_id: int) -> None:
    with sessions.begin() as session:
        conversation = locking.lock(session, conversation_id)
        assert conversation
        conversations.escalate(session, conversation, "wants_person", clock.now(session), "returns")


def told(receiver: Receiver) -> list[dict[str, object]]:
    receiver.hears()
    return [json.loads(body) for _, body, _ in receiver.got]


def test_a_customers_message_is_told_by_its_id_alone(
    hook: Hooks, receiver: Receiver, sessions: sessionmaker[Session]
) -> None:
    hook("message")
    lotse = Lotse(sessions)
    lotse.receive(text_message("meine nummer ist 4711"))
    lotse.take_in()
    (message,) = told(receiver)
    assert message["type"] == "message.received"
    assert set(message["data"]) == {"conversation_id", "inbox_id", "contact_id", "message_id", "kind", "written_at"}
    assert b"4711" not in receiver.got[0][1]


def test_the_text_goes_along_only_where_it_is_ticked_and_is_kept_nowhere_else(
    hook: Hooks, receiver: Receiver, sessions: sessionmaker[Session], shop: Shop
) -> None:
    hook("message", with_text=True)
    conversation_id = shop.conversation("meine nummer ist 4711")
    with sessions.begin() as session:
        noting.messages_came(session, [1], clock.now(session))
        assert "4711" not in str(session.execute(select(HookEvent.__table__)).all())
    (message,) = told(receiver)
    assert message["data"]["text"] == "meine nummer ist 4711"
    assert message["data"]["conversation_id"] == conversation_id


def test_escalation_and_resolution_are_told_with_their_codes(
    hook: Hooks, receiver: Receiver, sessions: sessionmaker[Session], shop: Shop, dora: Person
) -> None:
    hook()
    conversation_id = shop.conversation(owner="bot")
    escalate(sessions, conversation_id)
    with sessions.begin() as session:
        handling.resolve(session, locking.lock(session, conversation_id), dora)
    first, second = told(receiver)
    assert (first["type"], second["type"]) == ("conversation.escalated", "conversation.resolved")
    assert (first["data"]["reason"], first["data"]["team"]) == ("wants_person", "returns")
    assert second["data"]["person_id"] == dora.id


def test_what_is_rolled_back_is_not_told(
    hook: Hooks, receiver: Receiver, sessions: sessionmaker[Session], shop: Shop
) -> None:
    hook()
    conversation_id = shop.conversation(owner="bot")
    with sessions() as session:
        conversations.escalate(session, locking.lock(session, conversation_id), "wants_person", clock.now(session))
        session.rollback()
    assert receiver.hears() == 0


@pytest.mark.parametrize("why", ["others' event", "another inbox", "off", "samples"])
def test_a_hook_hears_only_what_it_is_for(
    hook: Hooks, receiver: Receiver, sessions: sessionmaker[Session], shop: Shop, why: str
) -> None:
    conversation_id = shop.conversation(owner="bot")
    with sessions.begin() as session:
        other = Inbox(phone_number_id="7")
        session.add(other)
        session.flush()
        inbox_id = other.id
    hook(*(["resolution"] if why == "others' event" else []), inbox_id=inbox_id if why == "another inbox" else None)
    with sessions.begin() as session:
        if why == "off":
            recording.disable(session, session.scalars(select(Hook)).one(), "person", clock.now(session))
        if why == "samples":
            session.scalars(select(Inbox).where(Inbox.id != inbox_id)).one().phone_number_id = NUMBER
    escalate(sessions, conversation_id)
    assert receiver.events() == []


def test_erasing_a_contact_takes_what_was_to_be_told_of_them(
    hook: Hooks, receiver: Receiver, sessions: sessionmaker[Session], shop: Shop, dora: Person
) -> None:
    hook()
    kept, gone = shop.conversation(owner="bot"), shop.conversation(owner="bot")
    for conversation_id in (kept, gone):
        escalate(sessions, conversation_id)
    contact_id = shop.read(gone).contact_id
    with sessions.begin() as session:
        erasing.erase(session, contact_id, dora, clock.now(session))
        assert session.scalar(select(func.count()).where(HookEvent.conversation_id == gone)) == 0
    assert [one["data"]["conversation_id"] for one in told(receiver)] == [kept]
