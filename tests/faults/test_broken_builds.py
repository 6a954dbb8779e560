"""Builds that are broken on purpose are caught, each by a scenario that the healthy build passes."""

from collections.abc import Callable
from functools import partial

import psycopg
import pytest

from tests.faults import people, rows
from tests.faults.checks.wrong import ON_ITS_WAY
from tests.faults.judgement import Expected, judged, nothing_went_wrong, offences, ten_minutes_later
from tests.faults.play import Play
from tests.processes import wait_for

pytestmark = pytest.mark.timeout(180)


def wake_up_lost(here: Play) -> None:
    """A worker dies with a wake-up in hand, and Valkey forgets it. Another wake-up may come for the message all the
    same, such as that of a report: then once more, with somebody else's."""
    here.quiet(40)
    for customer in range(80, 86):
        here.programs.arm("triage_job_begun")
        lost = here.customers.one("öffnungszeiten?", customer=customer)
        here.meta.bring([lost])
        here.until(lambda: not here.programs.armed(), 10)
        here.stand.valkey._client().flushall()
        ended = f"SELECT count(*) FROM messages WHERE wamid = '{lost.wamid}' AND outcome IS NOT NULL"
        if not here.until(partial(rows.number, here.stand.postgres.url, ended), 8):
            return


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
    here.quiet(40)  # what is being sent at a death takes its lease of 30 s
    last = here.customers.one("öffnungszeiten?", customer=62)
    here.meta.bring([last])
    while last.acknowledged_at is None:
        pass
    here.programs.kill_all()


def person_takes(here: Play) -> None:
    """Meta is away, so that an answer waits; a person takes its conversation before it can go out."""
    here.stand.wait_until_web_is_ready()
    agent = here.agent("anna")
    queued = partial(rows.number, here.stand.postgres.url, QUEUED)
    here.until(lambda: not queued(), 30)  # of an earlier scenario: a person would take that conversation, and not this
    here.meta.become("refuse")
    here.meta.bring([here.customers.one("öffnungszeiten?", customer=64)])
    wait_for(queued, what="an answer that waits")
    for conversation in people.conversations(here.stand):
        agent.take(conversation)
    here.until(lambda: False, 2 * ON_ITS_WAY)  # what goes out sooner may have been on its way
    here.meta.become("fine")
    wait_for(lambda: not queued(), 60, "the answer's next attempt")


def meta_in_trouble(here: Play) -> None:
    """Some answers have to wait for another attempt while the same customer's next ones are due."""
    here.meta.become("trouble", share=0.5)
    for _ in range(12):
        for customer in (65, 66, 68):
            here.meta.bring([here.customers.one("öffnungszeiten?", customer=customer)])
        here.until(lambda: False, 0.4)
    here.meta.become("fine")


def never_reported(here: Play) -> None:
    """Meta takes messages, closes, and never says what became of them."""
    here.quiet(20)
    here.meta.become("silent")
    taken = len(here.meta.history.accepted)
    here.meta.bring([here.customers.one("öffnungszeiten?", customer=69)])
    wait_for(lambda: len(here.meta.history.accepted) > taken, what="the answer")
    here.meta.become("fine")


def waits_for_people(here: Play) -> None:
    """Somebody who is told that people have it writes on."""
    for _ in range(3):
        here.meta.bring([here.customers.one("mensch bitte", customer=71)])
        here.quiet(10)


def writes_on(here: Play) -> None:
    """Some write on while the answer to what they wrote before is being sent: Meta has it, and has not said so."""
    here.meta.become("slow")
    for customer in range(72, 76):
        asks = here.customers.one("öffnungszeiten?", customer=customer)
        here.meta.bring([asks])
        here.until(lambda asks=asks: any(sent.recipient == asks.customer for sent in here.meta.history.accepted), 20)
        here.meta.bring([here.customers.one("öffnungszeiten?", customer=customer)])
    here.meta.become("fine")


def plain_day(here: Play) -> None:
    """Nothing is at fault."""
    here.write(20, 20)


QUEUED = "SELECT count(*) FROM messages WHERE status = 'queued' AND author = 'bot'"
Scenario = Callable[[Play], None]

# Breaks that do not hide each other are built into one Lotse; each has to be found by an offence of its own.
CASES: dict[str, dict[Scenario, str]] = {
    "no_sweeper,closes_again,withdraws_what_is_on_its_way": {
        waits_for_people: "told twice that people have it",
        writes_on: "joined to another that is answered too",
        wake_up_lost: "no outcome",
    },
    "resend_on_timeout,no_cancel_on_take,outbox_overtakes": {
        answer_lost: "accepted 2 times",
        meta_in_trouble: "answered before",
        person_takes: "over a person",
    },
    "no_conversation_lock": {two_workers: "automatic answers"},
    "escalates_all,answer_before_commit": {
        plain_day: "of what is answerable was answered",
        machine_dies: "not stored",
    },
}


@pytest.mark.parametrize("broken", CASES)
def test_the_checker_catches_a_build_with(broken: str, play: Callable[..., Play]) -> None:
    here = play({"FAULTS_BREAK": broken}, workers=2 if two_workers in CASES[broken] else 1)
    if two_workers in CASES[broken]:
        _without_the_index_that_would_hide_it(here)
    here.meta.bring([here.customers.one("öffnungszeiten?", customer=0)])
    for scenario in CASES[broken]:
        scenario(here)
    here.quiet(6)

    def missed() -> set[str]:
        found = [*here.report().broken, *offences(here.report(), Expected(), patience=60)]
        return {offence for offence in CASES[broken].values() if not any(offence in line for line in found)}

    here.until(lambda: not missed(), 30)  # a broken build may take its time until it has doubled something
    assert not missed(), offences(here.report(), Expected(), patience=60)


def _without_the_index_that_would_hide_it(here: Play) -> None:
    with psycopg.connect(here.stand.postgres.url, autocommit=True) as connection:
        connection.execute("DROP INDEX uq_messages_bot_answer")


def test_the_checker_catches_a_build_that_sends_again_after_ten_minutes(play: Callable[..., Play]) -> None:
    here = play({"FAULTS_BREAK": "resend_after_ten_minutes"})
    here.wait_until_working()
    never_reported(here)
    report, _ = judged(here, Expected(doubts=True))

    assert report.in_doubt
    assert any("sent again though it was in doubt" in line for line in ten_minutes_later(here, report))


def test_the_healthy_build_passes_the_same_scenarios(play: Callable[..., Play]) -> None:
    here = play(workers=2)
    here.wait_until_working()
    with here.fault():
        for scenario in [scenario for case in CASES.values() for scenario in case]:
            scenario(here)
        never_reported(here)

    report = nothing_went_wrong(here, Expected(doubts=True))
    assert report.in_doubt
    assert ten_minutes_later(here, report) == []
