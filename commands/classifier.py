"""`lotse train`, `predict`."""

import json
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import click

from app import certificates, classifiers, database
from app import playbook as playbooks
from app.first_message import decided_first
from app.playbook.model import Playbook
from commands import house
from workers import training
from workers.training import Progress
from workers.training import all_examples as all_examples
from workers.training import examples as examples

if TYPE_CHECKING:
    from models.prediction import Prediction
    from models.triage_model import TriageModel

# What `predict` calls the outcomes of a first message.
SUGGESTED = {"only_suggests", "only_observes", "not_certified"}
DECISIONS = {"answer": "auto", "lookup": "auto", "ask": "ask", "note": "note"}


class ClassifierError(Exception):
    """The classifier cannot do what was asked; the message says what to do."""


@contextmanager
def progress_bar() -> Iterator[Progress]:
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
    """Train on the playbook's examples, and make the classifier the active one. Raises ClassifierError."""
    from models.artefact import ArtefactError

    with progress_bar() as progress:
        try:
            artefact = training.train(progress)
        except ArtefactError as error:
            raise ClassifierError(str(error)) from None
        except ValueError as error:
            raise ClassifierError(
                f"No classifier was made: {error} The tables are this version's, and the classifier in use stays; "
                "without one people get everything. Change the playbook's examples, then run the command again."
            ) from None
    with database.sessions().begin() as session:
        classifiers.store(session, artefact)
    click.echo(f"The classifier {artefact.version} is active.", err=True)
    if theirs := artefact.facts[certificates.CONFIRMED]:
        click.echo(f"It has learnt from {theirs} messages, too, that people confirmed, corrected or tapped.", err=True)


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
        return artefact.load(stored.data, stored.hmac, classifiers.secret(), stored.version)
    except artefact.ArtefactError as error:
        raise ClassifierError(str(error)) from None


@click.command(help="Classify standard input, one text a line, as first messages.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object a line.")
def predict(as_json: bool) -> None:
    texts = [line.rstrip("\n") for line in sys.stdin]
    with house.opened():
        predictions = active_model().predict(texts) if texts else []
        certified, playbook = active_thresholds(), playbooks.load()
    for text, prediction in zip(texts, predictions, strict=True):
        row = _row(text, prediction, playbook, certified)
        shown = "{decision:9} {intent:24} {confidence:.2f}  {text}".format_map(row)
        click.echo(json.dumps(row, ensure_ascii=False) if as_json else shown)


def active_thresholds() -> dict[str, float]:
    """From which confidence on the active classifier's certified intents answer by themselves."""
    with database.sessions()() as session:
        return certificates.thresholds(session)


def _row(text: str, prediction: "Prediction", playbook: Playbook, certified: Mapping[str, float]) -> dict[str, object]:
    decision = decided_first(text, prediction, playbook, certified, datetime.now(UTC))
    suggested = decision.reason in SUGGESTED
    return {
        "text": text,
        "language": decision.language,
        "intent": prediction.intent,
        "confidence": round(prediction.confidence, 4),
        "runner_up": prediction.runner_up,
        "decision": "suggest" if suggested else DECISIONS.get(decision.kind, "escalate"),
    }
