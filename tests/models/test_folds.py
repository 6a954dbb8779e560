from collections import Counter

from models.folds import is_grouped, make_folds


def test_no_source_is_on_both_sides() -> None:
    groups = ["a", "b", "c"] * 20
    folds = make_folds(["x", "y"] * 30, groups)
    assert len(set(folds)) == 3
    assert len(set(zip(groups, folds, strict=True))) == 3


def test_many_sources_share_the_folds_evenly() -> None:
    groups = [f"writer {number % 12}" for number in range(120)]
    folds = make_folds(["x", "y"] * 60, groups, folds=4)
    assert sorted(Counter(folds.tolist()).values()) == [30, 30, 30, 30]
    assert len(set(zip(groups, folds, strict=True))) == 12


def test_a_label_of_one_source_alone_is_dealt_out() -> None:
    labels = ["x"] * 30 + ["own"] * 9
    groups = ["a", "b", "c"] * 10 + ["a"] * 9
    folds = make_folds(labels, groups)
    assert Counter(folds[30:].tolist()) == {0: 3, 1: 3, 2: 3}


def test_two_sources_or_one_that_has_nearly_all_are_not_left_out() -> None:
    assert not is_grouped(["a", "b"] * 5)
    assert not is_grouped(["a"] * 80 + ["b", "c"] * 10)
    assert not is_grouped(None)
    assert is_grouped(["a", "b", "c"])


def test_without_sources_every_label_is_in_every_fold() -> None:
    labels = ["x"] * 50 + ["y"] * 5
    folds = make_folds(labels)
    assert set(zip(labels, folds.tolist(), strict=True)) == {(label, fold) for label in "xy" for fold in range(5)}


def test_single_examples_are_spread() -> None:
    assert sorted(make_folds(["a", "b", "c", "d", "e"]).tolist()) == [0, 1, 2, 3, 4]


def test_the_folds_are_the_same_each_time() -> None:
    labels = ["x", "y", "z"] * 11
    assert make_folds(labels).tolist() == make_folds(labels).tolist()
    assert make_folds(labels, seed=1).tolist() != make_folds(labels).tolist()


def test_a_handful_of_messages_is_no_group_of_its_own() -> None:
    """Two writers and one more message would be three folds of very different sizes."""
    groups = ["a"] * 600 + ["b"] * 399 + ["tapped"]
    assert not is_grouped(groups)
    assert is_grouped([*groups, *["tapped"] * 50])
