"""While Lotse waits for more, agents see what it means to do; nothing is decided by that."""

from collections.abc import Callable, Sequence
from typing import Any

import pytest
from sqlalchemy.orm import Session

from app import clock, handling, turns
from app.hours import Hours
from app.tables import Conversation
from models.prediction import Prediction
from tests.talking import Talk
from workers.once import once


@pytest.fixture
def joined(talk: Talk, setting: Callable[[str, str], None]) -> Talk:
    setting("JOIN_SECONDS", "4")
    return talk


def plan(talk: Talk) -> dict[str, Any]:
    return talk.lotse.conversation().plan or {}


def test_it_says_what_lotse_will_answer(joined: Talk) -> None:
    joined.writes("habt ihr offen?", "opening_hours")
    assert plan(joined) == {}
    joined.looks_ahead()

    assert (plan(joined)["kind"], plan(joined)["intent"]) == ("answer", "opening_hours")
    assert "Montag bis Freitag" in plan(joined)["text"]
    joined.later(4)
    joined.lotse.work()
    assert joined.texts == [joined.lotse.outbound()[0].text]
    assert plan(joined) == {}


def test_that_people_will_get_it_is_said_with_the_reason(joined: Talk) -> None:
    joined.writes("ich will mit einem menschen reden", "opening_hours")
    joined.looks_ahead()
    assert (plan(joined)["kind"], plan(joined)["reason"], plan(joined)["text"]) == ("escalate", "wants_person", None)


def test_nothing_is_decided_or_said_by_it(joined: Talk) -> None:
    joined.writes("STOP", "opt_out")
    joined.looks_ahead()
    joined.lotse.deliver()

    assert joined.texts == []
    assert joined.outcomes == [(None, None)]
    assert joined.lotse.decisions() == []
    assert joined.contact.opted_out_at is None
    assert joined.timeline == []


def test_a_new_message_replaces_it_by_one_for_the_whole_turn(joined: Talk) -> None:
    joined.writes("habt ihr offen?", "opening_hours")
    joined.looks_ahead()
    read = joined.reads("store_location")
    joined.later(2)
    joined.writes("und wo seid ihr?")
    assert plan(joined) == {}
    joined.looks_ahead()

    assert read == ["habt ihr offen?\nund wo seid ihr?"]
    assert plan(joined)["intent"] == "store_location"


def test_a_message_that_comes_while_it_is_made_lets_it_be_made_anew(joined: Talk) -> None:
    joined.writes("habt ihr offen?", "opening_hours")

    def writes_on(texts: Sequence[str]) -> Sequence[Prediction]:
        joined.writes("und wo seid ihr?", "store_location")
        return [Prediction("opening_hours", 0.99, None, 0.0, "de", "test") for _ in texts]

    joined.lotse.classify = writes_on
    joined.looks_ahead()
    assert plan(joined) == {}
    joined.looks_ahead()
    assert plan(joined)["intent"] == "store_location"


def test_what_a_person_has_taken_gets_none(joined: Talk) -> None:
    joined.writes("habt ihr offen?", "opening_hours")
    joined.taken()
    joined.looks_ahead()
    joined.writes("und samstags?")
    joined.looks_ahead()
    assert plan(joined) == {}


def test_what_a_person_takes_while_it_is_made_gets_none(joined: Talk) -> None:
    joined.writes("habt ihr offen?", "opening_hours")

    def taken(texts: Sequence[str]) -> Sequence[Prediction]:
        joined.taken()
        return [Prediction("opening_hours", 0.99, None, 0.0, "de", "test") for _ in texts]

    joined.lotse.classify = taken
    joined.looks_ahead()
    assert plan(joined) == {}


def test_a_turn_that_is_due_already_is_decided_and_not_announced(joined: Talk) -> None:
    joined.writes("habt ihr offen?", "opening_hours")
    joined.later(4)
    joined.looks_ahead()
    assert plan(joined) == {}


def fails_on(bad: str) -> Callable[[Sequence[str]], list[Prediction]]:
    def classify(texts: Sequence[str]) -> list[Prediction]:
        if any(bad in text for text in texts):
            raise ValueError("broken")
        return [Prediction("opening_hours", 0.99, None, 0.0, "de", "test") for _ in texts]

    return classify


