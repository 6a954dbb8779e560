"""The ledger's pages: a day's sum, what is wrong or late, and the way of one message."""

import time
from datetime import UTC, datetime, timedelta
from html import unescape
from re import findall, sub

import pytest
from sqlalchemy import delete, func, update
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session, sessionmaker

from app import clock, database
from app.dashboard import banners, ledger_said
from app.dashboard.translation import translator
from app.ledger.check import check
from app.ledger.steps import Step
from app.tables import Conversation, Delivery, LedgerCheck
from app.whatsapp.errors import NotSent
from tests.app.dashboard.inbox import Shop, Visitor
from tests.app.ledger.breaking import remove_answers
from tests.lotse import Lotse
from tests.webhooks import text_message


@pytest.fixture
def lotse(sessions: sessionmaker[Session]) -> Lotse:
    return Lotse(sessions)


def words(page: str) -> str:
    return " ".join(unescape(sub(r"<[^>]+>", " ", page)).split())


def answer(lotse: Lotse, *texts: str) -> None:
    lotse.receive(*(text_message(text) for text in texts or ("offen?",)))
    lotse.work()


def test_a_day_without_messages_looks_right(supervisor: Visitor) -> None:
    for path in ("/ledger", "/ledger?day=2020-02-29"):
        page = supervisor.get(path)
        assert page.status_code == 200
        assert "An diesem Tag ist keine Nachricht angekommen." in page.text
        assert len(findall('data-testid="day"', page.text)) == 14


def test_the_days_sum_can_be_read_as_an_equation(supervisor: Visitor, lotse: Lotse) -> None:
    answer(lotse, "hallo", "offen?")
    shown = words(supervisor.get("/ledger").text)

    assert "2 Eingegangen = 1 Beantwortet + 0 Nachgefragt + 0 An Menschen + 1 Gebündelt + 0 Vermerkt" in shown
    assert "Die Rechnung geht auf." in shown
    assert "zur Entscheidung" in shown
    assert "zum Versand der automatischen Antwort" in shown


def test_a_day_is_the_businesss_own(supervisor: Visitor, lotse: Lotse) -> None:
    answer(lotse)
    with lotse.sessions() as session:
        today = clock.now(session).astimezone(clock.ZONE).date()
    begins, ends = (f"{today - timedelta(days=3)}T00:00:00", f"{today - timedelta(days=3)}T23:59:59")
    for moment in (begins, ends):
        with lotse.sessions.begin() as session:
            session.connection().exec_driver_sql(
                f"UPDATE messages SET stored_at = timestamp '{moment}' AT TIME ZONE 'Europe/Berlin' WHERE id = 1"
            )
        assert "1 Eingegangen" in words(supervisor.get(f"/ledger?day={today - timedelta(days=3)}").text)
        assert "keine Nachricht" in supervisor.get(f"/ledger?day={today - timedelta(days=4)}").text
        assert "keine Nachricht" in supervisor.get(f"/ledger?day={today - timedelta(days=2)}").text


@pytest.mark.parametrize("day", ["", "nonsense", "0001-01-01", "9999-12-31", "2026-13-01", "²"])
def test_a_day_that_there_is_not_is_today(supervisor: Visitor, lotse: Lotse, day: str) -> None:
    answer(lotse)
    assert "1 Eingegangen" in words(supervisor.get(f"/ledger?day={day}").text)


def test_what_is_unexplained_is_named_and_leads_to_its_way(supervisor: Visitor, lotse: Lotse) -> None:
    answer(lotse)
    remove_answers(lotse)
    page = supervisor.get("/ledger").text

    assert "Eine Nachricht ist ungeklärt" in page
    assert '<a href="/ledger/message?id=1">1</a>' in page
    assert "Die Rechnung geht auf." not in page
    assert "Ungeklärt: Was als Ergebnis" in supervisor.get("/ledger/message?id=1").text


