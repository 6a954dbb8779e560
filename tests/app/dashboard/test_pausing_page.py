"""Who pauses, who sees it, and who lets Lotse go on; and what is said of a budget."""

import re
from html import unescape

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from app import clock, months, pausing
from app.tables import Notice, Switches
from tests.app.dashboard.inbox import Shop, Visitor

REASON = "Die Öffnungszeiten stimmen nicht"
PAGES = ("/", "/checks", "/conversations/1", "/live", "/nothing-of-the-kind")
SUPERVISORS_PAGES = ("/channel", "/ledger", "/ledger/message?id=1", "/set-aside", "/certificates", "/costs")


def words(page: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", page)).split())


def test_a_supervisor_pauses_and_everybody_sees_it_on_every_page(
    supervisor: Visitor, agent: Visitor, shop: Shop
) -> None:
    shop.conversation()
    answer = supervisor.post("/pause", reason=f"  {REASON} ")
    assert (answer.status_code, answer.headers["Location"]) == (303, "/channel")
    assert supervisor.woken == ["deliver"]
    for visitor, paths in ((agent, PAGES), (supervisor, (*PAGES, *SUPERVISORS_PAGES))):
        for path in paths:
            page = visitor.get(path).text
            assert "Automatische Antworten sind angehalten, seit" in page, path
            assert f"von carl: „{REASON}“ Alle Nachrichten kommen zu Menschen." in words(page), path
            assert ('data-testid="resume"' in page) == (visitor is supervisor), path


def test_a_supervisor_lets_lotse_go_on_from_any_page(supervisor: Visitor, agent: Visitor) -> None:
    supervisor.post("/pause", reason=REASON)
    answer = supervisor.post("/resume", next="/?tab=all")
    assert (answer.status_code, answer.headers["Location"]) == (303, "/?tab=all")
    assert 'data-testid="pause-banner"' not in agent.get("/").text
    assert 'data-testid="pause-reason"' in supervisor.get("/channel").text


def test_the_channels_page_keeps_who_did_it(supervisor: Visitor) -> None:
    supervisor.post("/pause", reason=REASON)
    assert 'data-testid="pause-reason"' not in supervisor.get("/channel").text
    supervisor.post("/resume")
    shown = words(supervisor.get("/channel").text)
    assert "Alle automatischen Antworten wurden angehalten." in shown
    assert f"Wer carl Grund {REASON}" in shown
    assert "Lotse darf wieder antworten." in shown


def test_agents_can_neither_pause_nor_resume(supervisor: Visitor, agent: Visitor) -> None:
    assert agent.post("/pause", reason=REASON).status_code == 403
    supervisor.post("/pause", reason=REASON)
    assert agent.post("/resume").status_code == 403
    assert 'data-testid="pause-banner"' in agent.get("/").text


def test_without_a_reason_nothing_is_paused_and_a_long_one_is_cut(supervisor: Visitor, shop: Shop) -> None:
    assert supervisor.post("/pause", reason=" \0 ").status_code == 400
    supervisor.post("/pause", reason="<b>" + "x" * 300)
    with shop.sessions() as session:
        assert len(str(session.scalars(select(Switches.paused_reason)).one())) == pausing.LONGEST_REASON
    assert "<b>x" not in supervisor.get("/").text


def test_who_pauses_after_somebody_else_finds_theirs(supervisor: Visitor, shop: Shop) -> None:
    supervisor.post("/pause", reason=REASON)
    assert supervisor.post("/pause", reason="etwas anderes").status_code == 303
    with shop.sessions() as session:
        assert session.scalars(select(Switches.paused_reason)).one() == REASON


def test_without_the_forms_token_nothing_is_paused(supervisor: Visitor, shop: Shop) -> None:
    assert supervisor.client.post("/pause", data={"reason": REASON}).status_code == 400
    with shop.sessions() as session:
        assert not pausing.paused(session)


@pytest.fixture
def spent(sessions: sessionmaker[Session]) -> None:
    with sessions.begin() as session:
        pausing.note_budget(session, months.of(clock.now(session)).name)


def test_supervisors_are_told_that_the_budget_is_spent(supervisor: Visitor, agent: Visitor, spent: None) -> None:
    assert "Das Budget dieses Monats ist verbraucht" in supervisor.get("/").text
    assert "Das Budget dieses Monats ist verbraucht" in supervisor.get("/costs").text
    assert 'data-testid="budget-spent"' not in agent.get("/").text


def test_last_months_budget_is_nobodys_business(supervisor: Visitor, sessions: sessionmaker[Session]) -> None:
    with sessions.begin() as session:
        pausing.note_budget(session, months.of(clock.now(session)).before.name)
    assert 'data-testid="budget-spent"' not in supervisor.get("/").text


def test_that_it_is_nearly_spent_is_said_until_a_supervisor_has_seen_it(
    supervisor: Visitor, agent: Visitor, shop: Shop
) -> None:
    notice = shop.notice("budget", "NEARLY_SPENT", grave=True, detail={"month": "2026-11"})
    shown = supervisor.get("/").text
    assert "sind 80 % verbraucht" in shown
    assert 'data-testid="unseen"' not in shown
    assert 'data-testid="budget-nearly"' not in agent.get("/").text
    supervisor.post(f"/channel/notices/{notice}/seen", next="/")
    assert 'data-testid="budget-nearly"' not in supervisor.get("/").text
    with shop.sessions() as session:
        assert session.get_one(Notice, notice).seen_by_id is not None


def test_in_english(supervisor: Visitor) -> None:
    supervisor.post("/language", language="en")
    supervisor.post("/pause", reason="wrong hours")
    assert "Automatic answers have been paused, since" in supervisor.get("/").text
