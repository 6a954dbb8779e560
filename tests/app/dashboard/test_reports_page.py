"""The reports over time: a hand-made range, and the numbers of its pages and files."""

import csv
import io
import re
from datetime import datetime, timedelta
from html import unescape

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import update
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session, sessionmaker

from app import clock, ledger
from app.dashboard import intents, reports_view
from app.dashboard.reports import NAMES
from app.figures import volume
from app.figures.question import Question
from app.tables import OUTCOMES, Conversation, Event, Inbox, Person
from tests.app.dashboard.a_day import Days
from tests.app.dashboard.inbox import Shop, Visitor


@pytest.fixture
def days(shop: Shop, sessions: sessionmaker[Session], monkeypatch: pytest.MonkeyPatch) -> Days:
    """People are there at any time, unless a test says when."""
    monkeypatch.setattr(intents, "hours", lambda: None)
    with sessions() as session:
        return Days(shop, clock.now(session).astimezone(clock.ZONE).date())


def table(page: str, name: str) -> list[list[str]]:
    found = re.search(rf'data-testid="table-{name}".*?</table>', page, re.DOTALL)
    assert found, name
    rows = re.findall(r"<tr>(.*?)</tr>", found[0], re.DOTALL)
    cells = [re.findall(r"<t[hd](?![^>]*drawn)[^>]*>(.*?)</t[hd]>", row, re.DOTALL) for row in rows]
    return [[" ".join(unescape(re.sub(r"<[^>]+>", " ", cell)).split()) for cell in row] for row in cells[1:]]


def read(file: str, separator: str = ";") -> list[list[str]]:
    assert file.startswith("\ufeff")
    return list(csv.reader(io.StringIO(file[1:]), delimiter=separator))


def test_each_day_says_what_came_in_and_what_became_of_it(supervisor: Visitor, days: Days) -> None:
    talk = days.talk()
    for minute in range(3):
        days.came_in(talk, days.at(2, f"09:0{minute}"))
    days.came_in(talk, days.at(2, "23:59"), "escalated", outcome_reason="unsure")
    days.came_in(talk, days.at(2, "12:00"), "escalated", outcome_reason="with_person")
    days.came_in(talk, days.at(1, "00:00"), "noted")
    rows = table(supervisor.get("/reports?days=7").text, "days")

    assert len(rows) == 7
    assert rows[4][1:] == ["5", "3", "0", "2", "0", "0", "0", "75 %"]
    assert rows[5][1:] == ["1", "0", "0", "0", "0", "1", "0", "–"]


def test_the_hours_of_the_week_are_averages_by_the_business_clock(supervisor: Visitor, days: Days) -> None:
    talk = days.talk()
    for ago in (7, 14, 14):
        days.came_in(talk, days.at(ago, "09:30"))
    rows = table(supervisor.get("/reports?days=30").text, "heat")
    weekday = days.at(7, "09:30").weekday()
    times = sum(1 for ago in range(30) if days.at(ago, "12:00").weekday() == weekday)

    assert rows[weekday][1 + 9] == f"{3 / times:.1f}".replace(".", ",").removesuffix(",0")
    assert sum(cell != "0" for row in rows for cell in row[1:]) == 1


def test_reasons_leave_out_what_came_while_people_had_it(supervisor: Visitor, days: Days) -> None:
    talk = days.talk()
    for reason in ("unsure", "unsure", "locked", "with_person"):
        days.came_in(talk, days.at(0, "00:00"), "escalated", outcome_reason=reason)
    assert table(supervisor.get("/reports").text, "reasons") == [
        ["Nicht sicher genug", "2", "67 %"],
        ["Anliegen ist Menschen vorbehalten", "1", "33 %"],
    ]


