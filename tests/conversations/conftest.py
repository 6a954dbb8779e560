"""One playbook, classifier, simulator and web application for all scripts; an empty database for each."""

import os
import subprocess
import sys
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import httpx2
import pytest
from sqlalchemy import update
from sqlalchemy.orm import Session, sessionmaker
from werkzeug.serving import make_server

from app import classifiers, playbook, settings, web
from app.classifiers import Artefact
from app.tables import Certificate
from models import artefact
from tests.conftest import ROOT, SETTINGS
from tests.conversations import playbook as scripted
from tests.conversations.moving_clock import OFFSET, MovingClock
from tests.conversations.shop import open_shop
from tests.conversations.stage import Stage
from tests.conversations.world import World
from tests.processes import answers, free_port, wait_for
from workers import tools

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment


@dataclass
class Door:
    """Lotse's web application on a port of this machine; while it is shut, webhooks are refused."""

    app: "WSGIApplication"
    shut: bool = False

    def __call__(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        if self.shut:
            start_response("503 Service Unavailable", [])
            return []
        return self.app(environ, start_response)

    def set(self, shut: bool) -> None:
        self.shut = shut


@pytest.fixture(scope="session")
def house(environment: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    """The settings of the scripts' Lotse, as environment variables."""
    with open_shop() as shop:
        yield {
            "PLAYBOOK_DIR": str(scripted.write(tmp_path_factory.mktemp("playbook"), shop)),
            "BUSINESS_FILE": str(scripted.write_facts(tmp_path_factory.mktemp("facts") / "business.toml")),
            "GRAPH_URL": f"http://127.0.0.1:{free_port()}",
            "JOIN_SECONDS": "4",
        }


@pytest.fixture(scope="session")
def classifier(house: dict[str, str]) -> Artefact:
    book = playbook.read(Path(house["PLAYBOOK_DIR"]), Path(house["BUSINESS_FILE"]))
    model = scripted.trained(book)
    data, hmac, facts = artefact.dump(model, classifiers.secret())
    return Artefact(f"scripts-{model.version}", data, hmac, facts)


@pytest.fixture(scope="session")
def door(environment: None) -> Iterator[tuple[Door, str]]:
    """And the webhook's address."""
    door = Door(web.make().wsgi_app)
    server = make_server("127.0.0.1", 0, door, threaded=True)
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    yield door, f"http://127.0.0.1:{server.server_port}/webhook"
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="session")
def clock(
    house: dict[str, str], door: tuple[Door, str], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[httpx2.Client, MovingClock]]:
    """The simulator, and the clock that Lotse shares with it."""
    url = house["GRAPH_URL"]
    client = httpx2.Client(base_url=url, timeout=10, trust_env=False)
    with simulator(url, door[1], tmp_path_factory.mktemp("simulator")), client as meta:
        yield meta, MovingClock(meta)


@contextmanager
def simulator(url: str, webhook: str, folder: Path) -> Iterator[None]:
    arguments = ("--instant", "--no-rates", "--port", url.rpartition(":")[2], "--webhook", webhook)
    with (folder / "log").open("ab") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "simulator", *arguments],
            env={**os.environ, **SETTINGS, "VAR_DIR": str(folder)},
            cwd=ROOT,
            stderr=log,
        )
        wait_for(lambda: answers(f"{url}/healthz"), what="the simulator")
        yield
        process.terminate()
        process.wait(timeout=10)


@pytest.fixture(scope="module")
def moved_in(house: dict[str, str]) -> Iterator[None]:
    """This process has the scripts' settings and playbook."""
    with pytest.MonkeyPatch.context() as patch:
        for name, value in {**house, OFFSET: "0"}.items():
            patch.setenv(name, value)
        forget()
        yield
    forget()


@pytest.fixture
def stage(
    sessions: sessionmaker[Session],
    moved_in: None,
    classifier: Artefact,
    door: tuple[Door, str],
    clock: tuple[httpx2.Client, MovingClock],
) -> Iterator[Stage]:
    """A Lotse that knows nobody, and a customer who has never written."""
    store(sessions, classifier)
    meta, moving = clock
    moving.move_to(moving.now)
    world = World(sessions, meta, moving)
    world.customer = world.post("/api/customers", name="Jule")["key"]
    yield Stage(world, door[0].set)
    door[0].set(False)


def store(sessions: sessionmaker[Session], classifier: Artefact) -> None:
    """What is shown is how Lotse behaves, not what its classifier has proven: all its intents count as certified."""
    with sessions.begin() as session:
        classifiers.store(session, classifier)
        session.execute(update(Certificate).values(stands=True, threshold=0.5))


def forget() -> None:
    """What this process remembers of settings and playbook; the classifier it may keep, under its version."""
    playbook.forget()
    for cached in (settings.load, tools.graph, tools.own_system):
        cached.cache_clear()
