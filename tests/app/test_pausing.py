"""Pause all: one switch that keeps Lotse from writing by itself, at once, while people go on."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from uuid import uuid4

import pytest
from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from app import clock, pausing, replies
from app.delivery import outbox
from app.pausing import Held
from app.tables import Conversation, Event, Message, Notice, Switches
from app.whatsapp.errors import NotSent, Result, Sent
from models.prediction import Prediction
from tests.lotse import Lotse, predicts
from tests.talking import Talk
from tests.webhooks import text_message

REASON = "falsche Öffnungszeiten"


def pause(lotse: Lotse, email: str = "anna@example.com", reason: str = REASON) -> bool:
    anna = lotse.person(email)
    with lotse.sessions.begin() as session:
        return pausing.pause(session, anna, reason, clock.now(session))


def resume(lotse: Lotse, email: str = "anna@example.com") -> bool:
    anna = lotse.person(email)
    with lotse.sessions.begin() as session:
        return pausing.resume(session, anna, clock.now(session))


def is_paused(lotse: Lotse) -> bool:
    with lotse.sessions() as session:
        return pausing.paused(session)


def last_reason(lotse: Lotse) -> str | None:
    return lotse.decisions()[-1].reason


def test_while_lotse_is_paused_what_it_would_have_answered_goes_to_people_with_a_suggestion(lotse: Lotse) -> None:
    pause(lotse)
    lotse.receive(text_message("wann habt ihr offen?"))
    lotse.work()

    assert lotse.graph.sent == []
    conversation, decision = lotse.conversation(), lotse.decisions()[0]
    assert (conversation.owner, conversation.reason) == ("waiting", "paused")
    assert (decision.kind, decision.reason) == ("escalate", "paused")
    assert "Montag bis Freitag" in str(decision.suggestion)


def test_a_question_is_held_back_too(lotse: Lotse) -> None:
    unsure = Prediction("opening_hours", 0.5, None, 0.0, "de", "test", ("opening_hours", "store_location"))
    lotse.classify = lambda texts: [unsure for _ in texts]
    lotse.receive(text_message("wann und wo?", "4915100000001"))
    lotse.work()
    assert [message.outcome for message in lotse.inbound()] == ["asked"]
    pause(lotse)
    lotse.receive(text_message("wann und wo?", "4915100000002"))
    lotse.work()

    assert len(lotse.graph.sent) == 1
    assert last_reason(lotse) == "paused"


def test_what_people_get_anyway_keeps_its_own_reason_and_thanks_are_still_noted(lotse: Lotse) -> None:
    pause(lotse)
    lotse.classify = predicts("opening_hours")
    lotse.receive(text_message("ich will mit einem menschen reden", "4915100000002"))
    lotse.triage()
    assert last_reason(lotse) == "wants_person"
    lotse.classify = predicts("thanks_goodbye")
    lotse.receive(text_message("danke!", "4915100000003"))
    lotse.triage()

    assert [decision.kind for decision in lotse.decisions()] == ["escalate", "note"]


def test_resumed_it_answers_what_comes_from_then_on(lotse: Lotse) -> None:
    pause(lotse)
    lotse.receive(text_message("offen?", "4915100000001"))
    lotse.work()
    assert resume(lotse)
    lotse.receive(text_message("offen?", "4915100000002"))
    lotse.work()

    assert [sent["recipient"]["to"] for sent in lotse.graph.sent] == ["+4915100000002"]
    assert not is_paused(lotse)


def test_an_answer_that_waits_to_be_sent_does_not_go_out_and_its_question_goes_to_people(lotse: Lotse) -> None:
    lotse.receive(text_message("offen?"))
    lotse.triage()
    pause(lotse)
    lotse.deliver()
    assert [message.status for message in lotse.outbound()] == ["queued"]
    lotse.settle()

    assert lotse.graph.sent == []
    assert [message.status for message in lotse.outbound()] == ["cancelled"]
    assert [(message.outcome, message.outcome_reason) for message in lotse.inbound()] == [("escalated", "paused")]
    assert (lotse.conversation().owner, lotse.conversation().reason) == ("waiting", "paused")
    with lotse.sessions() as session:
        assert ("escalated", "paused") in session.execute(select(Event.kind, Event.reason)).all()


def test_what_a_worker_has_in_hand_is_not_sent_when_somebody_pauses_in_that_moment(lotse: Lotse) -> None:
    """The switch is asked right before each request: only what is on its way already can arrive."""
    for phone in ("4915100000001", "4915100000002", "4915100000003"):
        lotse.receive(text_message("offen?", phone))
    lotse.triage()

    def paused_meanwhile() -> Result:
        pause(lotse)
        return Sent("wamid.ONE")

    lotse.graph.meanwhile = paused_meanwhile
    with ThreadPoolExecutor(1) as pool:
        outbox.deliver_due(lotse.sessions, lotse.graph, pool)
    assert len(lotse.graph.sent) == 1
    lotse.settle()

    assert sorted(str(message.status) for message in lotse.outbound()) == ["cancelled", "cancelled", "sent"]
    outcomes = sorted((str(message.outcome), message.outcome_reason) for message in lotse.inbound())
    assert outcomes == [("answered", None), ("escalated", "paused"), ("escalated", "paused")]


def test_what_failed_while_somebody_paused_is_not_tried_again(lotse: Lotse) -> None:
    def paused_meanwhile() -> Result:
        pause(lotse)
        return NotSent(131000, "something went wrong")

    lotse.graph.meanwhile = paused_meanwhile
    lotse.receive(text_message("offen?"))
    lotse.work()
    with lotse.sessions.begin() as session:
        session.execute(update(Message).values(due_at=func.now()))
    lotse.deliver()
    lotse.settle()

    assert len(lotse.graph.sent) == 1
    assert [message.status for message in lotse.outbound()] == ["cancelled"]


def test_what_people_write_goes_out(lotse: Lotse) -> None:
    pause(lotse)
    lotse.receive(text_message("offen?"))
    lotse.work()
    anna = lotse.person()

    def reply(session: Session, conversation: Conversation) -> None:
        replies.reply(session, conversation, anna, "Ja, bis acht.", uuid4(), clock.now(session))

    lotse.change(reply)
    lotse.deliver()
    lotse.settle()

    assert [sent["text"] for sent in lotse.graph.sent] == ["Ja, bis acht."]
    assert [message.status for message in lotse.outbound()] == ["sent"]


def test_it_is_kept_who_paused_and_resumed_when_and_why(lotse: Lotse) -> None:
    assert pause(lotse)
    assert not pause(lotse, "berta@example.com", "noch ein Grund")
    with lotse.sessions() as session:
        row = session.scalars(select(Switches)).one()
    assert (row.paused_reason, row.paused_by_id) == (REASON, lotse.person().id)
    assert resume(lotse, "berta@example.com")
    assert not resume(lotse)
    with lotse.sessions() as session:
        told = session.scalars(select(Notice).order_by(Notice.id)).all()

    assert [(notice.field, notice.event, notice.detail) for notice in told] == [
        ("pause", "PAUSED", {"person": "anna@example.com", "reason": REASON}),
        ("pause", "RESUMED", {"person": "berta@example.com"}),
    ]
    assert [notice.seen_by_id for notice in told] == [lotse.person().id, lotse.person("berta@example.com").id]


@pytest.mark.parametrize("reason", ["", "x" * 201])
def test_a_pause_without_a_reason_or_with_a_long_one_is_none(lotse: Lotse, reason: str) -> None:
    with pytest.raises(ValueError, match="reason"):
        pause(lotse, reason=reason)
    assert not is_paused(lotse)


def test_a_new_lotse_is_not_paused(lotse: Lotse) -> None:
    with lotse.sessions() as session:
        assert pausing.held(session, clock.now(session)) == Held()
    assert not is_paused(lotse)


def test_what_was_queued_goes_to_people_also_when_the_pause_is_short(talk: Talk) -> None:
    talk.writes("wann habt ihr offen", "opening_hours")
    talk.lotse.triage()
    for act in (lambda s: pausing.pause(s, talk.anna, "falscher Text", clock.now(s)), _resume(talk)):
        with talk.lotse.sessions.begin() as session:
            act(session)
    talk.lotse.deliver()
    assert talk.texts == []
    assert (talk.owner, talk.lotse.conversation().reason) == ("waiting", "paused")


def _resume(talk: Talk) -> Callable[[Session], object]:
    return lambda session: pausing.resume(session, talk.anna, clock.now(session))
