"""Meta misbehaves, or comes back after a long time."""

import time
from collections import Counter

from tests.faults import people, rows
from tests.faults.play import Play
from tests.faults.scenarios.scale import FAULT_SECONDS, RATE, Scale
from tests.processes import wait_for

A_SECOND = 40  # half of Meta's default, so that the backlog meets it for a while
WEEK = 7 * 24 * 3600
STOPPED = "SELECT count(*) FROM inboxes WHERE stopped_at IS NOT NULL"
PROBED_WITHIN = 90.0  # seconds: a stopped number is asked after by itself after one minute


def fails(mode: str, share: float, play: Play, scale: Scale) -> None:
    play.open().wait_until_working()
    with play.fault():
        began = time.monotonic()
        play.meta.become(mode, share)
        play.write(scale.each // 2, RATE)
        time.sleep(max(0.0, FAULT_SECONDS - (time.monotonic() - began)))
        play.meta.become("fine")
    play.write(scale.each - scale.each // 2, RATE)


def fails_for_long(mode: str, share: float, play: Play, scale: Scale) -> None:
    play.open().wait_until_working()
    with play.fault():
        play.meta.become(mode, share)
        play.write(round(scale.lasting), 1)
        play.meta.become("fine")


def limits(play: Play, scale: Scale) -> None:
    """After a while without a connection there is a backlog, and the number may send only so many a second."""
    play.open().wait_until_working()
    play.meta.take_at_most(A_SECOND)
    with play.fault():
        play.meta.become("refuse")
        play.write(scale.each, 4 * RATE)
        play.meta.become("fine")
    play.write(scale.each // 4, RATE)


def token_mended(play: Play, scale: Scale) -> None:
    """It expires in mid-run; when it is mended, somebody presses the button that asks Meta at once."""
    fails("token", 1.0, play, scale)
    agent = play.agent("emil")
    for action in agent.buttons("/channel", "/check"):
        assert agent.post(action) == people.TOOK
    _answers_again(play, 10)


def token_mended_unnoticed(play: Play, scale: Scale) -> None:
    """Nobody presses anything: the number goes on by itself."""
    play.open().wait_until_working()
    with play.fault():
        play.meta.become("token")
        play.write(20, RATE)
        wait_for(lambda: rows.number(play.stand.postgres.url, STOPPED), 30, "the number to be stopped")
        play.meta.become("fine")
        _answers_again(play, PROBED_WITHIN)


def _answers_again(play: Play, seconds: float) -> None:
    """The number goes on, and somebody new is answered."""
    wait_for(lambda: not rows.number(play.stand.postgres.url, STOPPED), seconds, "the number to go on")
    asks = play.customers.one("öffnungszeiten?", customer=20_000)
    play.meta.bring([asks])
    accepted = play.meta.history.accepted
    wait_for(lambda: any(send.recipient == asks.customer for send in accepted), 30, "an answer after the stop")


def doubled_and_reordered(play: Play, scale: Scale) -> None:
    """And a week later everything comes once more."""
    courier = play.meta.courier
    courier.doubles, courier.reorders, courier.mixes = 0.5, 0.3, 0.3
    play.open().wait_until_working()

    def meanwhile() -> None:
        if play.dice.random() < 0.1:
            play.meta.bring_old(5)

    play.write(scale.each, RATE, meanwhile)
    assert play.quiet(), "not everything came to its end before the week was over"
    play.programs.restart(LOTSE_NOW_OFFSET=str(WEEK))
    play.meta.bring_old(200)


def hours_away(play: Play, scale: Scale) -> None:
    """What was written three hours ago comes when Lotse is started again: a person sees it marked late."""
    play.customers.plain = True
    play.customers.moved -= 3 * 3600
    play.meet_customers()
    play.write(scale.each, RATE * 4)
    with play.fault():
        time.sleep(FAULT_SECONDS)
    play.open()
    assert play.quiet(), "not everything came to its end"
    found = {(row.outcome, row.reason) for row in rows.read(play.stand.postgres.url).inbound}
    assert found <= {("escalated", "late"), ("escalated", "with_person"), ("joined", None)}, found
    apologies = Counter(send.recipient for send in play.meta.history.accepted)
    assert set(apologies.values()) == {1}, f"one apology to each, and nothing else: {apologies}"
    agent = play.agent("fritz")
    page = agent.read(f"/conversations/{people.conversations(play.stand)[0]}")
    assert "Verspätet" in page, "the page does not say that it is late"
