"""The open conversation: what was said, what happened, why it is here."""

import re

import pytest
from sqlalchemy import update

from app.dashboard import thread
from app.tables import Decision, Message, Person
from tests.app.dashboard.inbox import Shop, Visitor

HOSTILE = "<script>alert(1)</script><img src=x onerror=alert(1)>{{ 7*7 }}'\"&"


def page(agent: Visitor, conversation_id: int, query: str = "") -> str:
    answer = agent.get(f"/conversations/{conversation_id}{query}")
    assert answer.status_code == 200
    return answer.text


def test_both_sides_are_shown_with_who_wrote(agent: Visitor, shop: Shop, berta: Person) -> None:
    conversation_id = shop.conversation("wo bleibt mein paket")
    shop.we_say(conversation_id, "unterwegs", "read")
    shop.we_say(conversation_id, "kommt morgen", "sent", berta)
    shown = page(agent, conversation_id)
    assert shown.count('data-direction="in"') == 1
    assert shown.count('data-direction="out"') == 2
    for writer in ("Kim Sommer", "Lotse", "<bdi>berta</bdi>"):
        assert writer in shown
    assert "berta@example.com" not in shown


@pytest.mark.parametrize(
    ("status", "words"),
    [
        ("queued", "wird gesendet"),
        ("sent", "gesendet"),
        ("delivered", "zugestellt"),
        ("read", "gelesen"),
        ("unknown", "nicht bekannt, ob angekommen"),
        ("cancelled", "nicht gesendet, zurückgezogen"),
    ],
)
def test_the_state_of_our_message_is_said_in_words(agent: Visitor, shop: Shop, status: str, words: str) -> None:
    conversation_id = shop.conversation()
    shop.we_say(conversation_id, "hallo", status)
    shown = page(agent, conversation_id)
    assert f'data-status="{status}"' in shown
    assert words in shown


@pytest.mark.parametrize(
    ("code", "words"), [(131047, "24-Stunden-Fenster"), (77, "WhatsApp meldet Fehler 77"), (None, "nicht erreichbar")]
)
def test_a_failed_message_says_why(agent: Visitor, shop: Shop, code: int | None, words: str) -> None:
    conversation_id = shop.conversation()
    shop.we_say(conversation_id, "hallo", "failed", error_code=code, error="as Meta says it")
    shown = page(agent, conversation_id)
    assert words in shown
    assert "as Meta says it" in shown


def test_events_stand_in_the_timeline_with_who_and_why(agent: Visitor, shop: Shop, berta: Person) -> None:
    conversation_id = shop.conversation()
    shop.event(conversation_id, "escalated", reason="wants_person")
    shop.event(conversation_id, "taken", person_id=berta.id)
    shop.event(conversation_id, "brand_new")
    shown = page(agent, conversation_id)
    assert "An Menschen übergeben: Wunsch nach einem Menschen" in shown
    assert "berta hat übernommen" in shown
    assert "Ereignis: brand_new" in shown


def test_the_card_says_what_triage_made_of_it(agent: Visitor, shop: Shop) -> None:
    conversation_id = shop.conversation(reason="variable_missing", team="orders")
    shop.decision(
        conversation_id,
        intent="order_status",
        confidence=0.62,
        runner_up="refund_status",
        detail="tracking_link",
        language="de",
        model_version="model-7",
        suggestion="Ihr Paket ist unterwegs.",
    )
    shown = page(agent, conversation_id)
    for words in (
        "Bestellstatus",
        "eher unsicher, 62",
        "nötig: 80",
        "tracking_link",
        "Deutsch",
        "model-7",
        "Bestellungen",
    ):
        assert words in shown
    assert 'data-reason="variable_missing"' in shown
    assert "Ihr Paket ist unterwegs." in shown


def test_the_latest_decision_counts(agent: Visitor, shop: Shop) -> None:
    conversation_id = shop.conversation()
    shop.decision(conversation_id, intent="order_status", confidence=0.5)
    shop.decision(conversation_id, intent="opening_hours", confidence=0.5)
    assert 'data-intent="opening_hours"' in page(agent, conversation_id)


def test_out_of_scope_has_no_certainty_to_show(agent: Visitor, shop: Shop) -> None:
    conversation_id = shop.conversation(reason="out_of_scope")
    shop.decision(conversation_id, intent="out_of_scope", confidence=0.0)
    shown = page(agent, conversation_id)
    assert "Gehört zu keinem Anliegen" in shown
    assert 'data-testid="certainty"' not in shown


@pytest.mark.parametrize(
    ("intent", "confidence", "said"),
    [("out_of_scope", 0.02, "Kein bekanntes Anliegen"), ("order_status", 0.93, "Bestellstatus · 93\u00a0%")],
)
def test_a_message_of_lotses_says_how_sure_it_was_where_that_says_something(
    agent: Visitor, shop: Shop, intent: str, confidence: float, said: str
) -> None:
    """“Kein bekanntes Anliegen · 2 %” would read as if Lotse doubted it."""
    conversation_id = shop.conversation(reason="out_of_scope")
    with shop.sessions.begin() as session:
        decision = Decision(conversation_id=conversation_id, kind="escalate", intent=intent, confidence=confidence)
        session.add(decision)
        session.flush()
        session.execute(update(Message).values(decision_id=decision.id))
    shop.we_say(conversation_id, "Darum kümmert sich eine Person.", "sent")
    assert re.findall(r'<span class="by">(.*?)</span>', page(agent, conversation_id)) == [said]


