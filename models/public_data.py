"""Public intent data as it lies in a folder: one `text TAB label` a line."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from models.prediction import OUT_OF_SCOPE

FILES = (
    "banking77/train.tsv",
    "banking77/test.tsv",
    "clinc150/train.tsv",
    "clinc150/val.tsv",
    "clinc150/test.tsv",
    "clinc150/oos_train.tsv",
    "clinc150/oos_val.tsv",
    "clinc150/oos_test.tsv",
    "xsid/en.valid.tsv",
    "xsid/de.valid.tsv",
    "xsid/de.test.tsv",
    "xsid/gsw.test.tsv",
    "xsid/de-ba.test.tsv",
)


@dataclass(frozen=True, slots=True)
class Data:
    texts: list[str]
    labels: list[str]

    def __add__(self, other: "Data") -> "Data":
        return Data(self.texts + other.texts, self.labels + other.labels)

    def draw(self, per_class: int, seed: int) -> "Data":
        """So many examples of each label at random; all of a label that has fewer."""
        random = np.random.default_rng(seed)
        labels = np.asarray(self.labels)
        rows: list[int] = []
        for label in np.unique(labels):
            rows += random.permutation(np.flatnonzero(labels == label))[:per_class].tolist()
        return Data([self.texts[row] for row in rows], [self.labels[row] for row in rows])


def read_all(folder: Path) -> dict[str, Data]:
    """All of `FILES`. Raises FileNotFoundError or ValueError that names the file."""
    missing = [name for name in FILES if not (folder / name).is_file()]
    if missing:
        raise FileNotFoundError(
            f"The benchmark's data is not complete in {folder}: missing {', '.join(missing)}. Nothing was measured. "
            "Give the folder that holds banking77, clinc150 and xsid."
        )
    return {name: read(folder / name) for name in FILES}


def read(path: Path) -> Data:
    """The label "oos" becomes `out_of_scope`. Raises ValueError with the line that is not `text TAB label`."""
    data = Data([], [])
    for number, line in enumerate(path.read_text(encoding="utf-8").split("\n"), 1):
        if not line.strip():
            continue
        text, tab, label = line.rstrip("\r").rpartition("\t")
        if not tab or not label.strip():
            raise ValueError(f"{path}, line {number}: expected a text, a tab and a label. Nothing was measured.")
        data.texts.append(text)
        data.labels.append(OUT_OF_SCOPE if label == "oos" else label)
    if not data.texts:
        raise ValueError(f"{path} is empty. Nothing was measured.")
    return data
