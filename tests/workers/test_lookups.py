"""Another system is asked by a process of its own, which there is only where an answer asks one."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
from rq import Queue

from app import wake
from tests.app.own_system import NUMBER, Shop, asking, playing
from tests.lotse import PLAYBOOK, Lotse, predicts
from tests.webhooks import text_message
from workers import jobs, tools
from workers.__main__ import needed

if TYPE_CHECKING:
    from redis import Redis


@pytest.fixture
def shop() -> Iterator[Shop]:
    with playing(Shop()) as shop:
        yield shop


def queued(redis: "Redis") -> list[str]:
    """The kinds that were woken; emptied by looking."""
    found = [kind for kind in wake.KINDS if Queue(kind, connection=redis, serializer="json").count]
    redis.flushall()
    return found


def test_there_is_no_process_for_it_where_no_answer_asks() -> None:
    assert "lookup" not in needed(PLAYBOOK)
    assert needed(asking("shop.example")) == wake.KINDS


def test_triage_wakes_it_and_it_wakes_triage(
    lotse: Lotse, shop: Shop, redis: "Redis", monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tools, "playbook", lambda: asking(shop.host))
    monkeypatch.setattr(tools, "classifier", lambda: predicts("order_status"))
    lotse.receive(text_message(f"wo bleibt {NUMBER}"))
    queued(redis)
    jobs.triage()
    assert queued(redis) == ["deliver", "lookup"]
    jobs.lookup()
    assert queued(redis) == ["triage"]
    jobs.triage()
    assert "unterwegs" in (lotse.outbound()[0].text or "")


def test_where_no_answer_asks_triage_does_not_wake_it(
    lotse: Lotse, redis: "Redis", monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tools, "playbook", lambda: PLAYBOOK)
    monkeypatch.setattr(tools, "classifier", lambda: predicts("opening_hours"))
    lotse.receive(text_message("offen?"))
    jobs.triage()
    assert queued(redis) == ["deliver"]
