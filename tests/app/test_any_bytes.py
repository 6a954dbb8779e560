"""Any bytes under a valid signature are acknowledged, and then understood or set aside: never lost, never an error."""

import json
from typing import Any

import pytest
from flask.testing import FlaskClient
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from app import create_app, revisions
from app.tables import Delivery, Message
from app.whatsapp.contents import READERS
from tests.lotse import Lotse
from tests.webhooks import envelope, message, sign

KINDS = st.sampled_from(sorted({*READERS, "text", "edit", "revoke", "request_welcome", "ephemeral", "hologram"}))
TEXTS = st.text(max_size=12) | st.sampled_from(["", "\x00", "\ud800", "x" * 5000, "😀", "‮", "'; DROP TABLE messages"])
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | TEXTS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXTS, inner, max_size=3),
    max_leaves=8,
)
NAMES = st.sampled_from(
    [
        "body",
        "id",
        "caption",
        "filename",
        "sha256",
        "mime_type",
        "latitude",
        "name",
        "button_reply",
        "nfm_reply",
        "response_json",
        "emoji",
        "message_id",
        "original_message_id",
        "message",
        "product_items",
        "type",
        "title",
        "phones",
        "wa_id",
        "user_id",
        "org",
        "addresses",
        "url",
        "voice",
        "quantity",
    ]
)
CONTENTS = st.recursive(
    VALUES, lambda inner: st.dictionaries(NAMES, inner, max_size=5) | st.lists(inner, max_size=3), max_leaves=12
)


@pytest.fixture(scope="module")
def client(environment: None) -> FlaskClient:
    return create_app().test_client()


def received(client: FlaskClient, sessions: sessionmaker[Session], body: bytes) -> tuple[Delivery, list[Message]]:
    """The delivery and its messages after intake and triage."""
    response = client.post("/webhook", data=body, headers={"X-Hub-Signature-256": sign(body)})
    assert response.status_code == 200
    Lotse(sessions).work()
    with sessions() as session:
        delivery = session.scalars(select(Delivery).order_by(Delivery.id.desc()).limit(1)).one()
        return delivery, list(session.scalars(select(Message).where(Message.delivery_id == delivery.id)))


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(body=st.binary(max_size=300) | VALUES.map(lambda value: json.dumps(value).encode("utf-8", "surrogatepass")))
@example(body=b"")
@example(body=b"[" * 50_000)
@example(body=b'{"object":"whatsapp_business_account","entry":[{"changes":[{"value":[]}]}]}')
def test_any_bytes_are_taken_in_or_set_aside(client: FlaskClient, sessions: sessionmaker[Session], body: bytes) -> None:
    delivery, _ = received(client, sessions, body)

    assert delivery.taken_in_at or delivery.set_aside_at
    assert delivery.body == body


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(kind=KINDS, content=CONTENTS, context=VALUES, referral=VALUES, errors=VALUES)
def test_a_message_with_any_content_is_stored_with_its_kind_and_gets_its_outcome(
    client: FlaskClient,
    sessions: sessionmaker[Session],
    kind: str,
    content: Any,
    context: Any,
    referral: Any,
    errors: Any,
) -> None:
    body = message(kind, content, context=context, referral=referral, errors=errors)
    delivery, messages = received(client, sessions, _encoded(envelope(body)))

    if delivery.set_aside_at:
        assert "longer than" in str(delivery.error)
        return
    [stored] = messages
    assert stored.kind == kind
    assert stored.outcome in (
        {"noted"} if kind in revisions.ABOUT_ANOTHER else {"noted", "answered", "escalated", "joined"}
    )


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(field=TEXTS, value=CONTENTS)
@example(field="account_update", value={"event": "ACCOUNT_RESTRICTION", "restriction_info": [{"restriction_type": 1}]})
@example(field="user_preferences", value={"user_preferences": [{"value": "stop"}, 7]})
@example(field="user_id_update", value={"user_id_update": [{"user_id": {"previous": "DE.1", "current": []}}]})
@example(field="smb_message_echoes", value={"message_echoes": {}})
def test_any_other_field_is_taken_in_or_set_aside(
    client: FlaskClient, sessions: sessionmaker[Session], field: str, value: Any
) -> None:
    change = {"field": field, "value": value}
    delivery, _ = received(
        client, sessions, _encoded({"entry": [{"id": "1", "time": 1766500000, "changes": [change]}]})
    )

    assert delivery.taken_in_at or delivery.set_aside_at


def _encoded(webhook: Any) -> bytes:
    return json.dumps(webhook).encode("utf-8", "surrogatepass")
