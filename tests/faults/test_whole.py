"""The whole suite, by `make faults`: every kind of fault, one after the other, and one table at the end.

FAULTS_SEED repeats a run's choices; FAULTS_MESSAGES and FAULTS_KILLS scale it (20000 and 500).
"""

import os
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.faults.judgement import explained
from tests.faults.play import LONGEST_WAIT, Play
from tests.faults.scenarios import SCENARIOS, Scale, still_unknown_to_people
from tests.faults.table import Line, markdown
from tests.processes import Stand

MESSAGES = int(os.environ.get("FAULTS_MESSAGES") or 20_000)
KILLS = int(os.environ.get("FAULTS_KILLS") or 500)


def say(text: str) -> None:
    print(f"{time.strftime('%H:%M:%S')} {text}", flush=True)  # noqa: T201


@pytest.mark.whole
@pytest.mark.timeout(3600)
def test_nobody_is_lost_doubled_or_overtaken_whatever_fails(
    tmp_path: Path, small_playbook: Path, released: Path, seed: int
) -> None:
    say(f"FAULTS_SEED={seed} FAULTS_MESSAGES={MESSAGES} FAULTS_KILLS={KILLS}")
    scale = Scale(MESSAGES, KILLS)
    lines, wrong = [], []
    for number, (name, scenario) in enumerate(SCENARIOS.items()):
        stand = new_stand(tmp_path / str(number), small_playbook, released)
        try:
            line, found = perform(name, scenario, Play(stand, seed + number), scale)
        finally:
            stand.stop()
        lines.append(line)
        wrong += found
        say(" | ".join(line.cells()))
    print(f"\n{markdown(lines)}\nFAULTS_SEED={seed}", flush=True)  # noqa: T201
    assert not wrong, "\n\n".join(wrong)
    assert sum(line.report.messages for line in lines) >= MESSAGES
    assert sum(line.kills for line in lines) >= KILLS


def new_stand(folder: Path, small_playbook: Path, released: Path) -> Stand:
    folder.mkdir()
    subprocess.run(["cp", "-a", released / "postgres", folder], check=True)  # keeps the files' owner
    stand = Stand(folder, changes={"PLAYBOOK_DIR": str(small_playbook)})
    stand.postgres.start()
    stand.valkey.start()
    return stand


def perform(name: str, scenario: Callable[[Play, Scale], None], play: Play, scale: Scale) -> tuple[Line, list[str]]:
    """The scenario's line of the table, and what is wrong with it."""
    wrong = []
    try:
        scenario(play, scale)
        quiet = play.quiet()
        play.stand.valkey._client().flushall()
        report = play.report()
        if report.broken or not quiet:
            wrong.append(f"{name}: quiet {quiet}, {explained(play, report)}")
        if report.longest_wait > LONGEST_WAIT:
            wrong.append(f"{name}: {report.slowest} waited {report.longest_wait:.1f} s")
        if report.in_doubt and (untold := still_unknown_to_people(play)):
            wrong.append(f"{name}: {untold} sends in doubt of which nobody was told after ten minutes")
    finally:
        play.close()
    return Line(name, report, play.programs.kills), wrong
