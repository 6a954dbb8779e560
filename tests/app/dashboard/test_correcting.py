"""Agents put right what a turn is about: shown at once, kept for the training, undone by choosing again."""

import re
from typing import Any

import pytest
from sqlalchemy import select, update

from app.dashboard import intents
from app.samples.mark import NUMBER
from app.tables import Contact, Conversation, Correction, Decision, Event, Inbox, Message, Person
from tests.app.dashboard.inbox import Shop, Visitor

SUGGESTED = "Ihr Paket ist unterwegs und kommt meist nach zwei Tagen."


@pytest.fixture
def judged(shop: Shop) -> int:
    """Lotse takes it for the order's status, and something else would be next."""
    conversation = shop.conversation("Hier ist Kim, wo bleibt meine Rechnung 47110815?", name="Kim Sommer")
    decided(shop, conversation)
    return conversation


def decided(shop: Shop, conversation: int, **values: Any) -> None:
    given = {"intent": "order_status", "confidence": 0.71, "runner_up": "invoice_copy", "language": "de", **values}
    shop.decision(conversation, reason="unsure", suggestion=SUGGESTED, **given)
    with shop.sessions.begin() as session:
        number = session.scalars(select(Decision.id).order_by(Decision.id.desc()).limit(1)).one()
        theirs = update(Message).where(Message.conversation_id == conversation, Message.direction == "in")
        session.execute(theirs.values(decision_id=number))


def decision(shop: Shop) -> int:
    with shop.sessions() as session:
        return session.scalars(select(Decision.id).order_by(Decision.id.desc())).first() or 0


def says(agent: Visitor, shop: Shop, conversation: int, **form: str) -> Any:
    return agent.post(f"/conversations/{conversation}/correct", decision=decision(shop), **form)


def corrections(shop: Shop) -> list[Correction]:
    with shop.sessions() as session:
        return list(session.scalars(select(Correction).order_by(Correction.id)))


def corrected(agent: Visitor, conversation: int) -> str:
    page = agent.get(f"/conversations/{conversation}").text
    found = re.search(r'data-testid="corrected">(.*?)</p>', page, re.DOTALL)
    return " ".join(re.sub(r"<[^>]+>", " ", found[1]).split()) if found else ""


def test_pressing_the_runner_up_corrects_it_and_says_so_in_the_card_and_in_the_timeline(
    agent: Visitor, shop: Shop, judged: int, anna: Person
) -> None:
    assert corrected(agent, judged) == ""
    says(agent, shop, judged, intent="invoice_copy")

    [kept] = corrections(shop)
    assert (kept.kind, kept.guessed, kept.intent, kept.person_id) == ("corrected", "order_status", "invoice_copy", 1)
    assert "Von Ihnen korrigiert zu Rechnung" in corrected(agent, judged)
    assert "Zählt beim nächsten Training" in corrected(agent, judged)
    assert "anna hat das Anliegen korrigiert: Bestellstatus → Rechnung" in agent.get(f"/conversations/{judged}").text
    assert agent.woken == []


def test_what_names_the_customer_is_not_kept_with_the_text(agent: Visitor, shop: Shop, judged: int) -> None:
    says(agent, shop, judged, intent="invoice_copy")
    assert corrections(shop)[0].text == "Hier ist [name], wo bleibt meine Rechnung [number]?"


def test_choosing_again_undoes_it_and_the_same_again_changes_nothing(agent: Visitor, shop: Shop, judged: int) -> None:
    for intent in ("invoice_copy", "invoice_copy", "order_status"):
        says(agent, shop, judged, intent=intent)
    assert [one.kind for one in corrections(shop)] == ["corrected", "confirmed"]
    assert "Von Ihnen bestätigt: Bestellstatus" in corrected(agent, judged)


def test_none_of_these_has_no_intent_and_offers_no_answer(agent: Visitor, shop: Shop, judged: int) -> None:
    says(agent, shop, judged, intent="none_of_these")
    assert (corrections(shop)[0].kind, corrections(shop)[0].intent) == ("none_of_these", None)
    assert "nichts davon" in corrected(agent, judged)
    assert SUGGESTED not in agent.get(f"/conversations/{judged}").text


def test_several_topics_are_added_and_taken_away_and_teach_nothing(agent: Visitor, shop: Shop, judged: int) -> None:
    says(agent, shop, judged, add="refund_status", adding="1")
    assert corrections(shop)[-1].also == ["refund_status"]
    assert "taugt es nicht" in corrected(agent, judged)
    says(agent, shop, judged, drop="refund_status")
    assert (corrections(shop)[-1].kind, corrections(shop)[-1].also) == ("confirmed", [])


