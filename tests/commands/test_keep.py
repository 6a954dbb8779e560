"""What `make run` keeps running is started again when it dies, and ends when it is told to."""

import signal
import subprocess
import sys
import time
from pathlib import Path

from tests.conftest import ROOT
from tests.processes import wait_for


def kept(log: Path, *command: str) -> subprocess.Popen[bytes]:
    with log.open("wb") as output:
        return subprocess.Popen([sys.executable, "-m", "commands.keep", "thing", *command], cwd=ROOT, stdout=output)


def test_it_is_started_again_after_it_died(tmp_path: Path) -> None:
    counter = tmp_path / "starts"
    keeper = kept(tmp_path / "log", "sh", "-c", f"echo x >> {counter}; kill -9 $$")
    wait_for(lambda: counter.exists() and len(counter.read_text().split()) >= 2, 10, "a second start")
    keeper.send_signal(signal.SIGTERM)
    keeper.wait(10)

    assert "thing ended with code -9; it is started again, nothing is lost." in (tmp_path / "log").read_text()


def test_told_to_end_it_ends_with_its_process(tmp_path: Path) -> None:
    keeper = kept(tmp_path / "log", "sleep", "60")
    time.sleep(0.5)
    keeper.send_signal(signal.SIGTERM)

    assert keeper.wait(10) == 0


def test_wrong_settings_are_not_tried_again_and_again(tmp_path: Path) -> None:
    assert kept(tmp_path / "log", "sh", "-c", "exit 2").wait(10) == 2


def test_told_to_end_while_it_waits_to_start_again_it_starts_nothing(tmp_path: Path) -> None:
    counter = tmp_path / "starts"
    keeper = kept(tmp_path / "log", "sh", "-c", f"echo x >> {counter}; exit 1")
    wait_for(lambda: (tmp_path / "log").read_text(), 10, "the first end")
    keeper.send_signal(signal.SIGTERM)

    assert keeper.wait(10) == 0
    assert counter.read_text().split() == ["x"]