def test_topics_say_what_was_answered_put_right_and_came_back(supervisor: Visitor, days: Days, anna: Person) -> None:
    came_back, helped, recent = days.talk(), days.talk(), days.talk()
    days.came_in(came_back, days.at(20, "10:00"), intent="opening_hours")
    days.came_in(came_back, days.at(19, "10:00"), "noted", intent="thanks")
    days.came_in(came_back, days.at(14, "10:00"), intent="opening_hours")
    days.came_in(helped, days.at(20, "10:00"), intent="opening_hours")
    days.came_in(helped, days.at(19, "10:00"), intent="order_status")
    days.came_in(helped, days.at(12, "10:00"), intent="opening_hours")
    days.came_in(recent, days.at(1, "10:00"), "joined", intent="opening_hours")
    last = days.decided(recent, days.at(1, "10:00"), "opening_hours")
    days.came_in(recent, days.at(1, "10:00"), "escalated", decision_id=last)
    days.corrected(recent, last, days.at(0, "00:00"), anna, "confirmed")
    days.corrected(recent, last, days.at(0, "00:00"), anna)
    rows = table(supervisor.get("/reports?view=topics").text, "topics")

    title = intents.title("opening_hours", "de")
    assert [title, "5", "80 %", "20 %", "1", "100 %", "4", "25 %"] in rows
    assert [row[1] for row in rows if row[0] == intents.title("thanks", "de")] == ["1"]


def test_a_first_response_ends_the_wait_of_what_came_to_people(supervisor: Visitor, days: Days, anna: Person) -> None:
    talk = days.talk(owner="agent", assignee_id=anna.id, team="orders")
    days.came_in(talk, days.at(1, "09:00"), "escalated", outcome_reason="unsure")
    days.came_in(talk, days.at(1, "09:10"), "escalated", outcome_reason="with_person")
    days.happened(talk, days.at(1, "09:20"), "taken", anna)
    days.replied(talk, days.at(1, "09:20"), anna)
    days.replied(talk, days.at(1, "09:21"), anna)
    days.came_in(talk, days.at(1, "10:00"), "escalated", outcome_reason="with_person")
    days.replied(talk, days.at(1, "13:00"), anna)
    days.replied(talk, days.at(1, "13:00"), anna, kind="reaction")
    days.replied(talk, days.at(1, "13:00"), anna, part=1)
    page = supervisor.get("/reports?view=responses").text

    assert table(page, "people") == [["anna", "1", "3", "1", "20 Min.", "20 Min.", "1"]]
    assert table(page, "response_times")[3] == ["30 Min. – 1 Std.", "0", "0 %"]
    assert table(page, "response_times")[2] == ["15 Min. – 30 Min.", "1", "100 %"]


