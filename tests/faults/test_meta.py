"""Meta misbehaves: it doubles, reorders, hangs, and tells of messages before it has answered for them."""

from collections.abc import Callable

import pytest

from tests.faults.judgement import nothing_went_wrong
from tests.faults.play import Play


@pytest.mark.timeout(180)
def test_nobody_is_answered_twice_when_meta_hangs_after_accepting(play: Callable[..., Play]) -> None:
    here = play()
    here.wait_until_working()
    here.meta.courier.reorders = here.meta.courier.mixes = 0.3
    with here.fault():
        here.meta.become("hang", share=0.2)
        here.write(60, 20)
        here.meta.become("early_status")
        for _ in range(5):
            here.meta.bring([here.customers.one()], times=20)
            here.meta.bring_old(10)
            here.write(8, 20)
        here.meta.become("fine")

    assert nothing_went_wrong(here).messages == 111
