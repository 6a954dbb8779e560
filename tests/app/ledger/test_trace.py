"""The way of one message: each step that happened with its time, and what it still waits for."""

from collections.abc import Callable
from datetime import timedelta
from uuid import uuid4

import pytest
from sqlalchemy import delete, update
from sqlalchemy.orm import Session

from app import clock, handling, locking, replies
from app.ledger import trace
from app.ledger.trace import Trace
from app.tables import Conversation, Decision, Delivery, Message, Person
from app.whatsapp.errors import InDoubt, NotSent, Refused
from tests.app.ledger.breaking import change, forget_turns, remove_answers
from tests.lotse import Lotse, predicts
from tests.webhooks import change as webhook_of
from tests.webhooks import echo, encode, envelope, status, text_message


def traced(lotse: Lotse, key: object = 1) -> Trace:
    with lotse.sessions() as session:
        message_id = trace.find(session, str(key))
        assert message_id is not None
        return trace.read(session, message_id)


def names(found: Trace) -> list[str]:
    return [step.name for step in found.steps]


def facts(found: Trace, name: str) -> dict[str, object]:
    return next(dict(step.facts) for step in found.steps if step.name == name)


IN = ["written", "received", "stored", "taken_in"]
DECIDED = ["joined", "classified", "decided"]


def test_an_answered_message_shows_every_step_in_order_with_what_each_took(lotse: Lotse) -> None:
    lotse.receive(text_message("offen?"))
    lotse.work()
    callback = str(lotse.outbound()[0].callback_id)
    for state in ("delivered", "read"):
        lotse.receive_bytes(encode(envelope(statuses=[status(callback, state, "wamid.OUT1")])))
    found = traced(lotse)

    assert names(found) == [*IN, *DECIDED, "queued", "sent", "delivered", "read"]
    assert all(step.at for step in found.steps)
    assert [step.took is None for step in found.steps] == [True] + [False] * 10
    assert all(step.took >= timedelta() for step in found.steps[1:] if step.took is not None)
    assert facts(found, "classified") == {"intent": "opening_hours", "confidence": 0.99, "model": "test"}
    assert facts(found, "decided") == {"decision": "answer"}
    assert found.waits is None


def test_the_messages_of_one_turn_name_each_other_and_share_the_answer(lotse: Lotse) -> None:
    lotse.receive(*(text_message(text) for text in ("hallo", "habt ihr", "offen?")))
    lotse.work()

    assert facts(traced(lotse, 1), "joined") == {"joined_with": (2, 3)}
    assert facts(traced(lotse, 3), "joined") == {"joined_with": (1, 2)}
    covering = traced(lotse, 1).joined_to
    assert covering
    assert covering.id == 3
    assert names(traced(lotse, 1)) == [*IN, *DECIDED, "queued", "sent"]


def test_it_is_found_by_whatsapps_id_and_by_the_answers(lotse: Lotse) -> None:
    message = text_message("offen?")
    lotse.receive(message)
    lotse.work()

    for key in (message["id"], lotse.outbound()[0].id, lotse.outbound()[0].wamid):
        assert traced(lotse, key).message.id == 1
    with lotse.sessions() as session:
        for key in ("99", "wamid.NONE", "9" * 30, "", "²"):
            assert trace.find(session, key) is None


def test_what_people_have_shows_to_whom_it_came_and_what_they_wrote(lotse: Lotse) -> None:
    lotse.classify = predicts("order_status", 0.1)
    lotse.receive(text_message("wo ist es"))
    lotse.work()
    found = traced(lotse)
    assert names(found) == [*IN, *DECIDED, "escalated"]
    assert facts(found, "escalated") == {"reason": "unsure"}
    assert found.waits
    assert found.waits.what == "person"
    anna = lotse.person()
    an_agent_writes(lotse, "Da ist es.")
    assert traced(lotse).waits == trace.Waits("sending", lotse.outbound()[0].due_at)
    lotse.deliver()
    lotse.change(lambda session, conversation: handling.resolve(session, conversation, anna))
    lotse.receive(text_message("danke, und noch etwas"))
    lotse.triage()
    found = traced(lotse)

    assert names(found) == [*IN, *DECIDED, "escalated", "taken", "queued", "sent", "resolved"]
    assert facts(found, "taken") == {"person": "anna@example.com"}
    assert facts(found, "sent") == {"message": 2, "author": "agent", "person": "anna@example.com"}


