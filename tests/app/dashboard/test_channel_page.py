"""Numbers that cannot send, and what Meta tells about the account."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import select

from app.dashboard.texts import TEXTS
from app.tables import Inbox, Notice
from app.whatsapp.codes import CAUSES
from app.whatsapp.notices import GRAVE_EVENTS
from tests.app.dashboard.inbox import Shop, Visitor

SAFE = "Nachrichten kommen weiter an und gehen an Menschen"
FIELDS = (
    *("account_alerts", "account_review_update", "account_settings_update", "account_update", "automatic_events"),
    *("business_capability_update", "business_username_update", "calls", "flows", "group_lifecycle_update"),
    *("group_participants_update", "group_settings_update", "group_status_update", "history"),
    *("message_template_components_update", "message_template_quality_update", "message_template_status_update"),
    *("partner_solutions", "payment_configuration_update", "phone_number_name_update", "phone_number_quality_update"),
    *("security", "smb_app_state_sync", "smb_message_echoes", "template_category_update", "user_id_update"),
    *("user_preferences", "error"),
)


def test_a_stopped_number_is_told_to_everybody_on_every_page(agent: Visitor, shop: Shop) -> None:
    conversation_id = shop.conversation()
    shop.stop()
    for path in ("/", f"/conversations/{conversation_id}", "/live"):
        shown = agent.get(path).text
        for words in ("+49 30 123456", "Das Zugriffstoken ist abgelaufen oder falsch", SAFE, "Fehler 190"):
            assert words in shown, path
        assert "Bitte sagen Sie Ihrer Leitung Bescheid" in shown
        assert 'data-testid="check"' not in shown


def test_a_number_with_a_name_is_told_by_both(supervisor: Visitor, shop: Shop) -> None:
    shop.stop(name="Kundendienst")
    assert re.search("<h3><bdi>Kundendienst</bdi> .*\\+49 30 123456", supervisor.get("/channel").text)


def test_a_supervisor_has_it_checked_again_at_once(supervisor: Visitor, shop: Shop) -> None:
    shop.conversation()
    inbox_id = shop.stop(probe_at=shop.now + timedelta(hours=1))
    assert 'data-testid="check"' in supervisor.get("/").text
    answer = supervisor.post(f"/channel/{inbox_id}/check", next="/?tab=all")
    assert (answer.status_code, answer.headers["Location"]) == (303, "/?tab=all")
    with shop.sessions() as session:
        probe_at = session.get_one(Inbox, inbox_id).probe_at
    assert probe_at is not None
    assert probe_at < shop.now + timedelta(minutes=1)
    assert supervisor.woken == ["deliver"]


def test_a_paused_number_is_a_yellow_line(agent: Visitor, shop: Shop) -> None:
    shop.conversation()
    shop.stop(stopped_at=None, stopped_code=None, stopped_cause=None, paused_until=shop.now + timedelta(minutes=5))
    shown = agent.get("/").text
    assert 'data-testid="paused"' in shown
    assert 'data-testid="stopped"' not in shown


def test_a_number_that_is_free_again_is_no_banner(agent: Visitor, shop: Shop) -> None:
    shop.conversation()
    shop.stop(stopped_at=None, paused_until=shop.ago(1))
    shown = agent.get("/").text
    assert 'data-testid="paused"' not in shown
    assert 'data-testid="stopped"' not in shown


def test_agents_do_not_see_the_page_nor_the_count(agent: Visitor, shop: Shop) -> None:
    notice = shop.notice("account_update", "ACCOUNT_VIOLATION", grave=True)
    assert agent.get("/channel").status_code == 403
    assert agent.post(f"/channel/notices/{notice}/seen").status_code == 403
    assert agent.post("/channel/1/check").status_code == 403
    assert 'data-testid="channel-link"' not in agent.get("/").text


def test_urgent_notices_are_counted_until_somebody_has_seen_them(supervisor: Visitor, shop: Shop) -> None:
    grave = shop.notice("account_update", "ACCOUNT_VIOLATION", grave=True)
    shop.notice("user_preferences", "stop")
    assert "eine dringende Mitteilung von Meta" in supervisor.get("/").text
    assert supervisor.post(f"/channel/notices/{grave}/seen").headers["Location"] == "/channel"
    assert 'data-testid="unseen"' not in supervisor.get("/").text
    assert "gesehen" in supervisor.get("/channel").text
    with shop.sessions() as session:
        seen = session.scalars(select(Notice).where(Notice.seen_at.is_not(None))).one()
    assert (seen.id, seen.seen_by_id is not None) == (grave, True)


def test_a_restriction_says_what_and_until_when(supervisor: Visitor, shop: Shop) -> None:
    restrictions = [{"type": "RESTRICTED_BIZ_INITIATED_MESSAGING", "until": "1795000000"}]
    shop.notice("account_update", "ACCOUNT_RESTRICTION", grave=True, detail={"restrictions": restrictions})
    assert "Vorlagen senden, bis 18.11.2026" in supervisor.get("/channel").text


def test_an_error_of_metas_is_said_in_plain_words(supervisor: Visitor, shop: Shop) -> None:
    shop.notice("error", "131042", grave=True, detail={"title": "Business eligibility payment issue"})
    shown = supervisor.get("/channel").text
    assert "fehlt eine gültige Zahlungsart" in shown
    assert "Business eligibility payment issue" in shown


def test_what_is_new_to_lotse_is_shown_as_it_is(supervisor: Visitor, shop: Shop) -> None:
    shop.notice("brand_new_field", "SOMETHING_ELSE", detail={"odd": "value", "list": [1], "deep": {"a": 1}})
    shown = supervisor.get("/channel").text
    for words in ("brand_new_field", "SOMETHING_ELSE", "odd", "value"):
        assert words in shown


@pytest.mark.parametrize("detail", [[], "x", {"restrictions": "x"}, {"restrictions": [{"until": "9" * 30}, 7, {}]}])
def test_a_notice_of_any_form_does_no_harm(supervisor: Visitor, shop: Shop, detail: object) -> None:
    shop.notice("account_update", "<script>alert(1)</script>", detail=detail)
    answer = supervisor.get("/channel")
    assert answer.status_code == 200
    assert "<script>alert" not in answer.text


def test_the_newest_stands_first(supervisor: Visitor, shop: Shop) -> None:
    shop.notice("security", "PIN_CHANGED", happened_at=shop.ago(5))
    shop.notice("calls", happened_at=shop.ago(1))
    shown = supervisor.get("/channel").text
    assert shown.index("Anruf") < shown.index("Die PIN der Nummer wurde geändert")


def test_every_field_cause_and_grave_event_has_a_text() -> None:
    assert {f"notice.{field}" for field in FIELDS} | {f"cause.{cause}" for cause in CAUSES} <= set(TEXTS["de"])
    for event in GRAVE_EVENTS - {"BUSINESS_PRIMARY_LOCATION_COUNTRY_LOST"}:
        assert {f"notice.event.{event}", f"notice.account_update.{event}"} & set(TEXTS["de"]), event
