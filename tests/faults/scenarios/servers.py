"""Valkey and PostgreSQL fail."""

from tests.faults import servers
from tests.faults.play import Play
from tests.faults.scenarios.scale import FAULT_SECONDS, RATE, Scale


def fails(fault: servers.Fault, play: Play, scale: Scale) -> None:
    play.open().wait_until_working()
    play.write_during(lambda: fault(play.stand, FAULT_SECONDS), scale.each, RATE)


def fails_for_long(fault: servers.Fault, play: Play, scale: Scale) -> None:
    play.open().wait_until_working()
    play.write_during(lambda: fault(play.stand, scale.lasting), round(scale.lasting), 1)


def disk_full(play: Play, scale: Scale) -> None:
    """Raises NotHereError where no small disk can be made."""
    play.at_end.append(servers.put_on_a_small_disk(play.stand))
    fails(servers.postgres_disk_full, play, scale)
    # PostgreSQL refuses what has no room, or gives up where its own log has none
    assert play.programs.logged("webhook_not_stored"), "the disk was never full"
