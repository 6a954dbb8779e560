"""Today at a glance: this moment, the day so far, and what is usual."""

import re
from datetime import datetime, time, timedelta
from html import unescape

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session, sessionmaker

from app import clock, months, pausing
from app.dashboard import intents, today_costs
from app.figures import stood, today
from app.playbook.rules import Cost, Rules
from app.tables import Person, Stood
from tests.app.dashboard.a_day import Days
from tests.app.dashboard.inbox import Shop, Visitor
from tests.certified import certify

WEEK = timedelta(weeks=1)


@pytest.fixture
def days(shop: Shop, sessions: sessionmaker[Session], monkeypatch: pytest.MonkeyPatch) -> Days:
    monkeypatch.setattr(intents, "hours", lambda: None)
    monkeypatch.setattr(today_costs, "FRESH", 0)
    with sessions() as session:
        return Days(shop, clock.now(session).astimezone(clock.ZONE).date())


def tile(page: str, name: str) -> str:
    found = re.search(rf'data-testid="{name}".*?</dd>', page, re.DOTALL)
    assert found, name
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", f"<{found[0]}")).split())


def people(page: str) -> list[list[str]]:
    rows = re.findall(r'<tr data-testid="person">(.*?)</tr>', page, re.DOTALL)
    cells = [re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, re.DOTALL) for row in rows]
    return [[" ".join(re.sub(r"<[^>]+>", " ", cell).split()) for cell in row] for row in cells]


def test_the_day_so_far_beside_the_usual_one(supervisor: Visitor, days: Days) -> None:
    talk = days.talk()
    for weeks, messages in ((0, 4), (1, 1), (2, 2), (3, 2), (4, 8)):
        for _ in range(messages):
            days.came_in(talk, days.at(7 * weeks, "00:00"))
        days.came_in(talk, days.at(7 * weeks, "00:00"), "escalated", outcome_reason="unsure")
        days.came_in(talk, days.at(7 * weeks, "00:00"), "escalated", outcome_reason="with_person")
    page = supervisor.get("/today").text

    assert tile(page, "in") == "Nachrichten von Kunden 6 ▲ mehr als üblich (4)"
    assert tile(page, "answered") == "Von Lotse beantwortet 4 ▲ mehr als üblich (2)"
    assert tile(page, "share") == "Antwortanteil von Lotse 80 % ▲ mehr als üblich (67 %)"
    assert tile(page, "escalated") == "Zu Menschen gekommen 2 wie üblich (2)"


def test_where_lotse_had_not_begun_nothing_is_usual(supervisor: Visitor, days: Days) -> None:
    days.came_in(days.talk(), days.at(0, "00:00"))
    page = supervisor.get("/today").text
    assert tile(page, "in") == "Nachrichten von Kunden 1"
    assert tile(page, "share") == "Antwortanteil von Lotse 100 %"


def test_earlier_days_end_at_the_same_time_by_the_clock(days: Days) -> None:
    now = days.at(0, "15:30")
    asked = today.days(now)
    assert asked[0] == (days.at(0, "00:00"), now)
    assert asked[4] == (days.at(28, "00:00"), days.at(28, "15:30"))


def test_the_newest_word_on_a_decision_is_the_correction(supervisor: Visitor, days: Days, anna: Person) -> None:
    talk, at = days.talk(), days.at(0, "00:00")
    for decision, kinds in ((1, ["corrected"]), (2, ["none_of_these"]), (3, ["corrected", "confirmed"])):
        for kind in kinds:
            days.corrected(talk, decision, at, anna, kind)
    assert tile(supervisor.get("/today").text, "corrected").startswith("Anliegen korrigiert 2")


def test_who_waits_how_long_and_whose_window_closes(supervisor: Visitor, shop: Shop, days: Days) -> None:
    closing = shop.conversation(name="Alex", minutes=23 * 60)
    shop.conversation(name="Kim", minutes=5)
    shop.conversation(owner="resolved", minutes=200)
    shop.conversation(minutes=300, snoozed_at=shop.now)
    page = supervisor.get("/today").text

    assert tile(page, "waiting").startswith("Warten auf Menschen 2 ")
    assert tile(page, "oldest").startswith("Längste Wartezeit 23 Std. in Geschäftszeit, seit ")
    assert tile(page, "closing").startswith("Fenster schließt bald 1 ")
    assert tile(page, "long").startswith("Warten lange 1 ")
    risky = re.findall(r'<li data-testid="at-risk">.*?</li>', page, re.DOTALL)
    assert [f"/conversations/{closing}" in one and "Alex" in one for one in risky] == [True]


