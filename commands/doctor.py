"""`lotse doctor`: examine everything that Lotse needs. For monitors the exit code is the worst finding's."""

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

from app import settings
from app.doctor import checks
from app.doctor.finding import LEVELS, Finding, worst
from app.playbook.intents import LANGUAGES
from commands import house, servers

if TYPE_CHECKING:
    from app.dashboard.translation import Translator

MARKS = {"ok": "ok  ", "warn": "WARN", "fail": "FAIL"}


@click.command(
    help="Examine everything that Lotse needs, each finding in one sentence with its cure. Exit code: 0 all is well, "
    "1 something wants a look, 2 something is broken."
)
@click.option("--offline", is_flag=True, help="Do not ask Meta.")
@click.option("--language", type=click.Choice(LANGUAGES), default="en", help="Of the sentences.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def doctor(offline: bool, language: str, as_json: bool) -> None:
    from app.dashboard.translation import translator  # here: no other command waits for the pages

    findings = _examined(offline)
    (_as_json if as_json else _as_lines)(findings, translator(language))
    sys.exit(LEVELS.index(worst(findings)))


def _examined(offline: bool) -> list[Finding]:
    try:
        with _servers():
            settings.load()
            return checks.examine_all(offline)
    except settings.SettingsError as error:
        return [Finding("settings", "fail", {"problems": "; ".join(error.problems)})]
    except servers.ServerError as error:
        return [Finding("broke", "fail", {"check": "servers", "error": str(error)})]


@contextmanager
def _servers() -> Iterator[None]:
    """Embedded ones of an installation are started for as long as it takes; nothing is made or migrated."""
    folder = house.var_dir()
    if all((folder / name).exists() for name in ("postgres", "valkey")):
        with servers.running(folder):
            yield
    else:
        yield


def _as_lines(findings: list[Finding], t: "Translator") -> None:
    from app.dashboard import doctor_said

    for finding in findings:
        said = doctor_said.said(t, finding)
        click.echo(" ".join(filter(None, (MARKS[finding.level], said.what, said.cure))))


def _as_json(findings: list[Finding], t: "Translator") -> None:
    from app.dashboard import doctor_said

    told = [_told(finding, *doctor_said.said(t, finding)) for finding in findings]
    click.echo(json.dumps({"level": worst(findings), "findings": told}, ensure_ascii=False, default=str))


def _told(finding: Finding, what: str, cure: str | None) -> dict[str, object]:
    return {
        "code": finding.code,
        "level": finding.level,
        "values": dict(finding.values),
        "finding": what,
        "cure": cure,
    }
