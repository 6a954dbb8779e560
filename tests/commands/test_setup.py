"""bin/setup: what is missing or wrong is one clear line, and a half-made environment is made anew."""

import importlib.util
import shutil
import subprocess
import sys
from importlib.machinery import SourceFileLoader
from pathlib import Path
from types import ModuleType

import pytest

from tests.conftest import ROOT


@pytest.fixture
def setup(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """The script, at work in an empty project."""
    loader = SourceFileLoader("lotse_setup", str(ROOT / "bin" / "setup"))
    spec = importlib.util.spec_from_loader("lotse_setup", loader)
    assert spec is not None
    module = importlib.util.module_from_spec(spec)
    loader.exec_module(module)
    for name, value in {
        "ROOT": tmp_path,
        "VENV": tmp_path / ".venv",
        "PYTHON": tmp_path / ".venv" / "bin" / "python",
    }.items():
        monkeypatch.setattr(module, name, value)
    monkeypatch.setattr(sys, "argv", ["setup"])
    (tmp_path / "requirements.txt").write_text("")
    (tmp_path / "pyproject.toml").write_text("")
    return module


def test_a_disk_without_room_is_named(setup: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda path: shutil._ntuple_diskusage(10**9, 10**9, 5 * 2**20))
    with pytest.raises(SystemExit, match="5 MB are free"):
        setup.main()


def test_an_old_python_is_named_with_a_way_out(setup: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(setup, "OLDEST", (99, 0))
    with pytest.raises(SystemExit, match="make PYTHON="):
        setup.main()


def test_a_half_made_environment_is_noticed(setup: ModuleType, tmp_path: Path) -> None:
    assert not setup.is_whole()
    (tmp_path / ".venv" / "bin").mkdir(parents=True)
    (tmp_path / ".venv" / "bin" / "python").write_text("#!/bin/sh\nexit 1\n")
    (tmp_path / ".venv" / "bin" / "python").chmod(0o755)

    assert not setup.is_whole()


def test_a_whole_environment_is_left_as_it_is(setup: ModuleType, tmp_path: Path) -> None:
    subprocess.run([sys.executable, "-m", "venv", tmp_path / ".venv"], check=True)
    value = setup.stamp_value(tmp_path / "requirements.txt")
    (tmp_path / ".venv" / "requirements.stamp").write_text(value)
    before = (tmp_path / ".venv" / "pyvenv.cfg").stat().st_mtime_ns
    setup.main()

    assert (tmp_path / ".venv" / "pyvenv.cfg").stat().st_mtime_ns == before


def test_locked_requirements_carry_hashes_and_name_no_index() -> None:
    for name in ("requirements.txt", "requirements-dev.txt"):
        lines = (ROOT / name).read_text().splitlines()
        assert all("://" not in line and not line.startswith("-") for line in lines)
        pinned = [line for line in lines if "==" in line]
        assert pinned
        assert all(line.rstrip().endswith("\\") for line in pinned), "each is followed by its hashes"
