"""scikit-learn as it ships, without a line of our own between the text and the label."""

import warnings
from pathlib import Path
from typing import Any

from bench.sorters import Example


class Stock:
    """The artefact is stored as Lotse's is, without the signature."""

    def libraries(self) -> None:
        import joblib  # noqa: F401
        import sklearn.calibration
        import sklearn.feature_extraction.text
        import sklearn.linear_model
        import sklearn.pipeline
        import sklearn.svm  # noqa: F401

        warnings.filterwarnings("ignore")  # that a regression wants more iterations: it is taken as it ships

    def embeddings(self) -> None:
        """None are needed."""

    def train(self, examples: list[Example]) -> Any:
        return self._steps().fit([example.text for example in examples], [example.label for example in examples])

    def write(self, model: Any, file: Path) -> None:
        import joblib

        joblib.dump(model, file, compress=("zlib", 6))

    def read(self, file: Path) -> Any:
        import joblib

        return joblib.load(file)

    def sort(self, model: Any, texts: list[str]) -> list[str]:
        return [str(label) for label in model.predict(texts)]

    def _steps(self) -> Any:
        raise NotImplementedError


class Simplest(Stock):
    """The first lines of every tutorial."""

    def _steps(self) -> Any:
        from sklearn.feature_extraction.text import TfidfVectorizer
        from sklearn.linear_model import LogisticRegression
        from sklearn.pipeline import make_pipeline

        return make_pipeline(TfidfVectorizer(), LogisticRegression())


class WordsAndCharacters(Stock):
    """What one builds next: n-grams of words and characters, a linear SVM, and probabilities learnt on five folds."""

    def _steps(self) -> Any:
        from sklearn.calibration import CalibratedClassifierCV
        from sklearn.feature_extraction.text import TfidfVectorizer
        from sklearn.pipeline import make_pipeline, make_union
        from sklearn.svm import LinearSVC

        words = TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True)
        characters = TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 5), sublinear_tf=True)
        return make_pipeline(make_union(words, characters), CalibratedClassifierCV(LinearSVC(), ensemble=False))
