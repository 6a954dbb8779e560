"""What the operators' pages tell to type is there to be typed."""

import json
import re
import shlex
from collections.abc import Iterator

import click
import pytest

from app.settings import Settings
from commands.main import cli
from tests.conftest import ROOT
from tests.processes import PROCFILE

PAGES = ("deploying.md", "backup.md")
OURS = re.compile(r"(?:python -m commands|\.venv/bin/lotse|^lotse) (.*)")


def blocks(page: str) -> Iterator[str]:
    text = (ROOT / "docs" / page).read_text("utf-8")
    yield from re.findall(r"```sh\n(.*?)```", text, re.DOTALL)


def lines(page: str) -> list[str]:
    return [line for block in blocks(page) for line in block.splitlines()]


@pytest.mark.parametrize("page", PAGES)
def test_every_command_of_ours_exists_with_its_options(page: str) -> None:
    ours = [found[1] for line in lines(page) if (found := OURS.search(line))]

    assert ours
    for words in ours:
        command: click.Command = cli
        rest = shlex.split(re.split(r"[|&<>]", words)[0])
        while isinstance(command, click.Group):
            command = command.commands[rest.pop(0)]
        command.make_parser(click.Context(command)).parse_args(rest)


@pytest.mark.parametrize("page", PAGES)
def test_every_file_that_is_named_exists(page: str) -> None:
    text = (ROOT / "docs" / page).read_text("utf-8")
    named = re.findall(r"/opt/lotse/(ops/\w+|bin/\w+)", text) + re.findall(r"\]\((\w+\.md)\)", text)

    missing = [name for name in named if not (ROOT / name).exists() and not (ROOT / "docs" / name).exists()]
    assert missing == []


def test_every_platform_gets_every_setting_without_which_lotse_does_not_start() -> None:
    needed = {name.upper() for name, field in Settings.model_fields.items() if field.is_required()}
    given = needed - {"DATABASE_URL", "REDIS_URL"}
    platforms = [line for line in lines("deploying.md") if re.search(r"config:set|env-set SECRET_KEY", line)]

    assert len(platforms) == 3
    for line in platforms:
        assert {name for name in given if f'{name}="${name}"' in line} == given


def test_systemd_is_told_where_each_program_lies() -> None:
    """systemd-run looks for it from the folder in which it is typed, whatever the working directory is to be."""
    typed = [line for line in lines("deploying.md") if "systemd-run" in line]
    programs = [re.search(r"systemd-run (?:--\S+ )+(\S+)", line) for line in typed]

    assert programs
    assert [found[1] for found in programs if found and not found[1].startswith("/opt/lotse/.venv/bin/")] == []


def test_dokku_is_told_once_how_many_processes_run() -> None:
    """Where app.json has a formation, Dokku refuses to be told by command."""
    formation = json.loads((ROOT / "app.json").read_text("utf-8"))["formation"]

    assert {name: formation[name]["quantity"] for name in formation} == {"web": 1, "worker": 1, "clock": 0}
    assert [line for line in lines("deploying.md") if line.startswith("dokku ps:scale")] == []


def test_the_release_is_the_same_under_either_of_its_names() -> None:
    assert PROCFILE["postdeploy"] == PROCFILE["release"]
