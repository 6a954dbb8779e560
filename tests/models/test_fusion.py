"""How much each part of the score counts is learnt, and what is not known of a message does not speak."""

import numpy as np
import pytest

from models import OUT_OF_SCOPE, IntentClassifier
from models.confidence import ConfidenceHead
from models.fusion import MOST_CHANCE, Fusion
from models.meaning_head import MeaningHead
from models.ngrams import NgramTfidf
from models.scorer import Scores
from tests.models.messages import LABELS, TEXTS

RANDOM = np.random.default_rng(0)
RIGHT = RANDOM.integers(0, 3, 400)


def guesses(share_right: float) -> np.ndarray:
    """Scores of 400 texts and three classes, of which the right one is the highest for that share."""
    chosen = np.where(RANDOM.random(400) < share_right, RIGHT, RANDOM.integers(0, 3, 400))
    return np.eye(3, dtype=np.float32)[chosen]


def scores(**parts: np.ndarray) -> Scores:
    nothing = np.zeros((400, 3), dtype=np.float32)
    whole = dict.fromkeys(("meaning", "wording", "nearness", "chance"), nothing) | parts
    return Scores(**whole, wording_counts=np.ones(400, dtype=np.float32))


def test_a_part_that_knows_more_counts_more() -> None:
    noise, knowledge = guesses(0.0), guesses(0.9)
    helped = Fusion().fit(scores(wording=guesses(0.5), nearness=noise, chance=5 * knowledge), RIGHT)
    useless = Fusion().fit(scores(wording=guesses(0.5), nearness=knowledge, chance=5 * noise), RIGHT)
    assert helped.weights_[2] == pytest.approx(MOST_CHANCE, abs=0.05)
    assert helped.weights_[1] < 0.3
    assert useless.weights_[2] == pytest.approx(0, abs=0.01)
    assert useless.weights_[1] > 1


def test_the_total_is_a_chance_that_keeps_its_word() -> None:
    parts = scores(wording=guesses(0.7), nearness=guesses(0.5))
    total = Fusion().fit(parts, RIGHT).total(parts)
    shares = np.exp(total) / np.exp(total).sum(axis=1, keepdims=True)
    assert shares.max(axis=1).mean() == pytest.approx((total.argmax(axis=1) == RIGHT).mean(), abs=0.03)


def test_the_wording_of_a_strange_language_does_not_count(classifier: IntentClassifier) -> None:
    seen = classifier.scorer_.score(["wo bleibt meine bestellung", "kargom nerede kaldı acaba"])
    assert seen.wording_counts[0] == 1
    assert seen.wording_counts[1] < 0.5


def test_the_meaning_of_a_dialect_counts_less_and_its_wording_more(classifier: IntentClassifier) -> None:
    """The embedding has to spell it; a foreign language it understands."""
    plain, swiss, foreign = (
        "wo bleibt meine bestellung",
        "wänn chunnt mini bschtellig ändlech aa",
        "kargom nerede kaldı acaba",
    )
    read = classifier.scorer_.features_.read([plain, swiss, foreign])
    usual, dear, strange = read.pieces.tolist()
    assert dear > 0.4 > max(usual, strange)
    seen, alone = (
        classifier.scorer_.score([plain, swiss, foreign]),
        classifier.scorer_.meaning_.log_chances(read.vectors),
    )
    counts = (seen.chance / alone).mean(axis=1)
    assert counts[0] == counts[2] == pytest.approx(1)
    assert 0.3 <= counts[1] < 0.9
    assert seen.wording_counts[1] > seen.wording_counts[2]


def test_without_embeddings_the_wording_is_all_there_is(wordy: IntentClassifier) -> None:
    seen = wordy.scorer_.score(["mikor érkezik meg a csomagom kérem szépen"])
    assert seen.wording_counts[0] == 1


def test_what_is_known_of_a_text_is_the_same_counted_or_read(classifier: IntentClassifier) -> None:
    view = NgramTfidf("character", 2).fit(TEXTS)
    assert 0 < view.usual_share_ < 1
    assert view.read([TEXTS[0]])[1][0] > view.usual_share_ - 0.3
    assert view.read(["qqqq xxxx"])[1][0] < 0.3
    assert view.read([""])[1][0] == 1


def test_a_class_without_examples_has_no_chance() -> None:
    vectors = RANDOM.normal(size=(60, 8)).astype(np.float32)
    for classes in (1, 2, 3):
        columns = np.arange(60) % classes
        chances = np.exp(MeaningHead().fit(vectors, columns, 5).log_chances(vectors))
        assert chances.sum(axis=1) == pytest.approx(1)
        assert chances[:, classes:].max() < 0.01
        assert (chances.argmax(axis=1) == columns).mean() > 1 / classes - 0.01


def test_what_is_rare_among_examples_is_expected_as_often_as_it_comes() -> None:
    evidence = RANDOM.normal(size=(5000, 1))
    rare = evidence[:, 0] + RANDOM.normal(size=5000) > 3.2
    assert 0 < rare.mean() < 0.05
    plain = ConfidenceHead().fit(evidence, ~rare).predict_proba(evidence)
    moved = ConfidenceHead(least=0.12).fit(evidence, ~rare).predict_proba(evidence)
    assert 1 - plain.mean() == pytest.approx(rare.mean(), abs=0.01)
    assert 0.06 < 1 - moved.mean() < 0.2
    assert (np.argsort(plain) == np.argsort(moved)).all()


def test_what_is_frequent_among_examples_is_left_as_it_is() -> None:
    evidence = RANDOM.normal(size=(1000, 1))
    frequent = evidence[:, 0] > 0
    moved = ConfidenceHead(least=0.12).fit(evidence, ~frequent).predict_proba(evidence)
    assert moved == pytest.approx(ConfidenceHead().fit(evidence, ~frequent).predict_proba(evidence))


def test_more_is_expected_out_of_scope_than_the_examples_hold() -> None:
    """Two of 47 examples."""
    inside = [row for row, label in enumerate(LABELS) if label != OUT_OF_SCOPE]
    few = [*inside, *[row for row, label in enumerate(LABELS) if label == OUT_OF_SCOPE][:2]]
    fitted = IntentClassifier().fit([TEXTS[row] for row in few], [LABELS[row] for row in few])
    expected = np.mean([1 - said.in_scope for said in fitted.cross_fitted()])
    assert expected > 2 * 2 / len(few)


def test_the_chance_to_be_in_scope_is_told(classifier: IntentClassifier) -> None:
    known, strange = classifier.predict(["wo bleibt meine bestellung", "wer wird wohl die nächste wahl gewinnen"])
    assert known.in_scope > 0.8 > strange.in_scope
    assert known.confidence <= known.in_scope


def test_without_examples_out_of_scope_everything_is_in_scope() -> None:
    rows = [row for row, label in enumerate(LABELS) if label != OUT_OF_SCOPE]
    fitted = IntentClassifier().fit([TEXTS[row] for row in rows], [LABELS[row] for row in rows])
    assert fitted.predict(["wer gewinnt die wahl"])[0].in_scope == 1