def an_agent_writes(lotse: Lotse, text: str) -> None:
    with lotse.sessions.begin() as session:
        conversation = locking.lock(session, 1)
        assert conversation
        replies.reply(session, conversation, lotse.person(), text, uuid4(), clock.now(session))


@pytest.mark.parametrize(("be_done", "step"), [(handling.resolve, "resolved"), (handling.hand_back, "handed_back")])
def test_what_an_agent_writes_after_people_were_done_with_it_is_no_answer_to_it(
    lotse: Lotse, be_done: Callable[[Session, Conversation, Person], None], step: str
) -> None:
    lotse.classify = None
    lotse.receive(text_message("wo ist es"))
    lotse.triage()
    lotse.change(lambda session, conversation: handling.take(session, conversation, lotse.person()))
    lotse.change(lambda session, conversation: be_done(session, conversation, lotse.person()))
    lotse.receive(text_message("noch eine frage"))
    lotse.triage()
    an_agent_writes(lotse, "Ja?")
    lotse.deliver()

    assert names(traced(lotse, 1))[-3:] == ["escalated", "taken", step]
    assert names(traced(lotse, 2))[-3:] == ["taken", "queued", "sent"]


def test_an_answer_from_the_phone_is_shown_at_the_message_that_went_to_people(lotse: Lotse) -> None:
    lotse.classify = None
    lotse.receive(text_message("wo ist es"))
    lotse.triage()
    lotse.receive_bytes(encode(webhook_of("smb_message_echoes", message_echoes=[echo("da ist es")])))

    assert set(names(traced(lotse))) >= {"escalated", "written_on_phone", "answered_by_phone"}


def test_an_answer_from_the_phone_that_is_heard_of_late_is_shown_too(lotse: Lotse) -> None:
    lotse.classify = None
    lotse.receive(text_message("wo ist es"))
    lotse.triage()
    lotse.change(lambda session, conversation: handling.resolve(session, conversation, lotse.person()))
    lotse.receive_bytes(encode(webhook_of("smb_message_echoes", message_echoes=[echo("da ist es")])))
    change(lotse, 2, written_at=Message.written_at - timedelta(minutes=1))

    assert "written_on_phone" in names(traced(lotse))


def test_a_refused_answer_says_why_and_that_people_have_it(lotse: Lotse) -> None:
    lotse.graph.results = [Refused(131026, "cannot be delivered to +49 151 000")]
    lotse.receive(text_message("offen?"))
    lotse.work()
    lotse.settle()
    found = traced(lotse)

    assert names(found) == [*IN, *DECIDED, "queued", "failed", "escalated"]
    assert facts(found, "failed") == {"message": 2, "author": "bot", "code": 131026}
    assert all(step.at for step in found.steps)


def test_an_answer_in_doubt_and_one_that_was_withdrawn(lotse: Lotse) -> None:
    lotse.graph.results = [InDoubt("the connection broke")]
    lotse.receive(text_message("offen?"))
    lotse.work()
    assert names(traced(lotse)) == [*IN, *DECIDED, "queued", "unknown"]
    lotse.classify = predicts("store_location")
    lotse.receive(text_message("und wo?"))
    lotse.triage()
    lotse.change(lambda session, conversation: handling.take(session, conversation, lotse.person()))

    assert names(traced(lotse, 3)) == [*IN, *DECIDED, "queued", "taken", "cancelled"]
    assert all(step.at for step in traced(lotse, 3).steps)


def test_an_answer_that_is_withdrawn_while_it_is_in_hand_bears_its_time(lotse: Lotse) -> None:
    def taken_meanwhile() -> NotSent:
        lotse.change(lambda session, conversation: handling.take(session, conversation, lotse.person()))
        return NotSent(None, "no connection")

    lotse.graph.meanwhile = taken_meanwhile
    lotse.receive(text_message("offen?"))
    lotse.work()
    found = traced(lotse)

    assert names(found) == [*IN, *DECIDED, "queued", "taken", "cancelled"]
    assert all(step.at for step in found.steps)


