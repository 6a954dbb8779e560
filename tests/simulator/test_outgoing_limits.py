"""Meta's limits on what the business sends, each one exactly kept and by one exceeded."""

from typing import Any

import pytest

from tests.simulator.asking import code, details, request
from tests.simulator.conftest import Meta

LINK = {"link": "https://shop.example/a"}
Json = dict[str, Any]


def buttons(count: int = 1, title: int = 5, name: int = 5, body: int = 5, **more: Any) -> tuple[str, Json]:
    listed = [
        {"type": "reply", "reply": {"id": f"{n}" + "i" * (name - 1), "title": f"{n}" + "t" * (title - 1)}}
        for n in range(count)
    ]
    return "interactive", {"type": "button", "body": {"text": "b" * body}, "action": {"buttons": listed}, **more}


def choices(
    sections: int = 1, rows: int = 1, title: int | None = 5, row: Json | None = None, button: int = 5, body: int = 5
) -> tuple[str, Json]:
    listed = [
        {
            **({"title": "s" * title} if title is not None else {}),
            "rows": [{"id": f"{section}-{n}", "title": "r", **(row or {})} for n in range(rows)],
        }
        for section in range(sections)
    ]
    action = {"button": "k" * button, "sections": listed}
    return "interactive", {"type": "list", "body": {"text": "b" * body}, "action": action}


def link(text: int = 5, **more: Any) -> tuple[str, Json]:
    parameters = {"display_text": "d" * text, "url": "https://shop.example"}
    action = {"name": "cta_url", "parameters": parameters}
    return "interactive", {"type": "cta_url", "body": {"text": "b"}, "action": action, **more}


def header(length: int) -> Json:
    return {"type": "text", "text": "h" * length}


def footer(length: int) -> Json:
    return {"text": "f" * length}


def cards(count: int) -> tuple[str, list[Json]]:
    return "contacts", [{"name": {"formatted_name": "Eva"}}] * count


