"""New claims are linked to those that are there: candidates by meaning, decided by content."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from lagebild.ledger import Ledger
from lagebild.ledger.meanings import Bytes, Pending, cosines, to_bytes
from lagebild.reading.encoder.meaning import meanings
from lagebild.story.items import Item, item
from lagebild.story.likeness import CANDIDATE, LINKED, likeness

_BATCH = 256
_MOST_CANDIDATES = 400


def link_new(ledger: Ledger, progress: Callable[[int], None] | None = None) -> int:
    """Give every claim without one its vector and its links; returns how many there were.

    ``progress`` is called with the number of claims done after each batch. What is done stays done if it is
    interrupted.
    """
    done = 0
    numbers, matrix = ledger.meanings()
    items: dict[int, Item] = {}
    while new := ledger.without_meaning(_BATCH):
        vectors = to_bytes(_vectors(new))
        own = np.asarray([one.number for one in new], np.int64)
        numbers = np.concatenate([numbers, own])
        matrix = np.concatenate([matrix, vectors]) if len(matrix) else vectors
        ledger.write_meanings(own.tolist(), vectors, _links(ledger, own, vectors, numbers, matrix, items))
        done += len(new)
        if progress is not None:
            progress(len(new))
    return done


def _vectors(new: Sequence[Pending]) -> np.ndarray:
    parts: dict[str, list[int]] = {}
    for at, one in enumerate(new):
        parts.setdefault(one.language if one.language in {"de", "en"} else "en", []).append(at)
    rows: np.ndarray | None = None
    for language, ats in sorted(parts.items()):
        found = meanings([new[at].text for at in ats], language)
        rows = np.zeros((len(new), found.shape[1]), np.float32) if rows is None else rows
        rows[ats] = found
    assert rows is not None
    return rows


def _links(
    ledger: Ledger, own: np.ndarray, vectors: Bytes, numbers: np.ndarray, matrix: Bytes, items: dict[int, Item]
) -> list[tuple[int, int, float]]:
    """Links of the new claims with older ones and among themselves."""
    near = cosines(matrix, vectors)
    candidates: list[tuple[int, int, float]] = []
    for column, number in enumerate(own.tolist()):
        scores = near[:, column]
        rows = np.flatnonzero((scores >= CANDIDATE) & (numbers < number))
        if len(rows) > _MOST_CANDIDATES:
            rows = rows[np.argsort(-scores[rows], kind="stable")[:_MOST_CANDIDATES]]
        candidates += [(number, int(numbers[row]), float(scores[row])) for row in rows]
    missing = {n for a, b, _ in candidates for n in (a, b)} - items.keys()
    for number, found in ledger.claims_by_number(sorted(missing)):
        items[number] = item(found.claim, found.report.language)
    scored = ((a, b, likeness(items[a], items[b], cosine)) for a, b, cosine in candidates)
    return [(a, b, round(score, 4)) for a, b, score in scored if score >= LINKED]