def test_an_answer_that_whatsapp_reports_as_failed_bears_the_time_of_the_report(lotse: Lotse) -> None:
    lotse.receive(text_message("offen?"))
    lotse.work()
    callback = str(lotse.outbound()[0].callback_id)
    lotse.receive_bytes(encode(envelope(statuses=[status(callback, "failed", "wamid.OUT1")])))
    found = traced(lotse)

    assert names(found) == [*IN, *DECIDED, "queued", "sent", "failed"]
    assert all(step.at for step in found.steps)


def test_it_tells_how_often_an_answer_was_tried_and_what_was_wrong(lotse: Lotse) -> None:
    lotse.graph.results = [NotSent(131000, "something went wrong")] * 2
    lotse.receive(text_message("offen?"))
    lotse.work()
    assert facts(traced(lotse), "queued") == {"message": 2, "author": "bot", "attempts": 1, "code": 131000}
    for _ in range(2):
        change(lotse, 2, due_at=Message.written_at)
        lotse.deliver()

    assert facts(traced(lotse), "queued") == {"message": 2, "author": "bot"}
    assert facts(traced(lotse), "sent") == {"message": 2, "author": "bot", "attempts": 3}


def test_it_tells_how_often_a_delivery_was_taken_up_and_deciding_begun(lotse: Lotse) -> None:
    lotse.receive(text_message("offen?"))
    assert facts(traced(lotse), "taken_in") == {}
    with lotse.sessions.begin() as session:
        session.execute(update(Delivery).values(attempts=3))
        session.execute(update(Conversation).values(attempts=2))
    found = traced(lotse)

    assert facts(found, "taken_in") == {"attempts": 3}
    assert found.waits
    assert found.waits.attempts == 2


@pytest.mark.parametrize(("minutes", "what"), [(1, "turn"), (-1, "triage")])
def test_an_open_message_says_what_it_waits_for(lotse: Lotse, minutes: int, what: str) -> None:
    lotse.receive(text_message("offen?"))
    with lotse.sessions.begin() as session:
        session.execute(update(Conversation).values(due_at=clock.now(session) + timedelta(minutes=minutes)))
    found = traced(lotse)
    assert names(found) == IN
    assert found.waits
    assert (found.waits.what, found.unexplained) == (what, False)
    forget_turns(lotse)
    found = traced(lotse)

    assert (found.waits, found.unexplained) == (trace.Waits("nothing", None), True)


def test_an_unexplained_message_says_so(lotse: Lotse) -> None:
    lotse.receive(text_message("offen?"))
    lotse.work()
    assert not traced(lotse).unexplained
    remove_answers(lotse)

    assert traced(lotse).unexplained


def test_a_reaction_has_few_steps(lotse: Lotse) -> None:
    lotse.receive({**text_message(""), "type": "reaction", "reaction": {"message_id": "x", "emoji": "👍"}})
    found = traced(lotse)

    assert names(found) == IN
    assert (found.message.outcome, found.waits) == ("noted", None)


def test_what_was_pruned_is_left_out_and_the_rest_stands(lotse: Lotse) -> None:
    lotse.receive(text_message("hallo"), text_message("offen?"))
    lotse.work()
    with lotse.sessions.begin() as session:
        session.execute(delete(Delivery))
        session.execute(delete(Decision))
    found = traced(lotse)

    assert names(found) == ["written", "received", "taken_in", "queued", "sent"]
    assert found.joined_to
    assert found.joined_to.outcome == "answered"


def test_a_phone_whose_clock_is_ahead_disorders_nothing(lotse: Lotse) -> None:
    lotse.receive(text_message("offen?"))
    lotse.work()
    change(lotse, 1, written_at=Message.written_at + timedelta(hours=2))
    found = traced(lotse)

    assert names(found) == [*IN, *DECIDED, "queued", "sent"]
    assert found.steps[1].took == timedelta()
    taken_in = found.steps[3].took
    assert taken_in
    assert taken_in < timedelta(minutes=1)
