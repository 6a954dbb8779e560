"""`lotse evaluate`, `benchmark`: how good the classifier is."""

import json
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from app import classifiers, database
from app import playbook as playbooks
from app.playbook.intents import LOCKED
from commands import house
from commands.classifier import ClassifierError, active_model, all_examples, progress_bar

if TYPE_CHECKING:
    from models.measured import Measured
    from models.report import Report
    from models.training import Example

UNTOLD = "(a customer's message)"


@click.command(
    help="Measure the classifier: each source of examples is predicted by one trained on the others. Writes a page "
    "with pictures. The exit code is 1 when it is worse than the active classifier was, beyond noise."
)
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.option("--learning", is_flag=True, help="Measure with a quarter and a half of the examples, too (takes longer).")
@click.option(
    "--on",
    "unseen",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Measure the active classifier on this file instead: text TAB intent TAB language, a message a line.",
)
def evaluate(as_json: bool, learning: bool, unseen: Path | None) -> None:
    with house.opened():
        before = _active_metrics()
        measured = _on_unseen(unseen) if unseen else _left_out(learning)
    files = _kept(measured)
    report = measured.report
    click.echo(json.dumps(measured.as_dict(), ensure_ascii=False, indent=2) if as_json else report.as_text())
    click.echo(f"The page is {files[0]}, the figures are {files[1]}.", err=True)
    if before and not unseen:
        _compare(report, before)


def _left_out(learning: bool) -> "Measured":
    from models import evaluation
    from models.measured import Measured

    playbook = playbooks.load()
    known = all_examples(playbook)
    with progress_bar() as progress:
        found = evaluation.leave_one_source_out(known, playbook.threshold, progress, LOCKED, playbook.targets)
    curve: list[tuple[int, float]] = []
    if learning:
        with progress_bar() as progress:
            curve = evaluation.learning_curve(known, progress)
        curve.append((len(known), found.report.accuracy_in_scope or 0.0))
    return Measured(found.report, _to_show(known), found.predictions, found.certificates, curve, LOCKED)


def _to_show(known: "list[Example]") -> "list[Example]":
    """The page is a file that nobody empties when a customer is erased: what customers wrote does not stand in it."""
    return [replace(example, text=UNTOLD) if example.private else example for example in known]


def _on_unseen(file: Path) -> "Measured":
    from models import evaluation
    from models.certification import Certificate
    from models.measured import Measured

    model, messages = active_model(), labelled(file)
    predictions = model.predict([message.text for message in messages])
    report = evaluation.held_out(messages, predictions, playbooks.load().threshold, LOCKED)
    proven = [Certificate.from_dict(one) for one in model.certificates]
    return Measured(report, messages, predictions, proven, locked=LOCKED)


def _kept(measured: "Measured") -> tuple[Path, Path]:
    from models.evaluation_page import page

    folder = house.var_dir() / "evaluation"
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    html, figures = folder / "report.html", folder / "report.json"
    html.write_text(page(measured), "utf-8")
    figures.write_text(json.dumps(measured.as_dict(), ensure_ascii=False, indent=2), "utf-8")
    return html, figures


def _active_metrics() -> dict[str, Any] | None:
    with database.sessions()() as session:
        stored = classifiers.active(session)
    return stored.facts["metrics"] if stored else None


def _compare(report: "Report", before: dict[str, Any]) -> None:
    from models.evaluation import is_worse

    share, messages = before["accuracy_in_scope"] or 0.0, before["in_scope"]
    worse = is_worse(report, share, messages)
    verdict = "worse, beyond noise" if worse else "not worse, beyond noise"
    click.echo(f"The active classifier had {share:.1%} right in scope: this is {verdict}.", err=True)
    if worse:
        sys.exit(1)


def labelled(file: Path) -> "list[Example]":
    """The messages of a file with one `text TAB intent TAB language` a line; `\\n` in a text is a line break."""
    from models.training import Example

    rows = [line.split("\t") for line in file.read_text("utf-8").splitlines() if line]
    wrong = next((number for number, row in enumerate(rows, 1) if len(row) != 3), None)
    if wrong:
        raise ClassifierError(f"{file}, line {wrong}: expected text TAB intent TAB language. Nothing was measured.")
    return [Example(text.replace("\\n", "\n"), label, language, file.stem) for text, label, language in rows]


@click.command(help="Measure the classifier on public intent data, beside published figures.")
@click.option("--data", type=click.Path(exists=True, file_okay=False, path_type=Path), required=True)
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def benchmark(data: Path, as_json: bool) -> None:
    from models import benchmark as benchmark_room

    with progress_bar() as progress:
        rows = benchmark_room.benchmark(data, progress)
    if as_json:
        click.echo(json.dumps([row.as_dict() for row in rows], indent=2))
        return
    for row in rows:
        click.echo(row.as_text())
