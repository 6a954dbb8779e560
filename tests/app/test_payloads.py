"""Any bytes become messages, statuses or problems in words, never an exception of another kind."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.whatsapp.lenient import NotUnderstoodError
from app.whatsapp.payloads import read
from app.whatsapp.updates import Updates
from tests.webhooks import encode, envelope, status, text_message

json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=12,
)


def understood(body: bytes) -> Updates | None:
    try:
        return read(body)
    except NotUnderstoodError:
        return None


@given(st.binary(max_size=400))
def test_any_bytes_are_understood_or_refused_in_words(body: bytes) -> None:
    understood(body)


@given(st.sampled_from(["from", "id", "timestamp", "type", "text", "context"]), json_values)
def test_any_value_in_any_field_of_a_message_is_understood_or_a_problem(field: str, value: Any) -> None:
    webhook = envelope({**text_message("hallo"), field: value})
    updates = understood(json.dumps(webhook).encode("utf-8", "surrogatepass"))

    assert updates is None or len(updates.messages) + len(updates.problems) == 1


@given(json_values)
def test_any_value_in_place_of_the_messages_is_understood_or_a_problem(value: Any) -> None:
    webhook = envelope()
    webhook["entry"][0]["changes"][0]["value"]["messages"] = value
    understood(json.dumps(webhook).encode("utf-8", "surrogatepass"))


@pytest.mark.parametrize(
    "body",
    [b"", b"{}", b"[]", b"null", b"[" * 100_000, b"\xff\xfe{\x00}\x00", b'{"entry": {}}', b"1" * 10_000],
)
def test_bytes_that_are_no_webhook_are_refused(body: bytes) -> None:
    with pytest.raises(NotUnderstoodError):
        read(body)


def test_every_entry_change_message_and_status_is_read() -> None:
    one = envelope(text_message("a"), text_message("b"), statuses=[status("x", "sent", "wamid.1")])
    two = envelope(text_message("c"), statuses=[status("y", "read", "wamid.2")])
    both = {**one, "entry": one["entry"] + two["entry"] + two["entry"]}
    updates = read(encode(both))

    assert [m.text for m in updates.messages] == ["a", "b", "c", "c"]
    assert [s.status for s in updates.statuses] == ["sent", "read", "read"]
    assert updates.problems == []


def test_names_are_found_by_id_and_not_by_position() -> None:
    messages = (text_message("a", phone="491"), text_message("b", phone="492"))
    updates = read(encode(envelope(*messages, names={"492": "Berta", "491": "Anton"})))

    assert [(m.sender.ids[0].value, m.sender.name) for m in updates.messages] == [("491", "Anton"), ("492", "Berta")]


def test_what_postgresql_cannot_store_becomes_a_replacement_character() -> None:
    body = encode(envelope(text_message("a\x00b"))).replace(b'"a\\u0000b"', b'"a\\u0000b\\ud800"')

    assert read(body).messages[0].text == "a\ufffdb\ufffd"


def test_numbers_that_json_columns_refuse_become_null() -> None:
    body = encode(envelope(text_message("a", odd="@"))).replace(b'"@"', b"[1e999, -1e999, NaN, 1.5]")

    assert read(body).messages[0].payload["odd"] == [None, None, None, 1.5]


def test_a_customer_without_a_phone_number_is_known_by_the_business_scoped_id() -> None:
    message = text_message("hallo", from_user_id="DE.abc123")
    del message["from"]
    [read_back] = read(encode(envelope(message))).messages

    assert read_back.sender.ids == (("bsuid", "DE.abc123"),)


@pytest.mark.parametrize(
    ("kind", "content", "words"),
    [
        ("image", {"id": "1", "caption": "so sieht es aus"}, "so sieht es aus"),
        ("button", {"payload": "p", "text": "Ja"}, "Ja"),
        ("interactive", {"type": "button_reply", "button_reply": {"id": "1", "title": "Ein Mensch"}}, "Ein Mensch"),
        ("audio", {"id": "1", "voice": True}, None),
        ("hologram", {"depth": 3}, None),
    ],
)
def test_the_words_of_every_kind_are_found(kind: str, content: dict[str, Any], words: str | None) -> None:
    message = {**text_message(""), "type": kind, kind: content}
    [read_back] = read(encode(envelope(message))).messages

    assert (read_back.kind, read_back.text) == (kind, words)


def test_a_timestamp_in_milliseconds_is_understood() -> None:
    [message] = read(encode(envelope(text_message("a", timestamp="1766500000000")))).messages

    assert message.written_at is not None
    assert message.written_at.year == 2025


def test_a_change_that_does_not_name_its_field_is_known_by_what_it_holds() -> None:
    webhook = envelope(text_message("hallo"))
    del webhook["entry"][0]["changes"][0]["field"]

    assert [message.text for message in read(encode(webhook)).messages] == ["hallo"]


def test_a_message_without_an_id_gets_one_that_is_the_same_when_it_comes_again() -> None:
    nameless = {**text_message("hallo"), "id": None}
    first, again, other = (
        read(encode(envelope(message))).messages[0].wamid for message in (nameless, nameless, {**nameless, "from": "1"})
    )

    assert first == again != other


def test_a_field_that_nobody_knows_is_a_notice_and_no_problem() -> None:
    webhook = envelope()
    webhook["entry"][0]["changes"] = [{"field": "telepathy", "value": {"event": "STARTED"}}]
    updates = read(encode(webhook))

    assert [(notice.field, notice.event) for notice in updates.notices] == [("telepathy", "STARTED")]
    assert updates.problems == []
