"""P9: an intent answers by itself only while its measured precision is proven."""

import random

import pytest

from models.certification import (
    DOUBT,
    TARGET,
    TRIES,
    Certificate,
    certificate,
    certify,
    helps_to_choose,
    more_needed,
    together,
)
from models.measures import lower_bound
from models.prediction import OUT_OF_SCOPE, TOGETHER, Prediction

DRAWS = 1000


def predicted(intent: str, confidence: float) -> Prediction:
    return Prediction(intent, confidence, None, 0.0, "de", "test")


def drawn(dice: random.Random, messages: int, sharpness: float) -> list[tuple[float, bool]]:
    """Messages whose confidence is uniform; the surer, the likelier right: 1 - (1 - confidence) * sharpness."""
    sure = [dice.random() for _ in range(messages)]
    return [(one, dice.random() < 1 - (1 - one) * sharpness) for one in sure]


def true_precision(threshold: float, sharpness: float) -> float:
    """Of the messages above the threshold, by what `drawn` does: the mean over a uniform confidence."""
    return 1 - (1 - threshold) / 2 * sharpness


@pytest.mark.parametrize("messages", [60, 250, 1000])
@pytest.mark.parametrize("sharpness", [0.2, 0.5, 1.0, 1.5, 3.0])
def test_a_certificate_is_untrue_no_more_often_than_it_says(messages: int, sharpness: float) -> None:
    """Where the model is as sure as it should be (sharpness 1), too modest, and far too sure of itself (3)."""
    dice = random.Random(f"{messages} {sharpness}")
    broken = 0
    for _ in range(DRAWS):
        found = certificate("x", drawn(dice, messages // 8, sharpness), drawn(dice, messages, sharpness), [])
        broken += found.certified and true_precision(found.threshold, sharpness) < TARGET
    assert broken / DRAWS <= DOUBT + 0.02  # two standard errors of 1,000 draws


def test_what_is_never_right_enough_is_hardly_ever_certified() -> None:
    dice = random.Random(5)
    certified = 0
    for _ in range(DRAWS):
        proving = [(0.99, dice.random() < 0.94) for _ in range(300)]
        certified += certificate("x", proving[:100], proving, []).certified
    assert certified / DRAWS <= DOUBT


def test_several_levels_that_just_miss_the_target_are_not_several_chances() -> None:
    """However sure the model is, its messages are right a hair too seldom: each level tried may be lucky."""
    dice, draws, broken = random.Random(7), 400, 0
    for _ in range(draws):
        pairs = [(dice.uniform(0.9, 1), dice.random() < TARGET - 0.0005) for _ in range(1500)]
        broken += certificate("x", pairs[:187], pairs[187:], []).certified
    assert broken / draws <= DOUBT


def test_what_is_nearly_always_right_is_certified_from_a_thousand_messages() -> None:
    dice = random.Random(6)
    certified = sum(certificate("x", drawn(dice, 140, 0.04), drawn(dice, 1000, 0.04), []).certified for _ in range(100))
    assert certified >= 80


def test_too_few_messages_prove_nothing_and_say_how_many_are_missing() -> None:
    sure = [(0.99, True)] * 20
    found = certificate("x", sure, sure, [0.99, 0.3])
    assert not found.certified
    assert found.covered == 0.5
    assert found.missing > 20


@pytest.mark.parametrize(("right", "answered"), [(0, 0), (20, 20), (190, 207), (209, 217)])
def test_so_many_messages_as_are_said_to_be_missing_are_enough(right: int, answered: int) -> None:
    more = more_needed(right, answered, TARGET, DOUBT / TRIES)
    wrong = round((1 - TARGET) / 2 * more)
    assert lower_bound(right + more - wrong, answered + more, DOUBT / TRIES) >= TARGET
    assert lower_bound(right, answered, DOUBT / TRIES) < TARGET


def test_without_a_single_message_nothing_is_certified() -> None:
    found = certificate("x", [], [], [])
    assert (found.certified, found.answered, found.bound, found.covered) == (False, 0, 0.0, 0.0)


def test_the_side_of_a_message_depends_on_nothing_but_its_text() -> None:
    texts = [f"Nachricht {number}" for number in range(3000)]
    chosen = [helps_to_choose(text) for text in texts]
    assert chosen == [helps_to_choose(text) for text in texts]
    assert 0.1 < sum(chosen) / len(chosen) < 0.15


def test_locked_intents_and_out_of_scope_get_no_certificate() -> None:
    labels = ["opening_hours", "complaint", OUT_OF_SCOPE]
    found = certify(["a", "b", "c"], labels, [predicted(label, 0.9) for label in labels], locked={"complaint"})
    assert list(found) == ["opening_hours"]


def test_a_message_taken_for_an_intent_that_it_does_not_have_counts_against_it() -> None:
    texts = [f"text {number}" for number in range(900)]
    good = certify(texts, ["hours"] * 900, [predicted("hours", 0.95)] * 900)
    labels = ["hours"] * 800 + [OUT_OF_SCOPE] * 100
    bad = certify(texts, labels, [predicted("hours", 0.95)] * 900)
    assert good["hours"].certified
    assert not bad["hours"].certified


def test_all_intents_together_are_proven_with_one_threshold() -> None:
    texts = [f"text {number}" for number in range(900)]
    labels = ["hours", "address", "complaint"] * 300
    said = [predicted(label, 0.95) for label in labels]
    whole = together(texts, labels, said, locked={"complaint"})
    proving = sum(not helps_to_choose(text) for text, label in zip(texts, labels, strict=True) if label != "complaint")
    assert (whole.intent, whole.answered, whole.right, whole.covered) == (TOGETHER, proving, proving, 1.0)
    assert whole.certified
    swapped = {"hours": "address", "address": "hours", "complaint": "complaint"}
    wrong = together(texts, [swapped[label] for label in labels], said, locked={"complaint"})
    assert (wrong.right, wrong.covered) == (0, 0.0)


def test_an_intent_can_have_a_stricter_target() -> None:
    texts = [f"text {number}" for number in range(200)]
    assert certify(texts, ["hours"] * 200, [predicted("hours", 0.95)] * 200)["hours"].certified
    found = certify(texts, ["hours"] * 200, [predicted("hours", 0.95)] * 200, targets={"hours": 0.99})
    assert found["hours"].target == 0.99
    assert not found["hours"].certified


def test_a_certificate_is_the_same_after_it_was_kept() -> None:
    given = certificate("opening_hours", [(0.9, True)] * 40, [(0.9, True)] * 300, [0.9] * 300)
    assert Certificate.from_dict(given.as_dict()) == given
