"""Whatever Lotse needs is pinned, has a reason and a licence that may be; bandit's rules look at all that runs."""

import re
import tomllib
from collections.abc import Iterator

import pytest
from click.testing import CliRunner

from commands import licences
from tests.conftest import ROOT

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
LOCKS = ("requirements.txt", "requirements-dev.txt", "requirements-tracing.txt")


def rows(page: str) -> dict[str, str]:
    text = (ROOT / "docs" / page).read_text("utf-8")
    return dict(re.findall(r"^\| `?([\w.-]+)`? \| (.*) \|$", text, re.MULTILINE))


def direct() -> Iterator[str]:
    extras = PROJECT["project"]["optional-dependencies"].values()
    groups = [PROJECT["project"]["dependencies"], *extras, *PROJECT["dependency-groups"].values()]
    yield from (re.match(r"[\w.-]+", one)[0] for group in groups for one in group)  # type: ignore[index]


def test_every_direct_dependency_has_its_reason_and_no_other_is_named() -> None:
    reasons = rows("dependencies.md")
    del reasons["package"]
    assert {"opentelemetry-sdk", "ruff", "flask"} <= set(direct())

    assert sorted(reasons) == sorted(direct())
    assert all(reasons.values())


def test_the_list_of_licences_is_what_the_command_prints() -> None:
    """Where Python's version chooses another version of a package, that may be under something else."""
    chosen = re.findall(r"^([\w.-]+)==\S+ ;", (ROOT / "requirements.txt").read_text("utf-8"), re.MULTILINE)
    listed = rows("licences.md")
    del listed["package"]
    printed = CliRunner().invoke(licences.licences)

    assert printed.exit_code == 0, printed.output
    assert list(listed) == licences.pinned(), "write it anew: lotse licences > docs/licences.md"
    assert [
        name for name in listed if name not in chosen and f"| {name} | {listed[name]} |" not in printed.output
    ] == []


@pytest.mark.parametrize(
    ("expression", "may"),
    [
        ("MIT", True),
        ("GPL-3.0-only", False),
        ("AGPL-3.0-or-later OR MIT", True),
        ("MIT AND GPL-2.0-only", False),
        ("BSD-3-Clause AND 0BSD AND MIT", True),
        ("unknown", False),
    ],
)
def test_a_licence_that_asks_something_of_lotse_itself_is_refused(expression: str, may: bool) -> None:
    assert licences.allowed(expression) == may


def test_a_package_that_is_not_allowed_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(licences, "pinned", lambda: ["not-there-at-all"])
    told = CliRunner().invoke(licences.licences)

    assert told.exit_code == 1
    assert "not-there-at-all (unknown)" in told.output


@pytest.mark.parametrize("lock", LOCKS)
def test_every_package_is_pinned_to_one_version_and_by_hash(lock: str) -> None:
    entries = re.split(r"\n(?=\S)", (ROOT / lock).read_text("utf-8").strip())

    assert [one for one in entries if not re.match(r"[\w.\[\],-]+==[\w.]+", one) or "--hash=sha256:" not in one] == []
    assert "://" not in "".join(entries), "no host is fixed"


def test_bandits_rules_look_at_everything_that_runs() -> None:
    lint = PROJECT["tool"]["ruff"]["lint"]
    excused = [pattern for pattern, rules in lint["per-file-ignores"].items() if {"S", "ALL"} & set(rules)]

    assert "S" in lint["select"]
    assert not [rule for rule in lint["ignore"] if rule.startswith("S")]
    assert excused == ["tests/**", "bench/**"]
