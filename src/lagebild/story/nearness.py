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
from msgspec import Struct, structs
from numpy.typing import NDArray

from lagebild.ledger import Ledger
from lagebild.ledger.meanings import LANGUAGES, Meanings
from lagebild.ledger.neighbours import Lists
from lagebild.story.entries import Entry
from lagebild.story.likeness import MOST_BY_CONTENT, content, likeness

Part = tuple[str, int]
"""A claim's id and the part of it: 0 is the whole claim, others its clauses."""

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]

# So many nearest claims make a crowd; those that were no candidates are about this near.
_CROWD = 10
_FAR = 0.05
_AT_ONCE = 20_000
# Pairs less alike than this are as good as not linked.
_LEAST = 0.02


class Pair(Struct, frozen=True):
    """Two parts of claims, with the features that :mod:`lagebild.story.likeness` weighs."""

    a: Part
    b: Part
    near: float
    crowd: float
    content: float
    inside: bool
    rivals: int = 0

    @property
    def likeness(self) -> float:
        """The probability (0 to 1) that both are of one matter."""
        return likeness(self.near, self.crowd, self.content, rivals=self.rivals, inside=self.inside)


def pairs(ledger: Ledger, entries: Mapping[str, Entry], story: str | None = None) -> list[Pair]:
    """The pairs of neighbouring parts in the story that can be of one matter."""
    told, lists = ledger.meanings(story)
    ids = ledger.claim_numbers(story)
    parts = [(ids[claim], part) for claim, part in told.parts[["claim", "part"]].tolist()]
    if not lists["claim"].any():
        return []
    a, b = _linked(told, lists, parts)
    near = _cosines(told, a, b)
    crowds = _crowds(told, a, b, near)
    items = [entries[claim].part(part).item for claim, part in parts]
    found = []
    for one, other, cosine, crowd in zip(a.tolist(), b.tolist(), near.tolist(), crowds.tolist(), strict=True):
        # Most are too far for any content to bring them together: that of the others alone is compared.
        if likeness(cosine, crowd, MOST_BY_CONTENT) >= _LEAST:
            inside = bool(told.reports[one] == told.reports[other])
            found.append(Pair(parts[one], parts[other], cosine, crowd, content(items[one], items[other]), inside))
    return _rivalled(found, {claim: entry.report.id for claim, entry in entries.items()})


def _rivalled(found: Sequence[Pair], report_of: Mapping[str, str]) -> list[Pair]:
    """The pairs with their rivals: what a report says of one matter stands in one claim of it, mostly."""
    best: dict[tuple[Part, str], dict[str, float]] = defaultdict(dict)
    likeness_of = [0.0 if pair.inside else pair.likeness for pair in found]
    for pair, value in zip(found, likeness_of, strict=True):
        for one, other in () if pair.inside else ((pair.a, pair.b), (pair.b, pair.a)):
            known = best[(one, report_of[other[0]])]
            known[other[0]] = max(value, known.get(other[0], 0.0))

    def rivalled(value: float, one: Part, other: Part) -> bool:
        known = best[(one, report_of[other[0]])]
        return any(rival > value for claim, rival in known.items() if claim != other[0])

    return [
        pair
        if pair.inside
        else structs.replace(pair, rivals=rivalled(value, pair.a, pair.b) + rivalled(value, pair.b, pair.a))
        for pair, value in zip(found, likeness_of, strict=True)
    ]


def _linked(told: Meanings, lists: Lists, parts: Sequence[Part]) -> tuple[Ints, Ints]:
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


def _keys(parts: NDArray[np.void]) -> Ints:
    keys: Ints = parts["claim"].astype(np.int64) << 16 | parts["part"]
    return keys


def _cosines(told: Meanings, a: Ints, b: Ints) -> Floats:
    """Cosines of the vectors of each two rows, without what all vectors of their language share."""
    centres = np.zeros((len(LANGUAGES), told.vectors.shape[1]), np.float32)
    for language in np.unique(told.languages):
        rows = told.vectors[told.languages == language]
        # Sums of whole numbers: the same in whichever order the claims came.
        centres[language] = rows.sum(axis=0, dtype=np.int64) / len(rows)

    def units(rows: Ints) -> NDArray[np.float32]:
        centred = told.vectors[rows].astype(np.float32) - centres[told.languages[rows]]
        found: NDArray[np.float32] = centred / np.maximum(np.linalg.norm(centred, axis=1, keepdims=True), 1e-6)
        return found

    near = np.zeros(len(a))
    for at in range(0, len(a), _AT_ONCE):
        some = slice(at, at + _AT_ONCE)
        near[some] = np.einsum("ij,ij->i", units(a[some]), units(b[some]))
    return near.round(4)


def _crowds(told: Meanings, a: Ints, b: Ints, near: Floats) -> Floats:
    """How near other claims, of other reports and in the language of the other part, are to each two parts anyway."""
    apart = told.reports[a] != told.reports[b]
    rows = np.concatenate([a[apart], b[apart]]) * len(LANGUAGES)
    rows += told.languages[np.concatenate([b[apart], a[apart]])]
    cosines = np.concatenate([near[apart], near[apart]])
    order = np.lexsort((-cosines, rows))
    rows, cosines = rows[order], cosines[order]
    starts = np.flatnonzero(np.diff(rows, prepend=-1))
    rank = np.arange(len(rows)) - np.repeat(starts, np.diff([*starts, len(rows)]))
    best = np.full((len(told.parts) * len(LANGUAGES), _CROWD), _FAR)
    best[rows[rank < _CROWD], rank[rank < _CROWD]] = cosines[rank < _CROWD]
    crowd = best.mean(axis=1)
    both: Floats = (crowd[a * len(LANGUAGES) + told.languages[b]] + crowd[b * len(LANGUAGES) + told.languages[a]]) / 2
    return both
