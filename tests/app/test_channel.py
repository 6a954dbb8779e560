"""A number that Meta stops keeps receiving, sends nothing more, and resumes by itself."""

import time
from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import select, update

from app import channel, replies
from app.tables import Conversation, Inbox, Message
from app.whatsapp.errors import Health, NotSent, Stopped
from tests.lotse import Lotse
from tests.webhooks import status, text_message

STOPPED = Stopped(190, "Access token has expired", "token")
NOT_YET = Health(False, 190, "the token is still wrong")


def inbox(lotse: Lotse) -> Inbox:
    with lotse.sessions() as session:
        return session.scalars(select(Inbox)).one()


def stopped(lotse: Lotse) -> None:
    lotse.graph.results = [STOPPED]
    lotse.receive(text_message("wann habt ihr offen"))
    lotse.work()
    lotse.settle()


def ask(lotse: Lotse) -> None:
    channel.ask_after_stopped(lotse.sessions, lotse.graph)


def probe_is_due(lotse: Lotse) -> None:
    with lotse.sessions.begin() as session:
        session.execute(update(Inbox).values(probe_at=Inbox.stopped_at))


def test_a_stop_fails_the_message_tells_people_and_names_the_cause(lotse: Lotse) -> None:
    stopped(lotse)

    assert [row.status for row in lotse.outbound()] == ["failed"]
    assert (lotse.conversation().owner, lotse.conversation().reason) == ("waiting", "send_failed")
    assert (inbox(lotse).stopped_code, inbox(lotse).stopped_cause) == (190, "token")


def test_a_stopped_number_keeps_receiving_and_brings_everything_to_people(lotse: Lotse) -> None:
    stopped(lotse)
    sent = len(lotse.graph.sent)
    lotse.receive(text_message("habt ihr samstag offen", "4915100000002"))
    lotse.work()

    assert len(lotse.graph.sent) == sent
    with lotse.sessions() as session:
        last = session.scalars(select(Conversation).order_by(Conversation.id.desc())).first()
        assert last is not None
        assert (last.owner, last.reason) == ("waiting", "channel_stopped")


def test_what_the_bot_had_queued_when_the_number_was_stopped_goes_to_people(lotse: Lotse) -> None:
    for phone in ("4915100000001", "4915100000002"):
        lotse.receive(text_message("wann habt ihr offen", phone))
    lotse.triage()
    with lotse.sessions.begin() as session:
        channel.stop(session, inbox(lotse).id, 131031, "restricted", inbox_now(lotse))
    lotse.deliver()
    lotse.settle()

    assert [row.status for row in lotse.outbound()] == ["cancelled", "cancelled"]
    assert lotse.graph.sent == []
    assert {row.outcome for row in lotse.inbound()} == {"escalated"}


def inbox_now(lotse: Lotse) -> object:
    from app import clock

    with lotse.sessions() as session:
        return clock.now(session)


def test_an_agents_reply_waits_and_goes_out_once_the_number_may_send_again(lotse: Lotse) -> None:
    stopped(lotse)
    agent = lotse.person()
    lotse.change(lambda session, found: reply(session, found, agent))
    lotse.deliver()
    assert lotse.outbound()[-1].status == "queued"
    probe_is_due(lotse)
    ask(lotse)
    lotse.deliver()

    assert lotse.outbound()[-1].status == "sent"
    assert inbox(lotse).stopped_at is None


def reply(session: object, conversation: Conversation, agent: object) -> None:
    from uuid import uuid4

    from app import clock

    replies.reply(session, conversation, agent, "Guten Tag!", uuid4(), clock.now(session))  # type: ignore[arg-type]


def test_an_agents_message_that_met_the_stop_is_sent_later_and_once(lotse: Lotse) -> None:
    lotse.receive(text_message("hallo"))
    agent = lotse.person()
    lotse.change(lambda session, found: reply(session, found, agent))
    lotse.graph.results = [STOPPED]
    lotse.deliver()
    lotse.deliver()
    assert len(lotse.graph.sent) == 1
    probe_is_due(lotse)
    ask(lotse)
    lotse.deliver()

    assert [row.status for row in lotse.outbound()] == ["sent"]
    assert len(lotse.graph.sent) == 2


