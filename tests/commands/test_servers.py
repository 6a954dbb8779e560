"""The embedded servers: started for whoever needs them, found by the others, stopped by the last."""

import os
import stat
import subprocess
import sys
from pathlib import Path

import psycopg
import pytest

from commands import servers
from commands.servers import Postgres, Valkey
from tests.conftest import ROOT


@pytest.fixture(autouse=True)
def no_other_servers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "")
    monkeypatch.setenv("REDIS_URL", "")


def permissions_above(folder: Path) -> dict[Path, int]:
    return {parent: stat.S_IMODE(parent.stat().st_mode) for parent in folder.parents}


def test_they_start_serve_and_stop_and_keep_their_data(tmp_path: Path) -> None:
    with servers.running(tmp_path), psycopg.connect(os.environ["DATABASE_URL"]) as connection:
        connection.execute("CREATE TABLE kept (value int)")
        connection.execute("INSERT INTO kept VALUES (4711)")
    assert not Postgres(tmp_path / "postgres").running()
    assert not Valkey(tmp_path / "valkey").running()

    with servers.running(tmp_path), psycopg.connect(os.environ["DATABASE_URL"]) as connection:
        assert connection.execute("SELECT value FROM kept").fetchone() == (4711,)


def test_they_run_in_a_folder_closed_to_everybody_and_open_none(tmp_path: Path) -> None:
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o700)
    before = permissions_above(closed / "var")
    with servers.running(closed / "var"):
        assert permissions_above(closed / "var") == before
    assert permissions_above(closed / "var") == before


@pytest.mark.parametrize("name", [("lang " * 20).strip(), "v%41r", "v ar,x", "größe 'n' & co"])
def test_they_run_under_a_path_too_long_or_too_odd_for_a_socket(tmp_path: Path, name: str) -> None:
    folder = tmp_path / name / "var"
    folder.mkdir(parents=True)
    with servers.running(folder), psycopg.connect(os.environ["DATABASE_URL"]) as connection:
        assert connection.execute("SELECT 1").fetchone() == (1,)


def test_a_second_user_finds_them_and_the_last_one_stops_them(tmp_path: Path) -> None:
    program = """
import os, sys
from pathlib import Path
from commands import servers
with servers.running(Path(sys.argv[1])):
    import psycopg
    psycopg.connect(os.environ["DATABASE_URL"]).close()
"""
    postgres = Postgres(tmp_path / "postgres")
    with servers.running(tmp_path):
        environment = {**os.environ, "DATABASE_URL": "", "REDIS_URL": ""}
        second = [sys.executable, "-c", program, str(tmp_path)]
        subprocess.run(second, cwd=ROOT, env=environment, check=True, timeout=60)
        assert postgres.running(), "the first user still needs them"
    assert not postgres.running()


def test_a_half_made_data_folder_is_made_anew(tmp_path: Path) -> None:
    (tmp_path / "postgres.new").mkdir()
    (tmp_path / "postgres").mkdir()
    with servers.running(tmp_path):
        assert Postgres(tmp_path / "postgres").running()


def test_servers_named_in_the_environment_are_left_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://elsewhere/db")
    monkeypatch.setenv("REDIS_URL", "redis://elsewhere")
    with servers.running(tmp_path) as started:
        assert started == {}
    assert not (tmp_path / "postgres").exists()
