"""Templates: kept here, checked when they are sent."""

from typing import Any

import pytest

from tests.simulator.asking import code, request, send, statuses_of
from tests.simulator.chatting import bubble
from tests.simulator.conftest import ANNA, Business, Meta

DEFINITION: list[dict[str, Any]] = [
    {"type": "HEADER", "format": "IMAGE"},
    {"type": "BODY", "text": "Guten Tag {{1}}, abholbereit ab {{2}}."},
    {"type": "FOOTER", "text": "Am Hafen"},
    {
        "type": "BUTTONS",
        "buttons": [
            {"type": "QUICK_REPLY", "text": "Ich komme"},
            {"type": "URL", "text": "Weg", "url": "https://shop.example/{{1}}"},
        ],
    },
]
PICTURE = {"type": "header", "parameters": [{"type": "image", "image": {"link": "https://shop.example/a.png"}}]}
WAY = {"type": "button", "sub_type": "url", "index": "1", "parameters": [{"type": "text", "text": "4711"}]}
QUICK = {"type": "button", "sub_type": "quick_reply", "index": 0, "parameters": [{"type": "payload", "payload": "k"}]}


def words(*texts: str) -> dict[str, Any]:
    return {"type": "body", "parameters": [{"type": "text", "text": text} for text in texts]}


def filled(*components: dict[str, Any], name: str = "abholung", language: str = "de") -> dict[str, Any]:
    return {"name": name, "language": {"code": language}, "components": list(components)}


GOOD = filled(PICTURE, words("Anna", "9 Uhr"), QUICK, WAY)
WRONG: dict[str, tuple[dict[str, Any], int]] = {
    "an unknown name": (filled(name="abholen"), 132001),
    "another language": (filled(language="en"), 132001),
    "a body value too few": (filled(PICTURE, words("Anna"), WAY), 132000),
    "a body value too many": (filled(PICTURE, words("a", "b", "c"), WAY), 132000),
    "no picture": (filled(words("Anna", "9 Uhr"), WAY), 132000),
    "words for the picture": (
        filled({"type": "header", "parameters": [{"type": "text", "text": "x"}]}, words("a", "b"), WAY),
        132012,
    ),
    "a payload in the body": (
        filled(PICTURE, {"type": "body", "parameters": [{"type": "payload", "payload": "x"}] * 2}, WAY),
        132012,
    ),
    "no part of the address": (filled(PICTURE, words("Anna", "9 Uhr")), 132000),
    "a third button": (filled(PICTURE, words("a", "b"), WAY, {**QUICK, "index": 2}), 132000),
    "a button of another type": (filled(PICTURE, words("a", "b"), WAY, {**WAY, "index": 0}), 132012),
    "a button without its place": (filled(PICTURE, words("a", "b"), WAY, {"type": "button"}), 131008),
    "an empty value": (filled(PICTURE, words("Anna", " "), WAY), 131008),
    "a line break": (filled(PICTURE, words("Anna", "9\nUhr"), WAY), 132018),
    "far too long": (filled(PICTURE, words("Anna", "x" * 1100), WAY), 132005),
}


def save(meta: Meta, **more: Any) -> None:
    meta.post("/api/templates", {"name": "abholung", "language": "de", "components": DEFINITION, **more})


def test_one_is_there_at_first(lasting: Meta) -> None:
    assert "hello_world" in [template["name"] for template in lasting.get("/api/templates")["templates"]]


def test_a_template_reaches_somebody_who_never_wrote(meta: Meta, business: Business) -> None:
    save(meta)
    answer = meta.graph(request("template", GOOD)).json()
    assert answer["messages"][0]["message_status"] == "accepted"
    wamid = answer["messages"][0]["id"]
    assert bubble(meta, wamid)["template"]["body"] == "Guten Tag Anna, abholbereit ab 9 Uhr."
    pricing = statuses_of(business, wamid, "sent", "delivered")["delivered"]["pricing"]
    assert pricing == {"billable": True, "pricing_model": "PMP", "type": "regular", "category": "utility"}


def test_its_quick_reply_comes_back_with_the_payload(meta: Meta) -> None:
    save(meta)
    meta.post(f"/api/customers/{ANNA}/messages/{send(meta, 'template', GOOD)}/tap", {"id": "k"})
    assert meta.chat()[-1]["content"] == {"payload": "k", "text": "Ich komme"}


@pytest.mark.parametrize("case", WRONG)
def test_what_does_not_fit_is_refused(lasting: Meta, case: str) -> None:
    sent, wanted = WRONG[case]
    save(lasting)
    assert code(lasting.graph(request("template", sent))) == wanted


@pytest.mark.parametrize(
    ("status", "wanted"),
    [("PAUSED", 132015), ("DISABLED", 132016), ("PENDING", 132001), ("REJECTED", 132001), ("APPROVED", 0)],
)
def test_only_an_approved_one_is_sent(meta: Meta, status: str, wanted: int) -> None:
    save(meta, status=status)
    assert code(meta.graph(request("template", GOOD))) == wanted


def test_named_places_want_their_names(meta: Meta) -> None:
    save(meta, components=[{"type": "BODY", "text": "Guten Tag {{name}}"}])
    value = {"type": "text", "text": "Anna", "parameter_name": "name"}
    assert code(meta.graph(request("template", filled({"type": "body", "parameters": [value]})))) == 0
    other = {**value, "parameter_name": "vorname"}
    assert code(meta.graph(request("template", filled({"type": "body", "parameters": [other]})))) == 132012


def test_an_authentication_template_needs_a_number(meta: Meta) -> None:
    save(meta, category="AUTHENTICATION", components=[{"type": "BODY", "text": "Ihr Code"}])
    user_id = meta.get(f"/api/customers/{ANNA}/messages")["customer"]["user_id"]
    assert code(meta.graph(request("template", filled(), to=None, recipient=user_id))) == 131062


@pytest.mark.parametrize("wrong", [{"name": "Abholung"}, {"status": "LOST"}, {"components": []}])
def test_a_template_that_meta_would_not_keep_is_refused(lasting: Meta, wrong: dict[str, Any]) -> None:
    body = {"name": "a", "language": "de", "components": DEFINITION, **wrong}
    assert lasting.http.post("/api/templates", json=body).status_code == 422


def test_who_stopped_offers_gets_no_marketing(meta: Meta, business: Business) -> None:
    save(meta, category="MARKETING", components=[{"type": "BODY", "text": "Neu im Laden"}])
    meta.post(f"/api/customers/{ANNA}/preferences", {"value": "stop"})
    failed = statuses_of(business, send(meta, "template", filled()), "failed")["failed"]
    assert failed["errors"][0]["code"] == 131050
    meta.post(f"/api/customers/{ANNA}/preferences", {"value": "resume"})
    statuses_of(business, send(meta, "template", filled()), "delivered")
