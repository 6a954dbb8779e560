"""`lotse train`, `evaluate`, `benchmark`, `predict`."""

import json
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from app import certificates, classifiers, confirmed, database, gathering
from app import playbook as playbooks
from app.playbook.importing import masking
from app.playbook.model import LOCKED, Playbook
from app.triage import Situation, Turn, decide
from commands import house
from models import entities

if TYPE_CHECKING:
    from models.measured import Measured
    from models.prediction import Prediction
    from models.report import Report
    from models.training import Example
    from models.triage_model import TriageModel

Progress = Callable[[int, int, str], None]
# What `predict` calls the outcomes of a first message.
SUGGESTED = {"only_suggests", "only_observes", "not_certified"}
DECISIONS = {"answer": "auto", "ask": "ask", "note": "note"}


class ClassifierError(Exception):
    """The classifier cannot do what was asked; the message says what to do."""


def examples(playbook: Playbook) -> "list[Example]":
    """The playbook's examples as the classifier learns them."""
    from models.training import Example

    return [
        Example(text=text, label=intent.name, language=language, source=source)
        for intent in playbook.intents.values()
        for text, language, source in intent.texts()
    ]


def all_examples(playbook: Playbook) -> "list[Example]":
    """The playbook's, and what customers and people have confirmed since, whose language nobody has said."""
    from models.examples import UNSAID
    from models.training import Example

    with database.sessions()() as session:
        found = confirmed.examples(session, playbook.intents)
    return examples(playbook) + [Example(text, intent, UNSAID, confirmed.SOURCE) for text, intent in found]


@contextmanager
def _progress_bar() -> Iterator[Progress]:
    """A progress bar on standard error, with what is being done beside it."""
    with click.progressbar(length=100, label="Training", file=sys.stderr, item_show_func=lambda item: item) as bar:
        shown = 0

        def show(done: int, total: int, what: str) -> None:
            nonlocal shown
            percent = round(100 * done / max(total, 1))
            bar.update(max(0, percent - shown), what)
            shown = max(shown, percent)

        yield show


def train_and_store() -> None:
    """Train on the playbook's examples, and make the classifier the active one."""
    from models import artefact
    from models.training import train

    with _progress_bar() as progress:
        playbook = playbooks.load()
        known = all_examples(playbook)
        model = train(known, progress, LOCKED, playbook.targets)
    theirs = sum(example.source == confirmed.SOURCE for example in known)
    data, hmac, facts = artefact.dump(model, classifiers.secret())
    facts |= {certificates.CONFIRMED: theirs}
    version = f"{datetime.now(UTC):%Y%m%d-%H%M%S-%f}-{model.version}"
    with database.sessions().begin() as session:
        classifiers.store(session, classifiers.Artefact(version, data, hmac, facts))
    click.echo(f"The classifier {version} is active.", err=True)
    if theirs:
        click.echo(f"It has learnt from {theirs} messages that customers or people have confirmed, too.", err=True)


@click.command(
    help="Train the classifier on all examples, the playbook's and confirmed ones, and make it the active one."
)
def train() -> None:
    with house.opened():
        train_and_store()


def active_model() -> "TriageModel":
    """The active classifier. Raises ClassifierError when there is none that may be used."""
    from models import artefact

    with database.sessions()() as session:
        stored = classifiers.active(session)
    if stored is None:
        raise ClassifierError("There is no classifier yet, so people get everything. Make one: lotse train")
    try:
        return artefact.load(stored.data, stored.hmac, classifiers.secret())
    except artefact.ArtefactError as error:
        raise ClassifierError(str(error)) from None


@click.command(help="Classify standard input, one text a line, as first messages.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object a line.")
def predict(as_json: bool) -> None:
    texts = [line.rstrip("\n") for line in sys.stdin]
    with house.opened():
        predictions = active_model().predict(texts) if texts else []
        certified = active_thresholds()
    playbook = playbooks.load()
    for text, prediction in zip(texts, predictions, strict=True):
        row = _row(text, prediction, playbook, certified)
        shown = "{decision:9} {intent:24} {confidence:.2f}  {text}".format_map(row)
        click.echo(json.dumps(row, ensure_ascii=False) if as_json else shown)


def active_thresholds() -> dict[str, float]:
    """From which confidence on the active classifier's certified intents answer by themselves."""
    with database.sessions()() as session:
        return certificates.thresholds(session)


def _row(text: str, prediction: "Prediction", playbook: Playbook, certified: Mapping[str, float]) -> dict[str, object]:
    now = datetime.now(UTC)
    first = Situation(owner="bot", contact_name=None, contact_language=None, inbox_language="de")
    details = gathering.first_of_each(entities.find(text, now.date(), playbook.numbers))
    turn = Turn(text, unreadable=(), last_customer_at=now, details=details)
    decision = decide(turn, prediction, first, playbook, certified, now)
    suggested = decision.reason in SUGGESTED
    return {
        "text": text,
        "language": decision.language,
        "intent": prediction.intent,
        "confidence": round(prediction.confidence, 4),
        "runner_up": prediction.runner_up,
        "decision": "suggest" if suggested else DECISIONS.get(decision.kind, "escalate"),
    }


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
    with _progress_bar() as progress:
        found = evaluation.leave_one_source_out(known, playbook.threshold, progress, LOCKED, playbook.targets)
    curve: list[tuple[int, float]] = []
    if learning:
        with _progress_bar() as progress:
            curve = evaluation.learning_curve(known, progress)
        curve.append((len(known), found.report.accuracy_in_scope or 0.0))
    return Measured(found.report, _to_show(known), found.predictions, found.certificates, curve, LOCKED)


def _to_show(known: "list[Example]") -> "list[Example]":
    """The page stays when a message is deleted: what customers wrote stands in it without names and numbers."""
    return [
        replace(example, text=masking.masked(example.text)) if example.source == confirmed.SOURCE else example
        for example in known
    ]


def _on_unseen(file: Path) -> "Measured":
    from models import evaluation
    from models.certification import Certificate
    from models.measured import Measured

    model, messages = active_model(), _labelled(file)
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


def _labelled(file: Path) -> "list[Example]":
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

    with _progress_bar() as progress:
        rows = benchmark_room.benchmark(data, progress)
    if as_json:
        click.echo(json.dumps([row.as_dict() for row in rows], indent=2))
        return
    for row in rows:
        click.echo(row.as_text())
