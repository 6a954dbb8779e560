"""Valkey is disposable; PostgreSQL is not, but whatever it refuses, Meta brings again."""

from collections.abc import Callable

import pytest

from tests.faults import servers
from tests.faults.judgement import nothing_went_wrong
from tests.faults.play import Play


@pytest.mark.timeout(180)
def test_nobody_is_lost_while_valkey_and_postgresql_fail(play: Callable[..., Play]) -> None:
    here = play()
    here.wait_until_working()
    here.write_during(lambda: servers.valkey_replaced(here.stand, 1), 60, 20)
    here.write_during(lambda: servers.postgres_restarted(here.stand, 0.5), 60, 20)

    assert nothing_went_wrong(here).messages == 126
    assert here.meta.courier.refused > 0
