"""Clocks that are wrong, and clocks that jump."""

from tests.faults.generator import Customers
from tests.faults.play import Play
from tests.faults.scenarios.scale import RATE, Scale

HOUR = 3600


def moved(seconds: int, play: Play, scale: Scale) -> None:
    """One of two sets of workers, and the clock, live an hour off."""
    play.open()
    play.programs.start("workers-2", FAULTS_CLOCK=str(seconds))
    play.programs.start("clock-2", FAULTS_CLOCK=str(seconds))
    play.wait_until_working()
    play.write(scale.each, RATE)


def jumps(seconds: int, play: Play, scale: Scale) -> None:
    """The clock by which things are due was so far off, and is set right in mid-run; Meta is in trouble meanwhile."""
    with play.fault():
        play.customers.moved += seconds
        play.meta.history.clock_behind = max(0, -seconds)
        play.open(LOTSE_NOW_OFFSET=str(seconds)).wait_until_working()
        play.meta.become("trouble", 0.5)
        play.write(scale.each // 2, RATE)
        play.programs.restart(LOTSE_NOW_OFFSET="0")
        play.meta.become("fine")
    play.customers = Customers(play.dice, play.customers_at_once, prefix="49152")  # their clocks never jump back
    play.write(scale.each - scale.each // 2, RATE)
