"""Agents see why Lotse decided as it did, and what is pressing comes first."""

import re

import pytest

from app.dashboard.pressing import pressing
from app.dashboard.translation import translator
from app.dashboard.why import Why, detail, why
from app.tables import Person
from tests.app.dashboard.inbox import Shop, Visitor

BECAUSE = {
    "near": [{"text": "wo bleibt <b>mein</b> paket", "intent": "order_status", "likeness": 0.834}],
    "words": ["paket", "bleibt"],
    "margin": 0.31,
    "also": [{"intent": "invoice_copy", "confidence": 0.97}],
    "mood": {"urgent": True, "angry": False, "signs": ["sofort"]},
}


def card(agent: Visitor, conversation: int, test_id: str) -> str:
    page = agent.get(f"/conversations/{conversation}").text
    found = re.search(rf'data-testid="{test_id}"(.*?)</(?:dd|details|p)>', page, re.DOTALL)
    return re.sub(r"<[^>]+>", "", found[1].partition(">")[2]) if found else ""


@pytest.fixture
def explained(shop: Shop) -> int:
    conversation = shop.conversation("wo bleibt mein paket, sofort!", priority=2, reason="several")
    shop.decision(
        conversation,
        intent="order_status",
        confidence=0.93,
        runner_up="refund_status",
        because=BECAUSE,
        reason="several",
        detail="invoice_copy",
    )
    return conversation


def test_the_card_says_which_words_and_which_known_messages_spoke_for_it(agent: Visitor, explained: int) -> None:
    assert card(agent, explained, "words").split() == ["paket", "bleibt"]
    near = card(agent, explained, "near")
    assert "wo bleibt &lt;b&gt;mein&lt;/b&gt; paket" in near
    assert "Bestellstatus, 83\u00a0% ähnlich" in near


def test_the_card_names_what_else_is_asked_for_and_the_signs_of_urgency(agent: Visitor, explained: int) -> None:
    assert "Rechnung" in card(agent, explained, "also")
    assert "sofort" in card(agent, explained, "signs")
    assert card(agent, explained, "moods").strip() == "Dringend"
    assert card(agent, explained, "detail") == ""  # it would say the same again


def test_a_detail_is_named_in_words(agent: Visitor, shop: Shop) -> None:
    conversation = shop.conversation(reason="gathered")
    shop.decision(conversation, intent="order_status", reason="gathered", detail="cancel_order")
    assert card(agent, conversation, "detail") == "Bestellung stornieren"
    other = shop.conversation(reason="detail_missing")
    shop.decision(other, intent="order_status", reason="detail_missing", detail="order_number")
    assert card(agent, other, "detail") == "Bestellnummer"


def test_what_is_urgent_comes_first_and_of_the_rest_who_waits_longest(
    agent: Visitor, shop: Shop, explained: int
) -> None:
    long, angry = shop.conversation(minutes=600), shop.conversation(minutes=1, priority=1)
    page = agent.get("/").text
    order = [int(found) for found in re.findall(r'data-conversation-id="(\d+)"', page)]
    assert order == [explained, angry, long]
    assert page.count('data-testid="row-mood"') == 2


def test_among_ones_own_the_urgent_comes_first_too(agent: Visitor, shop: Shop, anna: Person) -> None:
    mine = {"owner": "agent", "assignee_id": anna.id}
    calm = shop.conversation(minutes=600, waiting_since=shop.ago(600), **mine)
    urgent = shop.conversation(minutes=1, waiting_since=shop.ago(1), priority=2, **mine)
    page = agent.get("/?tab=mine").text
    assert [int(found) for found in re.findall(r'data-conversation-id="(\d+)"', page)] == [urgent, calm]


def test_a_decision_of_before_shows_nothing_of_it(agent: Visitor, shop: Shop) -> None:
    conversation = shop.conversation()
    shop.decision(conversation, intent="order_status", confidence=0.9)
    page = agent.get(f"/conversations/{conversation}").text
    for test_id in ("words", "near", "also", "signs", "moods"):
        assert f'data-testid="{test_id}"' not in page
    assert why(None) == Why()


def test_what_is_pressing_is_named_in_that_order() -> None:
    named = [pressing(priority, angry=priority == 3) for priority in range(4)]
    assert named == [(), ("high",), ("urgent",), ("urgent", "angry")]


@pytest.mark.parametrize(("found", "words"), [(None, "Hoch"), ({"urgent": False, "angry": True}, "Verärgert")])
def test_only_whom_lotse_found_angry_is_called_so(
    agent: Visitor, shop: Shop, found: dict[str, bool] | None, words: str
) -> None:
    conversation = shop.conversation(priority=1)  # as a person's "high" is kept, too
    shop.decision(conversation, intent="order_status", because={"mood": found} if found else None)
    shop.decision(conversation, intent="thanks")
    assert card(agent, conversation, "moods").strip() == words
    assert f'data-testid="row-mood">{words}<' in agent.get("/").text


@pytest.mark.parametrize(
    ("reason", "tried", "words"),
    [
        ("lookup_failed", "shop.example: 404", "Nachgesehen: shop.example, 404"),
        ("lookup_failed", "shop.example:8443: timeout", "Nachgesehen: shop.example:8443, keine Antwort in der"),
        ("lookup_empty", "shop.example: missing status", "Nachgesehen: shop.example, „status“ steht nicht"),
        (
            "lookup_failed",
            "shop.example: unfit order_number",
            "Nachgesehen: shop.example, Bestellnummer passt in keine",
        ),
        ("lookup_failed", "shop.example: KeyError", "Nachgesehen: shop.example, KeyError"),
    ],
)
def test_what_was_tried_in_vain_is_said_in_words(reason: str, tried: str, words: str) -> None:
    assert (detail(reason, tried, (), translator("de")) or "").startswith(words)


def test_the_card_shows_what_an_answer_took_from_another_system(agent: Visitor, shop: Shop) -> None:
    values = {"eta": "12.12.", "status": "ist <b>unterwegs</b>"}
    conversation = shop.conversation(owner="bot")
    shop.decision(conversation, kind="answer", because={"looked_up": {"host": "shop.example", "values": values}})
    shown = card(agent, conversation, "looked-up").split()
    assert shown == ["shop.example", "eta:", "12.12.", "status:", "ist", "&lt;b&gt;unterwegs&lt;/b&gt;"]


def test_the_card_says_what_was_tried_in_vain(agent: Visitor, shop: Shop) -> None:
    conversation = shop.conversation(reason="lookup_failed")
    shop.decision(conversation, intent="order_status", reason="lookup_failed", detail="shop.example: 404")
    assert card(agent, conversation, "detail") == "Nachgesehen: shop.example, 404"
