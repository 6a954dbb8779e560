"""The guide from nothing to a connected number, and the buttons for samples."""

import re
from collections.abc import Callable

import pytest
from sqlalchemy.orm import Session, sessionmaker

from app import settings, verified
from app.tables import Inbox
from tests.app.dashboard.inbox import Shop, Visitor, add_person
from tests.conftest import SETTINGS


@pytest.fixture
def admin(visitor: Callable[[], Visitor], sessions: sessionmaker[Session]) -> Visitor:
    signed_in = visitor()
    signed_in.sign_in(add_person(sessions, "dora@example.com", "admin").email)
    return signed_in


def done(page: str) -> set[str]:
    return set(re.findall(r'class="step done" id="step-(\w+)"', page))


def steps(page: str) -> list[str]:
    return re.findall(r'data-testid="step" data-step="(\w+)"', page)


def leads(page: str) -> dict[str, str]:
    """Where the steps' titles lead, by step."""
    return dict(re.findall(r'id="step-(\w+)"(?:(?!</li>).)*?<strong><a href="([^"]+)"', page, re.DOTALL))


def test_every_tick_is_measured(admin: Visitor, shop: Shop) -> None:
    assert steps(admin.get("/start").text) == [
        *("number", "webhook", "message", "model", "certificate", "hours", "people")
    ]
    nothing = done(admin.get("/start").text) - {"hours"}  # the starter playbook's facts may have them
    assert nothing == set()
    with shop.sessions.begin() as session:
        session.add(Inbox(phone_number_id="4711"))
        verified.note(session, shop.now)
    add_person(shop.sessions)
    assert done(admin.get("/start").text) - {"hours"} == {"number", "webhook", "people"}
    shop.conversation()
    assert "message" in done(admin.get("/start").text)


def test_verifying_the_webhook_ticks_its_step(admin: Visitor) -> None:
    query = {"hub.mode": "subscribe", "hub.challenge": "1", "hub.verify_token": "a guess"}
    admin.client.get("/webhook", query_string=query)
    assert "webhook" not in done(admin.get("/start").text)
    query["hub.verify_token"] = SETTINGS["WHATSAPP_VERIFY_TOKEN"]
    assert admin.client.get("/webhook", query_string=query).text == "1"
    assert admin.client.get("/webhook", query_string=query).text == "1"
    assert "webhook" in done(admin.get("/start").text)


def test_an_empty_inbox_shows_the_steps_until_they_are_put_away(admin: Visitor) -> None:
    assert len(steps(admin.get("/").text)) == 7
    admin.post("/start/dismiss")
    assert steps(admin.get("/").text) == []
    assert len(steps(admin.get("/start").text)) == 7


def test_each_step_leads_to_where_it_is_taken(admin: Visitor, supervisor: Visitor) -> None:
    led = leads(admin.get("/start").text)
    assert set(led) == {"number", "webhook", "model", "certificate", "hours", "people"}
    for path in set(led.values()) - {"#meta"}:
        assert admin.get(path).status_code == 200, path
    assert set(led) - set(leads(supervisor.get("/start").text)) == {"number"}


def test_agents_are_spared_the_steps(agent: Visitor) -> None:
    assert steps(agent.get("/").text) == []
    assert agent.get("/start").status_code == 403


def test_only_administrators_see_the_verify_token(
    admin: Visitor, supervisor: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert SETTINGS["WHATSAPP_VERIFY_TOKEN"] in admin.get("/start").text
    assert SETTINGS["WHATSAPP_VERIFY_TOKEN"] not in supervisor.get("/start").text
    assert "http://localhost/webhook" in admin.get("/start").text
    real = settings.load().model_copy(update={"graph_url": settings.META_GRAPH_URL})
    monkeypatch.setattr(settings, "load", lambda: real)
    page = admin.get("/start").text
    assert "https://localhost/webhook" in page
    assert "Test-Telefon öffnen" not in page


def test_samples_are_marked_on_every_page_and_gone_with_one_button(admin: Visitor, agent: Visitor) -> None:
    admin.post("/samples")
    assert "Beispielkundin 1" in agent.get("/").text
    assert "erfundene Beispielgespräche" in agent.get("/me").text
    assert "Antworten gehen hier nicht hinaus" in agent.get("/conversations/1").text
    assert 'data-testid="no-numbers"' in admin.get("/inboxes").text
    assert "message" not in done(admin.get("/start").text)
    admin.post("/samples/remove")
    assert "Beispielkundin 1" not in agent.get("/?tab=all").text
    assert "erfundene" not in agent.get("/").text


def test_a_reply_in_a_sample_is_refused_and_says_why(admin: Visitor, shop: Shop) -> None:
    admin.post("/samples")
    answer = admin.post("/conversations/1/reply", text="guten Tag")
    assert answer.status_code == 409
    assert "Es wurde nichts gesendet" in answer.text


def test_only_administrators_make_and_remove_samples(admin: Visitor, supervisor: Visitor) -> None:
    assert supervisor.post("/samples").status_code == 403
    admin.post("/samples")
    assert supervisor.post("/samples/remove").status_code == 403
    assert "Beispielkundin 1" in supervisor.get("/").text


def test_beside_real_conversations_none_are_made(admin: Visitor, shop: Shop) -> None:
    shop.conversation(name="Kim Sommer")
    answer = admin.post("/samples")
    assert "said=real_conversations" in answer.headers["Location"]
    assert "Es gibt schon echte Gespräche" in admin.get(answer.headers["Location"]).text
    assert "Beispielkundin" not in admin.get("/?tab=all").text
    assert 'data-testid="make-samples"' not in admin.get("/start").text
