"""How long the messages of a day waited; what still waits counts with the time until now."""

from datetime import datetime, timedelta

import pytest

from app import clock
from app.ledger import waits
from app.ledger.waits import Waited
from app.whatsapp.errors import Refused
from tests.app.ledger.breaking import change
from tests.lotse import Lotse, predicts
from tests.webhooks import text_message

MINUTE = timedelta(minutes=1)


def until_decided(lotse: Lotse, later: timedelta = timedelta()) -> Waited | None:
    with lotse.sessions() as session:
        now = clock.now(session)
        return waits.until_decided(session, now - 60 * MINUTE, now + MINUTE, now + later)


def until_sent(lotse: Lotse, later: timedelta = timedelta()) -> Waited | None:
    with lotse.sessions() as session:
        now = clock.now(session)
        return waits.until_sent(session, now - 60 * MINUTE, now + MINUTE, now + later)


def write(lotse: Lotse, *texts: str, number: int = 1) -> None:
    lotse.receive(*(text_message(text, f"4915{number:08d}") for text in texts))


def received(lotse: Lotse, message_id: int, ago: timedelta) -> None:
    with lotse.sessions() as session:
        now: datetime = clock.now(session)
    change(lotse, message_id, received_at=now - ago)


def minutes(span: timedelta) -> int:
    return round(span / MINUTE)


def test_nothing_was_measured_where_nothing_came_in(lotse: Lotse) -> None:
    assert until_decided(lotse) is None
    assert until_sent(lotse) is None


def test_the_median_most_and_longest_of_those_that_are_done(lotse: Lotse) -> None:
    for number in range(20):
        write(lotse, "offen?", number=number)
        received(lotse, number + 1, number * MINUTE)
    lotse.work()
    for waited in (until_decided(lotse), until_sent(lotse)):
        assert waited
        assert waited.messages == 20
        assert [minutes(span) for span in (waited.median, waited.most, waited.longest)] == [9, 18, 19]


def test_an_open_message_has_waited_until_now(lotse: Lotse) -> None:
    write(lotse, "offen?")
    lotse.work()
    write(lotse, "und morgen?", number=2)
    waited = until_decided(lotse, later=30 * MINUTE)

    assert waited
    assert (waited.messages, minutes(waited.median), minutes(waited.longest)) == (2, 0, 30)


@pytest.mark.parametrize("status", ["queued", "sending"])
def test_an_answer_on_its_way_has_waited_until_now(lotse: Lotse, status: str) -> None:
    write(lotse, "offen?")
    lotse.triage()
    change(lotse, 2, status=status)
    waited = until_sent(lotse, later=30 * MINUTE)

    assert waited
    assert (waited.messages, minutes(waited.longest)) == (1, 30)


def test_an_answer_that_will_never_go_out_waits_no_more(lotse: Lotse) -> None:
    lotse.graph.results = [Refused(131026, "cannot be delivered")]
    write(lotse, "offen?")
    lotse.work()

    assert until_sent(lotse, later=30 * MINUTE) is None


def test_joined_messages_wait_for_the_answer_that_covers_them(lotse: Lotse) -> None:
    write(lotse, "hallo")
    received(lotse, 1, 7 * MINUTE)
    write(lotse, "offen?")
    lotse.work()
    waited = until_sent(lotse)

    assert waited
    assert (waited.messages, minutes(waited.longest)) == (2, 7)


def test_what_was_noted_at_once_or_went_to_people_waits_for_no_answer(lotse: Lotse) -> None:
    lotse.receive({**text_message(""), "type": "reaction", "reaction": {"message_id": "x", "emoji": "👍"}})
    assert until_decided(lotse, later=30 * MINUTE) is None
    lotse.classify = predicts("order_status", 0.1)
    write(lotse, "wo ist es?", number=2)
    lotse.work()
    waited = until_decided(lotse, later=30 * MINUTE)

    assert waited
    assert (waited.messages, minutes(waited.longest)) == (1, 0)
    assert until_sent(lotse, later=30 * MINUTE) is None


def test_whose_arrival_nobody_knows_is_left_out(lotse: Lotse) -> None:
    write(lotse, "offen?")
    lotse.work()
    change(lotse, 1, received_at=None)

    assert until_decided(lotse) is None
