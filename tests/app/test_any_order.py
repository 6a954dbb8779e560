"""Meta promises no order and repeats itself: the conversation that comes of it is the same all the same."""

import random
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from app.tables import Base, Contact, Conversation, Delivery, Message
from tests.conftest import empty_the_tables
from tests.lotse import Lotse
from tests.webhooks import METADATA, change, echo, encode, message, status, text_message

KIM, LOU = "4915100000001", "5511987654321"
BSUID, NEW_BSUID = "DE.11111111111", "DE.22222222222"
START = int(datetime(2026, 3, 1, 9, tzinfo=UTC).timestamp())
UNKNOWN: dict[str, Any] = {"future_key": {"nested": [1, None, "x"]}, "_": "…"}


def at(second: int) -> str:
    return str(START + second)


def edit(of: str, words: str, second: int, **changes: Any) -> dict[str, Any]:
    inner = {"type": "text", "text": {"body": words}}
    changed = {"original_message_id": of, "message": inner}
    return message("edit", changed, id=f"wamid.EDIT{second}", timestamp=at(second), **changes)


def from_kim(wamid: str, words: str, second: int, **changes: Any) -> dict[str, Any]:
    return text_message(words, KIM, id=wamid, timestamp=at(second), from_user_id=BSUID, **changes)


def gesture(kind: str, content: dict[str, Any], wamid: str, second: int, phone: str = KIM) -> dict[str, Any]:
    return message(kind, content, **{"id": wamid, "timestamp": at(second), "from": phone})


CHANGED = {"type": "user_changed_user_id", "user_id": NEW_BSUID, "body": f"Kim changed from {BSUID} to {NEW_BSUID}"}
PRICE = {"category": "service", "type": "regular", "billable": True}
BY_KIM = {"from": KIM, "from_user_id": BSUID}
MESSAGES = [
    from_kim("wamid.K1", "wo bleibt mein paket", 0),
    from_kim("wamid.K2", "nummer 4711", 5, context={"id": "wamid.K1", "from": KIM}),
    edit("wamid.K2", "nummer 4712", 30, **BY_KIM),
    edit("wamid.K2", "nummer 4713", 40, **BY_KIM),
    from_kim("wamid.K3", "geheim", 50),
    gesture("revoke", {"original_message_id": "wamid.K3"}, "wamid.K4", 60),
    gesture("reaction", {"message_id": "wamid.K1", "emoji": "👍"}, "wamid.K5", 70),
    gesture("system", CHANGED, "wamid.K6", 80),
    text_message("neu", "4915100000009", id="wamid.K7", timestamp=at(90), from_user_id=NEW_BSUID),
    text_message("bom dia", LOU, id="wamid.L1", timestamp=at(3)),
    text_message("alô?", "551187654321", id="wamid.L2", timestamp=at(8)),
    gesture("image", {"id": "77", "mime_type": "image/png"}, "wamid.L3", 9, LOU),
]
STATUSES = [
    status(None, "delivered", "wamid.E1"),
    status(None, "read", "wamid.E1"),
    status(None, "sent", "wamid.E1", pricing=PRICE),
]
ECHO = echo("ich schaue nach", LOU, id="wamid.E1", timestamp=at(100))
STORY: list[tuple[str, str, dict[str, Any]]] = [
    *(("messages", "messages", item) for item in MESSAGES),
    ("smb_message_echoes", "message_echoes", ECHO),
    *(("messages", "statuses", item) for item in STATUSES),
]


def told_once() -> list[bytes]:
    """Every item in a delivery of its own, in the order in which it happened."""
    return [encode(change(field, **{key: [item]})) for field, key, item in STORY]


@st.composite
def retold(draw: st.DrawFn) -> list[bytes]:
    """The same items in any order, some of them twice, several in one delivery, with keys that nobody knows."""
    dice = draw(st.randoms(use_true_random=False))
    items = STORY + dice.sample(STORY, k=draw(st.integers(0, len(STORY))))
    dice.shuffle(items)
    bodies = []
    while items:
        size = dice.randint(1, min(6, len(items)))
        bodies.append(_delivery(items[:size], dice))
        items = items[size:]
    return bodies


def _delivery(items: list[tuple[str, str, dict[str, Any]]], dice: random.Random) -> bytes:
    extra: Callable[[], dict[str, Any]] = lambda: UNKNOWN if dice.random() < 0.3 else {}  # noqa: E731
    entries = []
    for field, key, item in items:
        value = {"metadata": {**METADATA, **extra()}, key: [{**item, **extra()}], **extra()}
        entries.append({"id": "1", "changes": [{"field": field, "value": value, **extra()}], **extra()})
    return encode({"object": "whatsapp_business_account", "entry": entries, **extra()})


def conversations(sessions: sessionmaker[Session]) -> list[Any]:
    """Everything that an agent can see of all conversations, without our own numbering and clock."""
    with sessions() as session:
        found = session.scalars(select(Conversation)).all()
        return sorted((_conversation(session, row) for row in found), key=repr)


def _conversation(session: Session, row: Conversation) -> Any:
    contact = session.get_one(Contact, row.contact_id)
    messages = session.scalars(select(Message).where(Message.conversation_id == row.id)).all()
    columns = (
        "wamid",
        "direction",
        "kind",
        "text",
        "content",
        "quotes_wamid",
        "target_wamid",
        "edited_at",
        "revoked_at",
    )
    more = ("versions", "status", "pricing", "outcome", "author", "written_at")
    return (
        sorted((alias.kind, alias.key, alias.value, repr(alias.until)) for alias in contact.aliases),
        (row.owner, row.waiting_since, row.last_customer_at, row.last_message_at, row.due_at is None),
        sorted(tuple(repr(getattr(item, name)) for name in columns + more) for item in messages),
    )


@pytest.fixture(scope="module")
def expected() -> list[Any]:
    return []


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(bodies=retold(), one_by_one=st.booleans())
def test_merging_shuffling_doubling_and_unknown_keys_give_the_same_conversations(
    sessions: sessionmaker[Session], expected: list[Any], bodies: list[bytes], one_by_one: bool
) -> None:
    assert Base.metadata.tables
    if not expected:
        expected.extend(_told(sessions, told_once()))
        assert len(expected) == 2
    assert _told(sessions, bodies, one_by_one) == expected


def _told(sessions: sessionmaker[Session], bodies: list[bytes], one_by_one: bool = True) -> list[Any]:
    empty_the_tables()
    lotse = Lotse(sessions)
    for body in bodies if one_by_one else ():
        lotse.receive_bytes(body)
    with sessions.begin() as session:
        session.add_all([Delivery(body=body) for body in bodies if not one_by_one])
    lotse.take_in()
    return conversations(sessions)
