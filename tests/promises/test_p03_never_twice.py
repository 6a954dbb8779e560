"""P3: no customer gets the same answer twice; a send whose result is unknown is not repeated by the machine."""

import threading
import time
from datetime import timedelta
from typing import Any

import psycopg
import pytest
from sqlalchemy import func, select, update
from sqlalchemy.exc import InternalError, OperationalError
from sqlalchemy.exc import TimeoutError as NoConnectionFreeError

from app import claims, intake, storing
from app.delivery import outbox, recording
from app.tables import Delivery, Message
from app.whatsapp.errors import InDoubt, NotSent, Refused, Sent
from tests.lotse import Lotse
from tests.webhooks import change, echo, encode, envelope, status, text_message


def test_a_message_delivered_again_is_answered_once(lotse: Lotse) -> None:
    message = text_message("offen?")
    for _ in range(3):
        lotse.receive(message, message)
        lotse.work()

    assert len(lotse.inbound()) == 1
    assert len(lotse.graph.sent) == 1


def test_twenty_deliveries_of_one_message_at_the_same_instant_are_one_message(
    lotse: Lotse, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(intake, "BATCH", 1)
    monkeypatch.setattr(storing, "_stored_before", lambda *_: set())  # all of them looked before any of them wrote
    body = encode(envelope(text_message("offen?")))
    with lotse.sessions.begin() as session:
        session.add_all([Delivery(body=body) for _ in range(20)])
    workers = [threading.Thread(target=lotse.take_in) for _ in range(4)]  # fewer than the connections that there are
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    lotse.work()

    assert len(lotse.inbound()) == 1
    assert len(lotse.graph.sent) == 1
    with lotse.sessions() as session:
        assert session.scalars(select(Delivery.error).where(Delivery.error.is_not(None))).all() == []


def test_a_send_in_doubt_is_not_repeated_and_settled_by_its_status(lotse: Lotse) -> None:
    lotse.graph.results = [InDoubt("timed out")]
    lotse.receive(text_message("offen?"))
    lotse.work()
    lotse.deliver()
    assert [m.status for m in lotse.outbound()] == ["unknown"]

    lotse.receive(statuses=[status(lotse.graph.sent[0]["callback_id"], "delivered", "wamid.LATE")])

    [message] = lotse.outbound()
    assert (message.status, message.wamid) == ("delivered", "wamid.LATE")
    assert len(lotse.graph.sent) == 1


def test_a_send_that_stays_in_doubt_is_brought_to_a_person_after_ten_minutes(lotse: Lotse) -> None:
    lotse.graph.results = [InDoubt("timed out")]
    lotse.receive(text_message("offen?"))
    lotse.work()
    pass_time(lotse, timedelta(minutes=9))
    lotse.settle()
    assert lotse.conversation().owner == "bot"

    pass_time(lotse, timedelta(minutes=2))
    lotse.settle()
    lotse.deliver()

    assert (lotse.conversation().owner, lotse.conversation().reason) == ("waiting", "send_unknown")
    assert [m.outcome for m in lotse.inbound()] == ["escalated"]
    assert len(lotse.graph.sent) == 1


def test_a_worker_that_died_while_sending_leaves_the_message_unknown_not_queued(lotse: Lotse) -> None:
    lotse.receive(text_message("offen?"))
    lotse.take_in()
    lotse.triage()
    with lotse.sessions.begin() as session:
        session.execute(
            update(Message)
            .where(Message.direction == "out")
            .values(status="sending", claimed_until=func.now() - timedelta(seconds=1))
        )
    lotse.settle()
    lotse.deliver()

    assert [m.status for m in lotse.outbound()] == ["unknown"]
    assert lotse.graph.sent == []


@pytest.mark.parametrize("code", [130429, 131056, 131016, None])
def test_what_was_surely_not_sent_is_sent_later_and_once(lotse: Lotse, code: int | None) -> None:
    lotse.graph.results = [NotSent(code, "later"), Sent("wamid.OUT1")]
    lotse.receive(text_message("offen?"))
    lotse.work()
    assert [m.status for m in lotse.outbound()] == ["queued"]

    with lotse.sessions.begin() as session:
        session.execute(update(Message).where(Message.status == "queued").values(due_at=func.now()))
    lotse.deliver()

    assert [m.status for m in lotse.outbound()] == ["sent"]
    assert len(lotse.graph.sent) == 2


def test_a_refused_answer_is_brought_to_a_person(lotse: Lotse) -> None:
    lotse.graph.results = [Refused(131026, "undeliverable")]
    lotse.receive(text_message("offen?"))
    lotse.work()
    lotse.settle()

    assert [m.status for m in lotse.outbound()] == ["failed"]
    assert (lotse.conversation().owner, lotse.conversation().reason) == ("waiting", "send_failed")
    assert [m.outcome for m in lotse.inbound()] == ["escalated"]


def pass_time(lotse: Lotse, passed: timedelta) -> None:
    with lotse.sessions.begin() as session:
        session.execute(update(Message).values(unknown_since=Message.unknown_since - passed))


def test_an_echo_that_comes_under_the_id_of_our_own_message_breaks_nothing(lotse: Lotse) -> None:
    lotse.receive(text_message("offen?"))
    lotse.triage()

    def echoed_meanwhile() -> Sent:
        echoed = echo("ja", id="wamid.OWN")
        lotse.receive_bytes(encode(change("smb_message_echoes", message_echoes=[echoed])))
        return Sent("wamid.OWN")

    lotse.graph.meanwhile = echoed_meanwhile
    lotse.deliver()
    callback_id = lotse.graph.sent[0]["callback_id"]
    lotse.receive(statuses=[status(callback_id, "delivered", "wamid.OWN")])

    assert [(m.author, m.status) for m in lotse.outbound()] == [("bot", "delivered"), ("phone", "sent")]
    assert len(lotse.graph.sent) == 1


@pytest.mark.parametrize(
    "failure",
    [
        OperationalError("", {}, Exception()),
        InternalError("", {}, psycopg.errors.ReadOnlySqlTransaction()),
        NoConnectionFreeError(),
    ],
    ids=["away", "read-only", "no connection free"],
)
def test_results_that_the_database_did_not_take_are_written_when_it_is_back(
    lotse: Lotse, monkeypatch: pytest.MonkeyPatch, failure: Exception
) -> None:
    lotse.receive(text_message("offen?", "491"), text_message("offen?", "492"))
    lotse.triage()
    write, failures = recording._record_sent, [failure] * 2

    def fails_at_first(*arguments: Any) -> None:
        if failures:
            raise failures.pop()
        write(*arguments)

    monkeypatch.setattr(outbox, "PATIENCE", 0.01)
    monkeypatch.setattr(recording, "_record_sent", fails_at_first)
    lotse.deliver()

    assert [m.status for m in lotse.outbound()] == ["sent", "sent"]
    assert len(lotse.graph.sent) == 2


def test_a_database_that_fails_while_requests_are_under_way_makes_nobody_forget_them(
    lotse: Lotse, monkeypatch: pytest.MonkeyPatch
) -> None:
    lotse.receive(text_message("offen?", "491"))
    lotse.triage()
    claim, failures = claims.outbox, [OperationalError("", {}, Exception())]

    def fails_the_second_time(*arguments: Any) -> Any:
        if lotse.graph.sent and failures:
            raise failures.pop()
        return claim(*arguments)

    def slow() -> Sent:
        time.sleep(3 * outbox.LOOKS_EVERY)
        return Sent("wamid.SLOW")

    lotse.graph.meanwhile = slow
    monkeypatch.setattr(claims, "outbox", fails_the_second_time)
    lotse.deliver()

    assert not failures
    assert [m.status for m in lotse.outbound()] == ["sent"]


def test_an_unexpected_failure_of_one_send_is_in_doubt_and_harms_no_other(lotse: Lotse) -> None:
    def fails() -> Sent:
        raise RuntimeError("a surprise")

    lotse.graph.meanwhile = fails
    lotse.receive(text_message("offen?", "491"), text_message("offen?", "492"))
    lotse.work()

    assert sorted(str(m.status) for m in lotse.outbound()) == ["sent", "unknown"]
    assert len(lotse.graph.sent) == 2
