"""P10: no customer text, name or number in logs or in Redis."""

import logging
from typing import TYPE_CHECKING

import pytest

from app import judging, logs, turns, wake
from tests.lotse import Lotse
from tests.redis_contents import contents
from tests.webhooks import text_message
from workers.drain import drain

if TYPE_CHECKING:
    from redis import Redis

TEXT, NAME, PHONE = "geheimnis-im-text", "Geheimer Name", "4915199998888"


def test_a_message_on_its_way_leaves_no_words_in_logs_or_redis(
    lotse: Lotse, redis: "Redis", capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    logs.configure()
    caplog.set_level(logging.DEBUG)
    lotse.receive(text_message(TEXT, phone=PHONE), names={PHONE: NAME})
    drain("triage", lambda: turns.triage_due(lotse.sessions, lotse.classify, lotse.playbook), "deliver")
    lotse.deliver()
    wake.wake(redis, "intake")

    assert len(lotse.graph.sent) == 1, "the message has to have gone its whole way for this test to mean anything"
    everything = "".join(capfd.readouterr()) + caplog.text + contents(redis)
    for secret in (TEXT, NAME, PHONE):
        assert secret not in everything


def test_an_error_is_logged_without_the_words_that_caused_it(
    lotse: Lotse, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*arguments: object) -> None:
        raise ValueError(f"cannot work on {TEXT}")

    logs.configure()
    monkeypatch.setattr(judging, "decide", fail)
    lotse.receive(text_message(TEXT))
    lotse.triage()

    out = capfd.readouterr().out
    assert "triage_failed" in out
    assert "ValueError" in out
    assert TEXT not in out
