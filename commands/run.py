"""`lotse run`, behind `make run`: everything on one machine, with the simulator, until Ctrl-C."""

import os
import secrets
import shlex
import signal
import socket
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from pathlib import Path

import click
import honcho.manager
from honcho.environ import parse_procfile
from sqlalchemy import select

from app import accounts, database, settings
from app import playbook as playbooks
from app.tables import Person
from commands import classifier, first_values, house, migrating, release
from commands.servers import Server, ServerError, running

FIRST_ADMIN = "admin@lotse.example"
READY_SECONDS = 90
STOP_SECONDS = 25


class RunError(Exception):
    """Lotse cannot run here; the message says why and what to do."""


@click.command(help="Run everything on this machine with the simulator, until Ctrl-C.")
def run() -> None:
    for end in (signal.SIGINT, signal.SIGTERM):  # until honcho minds them; a script may have had Ctrl-C ignored
        signal.signal(end, signal.default_int_handler)
    signal.signal(signal.SIGHUP, lambda *_: os.kill(os.getpid(), signal.SIGTERM))  # the terminal was closed
    folder = house.var_dir()
    _prepare(folder)
    click.echo("Starting PostgreSQL and Valkey ...")
    with running(folder) as servers:
        migrating.migrate()
        playbooks.load()
        if not release.has_classifier():
            classifier.train_and_store()
        password = _first_admin()
        sys.exit(_keep_running(servers, password))


def _prepare(folder: Path) -> None:
    """First values, the simulator as Meta unless another is named, and free ports."""
    try:
        first_values.write(folder)
    except OSError as error:
        raise RunError(f"Nothing was started: {folder} cannot be written ({error.strerror}). Set VAR_DIR.") from None
    first_values.into_environment(folder)
    if simulated():
        os.environ["GRAPH_URL"] = f"http://127.0.0.1:{_port('SIMULATOR_PORT', 8010)}"
        _must_be_free("SIMULATOR_PORT", _port("SIMULATOR_PORT", 8010))
    os.environ["PORT"] = str(_port("PORT", 8000))
    if simulated() and _port("PORT", 8000) == _port("SIMULATOR_PORT", 8010):
        raise RunError("Nothing was started: PORT and SIMULATOR_PORT are the same. Set one of them to another port.")
    os.environ.setdefault("HOST", "127.0.0.1")  # without TLS, only this machine may reach it
    _must_be_free("PORT", _port("PORT", 8000))


def simulated() -> bool:
    """Whether nobody named another Graph API than the simulator's."""
    return os.environ.get("GRAPH_URL", "") in {"", f"http://127.0.0.1:{os.environ.get('SIMULATOR_PORT') or 8010}"}


def _port(name: str, otherwise: int) -> int:
    given = os.environ.get(name) or str(otherwise)
    if not given.isdecimal() or not 0 < int(given) < 65536:
        raise RunError(f"Nothing was started: {name}={given} is not a port. Set it to a number from 1 to 65535.")
    return int(given)


def _must_be_free(name: str, port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError as error:
            raise RunError(
                f"Nothing was started: port {port} is not free ({error.strerror}). "
                f"End what uses it, or choose another: {name}={port + 100} make run"
            ) from None


def _first_admin() -> str | None:
    """Make the first admin when nobody can sign in yet; returns the password, to be shown once."""
    with database.sessions().begin() as session:
        if session.scalars(select(Person.id).limit(1)).first():
            return None
        password = secrets.token_urlsafe(12)
        accounts.add_person(session, FIRST_ADMIN, "admin", password)
        return password


def _keep_running(servers: dict[str, Server], password: str | None) -> int:
    """Run the Procfile and the simulator through honcho; returns the exit code."""
    honcho.manager.KILL_WAIT = STOP_SECONDS
    manager = PatientManager()
    path = f"{Path(sys.executable).parent}:{os.environ.get('PATH', '')}"
    environment = {**os.environ, "PATH": path, "PYTHONUNBUFFERED": "1"}
    for name, command in _processes().items():
        manager.add_process(name, command, cwd=str(house.ROOT), env=environment)
    over, greeted = threading.Event(), threading.Event()
    _in_background(lambda: _watch(servers, over))
    _in_background(lambda: _greet(password, over, greeted))
    manager.loop()
    over.set()
    if password and not greeted.is_set():
        click.echo(_sign_in(password))
    stopped_by_hand = manager.returncode in {128 + signal.SIGINT, 128 + signal.SIGTERM}
    return 0 if stopped_by_hand else int(manager.returncode or 0)


class PatientManager(honcho.manager.Manager):  # type: ignore[misc]
    """Told to end while processes are still starting, it ends them as soon as all of them have started."""

    def terminate(self) -> None:
        if self._all_started():
            super().terminate()
        else:
            threading.Timer(0.1, self.terminate).start()


def _in_background(act: Callable[[], None]) -> None:
    threading.Thread(target=act, daemon=True).start()


def _processes() -> dict[str, str]:
    """The Procfile's lasting processes, and the simulator; each is started again should it die."""
    procfile = parse_procfile((house.ROOT / "Procfile").read_text())
    commands = {name: command for name, command in procfile.processes.items() if name in {"web", "worker"}}
    if simulated():
        commands["simulator"] = "python -m simulator"
    keep = f"exec {shlex.quote(sys.executable)} -m commands.keep"
    return {name: f"{keep} {name} {command}" for name, command in commands.items()}


def _watch(servers: dict[str, Server], over: threading.Event) -> None:
    """Start an embedded server again when it has died."""
    while not over.wait(2):
        for name, server in servers.items():
            if not server.running() and not over.is_set():
                click.echo(f"{name.removesuffix('_URL').lower()} is gone; it is started again, nothing is lost.")
                _start_again(server)


def _start_again(server: Server) -> None:
    try:
        server.start()
    except ServerError as error:
        click.echo(str(error))


def _greet(password: str | None, over: threading.Event, greeted: threading.Event) -> None:
    """When everything answers, say where."""
    current = settings.load()
    inbox = f"http://localhost:{current.port}/"
    phone = f"http://localhost:{current.simulator_port}/" if simulated() else None
    ready = [f"http://127.0.0.1:{current.port}/readyz"]
    if phone:
        ready.append(f"http://127.0.0.1:{current.simulator_port}/healthz")
    ends = time.monotonic() + READY_SECONDS
    while not all(_answers(url) for url in ready):
        if over.wait(0.3):
            return
        if time.monotonic() > ends:
            click.echo("Lotse does not answer yet; the lines above say why. Ctrl-C ends it, nothing is lost.")
            return
    greeted.set()
    click.echo(_greeting(inbox, phone, password))


def _greeting(inbox: str, phone: str | None, password: str | None) -> str:
    lines = ["", f"  Agents' inbox:  {inbox}"]
    if phone:
        lines.append(f"  Phone:          {phone}")
    if password:
        lines.append(_sign_in(password))
    lines += ["  Ctrl-C ends everything; the data stays.", ""]
    return "\n".join(lines)


def _sign_in(password: str) -> str:
    return f"  Sign in as {FIRST_ADMIN} with {password}   (shown only this once)"


def _answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(url, timeout=2) as response:  # noqa: S310 - our own loopback address
            return bool(response.status == 200)
    except (urllib.error.URLError, OSError):
        return False
