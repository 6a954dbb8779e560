import pickle

import numpy as np
import pytest
from sklearn.base import clone
from sklearn.feature_extraction.text import TfidfVectorizer

from models import ngrams
from models.ngrams import NgramTfidf, character_ngrams, pieces_from, word_ngrams
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


def test_a_word_met_before_is_counted_the_same() -> None:
    ours = NgramTfidf("character", min_df=1).fit(TEXTS)
    first = ours.transform(TEXTS).toarray()
    np.testing.assert_array_equal(ours.transform(TEXTS).toarray(), first)


def test_only_the_first_words_are_remembered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ngrams, "MOST_WORDS", 2)
    few = NgramTfidf("character", min_df=1).fit(TEXTS)
    found = few.transform(TEXTS).toarray()
    monkeypatch.undo()
    np.testing.assert_array_equal(NgramTfidf("character", min_df=1).fit(TEXTS).transform(TEXTS).toarray(), found)
    assert len(few._columns._words) == 2


def test_what_customers_wrote_is_not_stored_with_it() -> None:
    ours = NgramTfidf("character", min_df=1).fit(TEXTS)
    ours.transform(["geheimnis"])
    assert b"geheimnis" not in pickle.dumps(ours)
    assert pickle.loads(pickle.dumps(ours)).transform(["geheimnis"]).nnz == ours.transform(["geheimnis"]).nnz


def test_fitted_again_it_knows_the_new_texts_alone() -> None:
    ours = NgramTfidf("character", min_df=1).fit(["alt"])
    assert ours.transform(["alt"]).nnz
    assert not ours.fit(["neu"]).transform(["alt"]).nnz


@pytest.mark.parametrize("text", [*TEXTS[:5], "", "a", "ab abc abcd abcde abcdef"])
def test_long_pieces_are_counted_without_making_them(text: str) -> None:
    assert pieces_from(text, 4) == sum(len(gram) >= 4 for gram in character_ngrams(text))
