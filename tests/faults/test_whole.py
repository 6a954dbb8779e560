"""The whole suite, by `make faults`: every kind of fault, one after the other, and one table at the end.

FAULTS_SEED repeats a run's choices; FAULTS_MESSAGES and FAULTS_KILLS scale it (20000 and 500), FAULTS_LASTING says how
many seconds the long faults last (180), FAULTS_ONLY names the scenarios by a part of their names, with commas.
"""

import os
import subprocess
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

import pytest

from tests.faults.judgement import judged, ten_minutes_later
from tests.faults.play import Play
from tests.faults.scenarios import LASTING, SCENARIOS, Scale, Scenario
from tests.faults.servers import NotHereError
from tests.faults.table import Line, markdown
from tests.processes import Stand

MESSAGES = int(os.environ.get("FAULTS_MESSAGES") or 20_000)
KILLS = int(os.environ.get("FAULTS_KILLS") or 500)
SCALE = Scale(MESSAGES, KILLS, len(SCENARIOS), float(os.environ.get("FAULTS_LASTING") or 180))
ONLY = [name for name in os.environ.get("FAULTS_ONLY", "").split(",") if name]


def say(text: str) -> None:
    print(f"{time.strftime('%H:%M:%S')} {text}", flush=True)  # noqa: T201


@pytest.mark.whole
@pytest.mark.timeout(3600)
def test_nobody_is_lost_doubled_or_overtaken_whatever_fails(
    tmp_path: Path, small_playbook: Path, released: Path, seed: int
) -> None:
    say(f"FAULTS_SEED={seed} {SCALE}")
    lines = []
    for line in performed(partial(new_stand, tmp_path, small_playbook, released), seed):
        lines.append(line)
        say(" | ".join(line.cells()))
        for wrong in line.wrong:
            say(f"    {wrong}")
    print(f"\n{markdown(lines)}\nFAULTS_SEED={seed}", flush=True)  # noqa: T201
    assert not [line.fault for line in lines if line.wrong]
    if not ONLY:
        assert sum(line.report.messages for line in lines if line.report) >= MESSAGES
        assert sum(line.kills for line in lines) >= KILLS


def performed(make_stand: "partial[Stand]", seed: int) -> Iterator[Line]:
    """One after the other; those that last are performed side by side, because they leave the machine idle."""
    seeds = {name: seed + number for number, name in enumerate(SCENARIOS | LASTING)}

    def one(item: tuple[str, Scenario]) -> Line:
        name, scenario = item
        return perform(name, scenario, make_stand(str(seeds[name])), seeds[name])

    yield from map(one, wanted(SCENARIOS))
    with ThreadPoolExecutor(len(LASTING)) as side_by_side:
        yield from side_by_side.map(one, wanted(LASTING))


def wanted(scenarios: dict[str, Scenario]) -> list[tuple[str, Scenario]]:
    return [(name, one) for name, one in scenarios.items() if not ONLY or any(part in name for part in ONLY)]


def new_stand(folder: Path, small_playbook: Path, released: Path, name: str) -> Stand:
    place = folder / name
    place.mkdir()
    subprocess.run(["cp", "-a", released / "postgres", place], check=True)  # keeps the files' owner
    stand = Stand(place, changes={"PLAYBOOK_DIR": str(small_playbook)})
    stand.postgres.start()
    stand.valkey.start()
    return stand


def perform(name: str, scenario: Scenario, stand: Stand, seed: int) -> Line:
    """The scenario's line of the table. Whatever breaks in it is its own fault, and the others are performed."""
    play = Play(stand, seed)
    try:
        return _performed(name, scenario, play)
    except NotHereError as why:
        return Line(name, None, note=f"not played here: {why}")
    except Exception as error:
        return Line(name, None, play.programs.kills, [f"broke off: {type(error).__name__}: {error}"], "broke off")
    finally:
        play.close()
        stand.stop()


def _performed(name: str, scenario: Scenario, play: Play) -> Line:
    scenario.perform(play, SCALE)
    report, wrong = judged(play, scenario.expected)
    if report.in_doubt:
        wrong += ten_minutes_later(play, report)
    return Line(name, report, play.programs.kills, wrong)
