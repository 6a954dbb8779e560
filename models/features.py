"""The columns the linear head sees: word TF-IDF, character TF-IDF and the weighted sentence embedding."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from models.embedding import available, embed, pieces_per_letter
from models.estimator import Transformer
from models.ngrams import VIEWS, Columns, NgramTfidf, count
from models.normalise import clean, normalise
from models.progress import Steps
from models.projection import Projection

Vectors = NDArray[np.float32]

# So many texts are embedded between two signs of progress: about a third of a second.
STEP = 256


class Counted:
    """Texts counted and embedded once, so that every fold only has to weigh rows.

    private: the rows of texts that customers wrote. N-grams that only those have are counted, and never learnt.
    """

    def __init__(
        self, texts: Sequence[str], embeddings: bool, steps: Steps | None = None, private: Collection[int] = ()
    ) -> None:
        normalised = [normalise(text) for text in texts]
        cleaned = [clean(text) for text in texts] if embeddings else []
        self.vectors = _embed_in_steps(cleaned, steps or Steps(None, 0)) if embeddings else _no_columns(len(texts))
        self.pieces = pieces_per_letter(cleaned) if embeddings else _no_pieces(len(texts))
        self.grams: dict[str, dict[str, int]] = {view: {} for view in VIEWS}
        if private:
            open_to_all = [text for row, text in enumerate(normalised) if row not in private]
            for view in VIEWS:
                count(open_to_all, Columns(view, self.grams[view], grow=True))
        self.learnable = {view: len(self.grams[view]) for view in VIEWS} if private else {}
        self.counts = {view: count(normalised, Columns(view, self.grams[view], grow=True))[0] for view in VIEWS}


@dataclass(frozen=True, slots=True)
class Read:
    """What is read of texts: the n-gram views (CSR, a row each), the projected embeddings (no columns without), how
    much of each text's wording is known, as a multiple of what is usual for unseen texts, and into how many pieces for
    each letter the embedding breaks its words."""

    views: list[Any]
    vectors: Vectors
    known: Vectors
    pieces: Vectors


class TextFeatures(Transformer):
    """Texts to a CSR matrix (float32). `embeddings` None means: when the package is installed; `min_df` None: by the
    number of texts, see `fewest_texts`."""

    def __init__(
        self, min_df: int | None = None, embedding_weight: float = 0.7, embeddings: bool | None = None
    ) -> None:
        self.min_df = min_df
        self.embedding_weight = embedding_weight
        self.embeddings = embeddings

    def uses_embeddings(self) -> bool:
        return available() if self.embeddings is None else self.embeddings

    def fit(self, texts: Sequence[str], y: object = None) -> Self:
        return self.fit_counted(Counted(texts, self.uses_embeddings()), np.arange(len(texts)))

    def fit_counted(self, counted: Counted, rows: NDArray[np.intp]) -> Self:
        """Like `fit`, on some rows of texts already counted."""
        self.embeddings_ = self.uses_embeddings()
        self.projection_ = Projection().fit(counted.vectors[rows])
        self.views_ = {
            view: NgramTfidf(view, self.min_df or fewest_texts(len(rows))).fit_counts(
                counted.counts[view][rows], list(counted.grams[view]), counted.learnable.get(view)
            )
            for view in VIEWS
        }
        return self

    def transform(self, texts: Sequence[str]) -> Any:
        return self._join(self.read(texts))

    def transform_counted(self, counted: Counted, rows: NDArray[np.intp]) -> Any:
        return self._join(self.read_counted(counted, rows))

    def read(self, texts: Sequence[str]) -> Read:
        normalised = [normalise(text) for text in texts]
        views = {name: view.read(normalised) for name, view in self.views_.items()}
        if not self.embeddings_:
            return self._read(views, self.projection_.transform(_no_columns(len(texts))), _no_pieces(len(texts)))
        cleaned = [clean(text) for text in texts]
        return self._read(views, self.projection_.transform(embed(cleaned)), pieces_per_letter(cleaned))

    def read_counted(self, counted: Counted, rows: NDArray[np.intp]) -> Read:
        views = {name: view.read_counts(counted.counts[name][rows]) for name, view in self.views_.items()}
        return self._read(views, self.vectors_counted(counted, rows), counted.pieces[rows])

    def vectors_counted(self, counted: Counted, rows: NDArray[np.intp]) -> Vectors:
        return self.projection_.transform(counted.vectors[rows])

    def _read(self, views: Mapping[str, tuple[Any, Vectors]], vectors: Vectors, pieces: Vectors) -> Read:
        known = views["character"][1] / np.float32(max(self.views_["character"].usual_share_, 1e-9))
        return Read([matrix for matrix, _ in views.values()], vectors, known, pieces)

    def _join(self, read: Read) -> Any:
        weighted = sparse.csr_matrix(np.float32(self.embedding_weight) * read.vectors)
        return sparse.hstack([*read.views, weighted], format="csr")


def _embed_in_steps(cleaned: Sequence[str], steps: Steps) -> Vectors:
    parts = []
    for start in range(0, len(cleaned), STEP):
        parts.append(embed(cleaned[start : start + STEP]))
        steps.advance("reading the examples")
    return np.vstack(parts)


def _no_columns(rows: int) -> Vectors:
    return np.zeros((rows, 0), dtype=np.float32)


def _no_pieces(rows: int) -> Vectors:
    return np.zeros(rows, dtype=np.float32)


def fewest_texts(texts: int) -> int:
    """In how many texts an n-gram must stand to count. With many texts the rare ones only make the model large."""
    return 1 if texts <= 1000 else 2 if texts <= 5000 else 3
