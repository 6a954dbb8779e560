"""The evaluation as a page: what it shows, and that it can be read by everybody and asks nobody for anything."""

import re
from collections import Counter
from dataclasses import replace

import pytest

from models.evaluation import leave_one_source_out
from models.evaluation_page import page
from models.measured import Measured
from models.prediction import Prediction
from models.report import report
from tests.models.messages import EXAMPLES

LEARNT = [(10, 0.5), (20, 0.7)]


@pytest.fixture(scope="module")
def measured() -> Measured:
    found = leave_one_source_out(EXAMPLES, 0.5)
    return Measured(found.report, EXAMPLES, found.predictions, found.certificates, LEARNT)


@pytest.fixture(scope="module")
def shown(measured: Measured) -> str:
    return page(measured)


def said(intent: str, confidence: float = 0.95) -> Prediction:
    return Prediction(intent, confidence, None, 0.0, None, "")


@pytest.mark.parametrize(
    "part",
    [
        "Coverage against precision",
        "Reliability",
        "Learning curve: from 10 to 20 examples the share with the right intent changed by +20.0 points",
        "Confusion matrix",
        "Most often taken for another",
        "Intents that overlap",
        "mislabelled",
        "The right intent by language",
        "Each source left out, one at a time",
        *(
            f'<th scope="col">{name}</th>'
            for name in ("right, at least", "target", "from", "share answered", "missing")
        ),
    ],
)
def test_nothing_that_is_measured_is_missing(shown: str, part: str) -> None:
    assert part in shown


def test_the_page_needs_nothing_beside_itself_and_escapes_what_customers_wrote(measured: Measured) -> None:
    hostile = [replace(example, text="<script>alert(1)</script>") for example in EXAMPLES]
    wrong = [said("no_such") for _ in hostile]
    shown = page(Measured(measured.report, hostile, wrong, measured.certificates, LEARNT))
    assert "&lt;script&gt;" in shown
    assert "<script" not in shown
    assert not re.search(r"""(?:src|href)=["'](?!#)|url\((?!#)|@import""", shown)
    assert "default-src 'none'" in shown


def test_every_table_has_a_caption_and_its_heads_a_scope(shown: str) -> None:
    assert '<html lang="en">' in shown
    assert shown.count("<table") == shown.count("<caption>") > 5
    assert not re.search(r"<th(?! scope=)(?=[ >])", shown)


def test_every_picture_says_its_numbers_and_no_id_is_used_twice(shown: str) -> None:
    labels = re.findall(r'<svg role="img" aria-label="([^"]+)"', shown)
    assert len(labels) == shown.count("<svg") == 3
    assert "10 examples, 50.0% right" in labels[2]
    ids = Counter(re.findall(r'\bid="([^"]+)"', shown))
    assert [name for name, times in ids.items() if times > 1] == []
    assert set(re.findall(r'href="#([^"]+)"', shown)) <= set(ids)


def test_the_pictures_have_the_page_s_colours(shown: str) -> None:
    pictures = "".join(re.findall(r"<svg.*?</svg>", shown, re.DOTALL))
    assert {"var(--accent)", "var(--other)", "currentColor"} <= set(re.findall(r"var\(--\w+\)|currentColor", pictures))
    assert not re.search("#1011", pictures)


def test_what_just_misses_the_target_does_not_read_as_reaching_it(measured: Measured) -> None:
    short = replace(measured.certificates[0], bound=0.94996, target=0.95, missing=3)
    shown = page(replace(measured, certificates=[short]))
    assert " 94.9 %" in shown
    assert 'class="short"' in shown
    assert "about 3" in shown


def test_a_language_of_one_source_is_marked_as_never_read_before(measured: Measured) -> None:
    turkish = [*EXAMPLES[:-1], replace(EXAMPLES[-1], language="tr")]
    shown = page(replace(measured, examples=turkish))
    assert re.findall(r"(\w\w) \*</th>", shown) == ["tr"]
    assert "had never read the language" in shown


def test_messages_without_a_playbook_are_not_called_its_examples(measured: Measured) -> None:
    labels = [example.label for example in EXAMPLES]
    held = report(labels, measured.predictions, threshold=0.5, sources=["mine"] * len(labels))
    shown = page(Measured(held, EXAMPLES, measured.predictions))
    assert "sorted by the active classifier" in shown
    assert "playbook's examples: real" not in shown
    assert "without --on" in shown
    assert "certified</th>" not in shown


def test_a_classifier_that_is_always_right_makes_a_page_too(measured: Measured) -> None:
    labels = [example.label for example in EXAMPLES]
    right = [said(label) for label in labels]
    shown = page(Measured(report(labels, right), EXAMPLES, right))
    assert "Nothing was taken for another." in shown
    assert "No example looks mislabelled." in shown
