"""The Dockerfile: the Procfile's command, everything that it needs and no more, as nobody in particular."""

import json
import re
import shlex

from tests.conftest import ROOT
from tests.processes import PROCFILE

REQUIREMENTS = "requirements.txt"
LINES = (ROOT / "Dockerfile").read_text("utf-8").replace("\\\n", " ").splitlines()
INSTRUCTIONS = [(word, rest.strip()) for word, _, rest in (line.partition(" ") for line in LINES if line[:1].isupper())]


def all_of(word: str) -> list[str]:
    return [rest for found, rest in INSTRUCTIONS if found == word]


def copied() -> list[str]:
    return [rest.split()[0] for rest in all_of("COPY") if not rest.startswith("--from")]


def test_it_serves_the_web_as_the_procfile_does() -> None:
    assert json.loads(all_of("CMD")[-1]) == shlex.split(PROCFILE["web"])


def test_it_is_made_in_two_stages_of_the_python_that_platforms_take() -> None:
    version = (ROOT / ".python-version").read_text("utf-8").strip()

    assert all_of("ARG") == [f"BASE=python:{version}-slim"]
    assert all_of("FROM") == ["${BASE} AS build", "${BASE}"]
    assert LINES.index("FROM ${BASE} AS build") > LINES.index(f"ARG BASE=python:{version}-slim")  # it holds for both


def test_requirements_are_installed_by_their_hashes() -> None:
    installs = [rest for rest in all_of("RUN") if "pip" in rest]

    assert len(installs) == 1
    assert "--require-hashes" in installs[0]
    assert "-r requirements.txt" in installs[0]


def test_it_runs_as_a_user_without_rights_and_holds_no_secret() -> None:
    words = [word for word, _ in INSTRUCTIONS]
    assert all_of("USER") == ["lotse"]
    assert words.index("USER") < words.index("CMD")
    assert not re.search(r"SECRET|TOKEN|PASSWORD", " ".join(all_of("ENV") + all_of("ARG")))


def test_nothing_else_of_the_folder_is_sent_to_the_builder() -> None:
    ignored = (ROOT / ".dockerignore").read_text("utf-8").splitlines()

    assert ignored[0] == "*"
    assert sorted(line[1:] for line in ignored if line.startswith("!")) == sorted(set(copied()))


def test_what_is_copied_is_what_the_processes_import() -> None:
    """The import contracts keep these from needing anything else of ours; `lotse licences` reads what is required."""
    assert copied() == [REQUIREMENTS, REQUIREMENTS, "app", "commands", "migrations", "models", "workers"]


def test_whether_it_is_well_is_asked_of_healthz() -> None:
    command = json.loads(all_of("HEALTHCHECK")[0].partition("CMD ")[2])

    assert command[:2] == ["python", "-c"]
    compile(command[2], "HEALTHCHECK", "exec")
    assert "/healthz" in command[2]
