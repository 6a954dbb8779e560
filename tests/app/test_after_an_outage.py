"""After an outage of hours, old questions are not answered as if they were new: people see them marked late."""

import time
from datetime import timedelta

from sqlalchemy import update

from app.tables import Message
from tests.lotse import Lotse
from tests.webhooks import text_message


def test_what_was_delivered_hours_late_goes_to_people_marked_late(lotse: Lotse) -> None:
    lotse.receive(text_message("wann habt ihr offen", timestamp=str(int(time.time()) - 3 * 3600)))
    lotse.work()

    assert lotse.graph.sent == []
    assert (lotse.conversation().owner, lotse.conversation().reason) == ("waiting", "late")


def test_who_writes_again_after_the_outage_gets_a_person_for_both(lotse: Lotse) -> None:
    lotse.receive(text_message("wann habt ihr offen", timestamp=str(int(time.time()) - 3 * 3600)))
    lotse.receive(text_message("wann habt ihr denn nun offen"))
    lotse.work()

    assert [message.outcome for message in lotse.inbound()] == ["joined", "escalated"]
    assert lotse.conversation().reason == "late"


def test_an_answer_that_could_not_go_out_for_an_hour_goes_to_people_instead(lotse: Lotse) -> None:
    lotse.receive(text_message("wann habt ihr offen"))
    lotse.triage()
    with lotse.sessions.begin() as session:
        an_hour_ago = Message.written_at - timedelta(minutes=61)
        session.execute(update(Message).where(Message.direction == "out").values(written_at=an_hour_ago))
    lotse.deliver()
    lotse.settle()

    assert lotse.graph.sent == []
    assert [message.status for message in lotse.outbound()] == ["cancelled"]
    assert [(message.outcome, message.outcome_reason) for message in lotse.inbound()] == [("escalated", "late")]
    assert (lotse.conversation().owner, lotse.conversation().reason) == ("waiting", "late")
