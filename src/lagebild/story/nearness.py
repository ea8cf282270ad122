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
from lagebild.reading.encoder.meaning import SIZE
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
    inside: bool
    rivals: int = 0

    @property
    def likeness(self) -> float:
        """The probability (0 to 1) that both are of one matter."""
        return likeness(self.near, self.crowd, self.content, rivals=self.rivals, inside=self.inside)


def pairs(ledger: Ledger, entries: Mapping[str, Entry], story: str | None = None) -> list[Pair]:
    """The pairs of linked parts in the story that can be of one matter."""
    stands, vectors = ledger.story_meanings(SIZE, story)
    kept = [at for at, (_, claim, _) in enumerate(stands) if claim in entries]
    parts = [(stands[at][1], stands[at][2]) for at in kept]
    row_of = {(stands[at][0], stands[at][2]): row for row, at in enumerate(kept)}
    links = [(row_of[a], row_of[b]) for a, b, _ in ledger.links(story) if a in row_of and b in row_of]
    if not links:
        return []
    links.sort()
    languages = [entries[claim].report.language or "" for claim, _ in parts]
    centred = _centred(vectors[kept].astype(np.float32), languages)
    reports = [entries[claim].report.id for claim, _ in parts]
    near = _cosines(centred, [link[0] for link in links], [link[1] for link in links])
    crowds = _crowds(links, near, reports, languages)
    items = [entries[claim].part(part).item for claim, part in parts]
    found = []
    for (a, b), cosine in zip(links, near, strict=True):
        crowd = (crowds(a, languages[b]) + crowds(b, languages[a])) / 2
        # Most are too far for any content to bring them together: that of the others alone is compared.
        if likeness(cosine, crowd, MOST_BY_CONTENT) >= _LEAST:
            inside = reports[a] == reports[b]
            found.append(Pair(parts[a], parts[b], cosine, crowd, content(items[a], items[b]), inside))
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


def _centred(vectors: NDArray[np.float32], languages: Sequence[str]) -> NDArray[np.float32]:
    """The vectors without what all of their language share, as unit vectors."""
    out = vectors.copy()
    of = np.asarray(languages)
    for language in sorted(set(languages)):
        rows = of == language
        out[rows] -= vectors[rows].mean(axis=0, dtype=np.float64).astype(np.float32)
    lengths = np.linalg.norm(out, axis=1, keepdims=True)
    units: NDArray[np.float32] = out / np.maximum(lengths, 1e-6)
    return units


def _cosines(vectors: NDArray[np.float32], a: Sequence[int], b: Sequence[int]) -> list[float]:
    found: list[float] = []
    for at in range(0, len(a), _AT_ONCE):
        one, other = vectors[list(a[at : at + _AT_ONCE])], vectors[list(b[at : at + _AT_ONCE])]
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
