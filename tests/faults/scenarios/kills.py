"""Processes die, and machines."""

import time
from functools import partial

import psycopg

from tests.faults import people
from tests.faults.judgement import Expected
from tests.faults.nemesis import Killer, Nemesis, rest_of
from tests.faults.play import Play
from tests.faults.scenarios.scale import RATE, Scale

REFUSALS = 0.01  # of what is sent is undeliverable: people are told of it, and a process may die meanwhile
LONGEST = 1500  # seconds

# A turn may meet three deaths, then it is set aside for people; its answer may wait behind one whose process died.
# Each of these is a lease of half a minute, and some seconds until the next process has come to its work.
EXPECTED = Expected(answered=0.5, doubts=True, set_aside=5, patience=240.0)
SINGLY = 90.0  # seconds for one of the points at which nobody died


def killed(play: Play, scale: Scale) -> None:
    """At every named point and anywhere, until there were enough deaths, while an agent works, too."""
    play.open().wait_until_working()
    play.meta.become("refusal", REFUSALS)
    agent = play.agent("dora")
    killer, began, wrote = Killer(play.stand, play.programs, play.dice), time.monotonic(), 0
    with play.fault(), Nemesis([partial(_mend, play, agent)], 1.5, play.dice):
        with Nemesis(killer.acts(), 0.4, play.dice):
            while wrote < scale.of_kills or play.programs.kills < scale.kills:
                part = min(100, max(10, scale.of_kills - wrote))
                play.write(part, RATE)
                wrote += part
                if time.monotonic() - began > LONGEST:
                    break
        play.programs.disarm()
        _die_at_the_rest(play)
    assert not rest_of(play.programs), f"nobody died at {rest_of(play.programs)}"
    raised = [*play.programs.logged("intake_failed"), *play.programs.logged("triage_failed")]
    assert not raised, f"set aside for more than deaths: {raised[0]}"


def _mend(play: Play, agent: people.Agent) -> None:
    """The agent answers where a send failed, or anywhere, and hands back."""
    try:
        waiting = people.conversations(play.stand, "owner = 'waiting' AND reason = 'send_failed'")
        conversation = play.dice.choice(waiting or people.conversations(play.stand))
    except psycopg.OperationalError:  # the whole machine is dead
        return
    agent.reply(conversation, f"dora {play.dice.random()}")
    agent.hand_back(conversation)


def _die_at_the_rest(play: Play) -> None:
    for point in rest_of(play.programs):
        play.programs.arm(point)
        ends = time.monotonic() + SINGLY
        while point in play.programs.armed() and time.monotonic() < ends:
            play.write(20, RATE)
    play.programs.disarm()


def two_of_each(play: Play, scale: Scale) -> None:
    play.webs = play.workers = 2
    play.meta.courier.ports = [play.stand.port, play.stand.port + 1]
    play.open().wait_until_working()
    acts = [partial(play.programs.kill_child, f"workers-{number}", play.dice) for number in (1, 2)]
    with play.fault(), Nemesis(acts, 2, play.dice):
        play.write(scale.each, RATE)
