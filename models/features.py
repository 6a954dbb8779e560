"""The columns the linear head sees: word TF-IDF, character TF-IDF and the weighted sentence embedding."""

from collections.abc import Sequence
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from models.embedding import available, embed
from models.estimator import Transformer
from models.ngrams import VIEWS, Columns, NgramTfidf, count
from models.normalise import clean, normalise
from models.progress import Steps
from models.projection import Projection

Vectors = NDArray[np.float32]

# So many texts are embedded between two signs of progress: about a third of a second.
STEP = 256


class Counted:
    """Texts counted and embedded once, so that every fold only has to weigh rows."""

    def __init__(self, texts: Sequence[str], embeddings: bool, steps: Steps | None = None) -> None:
        normalised = [normalise(text) for text in texts]
        self.vectors = _embed_in_steps(texts, steps or Steps(None, 0)) if embeddings else _no_columns(len(texts))
        self.grams: dict[str, dict[str, int]] = {view: {} for view in VIEWS}
        self.counts = {view: count(normalised, Columns(view, self.grams[view], grow=True)) for view in VIEWS}


class TextFeatures(Transformer):
    """Texts to a CSR matrix (float32). `embeddings` None means: when the package is installed; `min_df` None: by the
    number of texts, see `fewest_texts`."""

    def __init__(
        self, min_df: int | None = None, embedding_weight: float = 1.0, embeddings: bool | None = None
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
                counted.counts[view][rows], list(counted.grams[view])
            )
            for view in VIEWS
        }
        return self

    def transform(self, texts: Sequence[str]) -> Any:
        return self._join(self.views_of(texts), self.embed(texts))

    def transform_counted(self, counted: Counted, rows: NDArray[np.intp]) -> Any:
        return self._join(self.views_counted(counted, rows), self.vectors_counted(counted, rows))

    def views_of(self, texts: Sequence[str]) -> list[Any]:
        """The n-gram views alone, one CSR matrix each."""
        normalised = [normalise(text) for text in texts]
        return [view.transform(normalised) for view in self.views_.values()]

    def views_counted(self, counted: Counted, rows: NDArray[np.intp]) -> list[Any]:
        return [tfidf.transform_counts(counted.counts[view][rows]) for view, tfidf in self.views_.items()]

    def vectors_counted(self, counted: Counted, rows: NDArray[np.intp]) -> Vectors:
        return self.projection_.transform(counted.vectors[rows])

    def embed(self, texts: Sequence[str]) -> Vectors:
        """One row per text: the projected embedding, or no columns without embeddings."""
        return self.projection_.transform(embed_cleaned(texts) if self.embeddings_ else _no_columns(len(texts)))

    def _join(self, views: list[Any], vectors: Vectors) -> Any:
        return sparse.hstack([*views, sparse.csr_matrix(self.embedding_weight * vectors)], format="csr")


def embed_cleaned(texts: Sequence[str]) -> Vectors:
    return embed([clean(text) for text in texts])


def _embed_in_steps(texts: Sequence[str], steps: Steps) -> Vectors:
    parts = []
    for start in range(0, len(texts), STEP):
        parts.append(embed_cleaned(texts[start : start + STEP]))
        steps.advance("reading the examples")
    return np.vstack(parts)


def _no_columns(rows: int) -> Vectors:
    return np.zeros((rows, 0), dtype=np.float32)


def fewest_texts(texts: int) -> int:
    """In how many texts an n-gram must stand to count. With many texts the rare ones only make the model large."""
    return 1 if texts <= 1000 else 2 if texts <= 5000 else 3