def test_nights_are_not_waited_through(
    supervisor: Visitor, days: Days, anna: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    week = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
    hours = intents.Hours.model_validate({day: ["9:00-12:00", "13:00-18:00"] for day in week})
    monkeypatch.setattr(intents, "hours", lambda: hours)
    talk = days.talk(owner="resolved")
    days.came_in(talk, days.at(2, "17:30"), "escalated", outcome_reason="unsure")
    days.replied(talk, days.at(1, "09:15"), anna)
    days.happened(talk, days.at(1, "13:30"), "resolved", anna)

    assert table(supervisor.get("/reports?view=responses").text, "people")[0][4] == "45 Min."
    assert table(supervisor.get("/reports?view=resolutions").text, "people_resolved") == [
        ["anna", "1", "4 Std.", "4 Std."]
    ]


def test_a_resolution_is_measured_from_when_it_first_came_to_people(
    supervisor: Visitor, days: Days, anna: Person, berta: Person
) -> None:
    talk = days.talk(owner="resolved")
    days.came_in(talk, days.at(2, "09:00"), "escalated", outcome_reason="unsure")
    days.happened(talk, days.at(2, "09:30"), "handed_back", anna)
    days.came_in(talk, days.at(2, "10:00"), "escalated", outcome_reason="unsure")
    days.replied(talk, days.at(2, "10:05"), anna)
    days.came_in(talk, days.at(2, "11:00"), "escalated", outcome_reason="with_person")
    days.happened(talk, days.at(2, "12:00"), "resolved", berta)
    page = supervisor.get("/reports?view=resolutions").text
    assert table(page, "people_resolved") == [["berta", "1", "2 Std.", "2 Std."]]


def test_what_stayed_resolved_is_known_after_seven_days(supervisor: Visitor, days: Days, anna: Person) -> None:
    for wrote, outcome in ((None, ""), (8, "noted"), (8, "answered"), (1, "answered")):
        talk = days.talk(owner="resolved")
        days.happened(talk, days.at(10, "12:00"), "resolved", anna)
        if wrote is not None:
            days.came_in(talk, days.at(wrote, "12:00"), outcome)
    days.happened(days.talk(), days.at(5, "12:00"), "resolved", anna)
    rows = table(supervisor.get("/reports").text, "stayed")
    assert [row[1:] for row in rows] == [["4", "3", "75 %"]]


def test_a_resolution_that_was_undone_is_none(
    supervisor: Visitor, days: Days, sessions: sessionmaker[Session], anna: Person
) -> None:
    talk = days.talk()
    days.came_in(talk, days.at(10, "09:00"), "escalated")
    days.happened(talk, days.at(10, "12:00"), "resolved", anna)
    days.happened(talk, days.at(10, "12:01"), "undone", anna)
    with sessions.begin() as session:
        session.execute(update(Event).where(Event.kind == "undone").values(reason="resolved"))
    assert 'data-testid="table-stayed"' not in supervisor.get("/reports").text
    assert "table-people_resolved" not in supervisor.get("/reports?view=resolutions").text
    days.happened(talk, days.at(9, "12:00"), "resolved", anna)
    assert [row[1:] for row in table(supervisor.get("/reports").text, "stayed")] == [["1", "1", "100 %"]]


@pytest.mark.parametrize("narrowed", ["inbox=2", "team=orders", "intent=order_status", "language=en"])
def test_reports_are_narrowed(supervisor: Visitor, days: Days, sessions: sessionmaker[Session], narrowed: str) -> None:
    ours, others = days.talk(team="orders"), days.talk(team="service")
    with sessions.begin() as session:
        session.add(Inbox(phone_number_id="2"))
        session.flush()
        session.execute(update(Conversation).where(Conversation.id == ours).values(inbox_id=2))
    at = days.at(0, "00:00")
    days.came_in(ours, at, decision_id=days.decided(ours, at, "order_status", "en"))
    days.came_in(others, at, intent="opening_hours")
    for query, messages in ((narrowed, "1"), ("", "2")):
        rows = table(supervisor.get(f"/reports?days=7&{query}").text, "days")
        assert rows[-1][1] == messages


def test_a_table_says_which_choice_it_does_not_follow(supervisor: Visitor, days: Days) -> None:
    page = supervisor.get("/reports?person=1&team=orders").text
    assert "Diese Tabelle folgt nicht der Auswahl nach: Person." in " ".join(page.split())
    assert 'data-testid="not-narrowed"' not in supervisor.get("/reports?view=responses&person=1").text


def test_own_dates_in_whichever_order_and_no_more_than_a_year(supervisor: Visitor, days: Days) -> None:
    days.came_in(days.talk(), days.at(8, "12:00"))
    first, last = days.at(9, "12:00").date(), days.at(8, "12:00").date()
    assert len(table(supervisor.get(f"/reports?from={last}&to={first}").text, "days")) == 2
    assert len(table(supervisor.get("/reports?from=2001-01-01&to=9999-12-31").text, "days")) == 366


@pytest.mark.parametrize(
    "query", ["days=x", "from=1&to=2", "view=nonsense", "inbox=²", "person=99999999999999999999", "team=%00", "days=8"]
)
def test_what_makes_no_sense_is_the_usual_range(supervisor: Visitor, days: Days, query: str) -> None:
    days.came_in(days.talk(), days.at(0, "00:00"))
    page = supervisor.get(f"/reports?{query}")
    assert page.status_code == 200
    assert len(table(page.text, "days")) == 30


def test_files_hold_the_tables_and_no_formulas(
    supervisor: Visitor, days: Days, sessions: sessionmaker[Session]
) -> None:
    talk = days.talk(name="=Kundin Geheim", team='=HYPERLINK("x")', owner="waiting")
    days.came_in(talk, days.at(0, "00:00"), intent="=1+1")
    days.came_in(talk, days.at(0, "00:00"), "escalated", outcome_reason="unsure")
    german = {name: supervisor.get(f"/reports/{name}.csv?days=7") for name in NAMES}

    of_days = read(german["days"].text)
    assert of_days[0][:2] == ["Tag", "Eingegangen"]
    assert of_days[-1] == [days.today.isoformat(), "2", "1", "0", "1", "0", "0", "0", "0,5000"]
    assert read(german["topics"].text)[1][0] in {"'=1+1", "Ohne Anliegen"}
    assert ['\'=HYPERLINK("x")', "0", "0", "0", "", "", "1"] in read(german["teams"].text)
    assert not any("Geheim" in answer.text for answer in german.values())
    assert german["days"].mimetype == "text/csv"
    assert f"lotse-days-{days.at(6, '12:00').date()}-{days.today}.csv" in german["days"].headers["Content-Disposition"]
    supervisor.post("/language", language="en")
    assert read(supervisor.get("/reports/days.csv?days=7").text, ",")[-1][-1] == "0.5000"


def test_an_empty_range_says_so(supervisor: Visitor, days: Days) -> None:
    for view in reports_view.VIEWS:
        assert "In diesem Zeitraum gibt es dazu nichts." in supervisor.get(f"/reports?view={view}").text


def test_only_supervisors_look(agent: Visitor) -> None:
    for path in ("/reports", "/reports/days.csv", "/today", "/today/parts"):
        assert agent.get(path).status_code == 403
    assert 'data-testid="reports-link"' not in agent.get("/").text


def test_a_range_that_takes_too_long_is_said(supervisor: Visitor, days: Days, monkeypatch: pytest.MonkeyPatch) -> None:
    def slow(*_: object) -> None:
        raise OperationalError("SELECT", {}, Exception("statement timeout"))

    monkeypatch.setitem(reports_view.VIEWS, "overview", slow)
    for path in ("/reports", "/reports/days.csv"):
        answer = supervisor.get(path)
        assert answer.status_code == 503
        assert "Es ist nichts verloren. Wählen Sie weniger Tage" in " ".join(answer.text.split())


def test_old_days_keep_their_numbers_when_their_decisions_are_pruned(
    supervisor: Visitor, days: Days, anna: Person
) -> None:
    talk = days.talk(owner="resolved")
    days.came_in(talk, days.at(3, "09:00"), "escalated", outcome_reason="unsure", decision_id=4711)
    days.replied(talk, days.at(3, "09:07"), anna)
    assert table(supervisor.get("/reports?days=7").text, "days")[3][1] == "1"
    assert table(supervisor.get("/reports?view=responses").text, "people")[0][4] == "7 Min."
    assert table(supervisor.get("/reports?view=topics").text, "topics")[0][:2] == ["Ohne Anliegen", "1"]


moments = st.integers(0, 5 * 24 * 60)
messages = st.lists(st.tuples(moments, st.sampled_from(("answered", "noted", "escalated", None))), max_size=6)


def test_the_sums_of_each_day_are_those_of_the_ledger(shop: Shop, days: Days) -> None:
    """With messages at any minute of days around the change of the clocks, where the ledger explains them all."""
    begin = datetime(2026, 10, 23, 20, tzinfo=clock.ZONE)
    talk = days.talk(owner="waiting")
    question = Question(begin.date(), begin.date() + timedelta(days=6))

    @settings(max_examples=10, deadline=None, suppress_health_check=list(HealthCheck))
    @given(messages)
    def sums(written: list[tuple[int, str | None]]) -> None:
        for minute, outcome in written:
            days.came_in(talk, begin + timedelta(minutes=minute), outcome)
            if outcome == "answered":
                shop.we_say(talk, "ja", "sent")
        with shop.sessions() as session:
            session.execute(update(Conversation).values(due_at=clock.now(session)))
            ours = volume.by_day(volume.read(session, question), question.days)
            theirs = ledger.by_day(session, question.since, question.until)
        for day, counts in ours.items():
            expected = theirs.get(day, ledger.NOTHING)
            assert {name: counts[name] for name in ("in", *OUTCOMES, "open")} | {"unexplained": 0} == expected

    sums()