def test_meta_is_asked_again_with_growing_pauses_until_it_agrees(lotse: Lotse) -> None:
    stopped(lotse)
    first = inbox(lotse).probe_at
    ask(lotse)
    assert lotse.graph.asked == []  # not before its time
    lotse.graph.healths = [NOT_YET, Health(None), NOT_YET]
    pauses = []
    for _ in range(3):
        probe_is_due(lotse)
        ask(lotse)
        assert inbox(lotse).stopped_at is not None
        pauses.append(inbox(lotse).probe_at - inbox_now(lotse))  # type: ignore[operator]
    probe_is_due(lotse)
    ask(lotse)

    assert first is not None
    assert timedelta(minutes=1) < pauses[0] < pauses[1] < pauses[2] <= timedelta(minutes=15)
    assert inbox(lotse).stopped_at is None


def test_a_person_who_mended_the_cause_need_not_wait(lotse: Lotse) -> None:
    stopped(lotse)
    with lotse.sessions.begin() as session:
        channel.check_soon(session, inbox(lotse).id)
    ask(lotse)

    assert inbox(lotse).stopped_at is None


def test_the_throughput_limit_slows_the_whole_number_and_not_the_next_one(
    lotse: Lotse, setting: Callable[[str, str], None]
) -> None:
    limit = NotSent(130429, "throughput reached", "number")
    lotse.graph.results = [limit]
    lotse.receive(text_message("wann habt ihr offen", "4915100000001"))
    lotse.work()
    lotse.receive(text_message("wann habt ihr offen", "4915100000002"))
    lotse.work()
    assert len(lotse.graph.sent) == 1
    lotse.receive(text_message("wann habt ihr offen", "4915100000003"), number_id="999")
    lotse.work()

    assert [sent["phone_number_id"] for sent in lotse.graph.sent] == ["106540352242922", "999"]


@pytest.mark.parametrize(("times", "least"), [(1, 1), (2, 2), (3, 4)])
def test_a_number_that_meets_its_limit_again_and_again_pauses_longer(lotse: Lotse, times: int, least: int) -> None:
    lotse.receive(text_message("hallo"))
    with lotse.sessions.begin() as session:
        now = inbox_now(lotse)
        for _ in range(times):
            channel.pause(session, inbox(lotse).id, timedelta(seconds=1), now)  # type: ignore[arg-type]
            found = session.scalars(select(Inbox)).one()
            assert found.paused_until is not None
            pause, now = found.paused_until - now, found.paused_until  # type: ignore[operator]

    assert pause == timedelta(seconds=least)


def report_failure(lotse: Lotse, code: int) -> None:
    [row] = lotse.outbound()
    errors = [{"code": code, "title": "Business eligibility payment issue"}]
    lotse.receive(statuses=[status(str(row.callback_id), "failed", "wamid.OUT1", errors=errors)])


def test_a_failure_that_is_reported_later_stops_the_number_too(lotse: Lotse) -> None:
    lotse.receive(text_message("wann habt ihr offen"))
    lotse.work()
    report_failure(lotse, 131042)

    assert (inbox(lotse).stopped_code, inbox(lotse).stopped_cause) == (131042, "payment")


def test_a_failure_reported_before_the_message_was_known_stops_the_number(lotse: Lotse) -> None:
    lotse.receive(text_message("wann habt ihr offen"))
    errors = [{"code": 131042, "title": "Business eligibility payment issue"}]
    lotse.receive(statuses=[status(None, "failed", "wamid.OUT1", errors=errors)])
    lotse.work()

    assert inbox(lotse).stopped_code == 131042


def test_a_failure_of_before_the_number_was_let_go_does_not_stop_it_again(lotse: Lotse) -> None:
    lotse.receive(text_message("wann habt ihr offen"))
    lotse.work()
    report_failure(lotse, 131042)
    probe_is_due(lotse)
    ask(lotse)
    lotse.receive(text_message("und morgen", "4915100000002"))
    lotse.work()
    row = lotse.outbound()[-1]
    for at, is_stopped in [("1766500000", False), (str(int(time.time()) + 5), True)]:
        errors = [{"code": 131042, "title": "Business eligibility payment issue"}]
        with lotse.sessions.begin() as session:
            session.execute(update(Message).values(status="sent"))
        lotse.receive(statuses=[status(str(row.callback_id), "failed", str(row.wamid), errors=errors, timestamp=at)])
        assert (inbox(lotse).stopped_at is not None) == is_stopped


def test_an_old_report_that_changes_nothing_stops_nothing(lotse: Lotse) -> None:
    lotse.receive(text_message("wann habt ihr offen"))
    lotse.work()
    lotse.receive(statuses=[status(str(lotse.outbound()[0].callback_id), "read", "wamid.OUT1")])
    report_failure(lotse, 131042)

    assert inbox(lotse).stopped_at is None
    assert lotse.outbound()[0].status == "read"
