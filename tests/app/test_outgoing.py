"""What is sent has the form that Meta's Graph API takes, and what does not fit is named before anything is sent."""

import json
from typing import Any

import pytest

from app.whatsapp.limits import LimitError, check, refuse_what_does_not_fit
from app.whatsapp.outgoing import (
    Button,
    Buttons,
    Choices,
    ContactRequest,
    Document,
    Image,
    LocationRequest,
    Outgoing,
    Reaction,
    Row,
    Section,
    Template,
    Text,
    body,
    from_json,
    media_row,
    to_json,
    with_media_id,
)

TWO = (Button("a", "Ja"), Button("b", "Nein"))
LIST = Choices(
    "Was?", "Wählen", (Section((Row("1", "Retoure", "zurück"), Row("2", "Umtausch")), "Waren"),), "Kopf", "Fuß"
)
EVERY: list[Outgoing] = [
    Text("Guten Tag"),
    Buttons("Passt das?", TWO, "Kopf", "Fuß"),
    LIST,
    LocationRequest("Wo sind Sie?"),
    ContactRequest("Ihre Nummer?"),
    Image(7, "Bild"),
    Document(7, "Rechnung.pdf"),
    Template("order_ready", "de", ("Kim", "4711"), "Hallo Kim, 4711 ist da"),
    Reaction("wamid.X", "👍"),
    Reaction("wamid.X", ""),
]


@pytest.mark.parametrize("outgoing", EVERY, ids=lambda outgoing: outgoing.kind)
def test_what_is_kept_comes_back_the_same(outgoing: Outgoing) -> None:
    assert from_json(json.loads(json.dumps(to_json(outgoing)))) == outgoing
    assert check(outgoing) == []


@pytest.mark.parametrize(
    ("outgoing", "kind", "content"),
    [
        (Text("Guten Tag"), "text", {"body": "Guten Tag", "preview_url": False}),
        (
            Buttons("Passt das?", TWO, footer="Fuß"),
            "interactive",
            {
                "type": "button",
                "footer": {"text": "Fuß"},
                "body": {"text": "Passt das?"},
                "action": {
                    "buttons": [
                        {"type": "reply", "reply": {"id": "a", "title": "Ja"}},
                        {"type": "reply", "reply": {"id": "b", "title": "Nein"}},
                    ]
                },
            },
        ),
        (
            LIST,
            "interactive",
            {
                "type": "list",
                "header": {"type": "text", "text": "Kopf"},
                "footer": {"text": "Fuß"},
                "body": {"text": "Was?"},
                "action": {
                    "button": "Wählen",
                    "sections": [
                        {
                            "title": "Waren",
                            "rows": [
                                {"id": "1", "title": "Retoure", "description": "zurück"},
                                {"id": "2", "title": "Umtausch"},
                            ],
                        }
                    ],
                },
            },
        ),
        (
            LocationRequest("Wo?"),
            "interactive",
            {"type": "location_request_message", "body": {"text": "Wo?"}, "action": {"name": "send_location"}},
        ),
        (
            ContactRequest("Nummer?"),
            "interactive",
            {"type": "contact_request", "body": {"text": "Nummer?"}, "action": {"name": "request_contact_info"}},
        ),
        (with_media_id(Image(7, "Bild"), "M"), "image", {"id": "M", "caption": "Bild"}),
        (with_media_id(Document(7, "R.pdf"), "M"), "document", {"id": "M", "filename": "R.pdf"}),
        (
            Template("order_ready", "de", ("Kim",)),
            "template",
            {
                "name": "order_ready",
                "language": {"code": "de"},
                "components": [{"type": "body", "parameters": [{"type": "text", "text": "Kim"}]}],
            },
        ),
        (Reaction("wamid.X", ""), "reaction", {"message_id": "wamid.X", "emoji": ""}),
    ],
)
def test_the_body_is_metas(outgoing: Outgoing, kind: str, content: dict[str, Any]) -> None:
    assert body(outgoing, {"to": "491511"}, "callback") == {
        "messaging_product": "whatsapp",
        "recipient_type": "individual",
        "to": "+491511",
        "type": kind,
        kind: content,
        "biz_opaque_callback_data": "callback",
    }