def test_what_is_overdue_and_set_aside_is_shown_whatever_the_day(supervisor: Visitor, lotse: Lotse, shop: Shop) -> None:
    lotse.receive(text_message("offen?"))
    shop.set_aside()
    with lotse.sessions.begin() as session:
        long_ago = clock.now(session) - timedelta(minutes=9)
        session.execute(update(Conversation).values(due_at=long_ago))
        session.add(Delivery(body=b"{}", stored_at=long_ago))
    shown = words(supervisor.get("/ledger?day=2020-01-01").text)

    assert "Nachrichten, über die niemand entscheidet: 1" in shown
    assert "Zustellungen, die niemand einliest: 1" in shown
    assert "Eine Zustellung wartet darauf, eingelesen zu werden" in shown
    assert "Eine Zustellung liegt beiseite." in shown


def test_the_way_of_a_message_shows_its_text_and_steps(supervisor: Visitor, lotse: Lotse) -> None:
    answer(lotse, "<b>offen</b>?")
    wamid = lotse.inbound()[0].wamid
    page = supervisor.get(f"/ledger/message?id={wamid}").text

    assert "&lt;b&gt;offen&lt;/b&gt;?" in page
    steps = findall('data-step="([a-z_]+)"', page)
    assert steps[:4] == ["written", "received", "stored", "taken_in"]
    assert steps[-2:] == ["queued", "sent"]
    assert "Öffnungszeiten" in page


def test_the_way_tells_how_often_it_was_tried(supervisor: Visitor, lotse: Lotse) -> None:
    lotse.graph.results = [NotSent(131000, "something went wrong")] * 2
    answer(lotse)
    assert "Versuche 1" in words(supervisor.get("/ledger/message?id=1").text)
    lotse.receive(text_message("noch da?"))
    with lotse.sessions.begin() as session:
        session.execute(update(Conversation).values(attempts=2))

    assert "Versuche bisher: 2." in words(supervisor.get("/ledger/message?id=3").text)


def test_a_message_that_there_is_not_is_said_in_words(supervisor: Visitor) -> None:
    for key in ("7", "wamid.X", "9" * 40, "%00"):
        page = supervisor.get(f"/ledger/message?id={key}")
        if key != "%00":
            assert page.status_code == 404
            assert "Diese Nachricht gibt es hier nicht" in page.text
    assert supervisor.get("/ledger/message?id=").headers["Location"] == "/ledger"


def test_only_supervisors_look(agent: Visitor, lotse: Lotse) -> None:
    answer(lotse)
    assert agent.get("/ledger").status_code == 403
    assert agent.get("/ledger/message?id=1").status_code == 403
    assert 'data-testid="ledger-link"' not in agent.get("/").text


def test_a_breach_is_on_every_page_until_a_supervisor_has_seen_it(
    supervisor: Visitor, agent: Visitor, lotse: Lotse
) -> None:
    answer(lotse)
    remove_answers(lotse)
    check(lotse.sessions)
    told = agent.get("/").text
    assert "Das Eingangsbuch geht nicht auf" in told
    assert "Bitte sagen Sie Ihrer Leitung Bescheid." in told
    assert '<a href="/ledger">' in supervisor.get("/set-aside").text
    assert "eine dringende Mitteilung von Meta" not in supervisor.get("/").text
    channel = words(supervisor.get("/channel").text)
    assert "Nachrichten sind ungeklärt." in channel
    assert "Ungeklärt 1" in channel
    supervisor.post("/channel/notices/1/seen", next="/")

    assert 'data-testid="ledger-alarm"' not in agent.get("/").text + supervisor.get("/").text


def up_for(monkeypatch: pytest.MonkeyPatch, minutes: int) -> None:
    """As if this web process had been running for so long."""
    monkeypatch.setattr(banners, "BEGAN", time.monotonic() - 60 * minutes)


def checked_ago(sessions: sessionmaker[Session], minutes: int) -> None:
    with sessions.begin() as session:
        session.execute(delete(LedgerCheck))
        session.add(LedgerCheck(id=1, checked_at=func.now() - timedelta(minutes=minutes)))


