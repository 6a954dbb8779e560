"""A real browser, and a Lotse as `make run` starts it, with the whole starter playbook."""

import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.conftest import ROOT
from tests.processes import free_port, wait_for

START_SECONDS = 240  # training included


@dataclass(frozen=True)
class Running:
    """What `make run` prints when everything answers."""

    inbox: str
    phone: str
    email: str
    password: str


@pytest.fixture(scope="session")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """`lotse run` on an empty folder, ended by Ctrl-C."""
    folder = tmp_path_factory.mktemp("run")
    log = folder / "run.log"
    environment = {
        **os.environ,
        "VAR_DIR": str(folder / "var"),
        "PORT": str(free_port()),
        "SIMULATOR_PORT": str(free_port()),
        "JOIN_SECONDS": "1",
        **dict.fromkeys(("DATABASE_URL", "REDIS_URL", "GRAPH_URL"), ""),
    }
    command = [sys.executable, "-m", "commands", "run"]
    with log.open("wb") as output:
        process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=output, stderr=output)
    try:
        yield wait_for(lambda: greeting(log, process), START_SECONDS, "make run's greeting")
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(60)


def greeting(log: Path, process: subprocess.Popen[bytes]) -> Running | None:
    said = log.read_text("utf-8", "replace")
    assert process.poll() is None, said[-2000:]
    found = re.search(r"inbox:\s+(\S+)\s+Phone:\s+(\S+)\s+Sign in as (\S+) with (\S+)", said)
    return Running(*found.groups()) if found else None


@pytest.fixture
def agent(browser: Browser, running: Running) -> Iterator[Page]:
    """The inbox, signed in, in German."""
    context = browser.new_context(locale="de-DE", viewport={"width": 1400, "height": 900})
    page = context.new_page()
    page.goto(running.inbox)
    page.get_by_label("E-Mail").fill(running.email)
    page.get_by_label("Passwort").fill(running.password)
    page.get_by_role("button", name="Anmelden").click()
    yield page
    context.close()


@pytest.fixture
def phone(browser: Browser, running: Running) -> Iterator[Page]:
    """The simulator's phone, in German."""
    context = browser.new_context(locale="de-DE", viewport={"width": 900, "height": 800})
    page = context.new_page()
    page.goto(running.phone)
    yield page
    context.close()
