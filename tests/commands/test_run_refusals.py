"""What stops `make run` is one clear line, and nothing has been started then."""

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.processes import free_port


def run(tmp_path: Path, **changes: str) -> subprocess.CompletedProcess[str]:
    environment = {
        **os.environ,
        "VAR_DIR": str(tmp_path / "var"),
        "PORT": str(free_port()),
        "SIMULATOR_PORT": str(free_port()),
        "DATABASE_URL": "",
        "REDIS_URL": "",
        "GRAPH_URL": "",
        **changes,
    }
    command = [sys.executable, "-m", "commands", "run"]
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=60, check=False)


@pytest.mark.parametrize("name", ["PORT", "SIMULATOR_PORT"])
def test_a_port_in_use_is_named_with_a_way_out(tmp_path: Path, name: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        done = run(tmp_path, **{name: str(port)})

    assert done.returncode == 2
    assert f"port {port} is not free" in done.stderr
    assert f"{name}={port + 100} make run" in done.stderr
    assert len(done.stderr.splitlines()) == 1
    assert not (tmp_path / "var" / "postgres").exists()


@pytest.mark.parametrize("port", ["0", "99999", "abc"])
def test_a_port_that_is_none_is_refused(tmp_path: Path, port: str) -> None:
    done = run(tmp_path, PORT=port)

    assert (done.returncode, len(done.stderr.splitlines())) == (2, 1)
    assert f"PORT={port} is not a port" in done.stderr


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "var").write_text("a file where the folder should be", "utf-8")
    done = run(tmp_path)

    assert (done.returncode, len(done.stderr.splitlines())) == (2, 1)
    assert "cannot be written" in done.stderr


def test_one_port_for_both_is_refused(tmp_path: Path) -> None:
    port = str(free_port())
    done = run(tmp_path, PORT=port, SIMULATOR_PORT=port)

    assert (done.returncode, len(done.stderr.splitlines())) == (2, 1)
    assert "are the same" in done.stderr


def test_a_playbook_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    done = run(tmp_path, PLAYBOOK_DIR=str(tmp_path / "nowhere"))

    assert done.returncode == 2
    assert "playbook.toml does not exist" in done.stderr