KEPT: dict[str, tuple[str, Any]] = {
    "three buttons": buttons(3),
    "a button title of 20": buttons(title=20),
    "a button id of 256": buttons(name=256),
    "a body of 1024": buttons(body=1024),
    "a header and a footer of 60": buttons(header=header(60), footer=footer(60)),
    "ten rows in one section": choices(rows=10),
    "ten rows in ten sections": choices(sections=10, rows=1),
    "one section without a title": choices(title=None),
    "a row at its limits": choices(row={"id": "i" * 200, "title": "t" * 24, "description": "d" * 72}),
    "a list's button of 20": choices(button=20),
    "a list's body of 1024": choices(body=1024),
    "a section title of 24": choices(title=24),
    "a link's words of 20": link(20),
    "a caption of 1024": ("image", {**LINK, "caption": "c" * 1024}),
    "five contacts": cards(5),
    "degrees as text": ("location", {"latitude": "53.5", "longitude": "9.9"}),
}
EXCEEDED: dict[str, tuple[tuple[str, Any], int, str]] = {
    "no button": (buttons(0), 131009, "buttons"),
    "four buttons": (buttons(4), 131009, "buttons"),
    "a button title of 21": (buttons(title=21), 131009, "20 characters"),
    "a button id of 257": (buttons(name=257), 131009, "256 characters"),
    "a body of 1025": (buttons(body=1025), 131009, "1024 characters"),
    "an empty body": (buttons(body=0), 131009, "body"),
    "a header of 61": (buttons(header=header(61)), 131009, "60 characters"),
    "a footer of 61": (buttons(footer=footer(61)), 131009, "60 characters"),
    "a header that is not what it says": (
        buttons(header={"type": "image", "text": "x"}),
        131009,
        "must hold image",
    ),
    "twice the same title": (
        (
            "interactive",
            {
                "type": "button",
                "body": {"text": "b"},
                "action": {"buttons": [{"type": "reply", "reply": {"id": n, "title": "Ja"}} for n in "12"]},
            },
        ),
        131009,
        "unique",
    ),
    "eleven rows": (choices(rows=11), 131009, "rows"),
    "twelve rows in two sections": (choices(sections=2, rows=6), 131009, "row count"),
    "eleven sections": (choices(sections=11), 131009, "sections"),
    "two sections without titles": (choices(sections=2, title=None), 131009, "titles are required"),
    "a section title of 25": (choices(title=25), 131009, "24 characters"),
    "twice the same row": (choices(rows=2, row={"id": "1"}), 131009, "unique"),
    "a row id of 201": (choices(row={"id": "i" * 201}), 131009, "200 characters"),
    "a row title of 25": (choices(row={"title": "t" * 25}), 131009, "24 characters"),
    "a description of 73": (choices(row={"description": "d" * 73}), 131009, "72 characters"),
    "a list's button of 21": (choices(button=21), 131009, "20 characters"),
    "a list's body of 1025": (choices(body=1025), 131009, "1024 characters"),
    "a list's picture": (
        ("interactive", {**choices()[1], "header": {"type": "image", "image": LINK}}),
        131009,
        "header",
    ),
    "a link's words of 21": (link(21), 131009, "20 characters"),
    "a link to nowhere": (
        ("interactive", {**link()[1], "action": {"name": "cta_url", "parameters": {"display_text": "x", "url": "x"}}}),
        131009,
        "url",
    ),
    "an interactive message without its type": (("interactive", {"body": {"text": "b"}}), 131008, "type"),
    "an interactive message of an unknown type": (("interactive", {"type": "dance"}), 131009, "dance"),
    "a flow": (("interactive", {"type": "flow"}), 131051, "flow"),
    "a location request without its action": (
        ("interactive", {"type": "location_request_message", "body": {"text": "b"}}),
        131008,
        "action",
    ),
    "a contact request with another action": (
        ("interactive", {"type": "contact_request", "body": {"text": "b"}, "action": {"name": "send_location"}}),
        131009,
        "request_contact_info",
    ),
    "a caption of 1025": (("image", {**LINK, "caption": "c" * 1025}), 100, "1024 characters"),
    "a caption of a voice note": (("audio", {**LINK, "caption": "c"}), 100, 'Unexpected key "caption"'),
    "a file without id and link": (("image", {}), 100, "either id or link"),
    "a file with id and link": (("image", {"id": "1", **LINK}), 100, "either id or link"),
    "an unknown id": (("image", {"id": "1"}), 100, "attachment ID"),
    "a link that is none": (("image", {"link": "/a.png"}), 100, "link"),
    "no contacts": (cards(0), 100, "contacts"),
    "six contacts": (cards(6), 100, "contacts"),
    "a contact without a name": (("contacts", [{"phones": []}]), 131008, "name"),
    "a place beyond the pole": (("location", {"latitude": 91, "longitude": 0}), 100, "latitude"),
    "a place without a longitude": (("location", {"latitude": 9}), 131008, "longitude"),
    "a reaction in words": (("reaction", {"message_id": "wamid.a", "emoji": "ok"}), 100, "emoji"),
    "a reaction without an emoji": (("reaction", {"message_id": "wamid.a"}), 131008, "emoji"),
}


@pytest.mark.parametrize("case", KEPT)
def test_what_keeps_a_limit_is_taken(lasting: Meta, case: str) -> None:
    kind, content = KEPT[case]
    lasting.post("/api/faults", {"rates": False})
    lasting.write("Moin")
    assert code(lasting.graph(request(kind, content))) == 0


@pytest.mark.parametrize("case", EXCEEDED)
def test_what_exceeds_one_is_refused_and_says_why(lasting: Meta, case: str) -> None:
    (kind, content), wanted, said = EXCEEDED[case]
    lasting.write("Moin")
    answer = lasting.graph(request(kind, content))
    assert code(answer) == wanted
    assert said in details(answer)


def test_a_reaction_quotes_nothing(lasting: Meta) -> None:
    wamid = lasting.write("Moin")
    reaction = request("reaction", {"message_id": wamid, "emoji": "👍"}, context={"message_id": wamid})
    assert code(lasting.graph(reaction)) == 100
