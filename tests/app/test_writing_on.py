"""A turn that ends its worker is given to people in the end, also when its customer writes on meanwhile."""

from datetime import timedelta

from sqlalchemy import func, update

from app import claims, clock
from app.tables import Conversation
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


def _a_worker_dies_with_the_turn_in_hand(lotse: Lotse) -> None:
    with lotse.sessions.begin() as session:
        assert claims.conversations(session, 64, clock.now(session))
    with lotse.sessions.begin() as session:
        session.execute(update(Conversation).values(claimed_until=func.now() - timedelta(seconds=1)))
