"""How templates look on the phone, and what their buttons send."""

from typing import Any

from simulator import taps, template_text

DEFINITION: list[dict[str, Any]] = [
    {"type": "HEADER", "format": "TEXT", "text": "Bestellung {{1}}"},
    {"type": "BODY", "text": "Guten Tag {{name}}, abholbereit ab {{2}}."},
    {"type": "FOOTER", "text": "Am Hafen"},
    {"type": "BUTTONS", "buttons": [{"type": "QUICK_REPLY", "text": "Ich komme"}, {"type": "URL", "text": "Weg"}]},
]
SENT: dict[str, Any] = {
    "name": "abholung",
    "language": {"code": "de"},
    "components": [
        {"type": "header", "parameters": [{"type": "text", "text": "4711"}]},
        {
            "type": "body",
            "parameters": [
                {"type": "text", "parameter_name": "name", "text": "Anna"},
                {"type": "currency", "currency": {"fallback_value": "9 Uhr"}},
            ],
        },
        {"type": "button", "sub_type": "quick_reply", "index": 0, "parameters": [{"type": "payload", "payload": "k"}]},
    ],
}


def test_places_are_filled_by_position_and_by_name() -> None:
    shown = template_text.shown(SENT, DEFINITION)
    assert (shown["header"], shown["footer"]) == ("Bestellung 4711", "Am Hafen")
    assert shown["body"] == "Guten Tag Anna, abholbereit ab 9 Uhr."


def test_a_place_without_a_value_stays_visible() -> None:
    assert template_text.shown({"name": "abholung"}, DEFINITION)["header"] == "Bestellung {{1}}"


def test_a_template_that_is_not_here_shows_its_name_and_values() -> None:
    assert template_text.shown(SENT, [])["body"] == "abholung · Anna · 9 Uhr"


def test_a_quick_reply_sends_the_payload_that_the_business_gave() -> None:
    assert taps.reply("template", SENT, "k", DEFINITION) == ("button", {"payload": "k", "text": "Ich komme"})


def test_without_a_payload_the_text_is_sent() -> None:
    sent = {"name": "abholung"}
    assert taps.reply("template", sent, "Ich komme", DEFINITION) == (
        "button",
        {"payload": "Ich komme", "text": "Ich komme"},
    )
    assert taps.reply("template", sent, "Weg", DEFINITION) is None