def test_an_intent_that_the_playbook_lost_is_shown_by_its_name(agent: Visitor, shop: Shop) -> None:
    conversation_id = shop.conversation()
    shop.decision(conversation_id, intent="long_gone", confidence=0.5)
    assert "long_gone" in page(agent, conversation_id)


def test_the_suggestion_comes_into_the_composer_without_a_script_too(agent: Visitor, shop: Shop) -> None:
    conversation_id = shop.conversation()
    shop.decision(conversation_id, suggestion="Wir haben bis 18 Uhr offen.")
    assert "\nWir haben bis 18 Uhr offen.</textarea>" in page(agent, conversation_id, "?draft=suggestion")
    assert "\n</textarea>" in page(agent, conversation_id)


def test_what_customers_send_is_text_and_nothing_else(agent: Visitor, shop: Shop) -> None:
    conversation_id = shop.conversation(HOSTILE, name=HOSTILE[:80], phone="49151")
    shop.customer_says(conversation_id, HOSTILE, kind="document", content={"filename": HOSTILE})
    shop.customer_says(conversation_id, HOSTILE, kind="reaction", content={"emoji": HOSTILE})
    shop.decision(
        conversation_id, intent=HOSTILE[:64], detail=HOSTILE, suggestion=HOSTILE, language="<b>", model_version="<i>"
    )
    for path in (f"/conversations/{conversation_id}?draft=suggestion", "/", f"/live?conversation={conversation_id}"):
        shown = agent.get(path).text
        assert "<script>alert" not in shown, path
        assert "<img src=x" not in shown, path
        assert "{{ 7*7 }}" in shown, path


def test_messages_that_are_no_text_have_a_label(agent: Visitor, shop: Shop) -> None:
    conversation_id = shop.conversation("hallo")
    shop.customer_says(conversation_id, "so sieht es aus", kind="image")
    shop.customer_says(conversation_id, "", kind="audio", content={"voice": True})
    shop.customer_says(conversation_id, "", kind="hologram")
    shown = page(agent, conversation_id)
    for words in ("Bild", "so sieht es aus", "Sprachnachricht", "die Lotse noch nicht kennt (hologram)"):
        assert words in shown


def test_long_conversations_open_at_their_end_and_go_back_by_link(agent: Visitor, shop: Shop) -> None:
    conversation_id = shop.conversation("nummer 0", minutes=200)
    for number in range(1, 70):
        shop.customer_says(conversation_id, f"nummer {number}!", minutes=100 - number)
    shown = page(agent, conversation_id)
    assert "nummer 69!" in shown
    assert "nummer 9!" not in shown
    assert "Ältere Nachrichten zeigen" in shown
    older = page(agent, conversation_id, "?older=1")
    assert "nummer 9!" in older
    assert "Ältere Nachrichten zeigen" not in older


def test_beyond_what_a_page_can_show_it_says_where_older_messages_are(
    agent: Visitor, shop: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(thread, "SHOWN", 2)
    monkeypatch.setattr(thread, "MOST_OLDER", 1)
    conversation_id = shop.conversation("nummer 0", minutes=200)
    for number in range(1, 5):
        shop.customer_says(conversation_id, f"nummer {number}!", minutes=100 - number)
    assert "data-earlier" in page(agent, conversation_id)
    furthest = page(agent, conversation_id, "?older=1")
    assert "data-earlier" not in furthest
    assert "Hier stehen die letzten 4 Nachrichten." in furthest


def test_the_window_is_shown_and_closes_the_composer(agent: Visitor, shop: Shop) -> None:
    opened, over = shop.conversation(minutes=60), shop.conversation(minutes=60 * 25)
    assert "Noch 22 Std. für Antworten" in page(agent, opened)
    shown = page(agent, over)
    assert "Antwortzeit abgelaufen" in shown
    assert "WhatsApp nimmt keine Antwort mehr an" in shown
    assert 'data-testid="send" disabled' in shown


def test_somebody_elses_conversation_offers_to_take_over(agent: Visitor, shop: Shop, berta: Person) -> None:
    shown = page(agent, shop.conversation(owner="agent", assignee_id=berta.id))
    assert "Von berta übernehmen" in shown
    assert "Dieses Gespräch führt berta." in shown
    assert 'data-testid="send" disabled' in shown


def test_the_page_speaks_the_browsers_language_until_the_person_chooses(agent: Visitor, shop: Shop) -> None:
    conversation_id = shop.conversation(reason="unsure")
    english = agent.get(f"/conversations/{conversation_id}", **{"Accept-Language": "fr,en;q=0.8"})
    assert '<html lang="en">' in english.text
    assert "Not sure enough" in english.text

    answer = agent.post("/language", language="en", next=f"/conversations/{conversation_id}")
    assert answer.headers["Location"] == f"/conversations/{conversation_id}"
    assert '<html lang="en">' in agent.get("/", **{"Accept-Language": "de"}).text


def test_another_language_keeps_what_a_page_was_narrowed_to(admin: Visitor) -> None:
    page = admin.get("/audit-log?action=signed_in&person=1").text
    [path] = re.findall(r'<input type="hidden" name="next" value="([^"]+)"', page)
    assert (
        admin.post("/language", language="en", next=path.replace("&amp;", "&"))
        .headers["Location"]
        .endswith("/audit-log?action=signed_in&person=1")
    )


def test_a_language_that_there_is_not_changes_nothing(agent: Visitor) -> None:
    agent.post("/language", language="xx", next="//evil.example")
    assert '<html lang="de">' in agent.get("/").text