def test_the_answer_of_the_corrected_topic_is_offered_in_the_customers_language(
    agent: Visitor, shop: Shop, sessions: Any
) -> None:
    conversation = shop.conversation("how long are you open")
    decided(shop, conversation, language="en")
    says(agent, shop, conversation, intent="return_item")
    page = agent.get(f"/conversations/{conversation}?draft=suggestion").text
    assert SUGGESTED not in page
    assert page.count("return") >= 2


def test_the_team_of_the_corrected_topic_is_offered_and_given(agent: Visitor, shop: Shop, judged: int) -> None:
    assert 'data-testid="route"' not in agent.get(f"/conversations/{judged}").text
    says(agent, shop, judged, intent="invoice_copy")
    assert 'data-testid="route"' in agent.get(f"/conversations/{judged}").text
    agent.post(f"/conversations/{judged}/team", team=intents.team_of("invoice_copy"))
    assert shop.read(judged).team
    assert "hat das Team gewählt" in agent.get(f"/conversations/{judged}").text


def test_what_is_not_of_this_conversation_or_no_topic_is_refused(agent: Visitor, shop: Shop, judged: int) -> None:
    other = shop.conversation()
    assert says(agent, shop, other, intent="invoice_copy").status_code == 409
    assert "steht nicht mehr im Playbook" in says(agent, shop, judged, intent="newsletter").text
    assert corrections(shop) == []


@pytest.mark.parametrize(
    ("reply", "kinds"),
    [
        (f"Guten Tag Kim,\n{SUGGESTED}\nViele Grüße, Anna", ["confirmed"]),
        ("Ihr Paket ist unterwegs und kommt nach zwei Tagen.", ["confirmed"]),
        ("Ihre Rechnung schicke ich Ihnen gleich.", []),
    ],
)
def test_sending_the_suggestion_confirms_its_topic(
    agent: Visitor, shop: Shop, judged: int, reply: str, kinds: list[str]
) -> None:
    agent.post(f"/conversations/{judged}/reply", text=reply)
    assert [one.kind for one in corrections(shop)] == kinds


def test_a_reply_does_not_undo_a_correction(agent: Visitor, shop: Shop, judged: int) -> None:
    says(agent, shop, judged, intent="invoice_copy")
    agent.post(f"/conversations/{judged}/reply", text=SUGGESTED)
    assert [one.kind for one in corrections(shop)] == ["corrected"]


def test_the_pane_says_who_it_is_what_lotse_said_and_how_earlier_visits_ended(
    agent: Visitor, shop: Shop, judged: int, anna: Person
) -> None:
    with shop.sessions.begin() as session:
        session.execute(update(Decision).values(created_at=shop.ago(5000)))
        session.add(Event(conversation_id=judged, kind="resolved", person_id=anna.id, at=shop.ago(4990)))
        session.get_one(Contact, 1).language = "en"
        session.get_one(Conversation, judged).visit_at = shop.ago(100)
    shop.we_say(judged, "Hallo, wie kann ich helfen?", "sent")
    page = agent.get(f"/conversations/{judged}").text
    part = {name: page[page.index(f'data-testid="{name}"') :].partition("</section>")[0] for name in PARTS}
    assert 'href="/contacts/1"' in part["who"]
    assert "Englisch" in part["who"]
    assert "Hallo, wie kann ich helfen?" in part["spoken"]
    assert "Bestellstatus" in part["visits"]
    assert "erledigt von anna" in part["visits"]


PARTS = ("who", "spoken", "visits")


def test_nobody_is_told_that_a_sample_counts_for_the_training(agent: Visitor, shop: Shop, judged: int) -> None:
    says(agent, shop, judged, intent="invoice_copy")
    assert "Zählt beim nächsten Training." in corrected(agent, judged)
    with shop.sessions.begin() as session:
        session.execute(update(Inbox).values(phone_number_id=NUMBER))
    assert "Beispielgespräch" in corrected(agent, judged)


def test_a_further_topic_that_has_left_the_playbook_can_still_be_taken_away(
    agent: Visitor, shop: Shop, judged: int
) -> None:
    with shop.sessions.begin() as session:
        because = {"also": [{"intent": "newsletter"}]}
        session.execute(update(Decision).values(because=because))
    assert says(agent, shop, judged, drop="newsletter").status_code == 303
    assert [(one.intent, one.also) for one in corrections(shop)] == [("order_status", [])]
