"""Training by a button: asked for once, with what is new, how far it is, and what holds when nothing came of it."""

from collections.abc import Callable

import pytest
from sqlalchemy import update
from sqlalchemy.orm import Session, sessionmaker

from app import clock, trainings
from app.dashboard.playbook.training import PATIENCE
from app.tables import Training
from tests.app.dashboard.inbox import Visitor
from tests.certified import certify

PAGE = "/playbook/training"


def end(sessions: sessionmaker[Session], outcome: str, **result: object) -> None:
    with sessions.begin() as session:
        now = clock.now(session)
        number = trainings.claim(session, now)
        assert number
        trainings.end(session, number, outcome, result or None, now)


def test_a_press_asks_for_a_training_and_a_second_one_only_says_so(
    supervisor: Visitor, admin: Visitor, sessions: sessionmaker[Session]
) -> None:
    assert supervisor.post(PAGE).headers["Location"] == PAGE
    assert "Das Training beginnt gleich" in supervisor.get(PAGE).text
    with sessions.begin() as session:
        number = trainings.claim(session, clock.now(session))
        assert number
        trainings.go_on(session, number, 40, clock.now(session))
    again = admin.post(PAGE).headers["Location"]
    page = admin.get(again).text
    for words in ("Ihr Klick hat kein zweites gestartet", "Gestartet von carl", 'value="40"', 'data-state="running"'):
        assert words in page, words
    with sessions() as session:
        assert session.query(Training).count() == 1


def test_the_page_says_what_is_new_and_what_came_of_it(supervisor: Visitor, sessions: sessionmaker[Session]) -> None:
    assert "Es gibt noch keinen Klassifikator" in supervisor.get(PAGE).text
    certify(sessions, ["greeting"])
    assert "Es ist nichts Neues da" in supervisor.get(PAGE).text
    line = {"version": 0, "language": "de", "lines": "wann öffnet ihr denn am rosenmontag"}
    supervisor.post("/playbook/intents/opening_hours/examples", **line)
    assert "Ein Beispiel kam dazu." in supervisor.get(PAGE).text
    supervisor.post(PAGE)
    proved = {"may": ["greeting", "payment"], "came": ["payment"], "went": ["order_status"]}
    end(sessions, "trained", same=False, examples=17474, of_people=3, **proved)
    page = supervisor.get(PAGE).text
    for words in ("Fertig", "17.474 Beispielen, davon 3", "Bei 2 Anliegen", "neu freigegeben", "Bestellstatus"):
        assert words in page, words


def test_a_training_by_night_says_why_it_was(supervisor: Visitor, sessions: sessionmaker[Session]) -> None:
    with sessions.begin() as session:
        assert trainings.ask(session, None, clock.now(session))
    assert "Von Lotse selbst gestartet" in supervisor.get(PAGE).text


@pytest.mark.parametrize(
    ("outcome", "result", "words"),
    [
        ("unfit", {"said": "All examples have <the same> label"}, "Abgelehnt"),
        ("no_room", {"free": 120, "needed": 830}, "Frei sind 120 MB, nötig etwa 830 MB."),
        ("broken_off", {}, "Meist war es ein Neustart"),
        ("failed", {"error": "KeyError"}, "KeyError"),
    ],
)
def test_without_a_new_one_the_page_says_why_and_what_holds(
    supervisor: Visitor, sessions: sessionmaker[Session], outcome: str, result: dict[str, object], words: str
) -> None:
    supervisor.post(PAGE)
    end(sessions, outcome, **result)
    page = supervisor.get(PAGE).text
    assert words in page
    assert "<the same>" not in page
    assert "Bis dahin erhalten Menschen alles." in page
    certify(sessions, ["greeting"])
    assert "Bis dahin gilt, was galt" in supervisor.get(PAGE).text


BEFORE = Training.asked_at - PATIENCE - trainings.SILENT


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"asked_at": BEFORE}, "Noch hat kein Worker damit begonnen"),
        ({"begun_at": BEFORE, "heard_at": BEFORE}, "Abgebrochen"),
    ],
)
def test_where_nobody_works_on_it_the_page_says_so(
    supervisor: Visitor, sessions: sessionmaker[Session], values: dict[str, object], words: str
) -> None:
    supervisor.post(PAGE)
    with sessions.begin() as session:
        session.execute(update(Training).values(values))
    assert words in supervisor.get(PAGE).text


def test_agents_look_and_cannot_start_one(
    agent: Visitor, visitor: Callable[[], Visitor], sessions: sessionmaker[Session]
) -> None:
    assert 'data-testid="train"' not in agent.get(PAGE).text
    assert agent.post(PAGE).status_code == 403
    with sessions() as session:
        assert trainings.newest(session) is None
