"""ops/systemd: the Procfile's processes, shut in, and started again."""

import shlex
import shutil
import subprocess
import sys
from configparser import ConfigParser
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.processes import PROCFILE

UNITS = ROOT / "ops/systemd"
PROGRAMS = "/opt/lotse/.venv/bin/"
LASTING = ("web", "worker", "clock")
SHUT_IN = {
    "NoNewPrivileges": "yes",
    "ProtectSystem": "strict",
    "ProtectHome": "yes",
    "PrivateTmp": "yes",
    "PrivateDevices": "yes",
    "CapabilityBoundingSet": "",
    "User": "lotse",
}


def unit(name: str) -> ConfigParser:
    parsed = ConfigParser(interpolation=None, strict=True)
    parsed.optionxform = str  # type: ignore[assignment, method-assign]
    parsed.read_string((UNITS / f"lotse-{name}.service").read_text("utf-8"))
    return parsed


@pytest.mark.parametrize("name", [*LASTING, "release"])
def test_a_unit_runs_the_procfiles_command_and_is_shut_in(name: str) -> None:
    service = unit(name)["Service"]

    assert shlex.split(service["ExecStart"].removeprefix(PROGRAMS)) == shlex.split(PROCFILE[name])
    assert {key: service[key] for key in SHUT_IN} == SHUT_IN
    assert "SECRET" not in (UNITS / f"lotse-{name}.service").read_text("utf-8"), "secrets stand in the environment file"


@pytest.mark.parametrize("name", LASTING)
def test_what_lasts_is_started_again_and_given_time_to_end(name: str) -> None:
    service = unit(name)["Service"]

    assert service["Restart"] == "always"
    assert int(service["TimeoutStopSec"]) > 25, "a job takes up to 20 seconds to end"


def test_the_release_is_done_once_and_has_time_to_train() -> None:
    assert unit("release")["Service"]["Type"] == "oneshot"
    assert unit("release")["Service"]["TimeoutStartSec"] == "30min"


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="systemd is not here; the units are parsed above")
def test_systemd_finds_nothing_wrong(tmp_path: Path) -> None:
    ours = f"{Path(sys.executable).parent}/"
    for file in UNITS.iterdir():
        (tmp_path / file.name).write_text(file.read_text("utf-8").replace(PROGRAMS, ours), "utf-8")
    units = [str(path) for path in sorted(tmp_path.iterdir())]
    done = subprocess.run(["systemd-analyze", "verify", *units], capture_output=True, text=True, check=False)

    assert [line for line in done.stderr.splitlines() if "lotse" in line] == []
    assert done.returncode == 0, done.stderr


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="systemd is not here; what matters most is held above")
@pytest.mark.parametrize("name", [*LASTING, "release"])
def test_systemd_finds_them_shut_in(name: str) -> None:
    command = ["systemd-analyze", "security", "--offline=true", "--threshold=35", str(UNITS / f"lotse-{name}.service")]
    done = subprocess.run(command, capture_output=True, text=True, check=False)

    assert done.returncode == 0, done.stdout[-300:] + done.stderr
