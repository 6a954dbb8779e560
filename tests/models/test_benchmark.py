import json
import shutil
from pathlib import Path

import numpy as np
import pytest

from models.benchmark import Row, benchmark
from models.measures import (
    COVERAGES,
    calibration_error,
    certified_coverage,
    certified_threshold,
    lower_bound,
    recall_at_kept,
)
from models.prediction import OUT_OF_SCOPE
from models.public_data import FILES, Data, read
from tests.models.messages import ENGLISH, GERMAN


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """All files, small: each holds the same few messages."""
    for name in FILES:
        (tmp_path / name).parent.mkdir(exist_ok=True)
        strange = "oos" in name
        source = ENGLISH if "/en." in name else GERMAN
        lines = [
            f"{text}\t{'oos' if strange else label}"
            for label, texts in source.items()
            for text in texts
            if (label == OUT_OF_SCOPE) == strange
        ]
        (tmp_path / name).write_text("\n".join(lines) + "\n")
    return tmp_path


def test_every_figure_has_its_row(folder: Path) -> None:
    steps: list[float] = []
    rows = benchmark(folder, lambda done, total, what: steps.append(done / total))
    names = " ".join(row.name for row in rows)
    for part in ("BANKING77, all", "10 examples", "CLINC150, in scope", "out of scope found", "calibration error"):
        assert part in names
    for part in ("certified at 98 %", "trained on English alone", "Swiss German", "Bavarian"):
        assert part in names
    assert rows[0].value == 100
    assert steps == sorted(steps)
    assert steps[-1] == 1


def test_missing_files_are_named_before_anything_is_trained(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.rmtree(folder / "xsid")
    monkeypatch.setattr("models.benchmark._fit", lambda data: pytest.fail("trained"))
    with pytest.raises(FileNotFoundError, match=r"xsid/en\.valid\.tsv.*Nothing was measured"):
        benchmark(folder)


def test_a_broken_line_is_named(tmp_path: Path) -> None:
    path = tmp_path / "train.tsv"
    path.write_text("hello\tgreeting\nno label here\n")
    with pytest.raises(ValueError, match="line 2: expected a text, a tab and a label"):
        read(path)


def test_an_empty_file_is_named(tmp_path: Path) -> None:
    path = tmp_path / "train.tsv"
    path.write_text("\n")
    with pytest.raises(ValueError, match="is empty"):
        read(path)


def test_public_out_of_scope_is_ours(tmp_path: Path) -> None:
    path = tmp_path / "oos.tsv"
    path.write_text("a joke please\toos\r\n")
    assert read(path) == Data(["a joke please"], [OUT_OF_SCOPE])


def test_a_draw_takes_as_many_of_each_and_can_be_repeated() -> None:
    data = Data([str(number) for number in range(30)], ["a", "b", "b"] * 10)
    drawn = data.draw(4, seed=1)
    assert sorted(drawn.labels) == ["a"] * 4 + ["b"] * 4
    assert drawn == data.draw(4, seed=1)
    assert drawn != data.draw(4, seed=2)


def test_a_row_reads_with_its_anchors() -> None:
    row = Row("CLINC150, in scope", 95.5, {"BERT tuned": 96.9})
    assert row.as_text().split("  ")[-1].strip() == "BERT tuned 96.9"
    assert json.loads(json.dumps(row.as_dict())) == {
        "name": "CLINC150, in scope",
        "value": 95.5,
        "anchors": {"BERT tuned": 96.9},
    }


def test_recall_is_counted_below_the_threshold_that_keeps_the_share() -> None:
    inside = np.linspace(0.01, 1, 100)
    assert recall_at_kept(inside, np.array([0.01, 0.02, 0.5, 0.9])) == 0.5


def test_calibration_error_is_the_mean_gap() -> None:
    confidence = np.full(100, 0.9)
    assert calibration_error(confidence, np.arange(100) < 90) == pytest.approx(0, abs=1e-9)
    assert calibration_error(confidence, np.arange(100) < 50) == pytest.approx(0.4)


def test_the_lower_bound_is_the_exact_one() -> None:
    """Without a failure it is the n-th root of the doubt."""
    assert lower_bound(50, 50, 0.1) == pytest.approx(0.1 ** (1 / 50))
    assert lower_bound(0, 10, 0.1) == 0
    assert lower_bound(96, 100, 0.1) < 0.96


def test_a_certified_promise_is_rarely_broken() -> None:
    random = np.random.default_rng(3)
    confidence = random.uniform(size=4000)
    is_right = random.uniform(size=4000) < 0.85 + 0.15 * confidence
    coverage, broken = certified_coverage(confidence, is_right, target=0.97, repeats=200)
    assert 0.05 < coverage < 0.6
    assert broken <= 0.1


def test_more_levels_tried_make_the_bound_stricter() -> None:
    """Just enough for one look, not for fourteen."""
    needed = int(np.log(0.1) / np.log(0.98)) + 1
    confidence = np.full(needed, 0.9)
    assert lower_bound(needed, needed, 0.1) >= 0.98
    assert len(COVERAGES) == 14
    assert certified_threshold(confidence, np.ones(needed, dtype=bool), 0.98, 0.1) == float("inf")
