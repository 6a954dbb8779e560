"""Who writes on before the answer is on its way gets one answer to everything; until then agents see what is meant."""

from collections.abc import Callable, Sequence

import pytest
from sqlalchemy import select

from app import ledger, planning
from app.tables import Check
from app.whatsapp.errors import NotSent, Result, Sent
from models.prediction import Prediction
from tests.lotse import Lotse, predicts
from tests.talking import Talk
from tests.webhooks import message, text_message
from workers.once import once


def kinds(lotse: Lotse) -> list[str]:
    return [decision.kind for decision in lotse.decisions()]


def test_an_answer_that_still_waits_is_withdrawn_and_the_whole_turn_answered_once(lotse: Lotse) -> None:
    lotse.receive(text_message("habt ihr offen?"))
    lotse.triage()
    lotse.classify = predicts("store_location")
    lotse.receive(text_message("und wo seid ihr?"))
    assert [one.outcome for one in lotse.inbound()] == [None, None]
    lotse.work()

    assert [one.status for one in lotse.outbound()] == ["cancelled", "sent"]
    assert len(lotse.graph.sent) == 1
    assert [one.outcome for one in lotse.inbound()] == ["joined", "answered"]
    assert kinds(lotse) == ["withdrawn", "answer"]


def test_the_same_holds_for_one_that_waits_for_its_next_attempt(lotse: Lotse) -> None:
    lotse.graph.results = [NotSent(500, "away")]
    lotse.receive(text_message("habt ihr offen?"))
    lotse.work()
    lotse.receive(text_message("auch sonntags?"))
    lotse.work()
    assert [one.status for one in lotse.outbound()] == ["cancelled", "sent"]


def test_who_writes_on_and_on_while_sending_is_slow_is_answered_after_a_minute(talk: Talk) -> None:
    """Each message takes back what waits, until the turn is a minute old: then its answer goes out."""
    for text in ("habt ihr offen?", "heute?", "jetzt?", "oder morgen?", "sonntags?", "und abends?"):
        talk.writes(text, "opening_hours")
        talk.lotse.triage()  # and sending does not come to it
        talk.later(10)
    talk.writes("und wo seid ihr?", "store_location")
    talk.lotse.triage()
    *before, waits, then = [one.status for one in talk.lotse.outbound()]
    assert set(before) == {"cancelled"}
    assert (waits, then) == ("queued", "queued"), "the first answer goes out, and the new question has its own"


def test_what_is_on_its_way_goes_out_and_what_came_meanwhile_is_a_turn_of_its_own(lotse: Lotse) -> None:
    def meanwhile() -> Result:
        lotse.receive(text_message("und wo seid ihr?"))
        return Sent("wamid.FIRST")

    lotse.graph.meanwhile = meanwhile
    lotse.receive(text_message("habt ihr offen?"))
    lotse.work()
    lotse.classify = predicts("store_location")
    lotse.work()
    assert [one.outcome for one in lotse.inbound()] == ["answered", "answered"]
    assert len(lotse.graph.sent) == 2


def test_a_withdrawn_answer_is_no_sample_and_explains_nothing(lotse: Lotse, monkeypatch: pytest.MonkeyPatch) -> None:
    from app import checks

    monkeypatch.setattr(checks, "is_drawn", lambda message_id: True)
    lotse.receive(text_message("habt ihr offen?"))
    lotse.triage()
    lotse.receive(text_message("auch sonntags?"))
    lotse.work()
    with lotse.sessions() as session:
        assert [one.message_id for one in session.scalars(select(Check))] == [lotse.inbound()[1].id]
        assert ledger.count(session)["unexplained"] == 0


@pytest.fixture
def joining(lotse: Lotse, setting: Callable[[str, str], None]) -> Lotse:
    setting("JOIN_SECONDS", "4")
    return lotse


def plans(lotse: Lotse) -> int:
    return planning.plan_due(lotse.sessions, lotse.classify, lotse.playbook)


def test_while_more_may_come_the_plan_tells_what_is_meant_and_decides_nothing(joining: Lotse) -> None:
    joining.receive(text_message("habt ihr offen?"))
    assert plans(joining) == 1
    plan = joining.conversation().plan or {}
    assert (plan["kind"], plan["intent"]) == ("answer", "opening_hours")
    assert "Montag bis Freitag" in plan["text"]
    assert joining.decisions() == []
    assert plans(joining) == 0

    joining.receive(text_message("und wo seid ihr?"))
    assert joining.conversation().plan is None
    joining.classify = predicts("store_location")
    plans(joining)
    assert (joining.conversation().plan or {})["intent"] == "store_location"


def test_a_decision_clears_the_plan(joining: Lotse, setting: Callable[[str, str], None]) -> None:
    joining.receive(text_message("habt ihr offen?"))
    plans(joining)
    setting("LOTSE_NOW_OFFSET", "5")
    joining.triage()
    assert joining.conversation().plan is None
    assert kinds(joining) == ["answer"]


def test_a_classifier_that_fails_leaves_no_plan_and_the_turn_stays_due(joining: Lotse) -> None:
    def fails(texts: Sequence[str]) -> list[Prediction]:
        raise ValueError("broken")

    joining.classify = fails
    joining.receive(text_message("habt ihr offen?"))
    plans(joining)
    assert (joining.conversation().plan or {}).get("kind") in {None, "escalate"}
    assert joining.conversation().due_at


def test_with_no_waiting_there_is_nothing_to_plan(lotse: Lotse) -> None:
    lotse.receive(text_message("habt ihr offen?"))
    assert plans(lotse) == 0


def test_a_text_that_is_looked_at_twice_is_classified_once() -> None:
    seen: list[str] = []

    def classify(texts: Sequence[str]) -> Sequence[Prediction]:
        seen.extend(texts)
        return predicts("opening_hours")(texts)

    remembered = once(classify, kept=2)
    remembered(["offen?", "offen?"])
    assert len(remembered(["offen?", "wo?"])) == 2
    assert seen == ["offen?", "wo?"]
    remembered(["wann?", "was?"])
    remembered(["offen?"])
    assert seen[-1] == "offen?"


def test_what_whatsapp_did_not_take_is_thought_over_with_what_came_meanwhile(talk: Talk) -> None:
    talk.writes("wann habt ihr offen", "opening_hours")
    talk.lotse.triage()

    def writes_on() -> Result:
        talk.writes("und wo seid ihr", "store_location")
        return NotSent(131000, "try again")

    talk.lotse.graph.meanwhile = writes_on
    talk.lotse.deliver()
    for _ in range(2):
        talk.later(60)
        talk.lotse.work()
    assert [one.status for one in talk.lotse.outbound()] == ["cancelled", "sent"]


def test_of_a_turn_whose_only_message_is_deleted_no_plan_is_left(talk: Talk) -> None:
    talk.setting("JOIN_SECONDS", "4")
    talk.writes("wann habt ihr offen", "opening_hours", id="wamid.A")
    talk.looks_ahead()
    talk.lotse.receive(message("revoke", {"original_message_id": "wamid.A"}, timestamp=talk.moment))
    talk.later(10)
    talk.lotse.work()
    assert talk.lotse.conversation().plan is None
    assert talk.texts == []
