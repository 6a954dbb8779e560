"""Why a message was taken for an intent can be read by the people who have to trust it."""

import pickle

import numpy as np
import pytest

from models import IntentClassifier, TriageModel
from models.explanation import KnownTexts, spread, telling_words
from models.prediction import Near
from tests.models.messages import LABELS, TEXTS


def test_the_nearest_examples_are_known_ones_of_the_intent_and_one_of_the_runner_up(
    classifier: IntentClassifier,
) -> None:
    said = classifier.explained(["wo bleibt denn meine bestellung"])[0]
    assert said.because is not None
    labels = dict(zip(TEXTS, LABELS, strict=True))
    assert [near.intent for near in said.because.near] == [said.intent, said.intent, said.runner_up]
    assert all(labels[near.text] == near.intent for near in said.because.near)
    assert said.because.near[0].text == "wo bleibt meine bestellung"
    assert said.because.near[0].likeness == pytest.approx(1, abs=0.1)


def test_the_words_are_whole_words_of_the_message(classifier: IntentClassifier) -> None:
    text = "Hallo, wo bleibt denn meine Bestellung 4711-22??"
    said = classifier.explained([text])[0]
    assert said.because is not None
    assert "bestellung" in said.because.words
    assert set(said.because.words) <= {"hallo", "wo", "bleibt", "denn", "meine", "bestellung"}


def test_asking_why_changes_nothing_else(classifier: IntentClassifier) -> None:
    for plain, explained in zip(classifier.predict(TEXTS[:20]), classifier.explained(TEXTS[:20]), strict=True):
        assert (plain.intent, plain.runner_up) == (explained.intent, explained.runner_up)
        assert plain.confidence == pytest.approx(explained.confidence)
        assert explained.because is not None
        margin = plain.confidence - plain.runner_up_confidence
        assert explained.because.margin == pytest.approx(margin, abs=0.001)


def test_only_the_first_texts_are_explained_when_no_more_is_asked(classifier: IntentClassifier) -> None:
    some = classifier.explained(TEXTS[:4], 3)
    assert [one.because is None for one in some] == [False, False, False, True]
    assert some[:3] == classifier.explained(TEXTS[:4])[:3]


def test_without_embeddings_the_words_are_told_alone(wordy: IntentClassifier) -> None:
    said = wordy.explained(["wo bleibt meine bestellung"])[0]
    assert said.because is not None
    assert said.because.near == ()
    assert said.because.words


def test_nothing_can_be_said_of_a_message_without_words(classifier: IntentClassifier) -> None:
    for text in ("", "???", "12345"):
        said = classifier.explained([text])[0]
        assert said.because is not None
        assert said.because.words == ()


def test_a_piece_that_two_words_share_is_divided_among_them() -> None:
    columns = [np.array([2, 5, -1], dtype=np.int32), np.array([5, 9], dtype=np.int32)]
    known = np.array([2, 5, 7], dtype=np.int32)
    assert spread(columns, known, np.array([1.0, 0.5, 3.0])).tolist() == [1.25, 0.25]
    assert spread(columns, known[:0], np.zeros(0)).tolist() == [0, 0]
    assert spread([], known, np.ones(3)).tolist() == []


def test_a_word_that_speaks_against_the_intent_does_not_explain_it() -> None:
    assert telling_words(["geld", "zurück"], np.array([-1.0, 2.0])) == ("zurück",)
    assert telling_words(["geld"], np.array([-1.0])) == ()


def test_a_word_said_twice_is_told_once_and_without_signs() -> None:
    assert telling_words(["geld,", "her", "(geld!)"], np.array([1.0, 1.5, 1.0])) == ("geld", "her")


def test_stored_texts_have_to_be_given_back() -> None:
    texts = ["b zwei", "a eins 🙂", "\ud800 halb", "a noch\neins"]
    known = pickle.loads(pickle.dumps(KnownTexts(texts, np.array(["b", "a", "b", "a"]))))
    assert known.near([(2, 0.517)]) == ()
    known.remember([*texts[1:], "a strange one"])
    assert known.near([(0, 0.9), (2, 0.517), (3, 0.4)]) == (Near("a eins 🙂", "a", 0.9), Near("\ud800 halb", "b", 0.4))


def test_the_product_s_model_explains_every_prediction(model: TriageModel) -> None:
    assert all(said.because and said.because.near for said in model.predict(["wo bleibt mein paket", "hallo"]))
