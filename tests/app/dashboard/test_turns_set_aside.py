"""Messages on which triage failed three times: shown with the error's type, and decided anew when somebody wishes."""

import time
from collections.abc import Callable, Sequence
from uuid import uuid4

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from app import clock, handling, locking, replies
from app.tables import Conversation, Decision, Message
from models.prediction import Prediction
from tests.app.dashboard.inbox import Visitor
from tests.lotse import Lotse, predicts
from tests.webhooks import text_message

BUTTON = 'data-testid="retry-turn"'


def fails_on_poison(texts: Sequence[str]) -> list[Prediction]:
    if any("gift" in text for text in texts):
        raise ZeroDivisionError(texts)
    return predicts("opening_hours")(texts)


@pytest.fixture
def poisoned(lotse: Lotse) -> Lotse:
    """One customer's message is set aside, another's was answered."""
    lotse.classify = fails_on_poison
    lotse.receive(text_message("offen?", "492"), text_message("mein gift", "491"))
    lotse.work()
    return lotse


def number(lotse: Lotse) -> int:
    with lotse.sessions() as session:
        return session.scalars(select(Message.conversation_id).where(Message.text == "mein gift")).one()


def outcomes(lotse: Lotse) -> dict[str | None, str | None]:
    return {message.text: message.outcome for message in lotse.inbound()}


def act(lotse: Lotse, verb: Callable[[Session, Conversation], None]) -> None:
    with lotse.sessions.begin() as session:
        found = locking.lock(session, number(lotse))
        assert found is not None
        verb(session, found)


def try_again(supervisor: Visitor, lotse: Lotse) -> None:
    answer = supervisor.post(f"/set-aside/turns/{number(lotse)}/retry")
    assert answer.headers["Location"] == "/set-aside"
    lotse.classify = predicts("opening_hours")
    lotse.work()


def test_it_is_listed_with_its_errors_type_and_never_its_content(supervisor: Visitor, poisoned: Lotse) -> None:
    shown = supervisor.get("/set-aside").text

    assert shown.count('data-testid="turn-set-aside"') == 1
    assert f'href="/conversations/{number(poisoned)}"' in shown
    assert "ZeroDivisionError" in shown
    assert BUTTON in shown
    assert "mein gift" not in shown
    assert "ZeroDivisionError" in supervisor.get(f"/conversations/{number(poisoned)}").text
    assert "An einer Nachricht ist Lotse gescheitert" in supervisor.get("/ledger").text


def test_one_that_ended_its_process_each_time_says_so(supervisor: Visitor, poisoned: Lotse) -> None:
    with poisoned.sessions.begin() as session:
        session.execute(update(Decision).values(detail=None))

    assert "Der Prozess endete bei jedem Versuch" in supervisor.get("/set-aside").text


def test_an_error_of_an_attempt_before_one_that_succeeded_is_forgotten(lotse: Lotse) -> None:
    failures = [ZeroDivisionError()] * 2

    def fails_twice(texts: Sequence[str]) -> list[Prediction]:
        if failures and not texts[0].startswith("guten tag"):
            raise failures.pop()
        return predicts("opening_hours")(texts)

    lotse.classify = fails_twice
    lotse.receive(text_message("offen?"))
    lotse.work()

    assert failures == []
    assert outcomes(lotse) == {"offen?": "answered"}
    assert lotse.conversation().error is None


def test_tried_again_it_is_decided_anew(supervisor: Visitor, poisoned: Lotse) -> None:
    try_again(supervisor, poisoned)

    assert supervisor.woken == ["triage"]
    assert outcomes(poisoned) == {"offen?": "answered", "mein gift": "answered"}
    assert len(poisoned.graph.sent) == 2
    assert "Nichts liegt beiseite" in supervisor.get("/set-aside").text
    assert "gescheitert" not in supervisor.get("/ledger").text


def test_what_the_customer_wrote_since_is_decided_with_it(supervisor: Visitor, poisoned: Lotse) -> None:
    poisoned.receive(text_message("und samstag?", "491"), text_message("noch da?", "491"))
    poisoned.work()
    assert outcomes(poisoned) == {
        "offen?": "answered",
        "mein gift": "escalated",
        "und samstag?": "joined",
        "noch da?": "escalated",
    }
    supervisor.post(f"/set-aside/turns/{number(poisoned)}/retry")
    read: list[str] = []

    def reads(texts: Sequence[str]) -> list[Prediction]:
        read.extend(texts)
        return predicts("opening_hours")(texts)

    poisoned.classify = reads
    poisoned.work()

    assert [set(text.split("\n")) for text in read] == [{"mein gift", "und samstag?", "noch da?"}]
    answered = {"offen?": "answered", "noch da?": "answered"}
    assert outcomes(poisoned) == {**answered, "mein gift": "joined", "und samstag?": "joined"}
    assert len(poisoned.graph.sent) == 2


def test_when_it_fails_again_it_is_set_aside_again(supervisor: Visitor, poisoned: Lotse) -> None:
    supervisor.post(f"/set-aside/turns/{number(poisoned)}/retry")
    poisoned.work()

    assert outcomes(poisoned)["mein gift"] == "escalated"
    assert supervisor.get("/set-aside").text.count('data-testid="turn-set-aside"') == 1


def test_one_that_a_person_has_stays_theirs(supervisor: Visitor, poisoned: Lotse) -> None:
    anna = poisoned.person()
    act(poisoned, lambda session, found: handling.take(session, found, anna))
    shown = supervisor.get("/set-aside").text
    assert BUTTON not in shown
    assert "Menschen kümmern sich darum" in shown
    try_again(supervisor, poisoned)

    assert outcomes(poisoned)["mein gift"] == "escalated"
    with poisoned.sessions() as session:
        assert session.get_one(Conversation, number(poisoned)).owner == "agent"


def test_one_that_was_answered_is_listed_no_more_even_when_its_customer_waits_again(
    supervisor: Visitor, poisoned: Lotse
) -> None:
    anna = poisoned.person()

    def answer(session: Session, found: Conversation) -> None:
        replies.reply(session, found, anna, "Gern", uuid4(), clock.now(session))
        handling.hand_back(session, found, anna)

    act(poisoned, answer)
    assert "Nichts liegt beiseite" in supervisor.get("/set-aside").text
    poisoned.classify = predicts("complaint")
    poisoned.receive(text_message("unmöglich!", "491", timestamp=later()))
    poisoned.work()
    assert outcomes(poisoned)["unmöglich!"] == "escalated"

    assert "Nichts liegt beiseite" in supervisor.get("/set-aside").text


def later() -> str:
    return str(int(time.time()) + 2)


def test_only_supervisors_try_again(agent: Visitor, poisoned: Lotse) -> None:
    assert agent.post(f"/set-aside/turns/{number(poisoned)}/retry").status_code == 403
    assert outcomes(poisoned)["mein gift"] == "escalated"
