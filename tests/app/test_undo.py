"""Before Lotse speaks, people can stop it, hurry it, or speak themselves, whoever is quicker."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app import clock, handling
from app.dashboard.announced import announced
from app.delivery import outbox
from app.refusals import RefusedError
from app.tables import Conversation, Event, Person
from app.whatsapp.errors import NotSent, Result
from models.prediction import Prediction
from tests.lotse import Lotse, predicts
from tests.webhooks import text_message

NOW = datetime(2026, 11, 23, 11, tzinfo=UTC)
PLAN = {"kind": "answer", "text": "Bis 18 Uhr.", "reason": None, "intent": "opening_hours"}


@pytest.fixture
def anna(lotse: Lotse) -> Person:
    return lotse.person()


@pytest.fixture
def asked(lotse: Lotse) -> Lotse:
    """A customer has asked, and Lotse waits for more before it answers."""
    lotse.receive(text_message("offen?"))

    def waits(session: Session, conversation: Conversation) -> None:
        conversation.due_at = clock.now(session) + timedelta(seconds=4)
        conversation.plan = PLAN

    lotse.change(waits)
    return lotse


def stop(lotse: Lotse, person: Person) -> None:
    lotse.change(lambda session, conversation: handling.stop(session, conversation, person))


def answer_now(lotse: Lotse) -> None:
    anna = lotse.person()
    lotse.change(lambda session, row: handling.answer_now(session, row, anna, clock.now(session)))


def due(lotse: Lotse) -> None:
    """The joining delay is over."""

    def is_over(session: Session, conversation: Conversation) -> None:
        conversation.due_at = clock.now(session)

    lotse.change(is_over)


def lines(lotse: Lotse) -> list[tuple[str, int | None]]:
    with lotse.sessions() as session:
        return [(row.kind, row.person_id) for row in session.scalars(select(Event).order_by(Event.id))]


def test_stopped_lotse_says_nothing_and_people_have_the_question(asked: Lotse, anna: Person) -> None:
    stop(asked, anna)
    stopped = asked.conversation()
    assert (stopped.owner, stopped.reason, stopped.plan) == ("waiting", "stopped", None)
    assert stopped.due_at is not None
    assert stopped.waiting_since == asked.inbound()[0].written_at
    due(asked)
    asked.work()

    assert asked.graph.sent == []
    assert [message.outcome for message in asked.inbound()] == ["escalated"]
    assert asked.conversation().reason == "stopped"
    assert lines(asked) == [("stopped", anna.id)]


def test_stopped_while_triage_has_the_turn_in_hand_nothing_goes_out(asked: Lotse, anna: Person) -> None:
    answers = predicts("opening_hours")

    def stopped_meanwhile(texts: Sequence[str]) -> Sequence[Prediction]:
        stop(asked, anna)
        found: Sequence[Prediction] = answers(texts)
        return found

    asked.classify = stopped_meanwhile
    due(asked)
    asked.work()

    assert asked.outbound() == []
    assert [message.outcome for message in asked.inbound()] == ["escalated"]
    assert asked.conversation().owner == "waiting"


def test_stopped_when_the_answer_is_already_queued_it_is_cancelled(asked: Lotse, anna: Person) -> None:
    due(asked)
    asked.triage()
    stop(asked, anna)
    asked.deliver()

    assert asked.graph.sent == []
    assert [message.status for message in asked.outbound()] == ["cancelled"]
    assert [message.outcome for message in asked.inbound()] == ["escalated"]
    assert asked.conversation().waiting_since == asked.inbound()[0].written_at


def test_stopped_while_the_answer_is_on_its_way_it_is_not_tried_again(asked: Lotse, anna: Person) -> None:
    def stopped_meanwhile() -> Result:
        stop(asked, anna)
        return NotSent(429, "later")

    asked.graph.meanwhile = stopped_meanwhile
    due(asked)
    asked.triage()
    with ThreadPoolExecutor(1) as pool:
        outbox.deliver_due(asked.sessions, asked.graph, pool)
    asked.deliver()

    assert [message.status for message in asked.outbound()] == ["cancelled"]
    assert len(asked.graph.sent) == 1


def test_stopping_too_late_is_refused_and_changes_nothing(asked: Lotse, anna: Person) -> None:
    due(asked)
    asked.work()
    with pytest.raises(RefusedError, match="nothing_to_stop"):
        stop(asked, anna)

    assert asked.conversation().owner == "bot"
    assert lines(asked) == []


def test_what_people_have_is_not_stopped_again_and_a_double_click_is_one(asked: Lotse, anna: Person) -> None:
    stop(asked, anna)
    stop(asked, anna)
    with pytest.raises(RefusedError, match="nothing_to_stop"):
        stop(asked, asked.person("berta@example.com"))
    assert lines(asked) == [("stopped", anna.id)]


def test_hurried_it_answers_at_once(asked: Lotse) -> None:
    asked.work()
    assert asked.graph.sent == []
    answer_now(asked)
    asked.work()

    assert len(asked.graph.sent) == 1


def test_hurrying_what_is_due_leaves_its_place_among_those_who_wait(asked: Lotse) -> None:
    due(asked)
    before = asked.conversation().due_at
    answer_now(asked)
    assert asked.conversation().due_at == before


def test_hurrying_where_nothing_is_open_makes_nothing_due(asked: Lotse) -> None:
    due(asked)
    asked.work()
    answer_now(asked)
    assert asked.conversation().due_at is None


@pytest.mark.parametrize(
    ("changes", "shown"),
    [
        ({}, True),
        ({"owner": "resolved"}, True),
        ({"owner": "waiting"}, False),
        ({"owner": "agent"}, False),
        ({"plan": None}, False),
        ({"due_at": None}, False),
        ({"due_at": NOW}, False),
    ],
)
def test_it_is_announced_while_lotse_may_speak_and_still_waits(changes: dict[str, Any], shown: bool) -> None:
    given: dict[str, Any] = {"plan": PLAN, "owner": "bot", "due_at": NOW + timedelta(seconds=4), **changes}
    assert (announced(**given, now=NOW) is not None) is shown


@pytest.mark.parametrize(("left", "seconds"), [(0.1, 1), (3.2, 4), (4, 4)])
def test_the_seconds_are_never_fewer_than_there_are(left: float, seconds: int) -> None:
    found = announced(PLAN, "bot", NOW + timedelta(seconds=left), NOW)
    assert found is not None
    assert found.seconds == seconds


@pytest.mark.parametrize(
    ("kind", "buttons"),
    [
        ("answer", ("stop", "now", "take")),
        ("ask", ("stop", "now", "take")),
        ("escalate", ("now", "take")),
        ("note", ("take",)),
        ("something new", ("stop", "take")),
    ],
)
def test_only_the_buttons_that_make_sense_are_there(kind: str, buttons: tuple[str, ...]) -> None:
    found = announced({**PLAN, "kind": kind}, "bot", NOW + timedelta(seconds=4), NOW)
    assert found is not None
    assert found.buttons == buttons
