"""Trying a message out: only one's own is seen, with a worker's result or an honest word that none is there."""

from datetime import timedelta

import pytest
from sqlalchemy import update
from sqlalchemy.orm import Session, sessionmaker

from app import trying
from app.dashboard.playbook.trying import PATIENCE
from app.tables import Try
from tests.app.dashboard.inbox import Visitor
from tests.certified import certify
from tests.lotse import TALKING, predicts

pytestmark = pytest.mark.usefixtures("small_playbook")

HOSTILE = "<script>alert(1)</script> wann habt ihr offen"


def test_the_result_says_what_would_happen_and_why(agent: Visitor, sessions: sessionmaker[Session]) -> None:
    certify(sessions, TALKING.intents)
    asked = agent.post("/playbook/try", text=HOSTILE)
    assert agent.woken == ["triage"]
    assert 'data-testid="pending"' in agent.get(asked.headers["Location"]).text
    trying.try_due(sessions, predicts("opening_hours"), TALKING)
    page = agent.get(asked.headers["Location"]).text
    for words in ("Lotse antwortet selbst", "Öffnungszeiten", "sehr sicher", "Montag bis Freitag"):
        assert words in page, words
    assert "<script>alert" not in page


def test_without_a_worker_the_page_says_so(agent: Visitor, sessions: sessionmaker[Session]) -> None:
    asked = agent.post("/playbook/try", text="hallo")
    with sessions.begin() as session:
        session.execute(update(Try).values(at=Try.at - PATIENCE - timedelta(seconds=1)))
    assert "Noch hat kein Worker geantwortet" in agent.get(asked.headers["Location"]).text


def test_nobody_sees_what_another_tried(agent: Visitor, supervisor: Visitor) -> None:
    asked = agent.post("/playbook/try", text="mein text")
    assert "mein text" in agent.get(asked.headers["Location"]).text
    assert "mein text" not in supervisor.get(asked.headers["Location"]).text


@pytest.mark.parametrize("text", ["", " \n ", "x" * 4097])
def test_what_no_customer_can_write_is_refused(agent: Visitor, text: str) -> None:
    assert agent.post("/playbook/try", text=text).status_code == 422
    assert agent.woken == []