def test_a_night_is_no_long_wait(supervisor: Visitor, shop: Shop, days: Days, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(intents, "hours", lambda: intents.Hours())
    shop.conversation(minutes=200)
    page = supervisor.get("/today").text
    assert tile(page, "oldest").startswith("Längste Wartezeit unter 1 Min.")
    assert tile(page, "long").startswith("Warten lange 0 ")


def test_who_is_there_with_what_they_have_in_hand(
    supervisor: Visitor, shop: Shop, days: Days, anna: Person, berta: Person
) -> None:
    talk = shop.conversation(owner="agent", assignee_id=anna.id)
    shop.conversation(owner="agent", assignee_id=anna.id, snoozed_at=shop.now)
    shop.conversation(owner="agent", assignee_id=berta.id)
    days.replied(talk, days.at(0, "00:00"), anna)
    with shop.sessions.begin() as session:
        session.execute(update(Person).where(Person.id == anna.id).values(name="Anna A.", seen_at=shop.now))
    rows = people(supervisor.get("/today").text)
    assert ["Anna A. Da", "1", "00:00"] in rows
    assert rows[-1] == ["berta Nicht da", "1", "–"]


def test_what_today_costs_beside_the_budget(
    supervisor: Visitor, shop: Shop, days: Days, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(intents, "cost", lambda: Cost(price=0.5, budget=20.0, free=0))
    talk = shop.conversation()
    shop.we_say(talk, "ja", "delivered", sent_at=days.at(0, "00:00"))
    assert tile(supervisor.get("/today").text, "cost") == "Kosten heute 0,50 € Monat bisher 0,50 € von 20,00 €"


def test_the_cost_so_far_beside_the_usual_one(
    supervisor: Visitor, shop: Shop, days: Days, anna: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The first message of each month is free, and an earlier day may have had it."""
    monkeypatch.setattr(intents, "cost", lambda: Cost(price=0.5, free=1))
    talk = shop.conversation()
    first = {months.of(days.at(7 * weeks, "00:00")).first for weeks in range(5)}
    for at in [*(datetime.combine(day, time.min, clock.ZONE) for day in first), *[days.at(7, "00:00")] * 4]:
        days.replied(talk, at, anna, sent_at=at)
    days.came_in(talk, days.at(7, "00:00"))
    for _ in range(3):
        days.replied(talk, shop.now, anna, sent_at=days.at(0, "00:00"))
    later = shop.now - timedelta(days=7) + timedelta(hours=2)
    days.replied(talk, later, anna, sent_at=later)
    assert tile(supervisor.get("/today").text, "cost").startswith("Kosten heute 1,50 € ▼ weniger als üblich (2,00 €)")


def test_who_waits_and_what_people_have_beside_what_is_usual(
    supervisor: Visitor, shop: Shop, days: Days, anna: Person
) -> None:
    page = supervisor.get("/today").text
    assert "hat aber noch nichts von diesem Wochentag" in page
    assert "üblich" not in tile(page, "waiting")
    asked = [day.until for day in today.days(shop.now)]
    for at, waiting, load in ((asked[1], 1, 2), (asked[2], 9, 4), (asked[4], 2, 3), (asked[4] - WEEK, 99, 99)):
        with shop.sessions.begin() as session:
            values = {"waiting": waiting, "oldest_seconds": 60 * waiting, "loads": {str(anna.id): load}}
            session.add(Stood(at=stood.quarter(at), **values))
    shop.conversation(minutes=30)
    shop.conversation(owner="agent", assignee_id=anna.id)
    page = supervisor.get("/today").text
    assert "hat aber noch nichts von diesem Wochentag" not in page
    assert tile(page, "waiting") == "Warten auf Menschen 1 ▼ weniger als üblich (2) noch von niemandem übernommen"
    assert tile(page, "oldest").startswith("Längste Wartezeit 30 Min. ▲ mehr als üblich (2 Min.) in Geschäftszeit")
    assert people(page)[-1][1] == "1"
    assert people(page)[-1][2] == "3"


def test_how_things_stand_is_noted_once_a_quarter_of_an_hour(
    shop: Shop, anna: Person, berta: Person, sessions: sessionmaker[Session]
) -> None:
    shop.conversation(minutes=30)
    shop.conversation(owner="agent", assignee_id=anna.id)
    now = stood.quarter(shop.now) + timedelta(minutes=3)
    with sessions.begin() as session:
        session.add(Stood(at=now - timedelta(weeks=5), waiting=0, loads={}))
        for minutes in (0, 1, 12):
            stood.note(session, None, Rules(), now + timedelta(minutes=minutes))
    with sessions() as session:
        noted = session.scalars(select(Stood).order_by(Stood.at)).all()
    assert [one.at for one in noted] == [now - timedelta(minutes=3), now + timedelta(minutes=12)]
    assert (noted[0].waiting, noted[0].loads) == (1, {str(anna.id): 1})
    assert noted[0].oldest_seconds == round((now - shop.ago(30)).total_seconds())


def test_a_pause_is_said(supervisor: Visitor, shop: Shop, anna: Person) -> None:
    assert "Lotse antwortet<" not in supervisor.get("/today").text, "without a classifier"
    certify(shop.sessions, ["greeting"])
    assert "Lotse antwortet" in supervisor.get("/today").text
    with shop.sessions.begin() as session:
        pausing.pause(session, anna, "Probe", clock.now(session) - timedelta(minutes=3))
    assert "Automatische Antworten angehalten" in supervisor.get("/today/parts").text


def test_the_parts_are_the_same_as_the_page(supervisor: Visitor, shop: Shop, days: Days) -> None:
    shop.conversation(minutes=20)
    parts = supervisor.get("/today/parts").text
    assert parts.count("data-part") == 1
    assert 'data-said="Es warten: 1.' in parts
    assert tile(parts, "waiting") == tile(supervisor.get("/today").text, "waiting")
