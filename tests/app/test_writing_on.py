"""Whoever writes on while their turn waits neither loses its place nor gives it further attempts."""

import time
from collections.abc import Callable
from datetime import timedelta

from sqlalchemy import func, update

from app import claims, clock
from app.playbook.rules import Rules
from app.tables import Conversation, Message
from tests.lotse import Lotse
from tests.webhooks import text_message


def test_a_customer_who_writes_on_gives_a_deadly_turn_no_further_attempts(lotse: Lotse) -> None:
    for text in ("what ends a worker", "hello?", "anybody?"):
        lotse.receive(text_message(text))
        _a_worker_dies_with_the_turn_in_hand(lotse)
    lotse.receive(text_message("still there?"))
    lotse.triage()

    assert [message.outcome for message in lotse.inbound()] == ["joined", "joined", "joined", "escalated"]
    assert lotse.inbound()[-1].outcome_reason == "set_aside"
    assert lotse.conversation().attempts == 0


def test_a_customer_who_writes_on_keeps_their_place_among_those_who_wait(lotse: Lotse) -> None:
    lotse.receive(text_message("hello?"))
    with lotse.sessions.begin() as session:
        session.execute(update(Conversation).values(due_at=func.now() - timedelta(seconds=1)))
    place = lotse.conversation().due_at
    lotse.receive(text_message("anybody?"))

    assert lotse.conversation().due_at == place


def test_a_customer_who_keeps_on_typing_is_not_waited_for_for_ever(
    lotse: Lotse, setting: Callable[[str, str], None]
) -> None:
    setting("JOIN_SECONDS", "15")
    lotse.receive(text_message("hello?"))
    with lotse.sessions.begin() as session:
        session.execute(update(Message).values(stored_at=func.now() - timedelta(seconds=12)))
    lotse.receive(text_message("anybody?"))

    assert lotse.conversation().due_at == lotse.inbound()[0].stored_at + timedelta(
        seconds=Rules().joining.longest_seconds
    )


def test_an_earlier_message_that_comes_late_takes_no_answer_from_who_was_about_to_get_one(lotse: Lotse) -> None:
    now = int(time.time())
    lotse.receive(text_message("wann habt ihr offen?", timestamp=str(now)))
    lotse.triage()
    lotse.receive(text_message("moin", timestamp=str(now - 2)))
    lotse.triage()
    lotse.deliver()

    assert [(message.text, message.outcome) for message in lotse.inbound()] == [
        ("wann habt ihr offen?", "answered"),
        ("moin", "joined"),
    ]
    assert len(lotse.graph.sent) == 1


def _a_worker_dies_with_the_turn_in_hand(lotse: Lotse) -> None:
    with lotse.sessions.begin() as session:
        assert any(claims.conversations(session, which, 64, clock.now(session)).claimed for which in claims.TURNS)
    with lotse.sessions.begin() as session:
        session.execute(update(Conversation).values(claimed_until=func.now() - timedelta(seconds=1)))
