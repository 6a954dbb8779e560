"""Processes die at named points and anywhere, while customers write."""

from collections.abc import Callable

import pytest

from tests.faults.judgement import nothing_went_wrong
from tests.faults.nemesis import Killer, Nemesis
from tests.faults.play import Play
from tests.faults.scenarios import lookups
from tests.faults.scenarios.kills import EXPECTED
from tests.faults.scenarios.scale import Scale
from tests.processes import Stand

FEW = Scale(messages=20, kills=2, scenarios=2, lasting=0)


@pytest.mark.timeout(180)
def test_nobody_is_lost_or_answered_twice_while_processes_die(play: Callable[..., Play]) -> None:
    here = play()
    here.wait_until_working()
    with here.fault(), Nemesis(Killer(here.stand, here.programs, here.dice).acts(), 0.5, here.dice):
        here.write(250, 25)
        here.programs.disarm()

    report = nothing_went_wrong(here, EXPECTED)
    assert here.programs.kills >= 6
    assert report.messages == 256


@pytest.mark.timeout(180)
def test_nobody_is_lost_or_answered_twice_while_processes_die_that_ask_the_business_s_own_system(
    stand: Stand, seed: int
) -> None:
    here = Play(stand, seed)
    try:
        lookups.asked(here, FEW)
        nothing_went_wrong(here, EXPECTED)
    finally:
        here.close()
