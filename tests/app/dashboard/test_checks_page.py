"""The pages of the samples and the certificates."""

from collections.abc import Callable

import pytest
from sqlalchemy.orm import Session, sessionmaker

from app import checks, classifiers
from app.tables import Check, Person
from tests.app.dashboard.inbox import Visitor
from tests.certified import certificate, certify
from tests.lotse import Lotse
from tests.webhooks import text_message


@pytest.fixture
def asked(sessions: sessionmaker[Session], monkeypatch: pytest.MonkeyPatch) -> Lotse:
    """A customer was answered, and people are asked whether that was right."""
    monkeypatch.setattr(checks, "is_drawn", lambda message_id: True)
    lotse = Lotse(sessions)
    lotse.receive(text_message("<b>wann</b> habt ihr auf?"))
    lotse.work()
    return lotse


def the_check(lotse: Lotse) -> Check:
    with lotse.sessions() as session:
        return session.get_one(Check, 1)


def test_every_agent_finds_what_is_to_be_checked(agent: Visitor, asked: Lotse) -> None:
    assert "Eine automatische Antwort ist zu prüfen" in agent.get("/").text
    page = agent.get("/checks").text
    assert "&lt;b&gt;wann&lt;/b&gt; habt ihr auf?" in page
    assert "Öffnungszeiten" in page


def test_a_right_answer_is_noted_with_who_said_so(agent: Visitor, asked: Lotse, anna: Person) -> None:
    assert agent.post("/checks/1", right="yes", intent="order_status").headers["Location"] == "/checks"
    check = the_check(asked)
    assert (check.was_right, check.right_intent, check.person_id) == (True, None, anna.id)
    assert "Nichts zu prüfen" in agent.get("/checks").text
    assert "zu prüfen" not in agent.get("/").text


def test_a_wrong_one_is_noted_with_what_it_was_about(agent: Visitor, asked: Lotse) -> None:
    agent.post("/checks/1", right="no", intent="store_location")
    check = the_check(asked)
    assert (check.was_right, check.right_intent) == (False, "store_location")


@pytest.mark.parametrize("form", [{}, {"right": "maybe"}, {"right": "no", "intent": "no_such_intent"}])
def test_what_makes_no_sense_is_refused_and_changes_nothing(agent: Visitor, asked: Lotse, form: dict[str, str]) -> None:
    assert agent.post("/checks/1", **form).status_code == 400
    assert the_check(asked).judged_at is None


def test_strangers_are_sent_to_the_door(visitor: Callable[[], Visitor], asked: Lotse) -> None:
    assert visitor().get("/checks").headers["Location"].startswith("/sign-in")


def test_supervisors_see_what_is_proven_and_what_is_missing(
    supervisor: Visitor, sessions: sessionmaker[Session]
) -> None:
    proven = [
        certificate("opening_hours"),
        certificate("order_status", certified=False, bound=0.91, missing=57),
        certificate("product_advice"),
    ]
    with sessions.begin() as session:
        classifiers.store(session, classifiers.Artefact("new", b"", "", {"certificates": proven}))
    page = supervisor.get("/certificates").text
    assert "Antwortet selbst" in page
    assert "Es fehlen etwa 57 weitere richtige Antworten." in page
    assert "Freigegeben, schlägt nur vor" in page
    assert "199 von 200" in page


def test_without_any_they_are_told_how_to_get_them(supervisor: Visitor, sessions: sessionmaker[Session]) -> None:
    assert "lotse train" in supervisor.get("/certificates").text


def test_agents_do_not_see_the_certificates(agent: Visitor, sessions: sessionmaker[Session]) -> None:
    certify(sessions, ["opening_hours"])
    assert agent.get("/certificates").status_code == 403
    assert 'data-testid="certificates-link"' not in agent.get("/").text
