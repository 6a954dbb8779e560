"""PostgreSQL's clock is put back an hour: what was set before lies an hour ahead, and is worked on all the same."""

from datetime import timedelta
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import pytest
from rq import Queue
from sqlalchemy import func, select, update

from app import channel, claims, clock, wake
from app.tables import Conversation, Delivery, Inbox, Media, Message
from app.whatsapp.errors import Health
from tests.lotse import Lotse
from tests.webhooks import encode, envelope, text_message
from workers import clock as ticking

if TYPE_CHECKING:
    from redis import Redis

HOUR = timedelta(hours=1)


def put(lotse: Lotse, table: type[Any], ahead: timedelta = HOUR, **values: Any) -> None:
    """Every row's times so far ahead."""
    with lotse.sessions.begin() as session:
        given = {name: value if value is not None else func.now() + ahead for name, value in values.items()}
        session.execute(update(table).values(given))


def due(lotse: Lotse) -> list[str]:
    with lotse.sessions() as session:
        return ticking.due_kinds(session, clock.now(session))


def stored(lotse: Lotse) -> None:
    with lotse.sessions.begin() as session:
        session.add(Delivery(body=encode(envelope(text_message("offen?")))))


def test_a_claimed_delivery_is_taken_in(lotse: Lotse) -> None:
    stored(lotse)
    put(lotse, Delivery, claim=uuid4(), claimed_until=None, attempts=1)
    assert due(lotse) == ["intake"]
    lotse.take_in()

    assert len(lotse.inbound()) == 1


@pytest.mark.parametrize("times", [("due_at",), ("claimed_until",), ("due_at", "claimed_until")])
def test_a_turn_is_decided(lotse: Lotse, times: tuple[str, ...]) -> None:
    lotse.receive(text_message("offen?"))
    put(lotse, Conversation, **dict.fromkeys(times))
    assert due(lotse) == ["triage"]
    lotse.triage()

    assert [message.outcome for message in lotse.inbound()] == ["answered"]


@pytest.mark.parametrize(("table", "column"), [(Message, "due_at"), (Inbox, "paused_until")])
def test_a_queued_message_is_sent(lotse: Lotse, table: type[Any], column: str) -> None:
    lotse.receive(text_message("offen?"))
    lotse.triage()
    put(lotse, table, **{column: None})
    assert due(lotse) == ["deliver"]
    lotse.deliver()

    assert [message.status for message in lotse.outbound()] == ["sent"]


def test_a_number_that_pauses_anew_pauses_for_seconds(lotse: Lotse) -> None:
    lotse.receive(text_message("offen?"))
    put(lotse, Inbox, paused_until=None)
    with lotse.sessions.begin() as session:
        channel.pause(session, 1, timedelta(seconds=1), clock.now(session))
        pause = session.get_one(Inbox, 1).paused_until - clock.now(session)  # type: ignore[operator]

    assert pause <= timedelta(seconds=40)


def test_what_a_dead_worker_was_sending_is_unknown_and_comes_to_a_person(lotse: Lotse) -> None:
    lotse.receive(text_message("offen?"))
    lotse.triage()
    put(lotse, Message, status="sending", claimed_until=None)
    lotse.settle()
    assert lotse.outbound()[0].status == "unknown"
    put(lotse, Message, unknown_since=None)
    lotse.settle()

    assert lotse.conversation().reason == "send_unknown"


def test_a_stopped_number_is_asked_after(lotse: Lotse) -> None:
    lotse.receive(text_message("offen?"))
    lotse.graph.healths = [Health(True)]
    put(lotse, Inbox, stopped_at=None, probe_at=None)
    channel.ask_after_stopped(lotse.sessions, lotse.graph)

    with lotse.sessions() as session:
        assert session.scalars(select(Inbox.stopped_at)).one() is None


def test_a_claimed_medium_is_fetched(lotse: Lotse) -> None:
    lotse.receive({**text_message(""), "type": "image", "image": {"id": "1"}})
    put(lotse, Media, claimed_until=None)

    assert "media" in due(lotse)


def test_a_wake_up_that_redis_keeps_too_long_suppresses_none(lotse: Lotse, redis: "Redis") -> None:
    redis.set("lotse:wake:intake", 1, ex=3600)
    ticking.tick(redis, sweep=True)

    assert Queue("intake", connection=redis, serializer="json").count == 1
    assert redis.ttl("lotse:wake:intake") <= wake.COALESCE_SECONDS


SECONDS = timedelta(seconds=1)


def test_what_has_a_right_to_wait_is_left_alone(lotse: Lotse, redis: "Redis") -> None:
    """Even seen from a transaction that began half a minute before the claim."""
    lotse.receive(text_message("offen?"))
    lotse.triage()
    lotse.receive(text_message("auf?", "49160"))
    stored(lotse)
    put(lotse, Delivery, claims.INTAKE_LEASE + 30 * SECONDS, claimed_until=None)
    put(lotse, Conversation, 20 * SECONDS, due_at=None, read_told_id=Conversation.read_to_id)
    put(lotse, Message, timedelta(minutes=15), due_at=None)
    assert due(lotse) == []
    put(lotse, Conversation, claims.LEASE + 30 * SECONDS, due_at=func.now(), claimed_until=None)
    put(lotse, Message, due_at=func.now())
    put(lotse, Inbox, timedelta(minutes=15), paused_until=None)
    assert due(lotse) == []
    lotse.work()

    assert lotse.graph.sent == []
    assert len(lotse.inbound()) == 2
    redis.set("lotse:wake:intake", 1, ex=wake.COALESCE_SECONDS)
    wake.forget_the_stuck(redis)
    assert redis.exists("lotse:wake:intake")
