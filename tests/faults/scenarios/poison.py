"""What raises or kills is set aside after three tries, holds nothing else up, and is worked on when it is mended."""

import time
from collections import Counter

from tests.faults import people, rows
from tests.faults.history import Written
from tests.faults.patched.poison import KILLS, LOG, TEXTS
from tests.faults.play import LONGEST_WAIT, Play
from tests.faults.scenarios.scale import RATE, Scale
from tests.processes import wait_for

TRIES = 3
DEATHS = 8  # that a delivery may cause
MOST_CALLS = 2 * TRIES  # of what raises: a batch is tried together before each of it is tried alone
APART = 4.0  # seconds between two poisons: a process that one kills would count an attempt of the other
SET_ASIDE = """
    SELECT (SELECT count(*) FROM deliveries WHERE set_aside_at IS NOT NULL)
         + (SELECT count(*) FROM messages WHERE outcome = 'escalated' AND outcome_reason = 'set_aside')
"""
PATIENCE = 180.0  # seconds: three tries of a turn whose worker dies, each a lease of half a minute
OPEN_BUT_POISON = """
    SELECT (SELECT count(*) FROM deliveries
            WHERE taken_in_at IS NULL AND position('poison-' IN encode(body, 'escape')) = 0)
         + (SELECT count(*) FROM messages
            WHERE direction = 'in' AND outcome IS NULL AND coalesce(text, '') NOT LIKE 'poison-%')
         + (SELECT count(*) FROM messages WHERE status IN ('queued', 'sending'))
"""


def poisoned(play: Play, scale: Scale) -> None:
    play.meta.courier.doubles = play.meta.courier.mixes = 0.0  # poison brought twice would be tried twice as often
    play.open(FAULTS_POISON="1").wait_until_working()
    bad = [play.customers.one(text, customer=10_000 + number) for number, text in enumerate(TEXTS)]
    play.meta.history.poison.update(one.wamid for one in bad)
    for one in bad:
        next_one = time.monotonic() + APART
        play.meta.bring([one])
        play.write(scale.each // len(bad) + 1, RATE)
        time.sleep(max(0.0, next_one - time.monotonic()))
    url = play.stand.postgres.url
    wait_for(lambda: rows.number(url, OPEN_BUT_POISON) == 0, LONGEST_WAIT, "everything but the poison to be done")
    wait_for(lambda: rows.number(url, SET_ASIDE) == len(bad), PATIENCE, "the poison to be set aside")
    _look_at_the_tries(play)
    _mend_and_retry(play, bad)


def _look_at_the_tries(play: Play) -> None:
    tries = Counter(play.programs.written(LOG))
    assert set(tries) == set(TEXTS), tries
    most = {text: (DEATHS if "intake" in text else TRIES) if text.endswith(KILLS) else MOST_CALLS for text in TEXTS}
    least = {text: TRIES - text.endswith(KILLS) for text in TEXTS}  # another's death in the same round counts as one
    assert all(least[text] <= tries[text] <= most[text] for text in TEXTS), tries


def _mend_and_retry(play: Play, bad: list[Written]) -> None:
    """The page shows each with its error and a button; when the cause is mended, the button brings it to its end."""
    play.programs.restart(FAULTS_POISON="")
    play.stand.wait_until_web_is_ready()
    agent = play.agent("carla")
    shown = agent.read("/set-aside")
    buttons = agent.buttons("/set-aside", "/retry")
    answers = [agent.post(button) for button in buttons]
    assert shown.count("PoisonError") >= len(bad) // 2, "the page does not show the errors"
    assert answers == [people.TOOK] * len(bad), f"{len(buttons)} buttons for {len(bad)} that were set aside: {answers}"
    url = play.stand.postgres.url
    wait_for(lambda: not rows.number(url, SET_ASIDE), LONGEST_WAIT, "what was set aside to be worked on")
