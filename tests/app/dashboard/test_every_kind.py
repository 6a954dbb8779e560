"""Every kind of message is a bubble that a person understands, in both languages, whatever it holds."""

from datetime import UTC, datetime
from typing import Any

import pytest
from flask import Flask, render_template_string
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from app.dashboard import bubbles
from app.dashboard.bubbles.context import context, earlier
from app.dashboard.bubbles.reading import KINDS
from app.tables import Person
from tests.app.dashboard.inbox import Shop, Visitor
from tests.app.dashboard.kinds import INBOUND, OUTBOUND, Sample


def page(agent: Visitor, conversation_id: int, language: str) -> str:
    answer = agent.get(f"/conversations/{conversation_id}", **{"Accept-Language": language})
    assert answer.status_code == 200
    return answer.text.partition('id="messages"')[2]


@pytest.mark.parametrize(("sample", "german", "english"), INBOUND)
def test_what_customers_send_is_said_in_words(
    agent: Visitor, shop: Shop, sample: Sample, german: str, english: str
) -> None:
    kind, text, content = sample
    conversation_id = shop.conversation("davor")
    shop.customer_says(conversation_id, text, kind=kind, content=content)
    assert german in page(agent, conversation_id, "de")
    assert english in page(agent, conversation_id, "en")
    assert not text or text in page(agent, conversation_id, "de")


@pytest.mark.parametrize(("sample", "german", "english"), OUTBOUND)
def test_what_we_send_is_drawn_as_the_customer_sees_it(
    agent: Visitor, shop: Shop, anna: Person, sample: Sample, german: str, english: str
) -> None:
    kind, text, content = sample
    conversation_id = shop.conversation("davor")
    shop.we_say(conversation_id, text, "sent", anna, kind=kind, content=content)
    assert german in page(agent, conversation_id, "de")
    assert english in page(agent, conversation_id, "en")


def test_the_samples_hold_every_kind_that_lotse_draws() -> None:
    assert {sample[0] for sample, _, _ in [*INBOUND, *OUTBOUND]} >= KINDS


def test_an_order_is_summed_by_currency(agent: Visitor, shop: Shop) -> None:
    order = next(sample for sample, _, _ in INBOUND if sample[0] == "order")
    conversation_id = shop.conversation("davor")
    shop.customer_says(conversation_id, order[1], kind="order", content=order[2])
    shown = page(agent, conversation_id, "de").replace("\xa0", " ")
    foot = shown.partition("<tfoot>")[2].partition("</tfoot>")[0]
    assert "25,00 €" in foot
    assert "7,00 CHF" in foot


def test_the_map_is_only_a_link(agent: Visitor, shop: Shop) -> None:
    conversation_id = shop.conversation("davor")
    shop.customer_says(conversation_id, None, kind="location", content={"latitude": 52.52, "longitude": 13.405})
    shown = page(agent, conversation_id, "de")
    assert 'href="https://www.openstreetmap.org/?mlat=52.52000&amp;mlon=13.40500#map=17/52.52000/13.40500"' in shown
    assert shown.count("openstreetmap.org/") == 1
    assert 'rel="noopener noreferrer"' in shown


@pytest.mark.parametrize(
    "content", [[], [1, {"a": 2}], "x", 7, None, {"emoji": {"a": 1}, "name": ["x"], "voice": "yes"}]
)
def test_content_of_any_form_in_the_database_does_no_harm(
    agent: Visitor, shop: Shop, anna: Person, content: Any
) -> None:
    conversation_id = shop.conversation("davor")
    for kind in (*sorted(KINDS), "reaction", "hologram"):
        shop.customer_says(conversation_id, None, kind=kind, content=content or {}, versions=[content])
        shop.we_say(conversation_id, None, "sent", anna, kind=kind, content=content or {})
    assert agent.get("/").status_code == 200
    page(agent, conversation_id, "de")


NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.just("9" * 5000),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=12), inner, max_size=4),
    max_leaves=12,
)
KEYS = (
    *("mime_type", "filename", "voice", "animated", "latitude", "longitude", "name", "address", "url", "contacts"),
    *("payload", "reply", "id", "title", "description", "fields", "body", "emoji", "catalog_id", "items", "change"),
    *("wa_id", "user_id", "about", "code", "forwarded", "product", "referral", "type", "header", "footer", "buttons"),
    *("button", "sections", "rows", "values", "language", "from", "from_name", "price", "quantity", "currency"),
)
contents = st.dictionaries(st.sampled_from(KEYS), json_values, max_size=8) | json_values
of_the_right_form = st.fixed_dictionaries(
    {},
    optional={
        "contacts": st.lists(st.dictionaries(st.sampled_from(("name", "phones", "urls")), json_values), max_size=3),
        "items": st.lists(
            st.dictionaries(st.sampled_from(("product", "quantity", "price", "currency")), json_values), max_size=3
        ),
        "sections": st.lists(st.dictionaries(st.sampled_from(("title", "rows")), json_values), max_size=3),
        "reply": st.sampled_from(("button", "list", "flow", "call_permission", "x")),
        "fields": st.dictionaries(st.text(), json_values, max_size=3),
        "referral": st.dictionaries(st.sampled_from(("headline", "source_url", "source_type")), json_values),
        "product": st.dictionaries(st.sampled_from(("catalog_id", "product_retailer_id")), json_values),
        "latitude": st.floats(),
        "longitude": st.floats(),
        "change": st.sampled_from(("number", "user_id", "identity", "x")),
        "wa_id": st.text(),
    },
)

MESSAGE = """
{%- import "icons.html" as icons -%}{%- import "words.html" as said_as with context -%}
{{ said_as.in_words(bubbles.words(said.kind, said.content, said.text)) }}{% include "message.html" %}"""


class Anything(dict[str, Any]):
    """A message, its head or its offers: what is not set is nothing."""

    def __getattr__(self, name: str) -> Any:
        return self.get(name)


@pytest.mark.parametrize("direction", ["in", "out"])
@pytest.mark.parametrize("language", ["de", "en"])
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    kind=st.sampled_from((*sorted(KINDS), "hologram", "reaction")),
    content=contents | of_the_right_form,
    text=st.none() | st.text(),
    versions=json_values,
)
@example(kind="system", content={"change": []}, text=None, versions=None)
@example(kind="interactive", content={"reply": [{}]}, text=None, versions=None)
def test_no_content_of_any_form_breaks_a_bubble(
    web: Flask, language: str, direction: str, kind: str, content: Any, text: str | None, versions: Any
) -> None:
    said = Anything(
        id=1, kind=kind, direction=direction, content=content, text=text, versions=versions, author="bot", media=(),
        reactions=(), written_at=NOON, stored_at=NOON, status="sent",
    )  # fmt: skip
    with web.test_request_context("/", headers={"Accept-Language": language}):
        shown = render_template_string(
            MESSAGE,
            said=said, entry=Anything(first=True), head=Anything(id=1), offers=Anything(closed="x"), contact="Kim",
            shown_ids=(), place=None,
        )  # fmt: skip
    assert 'data-testid="message"' in shown
    bubbles.words(kind, content, text)
    context(content)
    earlier(versions)
