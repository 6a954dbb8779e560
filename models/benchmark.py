"""The classifier on public intent data, beside what others published on the same splits.

It is the product's recipe as it is: nothing in it was chosen on these test messages.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from models.classifier import IntentClassifier
from models.measures import calibration_error, certified_coverage, confidences, recall_at_kept, right
from models.prediction import Prediction
from models.progress import Progress, Steps
from models.public_data import Data, read_all

DRAWS = 5
PER_CLASS = 10

# Training the larger sets takes longer, about so many times the smallest.
BANKING_STEPS, CLINC_STEPS, STEPS = 20, 60, 20 + DRAWS + 60 + 2


@dataclass(frozen=True, slots=True)
class Row:
    """A figure in percent, and the same figure of others by their names."""

    name: str
    value: float
    anchors: Mapping[str, float] = field(default_factory=dict)

    def as_dict(self) -> dict[str, Any]:
        return asdict(self)

    def as_text(self) -> str:
        others = ", ".join(f"{name} {value:g}" for name, value in self.anchors.items())
        return f"{self.name:62} {self.value:6.1f}   {others}".rstrip()


def benchmark(data_dir: Path, progress: Progress | None = None) -> list[Row]:
    """data_dir holds banking77, clinc150 and xsid, one `text TAB label` a line. Takes minutes.

    Raises FileNotFoundError or ValueError that names the file, before anything is trained.
    """
    data = read_all(Path(data_dir))
    steps = Steps(progress, STEPS)
    return [*_banking(data, steps), *_clinc(data, steps), *_xsid(data, steps)]


def _banking(data: Mapping[str, Data], steps: Steps) -> list[Row]:
    train, test = data["banking77/train.tsv"], data["banking77/test.tsv"]
    full = _accuracy(train, test)
    steps.advance("BANKING77", BANKING_STEPS)
    draws = []
    for seed in range(DRAWS):
        draws.append(_accuracy(train.draw(PER_CLASS, seed), test))
        steps.advance(f"BANKING77, {PER_CLASS} examples per intent")
    return [
        Row("BANKING77, all examples", full, {"TF-IDF + LR": 87.7, "USE + ConveRT": 93.4, "BERT tuned": 93.7}),
        Row(
            f"BANKING77, {PER_CLASS} examples per intent, mean of {DRAWS} draws",
            float(np.mean(draws)),
            {"TF-IDF + LR": 68.4, "RoBERTa tuned": 84.3, "USE + ConveRT": 85.2},
        ),
    ]


def _clinc(data: Mapping[str, Data], steps: Steps) -> list[Row]:
    """Trained on the train part; the validation part is for tuning, and nothing is tuned here, but its out-of-scope
    messages are learnt from like the train part's: 200 together."""
    outside = data["clinc150/oos_train.tsv"] + data["clinc150/oos_val.tsv"]
    model = _fit(data["clinc150/train.tsv"] + outside)
    inside_test, outside_test = data["clinc150/test.tsv"], data["clinc150/oos_test.tsv"]
    predicted, strange = model.predict(inside_test.texts), model.predict(outside_test.texts)
    steps.advance("CLINC150", CLINC_STEPS)
    inside_right = right(predicted, inside_test.labels)
    inside, far = confidences(predicted), confidences(strange)
    mixed = np.concatenate([inside, far])
    mixed_right = np.concatenate([inside_right, np.zeros(len(far), dtype=bool)])
    coverage, broken = certified_coverage(mixed, mixed_right)
    return [
        Row(
            "CLINC150, in scope",
            100 * float(inside_right.mean()),
            {"SVM words": 91.0, "Rasa 2019": 91.5, "MLP on USE": 93.5, "BERT tuned": 96.9},
        ),
        Row(
            "CLINC150, out of scope found with 95 % of in scope kept (chance to be in scope)",
            100 * recall_at_kept(_in_scope(predicted), _in_scope(strange)),
            {"TF-IDF + LR": 61.3},
        ),
        Row("CLINC150, out of scope found by the confidence alone", 100 * recall_at_kept(inside, far)),
        Row(
            "CLINC150, calibration error in scope",
            100 * calibration_error(inside, inside_right),
            {"TF-IDF + LR": 37.8},
        ),
        Row("CLINC150, calibration error with out of scope", 100 * calibration_error(mixed, mixed_right)),
        Row("CLINC150, coverage certified at 98 % precision, 90 % confidence", 100 * coverage),
        Row("CLINC150, certified promise broken (at most 10)", 100 * broken),
    ]


def _in_scope(predictions: Sequence[Prediction]) -> NDArray[np.float64]:
    return np.array([prediction.in_scope for prediction in predictions])


def _xsid(data: Mapping[str, Data], steps: Steps) -> list[Row]:
    english, german = data["xsid/en.valid.tsv"], data["xsid/de.valid.tsv"]
    zero_shot = _accuracy(english, data["xsid/de.test.tsv"])
    steps.advance("xSID, English alone")
    both = _fit(english + german)
    rows = [
        Row(f"xSID, {name}, trained on English and German", _accuracy_of(both, data[f"xsid/{code}.test.tsv"]), anchors)
        for name, code, anchors in (
            ("German", "de", {"TF-IDF": 92.2}),
            ("Swiss German", "gsw", {"TF-IDF": 73.8}),
            ("Bavarian", "de-ba", {"TF-IDF": 78.2}),
        )
    ]
    steps.advance("xSID, English and German")
    return [Row("xSID, German, trained on English alone", zero_shot, {"TF-IDF": 43.6, "USE + LR": 88.0}), *rows]


def _fit(data: Data) -> IntentClassifier:
    return IntentClassifier().fit(data.texts, data.labels)


def _accuracy(train: Data, test: Data) -> float:
    return _accuracy_of(_fit(train), test)


def _accuracy_of(model: IntentClassifier, test: Data) -> float:
    return 100 * float(right(model.predict(test.texts), test.labels).mean())
