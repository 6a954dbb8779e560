"""Taking a conversation and taking that back: Lotse answers as if nobody had come, once, and nobody is forgotten."""

from collections.abc import Callable

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app import clock, handling, planning, snapshots, undoing
from app.refusals import RefusedError
from app.tables import Conversation, Event, Person
from tests.app.test_gathering import WITH_NUMBER, unsure
from tests.lotse import Lotse, predicts
from tests.webhooks import text_message


@pytest.fixture
def anna(lotse: Lotse) -> Person:
    return lotse.person()


def take(lotse: Lotse, anna: Person) -> None:
    def verb(session: Session, conversation: Conversation) -> None:
        now, before = clock.now(session), snapshots.state(session, conversation)
        handling.take(session, conversation, anna, now)
        undoing.remember(session, conversation, anna, before, now)

    lotse.change(verb)


def undo(lotse: Lotse, anna: Person) -> None:
    def verb(session: Session, conversation: Conversation) -> None:
        line = session.scalars(select(Event.id).where(Event.kind == "taken")).one()
        undoing.undo(session, conversation, line, anna, clock.now(session))

    lotse.change(verb)


def test_lotse_answers_once_what_was_taken_and_given_back_before_its_time(lotse: Lotse, anna: Person) -> None:
    lotse.receive(text_message("offen?"))
    take(lotse, anna)
    undo(lotse, anna)
    lotse.work()
    lotse.work()
    assert [message.status for message in lotse.outbound()] == ["sent"]
    assert [message.outcome for message in lotse.inbound()] == ["answered"]


def test_what_lotse_means_to_say_is_shown_again(
    lotse: Lotse, anna: Person, setting: Callable[[str, str], None]
) -> None:
    setting("JOIN_SECONDS", "20")
    lotse.receive(text_message("offen?"))
    planning.plan_due(lotse.sessions, predicts("opening_hours"), lotse.playbook)
    planned = lotse.conversation().plan
    assert planned
    take(lotse, anna)
    assert lotse.conversation().plan is None
    undo(lotse, anna)
    planning.plan_due(lotse.sessions, predicts("opening_hours"), lotse.playbook)
    assert lotse.conversation().plan == planned


def test_what_people_were_given_meanwhile_stays_with_who_took_it(lotse: Lotse, anna: Person) -> None:
    """Its customer would wait for nobody."""
    lotse.receive(text_message("offen?"))
    take(lotse, anna)
    lotse.triage()
    lotse.change(lambda session, conversation: setattr(conversation, "waiting_since", None))
    with pytest.raises(RefusedError, match="undo_changed"):
        undo(lotse, anna)
    assert (lotse.conversation().owner, lotse.conversation().assignee_id) == ("agent", anna.id)


def test_an_answer_that_taking_called_back_is_never_said_again(lotse: Lotse, anna: Person) -> None:
    lotse.receive(text_message("offen?"))
    lotse.triage()
    take(lotse, anna)
    with pytest.raises(RefusedError, match="undo_gone"):
        undo(lotse, anna)
    lotse.work()
    assert [message.status for message in lotse.outbound()] == ["cancelled"]


def test_lotse_still_knows_what_it_asked(lotse: Lotse, anna: Person) -> None:
    lotse.playbook, lotse.classify = WITH_NUMBER, predicts("order_status")
    lotse.receive(text_message("wo bleibt meine bestellung"))
    lotse.work()
    take(lotse, anna)
    undo(lotse, anna)
    lotse.classify = unsure
    lotse.receive(text_message("ach so, moment... AB-12345 steht da"))
    lotse.work()
    assert lotse.decisions()[-1].intent == "order_status"