def test_who_hides_the_number_is_addressed_by_id_and_nothing_else() -> None:
    made = body(Text("a"), {"recipient": "DE.1"}, "callback")

    assert made["recipient"] == "DE.1"
    assert "to" not in made


def test_a_reply_names_what_it_quotes_but_reactions_and_templates_cannot() -> None:
    quoting = [body(outgoing, {"to": "49"}, "c", "wamid.Q").get("context") for outgoing in EVERY]

    assert quoting == [{"message_id": "wamid.Q"}] * 7 + [None] * 3


def test_only_pictures_and_documents_have_bytes_to_upload() -> None:
    assert [media_row(outgoing) for outgoing in EVERY] == [None] * 5 + [7, 7] + [None] * 3


ROWS = tuple(Row(str(number), f"Zeile {number}") for number in range(11))


@pytest.mark.parametrize(
    ("outgoing", "said"),
    [
        (Text(""), "text is empty"),
        (Text(" \n "), "text is empty"),
        (Text("x" * 4097), "text has 4097 characters, 4096 are the most"),
        (Text("😀" * 2049), "text has 4098 characters, 4096 are the most"),
        (Buttons("x" * 1025, TWO), "text has 1025 characters, 1024 are the most"),
        (Buttons("a", ()), "buttons is empty"),
        (Buttons("a", (*TWO, Button("c", "c"), Button("d", "d"))), "buttons has 4 entries, 3 are the most"),
        (Buttons("a", (Button("a", "x" * 23),)), "button 1 title has 23 characters, 20 are the most"),
        (Buttons("a", (Button("x" * 257, "a"),)), "button 1 id has 257 characters, 256 are the most"),
        (Buttons("a", (Button("a", "Ja"), Button("b", "Ja"))), "button 2 title is there twice"),
        (Buttons("a", (Button("a", "Ja"), Button("a", "Nein"))), "button 2 id is there twice"),
        (Buttons("a", TWO, header="x" * 61), "header has 61 characters, 60 are the most"),
        (Buttons("a", TWO, footer="x" * 61), "footer has 61 characters, 60 are the most"),
        (Choices("a", "", (Section(ROWS[:1]),)), "list button is empty"),
        (Choices("a", "x" * 21, (Section(ROWS[:1]),)), "list button has 21 characters, 20 are the most"),
        (Choices("a", "b", (Section(ROWS[:6], "1"), Section(ROWS[6:], "2"))), "list has 11 rows, 10 are the most"),
        (Choices("a", "b", (Section(ROWS[:1]), Section(ROWS[1:2], "2"))), "section 1 title is empty"),
        (Choices("a", "b", (Section(ROWS[:1], "x" * 25),)), "section 1 title has 25 characters, 24 are the most"),
        (Choices("a", "b", (Section((Row("1", "x" * 25),)),)), "row 1 title has 25 characters, 24 are the most"),
        (
            Choices("a", "b", (Section((Row("1", "a", "x" * 73),)),)),
            "row 1 description has 73 characters",
        ),
        (Choices("a", "b", (Section((Row("x" * 201, "a"),)),)), "row 1 id has 201 characters, 200 are the most"),
        (Choices("a", "b", (Section((Row("1", "a"), Row("1", "b"))),)), "row 2 id is there twice"),
        (LocationRequest("x" * 1025), "text has 1025 characters, 1024 are the most"),
        (Image(1, "x" * 1025), "caption has 1025 characters, 1024 are the most"),
        (Template("a", "de", ("ok", " ")), "value 2 is empty"),
        (Template("a", "de", ("ok",), "x" * 1025), "text has 1025 characters, 1024 are the most"),
    ],
)
def test_every_limit_names_the_field_and_the_length(outgoing: Outgoing, said: str) -> None:
    with pytest.raises(LimitError, match=said):
        refuse_what_does_not_fit(outgoing)


@pytest.mark.parametrize(
    "outgoing", [Text("x" * 4096), Buttons("x" * 1024, (Button("x" * 256, "x" * 20),)), Image(1, "x" * 1024)]
)
def test_what_just_fits_is_taken(outgoing: Outgoing) -> None:
    refuse_what_does_not_fit(outgoing)
