"""What the benchmark says about the classifier, from figures that are made up."""

import sys
from typing import Any

import pytest

from bench import classifier, sorting
from bench.sorters import Example
from bench.sorting import Entry

LABELS = ["order_status", "out_of_scope", "thanks", "thanks"]


def a_run(slowness: float, labels: list[str]) -> dict[int, dict[str, Any]]:
    """Of four messages, by messages at a time: the last message takes three times as long as each other."""
    load = {"libraries": 1.0, "embeddings": 0.5, "artefact": 0.2}
    alone = [slowness, slowness, slowness, 3 * slowness]
    times = {1: alone, 64: [slowness], 256: [2 * slowness]}
    return {
        size: {"load": load, "walls": walls, "cpu": walls, "labels": labels, "memory": 2_000_000}
        for size, walls in times.items()
    }


def test_figures_are_medians_over_the_rounds() -> None:
    found = sorting.figures([a_run(slowness, LABELS) for slowness in (0.001, 0.5, 0.002)], LABELS)
    assert (found["p50"], found["p95"]) == pytest.approx((2, 6))
    assert found["a_second"] == pytest.approx([4 / 0.002, 4 / 0.004])
    assert found["load"]["artefact"] == 0.2


def test_right_in_scope_leaves_out_what_is_out_of_scope() -> None:
    found = sorting.figures([a_run(0.001, ["order_status", "thanks", "thanks", "out_of_scope"])], LABELS)
    assert found["in_scope"] == pytest.approx(2 / 3)
    assert found["out_of_scope"] == 0


def found_of(slowness: float) -> dict[str, Any]:
    return sorting.figures([a_run(slowness, LABELS)], LABELS) | {"train": 61.0, "bytes": 4_000_000}


def test_the_report_says_what_is_met_what_is_not_and_what_was_not_measured() -> None:
    sorters = {"Lotse": found_of(0.003), "Lotse without embeddings": found_of(0.002), "MiniLM on torch": None}
    text = "\n".join(classifier.show({"examples": 9, "messages": 4, "rounds": 1, "sorters": sorters}, {}))
    assert "| a message alone, median ms | at most 4 | 1.5 | 3 | met |" in text
    assert "| the same without embeddings | at most 1 |  | 2 | not met |" in text
    assert "| messages a second in batches | at least 1,200 | 3,000 | 1,333 | met |" in text
    assert "| training the starter playbook, s | at most 60 |  | 61 | not met |" in text
    assert "| MiniLM on torch | not measured here: `--minilm-python`" in text
    assert "Lotse : Lotse without embeddings = 1.5 times the time alone" in text


def test_a_sorter_is_trained_and_timed_in_processes_of_its_own() -> None:
    texts = ["wo ist mein paket", "wann kommt die bestellung", "danke euch", "vielen dank"]
    labels = ["order", "order", "ty", "ty"]
    known = [Example(text, label, "de", "anna") for text, label in zip(texts, labels, strict=True)]
    entries = [Entry("simplest", "simplest", sys.executable), Entry("MiniLM", "minilm-torch", None)]
    found = sorting.run(entries, known * 3, [("danke", "ty"), ("mein paket", "order")], 1, lambda line: None)
    assert set(found) == {"simplest"}
    assert found["simplest"]["in_scope"] == 1
    assert found["simplest"]["bytes"] > 0
    assert found["simplest"]["p50"] > 0


def test_a_sorter_that_fails_says_why() -> None:
    with pytest.raises(RuntimeError, match=r"unknown \(train\) ended with 1: [\s\S]*KeyError"):
        sorting.run([Entry("unknown", "unknown", sys.executable)], [], [], 1, lambda line: None)
