import numpy as np
import pytest
from sklearn.base import clone
from sklearn.feature_extraction.text import TfidfVectorizer

from models.ngrams import NgramTfidf, character_ngrams, word_ngrams
from tests.models.messages import TEXTS


def test_a_sign_or_an_emoji_counts_as_a_word() -> None:
    assert word_ngrams("wo ist? 👍") == ["wo", "ist", "?", "👍", "wo ist", "ist ?", "? 👍"]


def test_character_pieces_stay_inside_words() -> None:
    assert character_ngrams("ab c") == [" a", "ab", "b ", " ab", "ab ", " ab ", " c", "c ", " c "]


@pytest.mark.parametrize("view", ["word", "character"])
def test_it_weighs_as_scikit_learn_does(view: str) -> None:
    """scikit-learn's own vectorizer, five times slower for a message alone, is the reference."""
    analyzer = word_ngrams if view == "word" else character_ngrams
    reference = TfidfVectorizer(analyzer=analyzer, min_df=2, sublinear_tf=True).fit(TEXTS)
    ours = NgramTfidf(view, min_df=2).fit(TEXTS)
    columns = [ours.vocabulary_[name] for name in reference.get_feature_names_out()]
    new = ["wo ist mein paket", "is the shop open", "", "qqqq"]
    for texts in (TEXTS, new):
        expected = reference.transform(texts).toarray()
        np.testing.assert_allclose(ours.transform(texts).toarray()[:, columns], expected, rtol=1e-4, atol=1e-6)


def test_fitting_and_transforming_at_once_is_the_same() -> None:
    once = NgramTfidf("word", min_df=1).fit_transform(TEXTS)
    np.testing.assert_allclose(once.toarray(), NgramTfidf("word", min_df=1).fit(TEXTS).transform(TEXTS).toarray())


def test_it_is_an_estimator() -> None:
    assert clone(NgramTfidf("character", 3)).get_params() == {"view": "character", "min_df": 3}
