"""Answers that worked: offered again in conversations of the same topic, without what names somebody."""

from typing import Any

import pytest

from app.dashboard.worked import without_names
from app.samples.mark import NUMBER
from app.tables import Conversation, Correction, Inbox, Person
from tests.app.dashboard.inbox import Shop, Visitor

DAY = 24 * 60
ANSWER = "Ihr Paket liegt bei der Post und wird morgen zugestellt."


def resolved(shop: Shop, anna: Person, answer: str = ANSWER, days: float = 3, **values: Any) -> int:
    """A conversation of the topic that Anna answered and resolved so many days ago."""
    given = {"intent": "order_status", "language": "de", "created_at": shop.ago(days * DAY + 60), **values}
    conversation_id = shop.conversation(owner="resolved", minutes=days * DAY + 60, name="Robin Winter")
    shop.decision(conversation_id, **given)
    shop.we_say(conversation_id, answer, "read", anna, written_at=shop.ago(days * DAY + 30))
    shop.event(conversation_id, "resolved", person_id=anna.id, at=shop.ago(days * DAY))
    return conversation_id


def offered(agent: Visitor, shop: Shop) -> str:
    conversation_id = shop.conversation(phone="4915100000001")
    shop.decision(conversation_id, intent="order_status", language="de")
    agent.get("/")
    return agent.get(f"/conversations/{conversation_id}/worked", **{"X-Requested-With": "fetch"}).text


def test_it_is_offered_masked_and_with_this_customers_name(agent: Visitor, shop: Shop, anna: Person) -> None:
    resolved(shop, anna, f"Guten Tag Robin Winter, die Sendung A-471112 kommt. {ANSWER} Viele Grüße, Anna")
    found = offered(agent, shop)
    assert "Guten Tag Kim Sommer, die Sendung {{number}} kommt." in found
    assert "Robin" not in found
    assert "471112" not in found


@pytest.mark.parametrize(
    "values",
    [{"intent": "refund_status"}, {"language": "en"}, {"days": 0.5}, {"days": 100}, {"answer": "Gern!"}],
    ids=["other topic", "other language", "not a day ago", "long ago", "says nothing"],
)
def test_what_is_not_alike_or_not_proven_is_not_offered(
    agent: Visitor, shop: Shop, anna: Person, values: dict[str, Any]
) -> None:
    resolved(shop, anna, **values)
    assert "data-text" not in offered(agent, shop)


def test_it_did_not_work_when_the_customer_wrote_again_within_the_day(agent: Visitor, shop: Shop, anna: Person) -> None:
    again, later = resolved(shop, anna, "A: " + ANSWER), resolved(shop, anna, "B: " + ANSWER)
    shop.customer_says(again, "stimmt nicht", minutes=2.5 * DAY)
    shop.customer_says(later, "andere Frage", minutes=1.5 * DAY)
    found = offered(agent, shop)
    assert "A: " not in found
    assert "B: " in found


@pytest.mark.parametrize(("intent", "is_offered"), [("order_status", True), (None, False)])
def test_they_are_offered_for_what_a_person_said_where_lotse_knew_nothing(
    agent: Visitor, shop: Shop, anna: Person, intent: str | None, is_offered: bool
) -> None:
    resolved(shop, anna)
    conversation_id = shop.conversation(phone="4915100000001")
    shop.decision(conversation_id, intent="out_of_scope", language="de")
    assert 'data-testid="worked"' not in agent.get(f"/conversations/{conversation_id}").text
    with shop.sessions.begin() as session:
        said = {"kind": "corrected" if intent else "none_of_these", "intent": intent, "person_id": anna.id}
        session.add(Correction(conversation_id=conversation_id, decision_id=2, **said))
    page = agent.get(f"/conversations/{conversation_id}").text
    assert ('data-testid="worked"' in page) == is_offered


def test_there_are_three_at_most_each_once_the_latest_first(agent: Visitor, shop: Shop, anna: Person) -> None:
    for days, name in enumerate(("A", "B", "B", "C", "D"), 2):
        resolved(shop, anna, f"{name}: {ANSWER}", days)
    found = offered(agent, shop)
    assert found.count("data-text") == 3
    assert found.index("A: ") < found.index("B: ") < found.index("C: ")


def test_without_a_script_a_link_puts_it_into_the_composer(agent: Visitor, shop: Shop, anna: Person) -> None:
    resolved(shop, anna)
    conversation_id = shop.conversation(phone="4915100000001")
    shop.decision(conversation_id, intent="order_status", language="de")
    page = agent.get(f"/conversations/{conversation_id}/worked").text
    [link] = [part.split('"')[0] for part in page.split('href="') if "draft=worked-" in part]
    assert f"\n{ANSWER}</textarea>" in agent.get(link.replace("&amp;", "&")).text


def test_names_addresses_and_numbers_become_variables() -> None:
    text = "Hallo Kim Sommer, Kims Mail kim@example.com, Tel. +49 1512 3456789. Anna"
    hidden = without_names(text, "Kim Sommer", "anna")
    assert hidden == "Hallo {{name}}, {{name}} Mail {{email}}, Tel. {{phone}}. {{agent}}"


def test_what_an_invented_customer_was_told_is_no_answer_for_a_real_one(
    agent: Visitor, shop: Shop, anna: Person
) -> None:
    talk = resolved(shop, anna)
    with shop.sessions.begin() as session:
        samples = Inbox(phone_number_id=NUMBER)
        session.add(samples)
        session.flush()
        session.get_one(Conversation, talk).inbox_id = samples.id
    assert ANSWER not in offered(agent, shop)


@pytest.mark.parametrize("decision", [1, 2], ids=["of the answer", "of the question"])
def test_what_an_agent_put_right_counts_on_both_sides(agent: Visitor, shop: Shop, anna: Person, decision: int) -> None:
    talk = resolved(shop, anna)
    with shop.sessions.begin() as session:
        said = {"kind": "corrected", "intent": "refund_status", "person_id": anna.id}
        session.add(Correction(conversation_id=talk, decision_id=decision, **said))
    assert ANSWER not in offered(agent, shop)
