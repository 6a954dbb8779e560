"""Builds that are broken on purpose are caught, each by a scenario that the healthy build passes."""

from collections.abc import Callable

import psycopg
import pytest

from tests.faults.checker import Report
from tests.faults.judgement import explained, nothing_went_wrong
from tests.faults.play import Play
from tests.processes import wait_for

pytestmark = pytest.mark.timeout(180)


def wake_up_lost(here: Play) -> None:
    """A worker dies with a wake-up in hand, and Valkey forgets it."""
    here.quiet(20)  # a report of the first answer that is still on its way would wake somebody
    here.programs.arm("triage_job_begun")
    here.meta.bring([here.customers.one("öffnungszeiten?")])
    wait_for(lambda: not here.programs.armed(), what="the worker's death")
    here.stand.valkey._client().flushall()


def answer_lost(here: Play) -> None:
    """Meta takes the message and closes the connection instead of answering."""
    here.meta.become("close", share=0.5)
    here.write(20, 20)
    wait_for(lambda: len(here.meta.history.accepted) > 5, what="some answers")
    here.meta.become("fine")


def two_workers(here: Play) -> None:
    """Two processes look for due turns at any moment."""
    here.write(90, 30)


def machine_dies(here: Play) -> None:
    """Everything dies in the moment in which the last message was acknowledged."""
    here.quiet(20)  # what is being sent at a death takes its lease of 30 s
    last = here.customers.one("öffnungszeiten?")
    here.meta.bring([last])
    while last.acknowledged_at is None:
        pass
    here.programs.kill_all()


Scenario = Callable[[Play], None]
CASES: dict[str, tuple[Scenario, Callable[[Report], list[str]]]] = {
    "no_sweeper": (wake_up_lost, lambda report: report.lost),
    "resend_on_timeout": (answer_lost, lambda report: report.doubled),
    "no_conversation_lock": (two_workers, lambda report: report.doubled),
    "answer_before_commit": (machine_dies, lambda report: report.lost),
}


@pytest.mark.parametrize("broken", CASES)
def test_the_checker_catches_a_build_with(broken: str, play: Callable[..., Play]) -> None:
    scenario, offences = CASES[broken]
    here = play({"FAULTS_BREAK": broken}, workers=2 if scenario is two_workers else 1)
    if scenario is two_workers:
        _without_the_index_that_would_hide_it(here)
    here.wait_until_working()
    scenario(here)
    here.quiet(6)

    report = here.report()
    assert offences(report), explained(here, report)


def _without_the_index_that_would_hide_it(here: Play) -> None:
    with psycopg.connect(here.stand.postgres.url, autocommit=True) as connection:
        connection.execute("DROP INDEX uq_messages_bot_answer")


def test_the_healthy_build_passes_the_same_scenarios(play: Callable[..., Play]) -> None:
    here = play(workers=2)
    here.wait_until_working()
    for scenario, _ in CASES.values():
        scenario(here)

    nothing_went_wrong(here)
