"""Features, heads and neighbours as one: the score of every class for every text, in four parts."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray
from sklearn.base import clone

from models.estimator import Estimator
from models.explanation import spread
from models.features import Counted, Read, TextFeatures
from models.head import LinearHead
from models.meaning_head import MeaningHead
from models.neighbours import Neighbours

Table = NDArray[np.float32]

# Of the usual share of known n-grams: below the first a text's wording does not count, from the second on in full.
NOT_COUNTED, COUNTED = 0.5, 0.75

# Two kinds of texts have many n-grams that are in no example: foreign ones, which the embedding understands, and
# dialects, which it has to spell. So where it breaks words into more pieces for each letter than usual, the wording
# counts more, by so much for each (German has 0.28, Bavarian 0.38, Swiss German 0.45: medians) ...
USUAL_PIECES, PIECES_COUNT = 0.3, 1.5

# ... and from here on the meaning counts less, until there this share of it is left. All of these were chosen by
# validation parts: strange languages, dialects, scope, and the playbook's writers left out.
WHOLE, SPELLED, LEAST_MEANING = 0.4, 0.5, 0.3


@dataclass(frozen=True, slots=True)
class Scores:
    """Texts x classes each. The support vectors' score is `meaning` (sentence embedding) + `wording` (n-grams,
    intercept), the latter by how much of the wording is known: `wording_counts`, 0 to 1 for each text. `nearness` is
    the cosine to the class's nearest example, `chance` the logarithm of its chance by the meaning alone; both are the
    same for all classes without embeddings. All but the wording count less when the embedding has to spell the text."""

    meaning: Table
    wording: Table
    nearness: Table
    chance: Table
    wording_counts: Table

    @classmethod
    def empty(cls, texts: int, classes: int) -> "Scores":
        first, second, third, fourth = (np.zeros((texts, classes), dtype=np.float32) for _ in range(4))
        return cls(first, second, third, fourth, np.zeros(texts, dtype=np.float32))

    def rows(self, rows: NDArray[np.intp]) -> "Scores":
        return Scores(*(getattr(self, name)[rows] for name in self.__slots__))

    def put(self, rows: NDArray[np.intp], scores: "Scores") -> None:
        """Write the scores of these rows in their places."""
        for name in self.__slots__:
            getattr(self, name)[rows] = getattr(scores, name)


@dataclass(frozen=True, slots=True)
class Seen:
    """Scores with what they come from."""

    read: Read
    scores: Scores


class Scorer(Estimator):
    """The parts are cloned by `fit_counted`, as scikit-learn's compound estimators do."""

    def __init__(self, features: TextFeatures, head: LinearHead, meaning: MeaningHead, neighbours: Neighbours) -> None:
        self.features = features
        self.head = head
        self.meaning = meaning
        self.neighbours = neighbours

    def fit_counted(
        self, counted: Counted, rows: NDArray[np.intp], labels: NDArray[np.str_], classes: NDArray[np.str_]
    ) -> Self:
        """labels: of all texts counted; only those of `rows` are learnt from. classes: all there are, sorted."""
        self.features_ = clone(self.features).fit_counted(counted, rows)
        self.head_ = clone(self.head).fit(self.features_.transform_counted(counted, rows), labels[rows], classes)
        columns = np.searchsorted(classes, labels[rows])
        vectors = self.features_.vectors_counted(counted, rows)
        self.meaning_ = clone(self.meaning).fit(vectors, columns, len(classes))
        self.neighbours_ = clone(self.neighbours).fit(vectors, columns, len(classes))
        return self

    def score_counted(self, counted: Counted, rows: NDArray[np.intp]) -> Scores:
        return self._score(self.features_.read_counted(counted, rows))

    def score(self, texts: Sequence[str]) -> Scores:
        return self.see(texts).scores

    def see(self, texts: Sequence[str]) -> Seen:
        read = self.features_.read(texts)
        return Seen(read, self._score(read))

    def _score(self, read: Read) -> Scores:
        """View by view: joining the columns first would cost more than everything else together."""
        wording = np.tile(self.head_.intercept_, (len(read.known), 1))
        start = 0
        for view in read.views:
            wording += view @ self.head_.coef_[start : start + view.shape[1]]
            start += view.shape[1]
        meaning = read.vectors @ self.head_.coef_[start:] * np.float32(self.features.embedding_weight)
        if not read.vectors.shape[1]:
            counts = understood = np.ones_like(read.known)  # there is nothing else to go by
        else:
            known = read.known + np.float32(PIECES_COUNT) * (read.pieces - np.float32(USUAL_PIECES))
            counts = _from_0_to_1(known, NOT_COUNTED, COUNTED)
            understood = 1 - (1 - LEAST_MEANING) * _from_0_to_1(read.pieces, WHOLE, SPELLED)
        return Scores(
            meaning=understood[:, None] * meaning,
            wording=counts[:, None] * wording,
            nearness=understood[:, None] * self.neighbours_.similarity(read.vectors),
            chance=understood[:, None] * self.meaning_.log_chances(read.vectors),
            wording_counts=counts,
        )

    def word_weights(self, words: Sequence[str], seen: Seen, row: int, column: int, other: int) -> Table:
        """How much each word of a text moves the one class's score away from the other's."""
        weights = np.zeros(len(words))
        start = 0
        for matrix, view in zip(seen.read.views, self.features_.views_.values(), strict=True):
            cells = slice(*matrix.indptr[row : row + 2])
            known = matrix.indices[cells]
            lead = self.head_.coef_[start + known, column] - self.head_.coef_[start + known, other]
            weights += spread(view.by_word(words), known, lead * matrix.data[cells])
            start += matrix.shape[1]
        return weights.astype(np.float32)


def _from_0_to_1(values: Table, least: float, most: float) -> Table:
    shares: Table = np.clip((values - least) / (most - least), 0, 1).astype(np.float32)
    return shares