def test_every_page_says_when_nobody_has_checked_the_ledger_for_long(
    supervisor: Visitor, agent: Visitor, lotse: Lotse, monkeypatch: pytest.MonkeyPatch
) -> None:
    up_for(monkeypatch, 6)
    checked_ago(lotse.sessions, 4)
    assert 'data-testid="unchecked"' not in agent.get("/").text
    checked_ago(lotse.sessions, 6)
    told = words(agent.get("/").text)
    assert "hat niemand mehr geprüft, ob jede Nachricht ein Ergebnis hat. Nachrichten kommen weiter an" in told
    assert "sagen Sie Ihrer Leitung Bescheid" in told
    assert "ob der Taktgeber (clock) läuft" in words(supervisor.get("/set-aside").text)
    check(lotse.sessions)

    assert 'data-testid="unchecked"' not in agent.get("/").text + supervisor.get("/ledger").text


def test_nothing_is_said_before_a_clock_that_was_just_started_has_had_its_time(
    agent: Visitor, lotse: Lotse, monkeypatch: pytest.MonkeyPatch
) -> None:
    up_for(monkeypatch, 4)
    checked_ago(lotse.sessions, 600)
    assert 'data-testid="unchecked"' not in agent.get("/").text
    up_for(monkeypatch, 6)

    assert 'data-testid="unchecked"' in agent.get("/").text


def test_a_check_that_cannot_be_made_is_none(agent: Visitor, lotse: Lotse, monkeypatch: pytest.MonkeyPatch) -> None:
    up_for(monkeypatch, 6)
    checked_ago(lotse.sessions, 6)
    with database.engine().begin() as holder:
        holder.exec_driver_sql("LOCK TABLE deliveries IN ACCESS EXCLUSIVE MODE")
        with pytest.raises(OperationalError):
            check(lotse.sessions)

    assert 'data-testid="unchecked"' in agent.get("/").text


def test_the_ledgers_page_says_when_it_was_last_checked(supervisor: Visitor, lotse: Lotse) -> None:
    assert "Zuletzt geprüft" not in supervisor.get("/ledger").text
    check(lotse.sessions)

    assert "Zuletzt geprüft" in supervisor.get("/ledger").text


def test_seeing_the_newest_is_seeing_those_before_it(supervisor: Visitor, shop: Shop) -> None:
    for event in ("OVERDUE", "OVERDUE", "UNEXPLAINED"):
        shop.notice("ledger", event, grave=True)
    assert len(findall('data-testid="ledger-alarm"', supervisor.get("/").text)) == 2
    supervisor.post("/channel/notices/2/seen")

    assert "Nachrichten warten länger" not in supervisor.get("/").text
    assert "Das Eingangsbuch geht nicht auf" in supervisor.get("/").text


def test_a_moment_is_written_as_the_reader_writes_decimals() -> None:
    at = datetime(2026, 11, 29, 16, 2, 38, 739_000, tzinfo=UTC)
    assert ledger_said.moment(translator("de"), at) == "29.11.2026, 17:02:38,739"
    assert ledger_said.moment(translator("en"), at).endswith("17:02:38.739")


def test_in_english(supervisor: Visitor, lotse: Lotse) -> None:
    answer(lotse)
    supervisor.post("/language", language="en")

    assert "1 In = 1 Answered + 0 Asked" in words(supervisor.get("/ledger").text)
    assert "Finished writing" in supervisor.get("/ledger/message?id=1").text


@pytest.mark.parametrize(("intent", "said"), [("out_of_scope", []), ("opening_hours", [("Sicherheit", "2\u00a0%")])])
def test_the_way_says_how_sure_lotse_was_where_that_says_something(intent: str, said: list[tuple[str, str]]) -> None:
    step = Step("classified", None, facts={"intent": intent, "confidence": 0.02})
    assert ledger_said.facts(translator("de"), step)[1:] == said