def test_a_classifier_that_fails_leaves_none_and_the_turn_is_decided_in_its_time(joined: Talk) -> None:
    joined.lotse.classify = fails_on("offen")
    joined.writes("habt ihr offen?")
    joined.looks_ahead()
    assert plan(joined) == {}
    assert joined.lotse.conversation().attempts == 0

    joined.reads("opening_hours")
    joined.later(4)
    joined.lotse.work()
    assert joined.outcomes == [("answered", None)]


def test_a_classifier_that_fails_on_everything_is_announced_as_none(joined: Talk) -> None:
    joined.lotse.classify = fails_on("")
    joined.writes("habt ihr offen?")
    joined.looks_ahead()
    assert (plan(joined)["kind"], plan(joined)["reason"]) == ("escalate", "no_classifier")


def test_one_that_lies_there_does_not_survive_the_decision(joined: Talk) -> None:
    joined.writes("danke", "thanks_goodbye")
    joined.looks_ahead()
    assert plan(joined)["kind"] == "note"
    joined.later(4)
    joined.lotse.work()
    assert plan(joined) == {}


def test_a_worker_looks_ahead_by_itself(joined: Talk) -> None:
    joined.writes("habt ihr offen?", "opening_hours")
    turns.look(joined.lotse.sessions, joined.lotse.classify, joined.lotse.playbook)
    assert plan(joined)["kind"] == "answer"


def test_a_turn_is_classified_once_although_it_is_looked_at_twice(joined: Talk) -> None:
    read = joined.reads("opening_hours")
    assert joined.lotse.classify is not None
    joined.lotse.classify = once(joined.lotse.classify)
    joined.writes("habt ihr offen?")
    joined.looks_ahead()
    joined.later(4)
    joined.lotse.work()

    assert read == ["habt ihr offen?"]
    assert joined.outcomes == [("answered", None)]


def counting() -> tuple[list[str], Callable[[Sequence[str]], list[Prediction]]]:
    read: list[str] = []

    def classify(texts: Sequence[str]) -> list[Prediction]:
        read.extend(texts)
        return [Prediction(text, 0.9, None, 0.0, "de", "test") for text in texts]

    return read, classify


def test_each_text_gets_its_own_prediction_in_the_order_that_was_asked() -> None:
    read, classify = counting()
    remembered = once(classify)
    remembered(["b"])

    assert [said.intent for said in remembered(["a", "b", "a", "c"])] == ["a", "b", "a", "c"]
    assert read == ["b", "a", "c"]


def test_only_the_last_texts_are_kept() -> None:
    read, classify = counting()
    remembered = once(classify, kept=2)
    for text in ("a", "b", "c", "c", "a"):
        remembered([text])
    assert read == ["a", "b", "c", "a"]


def test_what_failed_is_not_remembered() -> None:
    failures = iter([True, False])

    def classify(texts: Sequence[str]) -> list[Prediction]:
        if next(failures):
            raise ValueError("broken")
        return [Prediction("a", 0.9, None, 0.0, "de", "test") for _ in texts]

    remembered = once(classify)
    with pytest.raises(ValueError, match="broken"):
        remembered(["a"])
    assert [said.intent for said in remembered(["a"])] == ["a"]


def test_a_plan_waits_for_nothing_of_another_process(joined: Talk) -> None:
    """A conversation that somebody has locked is left for the next look."""
    joined.writes("habt ihr offen?", "opening_hours")

    def looks(session: Session, conversation: Conversation) -> None:
        joined.looks_ahead()

    joined.lotse.change(looks)
    assert plan(joined) == {}
    joined.looks_ahead()
    assert plan(joined)["kind"] == "answer"


def test_what_an_agent_stops_at_a_closed_time_is_not_followed_by_another_text(joined: Talk) -> None:
    closed = Hours.model_validate({"exceptions": {"2020-01-01/2099-01-01": []}})
    joined.lotse.playbook = joined.lotse.playbook.model_copy(update={"hours": closed})
    joined.writes("wann habt ihr offen", "opening_hours")
    joined.looks_ahead()
    anna = joined.anna
    joined.lotse.change(lambda session, conversation: handling.stop(session, conversation, anna))
    joined.later(10)
    joined.lotse.work()
    assert joined.texts == []


def test_who_let_lotse_answer_at_once_stands_in_the_timeline(joined: Talk) -> None:
    joined.writes("habt ihr offen?", "opening_hours")
    anna = joined.anna
    joined.lotse.change(lambda session, row: handling.answer_now(session, row, anna, clock.now(session)))
    joined.lotse.work()
    assert len(joined.texts) == 1
    assert joined.timeline == [("answered_now", None)]
