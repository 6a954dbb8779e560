"""A message whose outcome says what did not happen is unexplained, and counted as nothing else."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import update

from app import handling
from app.tables import Event, Message
from app.whatsapp.errors import Refused
from tests.app.ledger.breaking import change, counts, forget_people, forget_turns, remove_answers
from tests.lotse import Lotse, predicts
from tests.webhooks import text_message


def answered(lotse: Lotse, *texts: str) -> None:
    lotse.receive(*(text_message(text) for text in texts or ("offen?",)))
    lotse.work()


def escalated(lotse: Lotse) -> None:
    lotse.classify = predicts("order_status", 0.1)
    answered(lotse)


def test_answered_without_an_answer(lotse: Lotse) -> None:
    answered(lotse)
    assert counts(lotse) == {"in": 1, "answered": 1}
    remove_answers(lotse)
    assert counts(lotse) == {"in": 1, "unexplained": 1}


def test_asked_without_a_question(lotse: Lotse) -> None:
    answered(lotse)
    change(lotse, 1, outcome="asked")
    assert counts(lotse) == {"in": 1, "asked": 1}
    remove_answers(lotse)
    assert counts(lotse) == {"in": 1, "unexplained": 1}


@pytest.mark.parametrize(
    ("values", "explained"),
    [
        ({"status": "queued"}, True),
        ({"status": "failed"}, True),
        ({"status": "unknown"}, True),
        ({"status": "cancelled"}, False),
        ({"status": "failed", "told": True}, False),
        ({"status": "unknown", "told": True}, False),
        ({"status": "delivered", "told": True}, True),
    ],
)
def test_an_answer_that_was_given_up_answers_nothing(lotse: Lotse, values: dict[str, Any], explained: bool) -> None:
    answered(lotse)
    [answer] = lotse.outbound()
    change(lotse, answer.id, status=values["status"], told_at=answer.written_at if "told" in values else None)

    assert counts(lotse) == {"in": 1, "answered" if explained else "unexplained": 1}


def test_what_an_agent_wrote_is_no_answer_of_the_bots(lotse: Lotse) -> None:
    answered(lotse)
    change(lotse, lotse.outbound()[0].id, author="agent", person_id=lotse.person().id)

    assert counts(lotse) == {"in": 1, "unexplained": 1}


@pytest.mark.parametrize("covering", [{"outcome": "joined"}, {"outcome": None}])
def test_joined_to_what_has_no_outcome_of_its_own(lotse: Lotse, covering: dict[str, Any]) -> None:
    answered(lotse, "hallo", "offen?")
    assert counts(lotse) == {"in": 2, "answered": 1, "joined": 1}
    change(lotse, 2, **covering, covered_by_id=1)

    assert counts(lotse) == {"in": 2, "unexplained": 2}


def test_joined_to_nothing(lotse: Lotse) -> None:
    answered(lotse, "hallo", "offen?")
    change(lotse, 1, covered_by_id=None)

    assert counts(lotse) == {"in": 2, "answered": 1, "unexplained": 1}


@pytest.mark.parametrize("owner", ["bot", "resolved"])
def test_escalated_to_nobody(lotse: Lotse, owner: str) -> None:
    escalated(lotse)
    assert counts(lotse) == {"in": 1, "escalated": 1}
    forget_people(lotse, owner)

    assert counts(lotse) == {"in": 1, "unexplained": 1}


@pytest.mark.parametrize("author", ["agent", "phone"])
def test_whoever_spoke_was_brought_in(lotse: Lotse, author: str) -> None:
    answered(lotse)
    change(lotse, 1, outcome="escalated")
    forget_people(lotse, "bot")
    assert counts(lotse) == {"in": 1, "unexplained": 1}
    person_id = lotse.person().id if author == "agent" else None
    change(lotse, lotse.outbound()[0].id, author=author, person_id=person_id)

    assert counts(lotse) == {"in": 1, "escalated": 1}


def an_earlier_visit(lotse: Lotse, ago: timedelta) -> None:
    """People had the conversation that long ago, and were done with it."""
    escalated(lotse)
    lotse.change(lambda session, conversation: handling.resolve(session, conversation, lotse.person()))
    with lotse.sessions.begin() as session:
        session.execute(update(Message).values(stored_at=Message.stored_at - ago))
        session.execute(update(Event).values(at=Event.at - ago))


def test_what_people_did_on_an_earlier_visit_explains_nothing_of_this_one(lotse: Lotse) -> None:
    an_earlier_visit(lotse, timedelta(days=9))
    lotse.classify = predicts("opening_hours")
    answered(lotse)
    assert counts(lotse) == {"in": 2, "answered": 1, "escalated": 1}
    change(lotse, 2, outcome="escalated")

    assert counts(lotse) == {"in": 2, "escalated": 1, "unexplained": 1}


def test_what_an_agent_wrote_on_an_earlier_visit_explains_nothing_of_this_one(lotse: Lotse) -> None:
    answered(lotse)
    change(lotse, lotse.outbound()[0].id, author="agent", person_id=lotse.person().id)
    change(lotse, 1, outcome="escalated")
    assert counts(lotse) == {"in": 1, "escalated": 1}
    change(lotse, lotse.outbound()[0].id, stored_at=Message.stored_at - timedelta(hours=2))

    assert counts(lotse) == {"in": 1, "unexplained": 1}


def test_a_clock_that_was_set_back_by_an_hour_makes_nothing_unexplained(lotse: Lotse) -> None:
    escalated(lotse)
    lotse.change(lambda session, conversation: handling.resolve(session, conversation, lotse.person()))
    change(lotse, 1, stored_at=Message.stored_at + timedelta(hours=1))

    assert counts(lotse) == {"in": 1, "escalated": 1}


def test_open_where_nobody_will_ever_look(lotse: Lotse) -> None:
    lotse.receive(text_message("offen?"))
    assert counts(lotse) == {"in": 1, "open": 1}
    forget_turns(lotse)

    assert counts(lotse) == {"in": 1, "unexplained": 1}


def test_what_people_were_told_of_and_what_they_took_is_explained_for_good(lotse: Lotse) -> None:
    lotse.graph.results = [Refused(131026, "cannot be delivered")]
    answered(lotse)
    lotse.settle()
    assert counts(lotse) == {"in": 1, "escalated": 1}
    lotse.change(lambda session, conversation: handling.resolve(session, conversation, lotse.person()))
    assert counts(lotse) == {"in": 1, "escalated": 1}
    lotse.receive(text_message("und morgen?"))
    lotse.triage()
    lotse.change(lambda session, conversation: handling.take(session, conversation, lotse.person()))
    lotse.change(lambda session, conversation: handling.hand_back(session, conversation, lotse.person()))

    assert [row.status for row in lotse.outbound()] == ["failed", "cancelled"]
    assert counts(lotse) == {"in": 2, "escalated": 2}
