"""What a story makes of the links of its claims: how near two claims are, measured against the story itself.

All sentences of a story are alike in what the story is about, and some are near to everything. The first is taken away
(the mean of the story's vectors, by language), the second told as a feature of its own (the mean over the nearest
claims of other reports in the other's language: the local scaling of Conneau et al. 2018). Both depend on the story's
claims alone, not on the order in which they were added.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from lagebild.ledger import Ledger
from lagebild.ledger.meanings import Bytes, Meanings
from lagebild.ledger.neighbours import Lists
from lagebild.story.entries import Entry
from lagebild.story.likeness import MOST_BY_CONTENT, content, crowd_of, likeness

Part = tuple[str, int]
"""A claim's id and the part of it: 0 is the whole claim, others its clauses."""

# So many nearest claims make a crowd; those that were no candidates are about this near.
_CROWD = 10
_FAR = 0.05
_AT_ONCE = 50_000
# Pairs less alike than this are as good as not linked.
_LEAST = 0.02


class Pair(Struct, frozen=True):
    """Two parts of claims, with the features that :mod:`lagebild.story.likeness` weighs."""

    a: Part
    b: Part
    near: float
    crowd: float
    content: float

    @property
    def likeness(self) -> float:
        """The probability (0 to 1) that both are of one matter."""
        return likeness(self.near, self.crowd, self.content)


def pairs(ledger: Ledger, entries: Mapping[str, Entry], story: str | None = None) -> list[Pair]:
    """The pairs of neighbouring parts in the story that can be of one matter."""
    told, lists = ledger.meanings(story)
    ids = ledger.claim_numbers(story)
    parts = [(ids[claim], part) for claim, part in told.parts[["claim", "part"]].tolist()]
    a, b = _linked(told, lists, parts)
    if not len(a):
        return []
    languages = [entries[claim].report.language or "" for claim, _ in parts]
    centred = _centred(told.vectors, told.languages)
    near = _cosines(centred, a, b)
    crowds = _crowds(list(zip(a.tolist(), b.tolist(), strict=True)), near, told.reports.tolist(), languages)
    items = [entries[claim].part(part).item for claim, part in parts]
    found = []
    for one, other, cosine in zip(a.tolist(), b.tolist(), near, strict=True):
        crowd = (crowds(one, languages[other]) + crowds(other, languages[one])) / 2
        # Most are too far for any content to bring them together: that of the others alone is compared.
        if likeness(cosine, crowd, MOST_BY_CONTENT) >= _LEAST:
            found.append(Pair(parts[one], parts[other], cosine, crowd, content(items[one], items[other])))
    return found


def _linked(told: Meanings, lists: Lists, parts: Sequence[Part]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The rows of each two parts of which one is among the nearest of the other, once each; sorted by ``parts``."""
    rows, languages, ranks = np.nonzero(lists["claim"])
    near = lists[rows, languages, ranks]
    keys = _keys(told.parts)
    order = np.argsort(keys)
    wanted = _keys(near)
    at = np.minimum(np.searchsorted(keys[order], wanted), len(keys) - 1)
    inside = keys[order][at] == wanted
    by_id = np.asarray(sorted(range(len(parts)), key=parts.__getitem__))
    rank = np.empty(len(parts), np.int64)
    rank[by_id] = np.arange(len(parts))
    one, other = rank[rows[inside]], rank[order[at][inside]]
    both = np.unique(np.minimum(one, other) * len(parts) + np.maximum(one, other))
    return by_id[both // len(parts)], by_id[both % len(parts)]


def _keys(parts: NDArray[np.void]) -> NDArray[np.int64]:
    keys: NDArray[np.int64] = parts["claim"].astype(np.int64) << 16 | parts["part"]
    return keys


def _centred(vectors: Bytes, languages: NDArray[np.int64]) -> NDArray[np.float32]:
    """The vectors without what all of their language share, as unit vectors."""
    out = vectors.astype(np.float32)
    for language in np.unique(languages):
        rows = languages == language
        # Sums of whole numbers: the same in whichever order the claims came.
        out[rows] -= (vectors[rows].sum(axis=0, dtype=np.int64) / np.count_nonzero(rows)).astype(np.float32)
    lengths = np.linalg.norm(out, axis=1, keepdims=True)
    units: NDArray[np.float32] = out / np.maximum(lengths, 1e-6)
    return units


def _cosines(vectors: NDArray[np.float32], a: NDArray[np.int64], b: NDArray[np.int64]) -> list[float]:
    found: list[float] = []
    for at in range(0, len(a), _AT_ONCE):
        one, other = vectors[a[at : at + _AT_ONCE]], vectors[b[at : at + _AT_ONCE]]
        found += [round(float(value), 4) for value in np.einsum("ij,ij->i", one, other)]
    return found


class _Crowds:
    """How near other claims are to a part anyway, by the others' language."""

    def __init__(self, nearest: Mapping[tuple[int, str], list[float]]) -> None:
        self._nearest, self._known = nearest, dict[tuple[int, str], float]()

    def __call__(self, row: int, language: str) -> float:
        key = (row, language)
        if key not in self._known:
            self._known[key] = crowd_of(self._nearest.get(key, ()), _CROWD, _FAR)
        return self._known[key]


def _crowds(
    links: Sequence[tuple[int, int]], near: Sequence[float], reports: Sequence[str], languages: Sequence[str]
) -> _Crowds:
    nearest: dict[tuple[int, str], list[float]] = defaultdict(list)
    for (a, b), cosine in zip(links, near, strict=True):
        if reports[a] != reports[b]:
            nearest[(a, languages[b])].append(cosine)
            nearest[(b, languages[a])].append(cosine)
    return _Crowds(nearest)
