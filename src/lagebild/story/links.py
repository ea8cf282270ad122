"""New claims are linked to those that are there, clause by clause: candidates by meaning, decided by content."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from lagebild.ledger import Ledger
from lagebild.ledger.meanings import Bytes, Part, cosines, to_bytes
from lagebild.ledger.records import LedgerClaim
from lagebild.model import Span, Spans
from lagebild.reading.encoder.meaning import SIZE, meanings
from lagebild.reading.segment import find_sentences
from lagebild.story.items import Item, item
from lagebild.story.likeness import CANDIDATE, LINKED, likeness
from lagebild.story.parts import parts

_REPORTS = 16
_MOST_CANDIDATES = 400
# How much of a vector is the meaning of the whole sentence, the rest that of the words alone: measured, see
# docs/quality.md.
_SENTENCE = 0.7

Parts = NDArray[np.int64]


def link_new(ledger: Ledger) -> int:
    """Give every claim without them its vectors and its links; returns how many there were.

    What is done stays done if it is interrupted.
    """
    done = 0
    items: dict[Part, Item] = {}
    known: tuple[Parts, Bytes] | None = None
    while new := ledger.without_meaning(_REPORTS):
        claims = dict(ledger.claims_by_number(new))
        own = [(number, part) for number in new for part in range(_learn(items, number, claims[number]))]
        vectors = to_bytes(_vectors(ledger, own, items, {number: one.report.id for number, one in claims.items()}))
        older = known or ledger.meanings(SIZE)
        known = (np.concatenate([older[0], np.asarray(own, np.int64)]), np.concatenate([older[1], vectors]))
        rows = {number: vectors[[at for at, part in enumerate(own) if part[0] == number]] for number in new}
        ledger.write_meanings(rows, _links(ledger, own, vectors, known, items))
        done += len(new)
    return done


def _learn(items: dict[Part, Item], number: int, found: LedgerClaim) -> int:
    """Keeps the claim's parts as the story compares them; returns how many they are."""
    pieces = parts(found.claim)
    items.update({(number, at): item(piece, found.report.language) for at, piece in enumerate(pieces)})
    return len(pieces)


def _vectors(
    ledger: Ledger, own: Sequence[Part], items: Mapping[Part, Item], report_of: Mapping[int, str]
) -> NDArray[np.float32]:
    """A vector a part. One report at a time: numbers of a batch share their rounding, and must not depend on others."""
    rows = np.zeros((len(own), SIZE), np.float32)
    reports: dict[str, list[int]] = {}
    for at, (number, _) in enumerate(own):
        reports.setdefault(report_of[number], []).append(at)
    for report_id, ats in reports.items():
        language = items[own[ats[0]]].language or "en"
        text = ledger.report(report_id).text
        sentences = find_sentences(text, language)
        words = [items[own[at]].claim.text for at in ats]
        around = [_sentences_of(text, sentences, items[own[at]].claim.spans) for at in ats]
        kinds = sorted({*words, *around})
        vector = dict(zip(kinds, meanings(kinds, language), strict=True))
        rows[ats] = [_mixed(vector[alone], vector[whole]) for alone, whole in zip(words, around, strict=True)]
    return rows


def _sentences_of(text: str, sentences: Sequence[Span], spans: Spans) -> str:
    """The sentences that the words stand in: alone, "no date has been agreed" could be about anything."""
    if not spans:
        return ""
    first, last = spans[0][0], spans[-1][1]
    inside = [span for span in sentences if span[0] < last and first < span[1]]
    return text[inside[0][0] : inside[-1][1]] if inside else text[first:last]


def _mixed(alone: NDArray[np.float32], whole: NDArray[np.float32]) -> NDArray[np.float32]:
    both = (1 - _SENTENCE) * alone + _SENTENCE * whole
    mixed: NDArray[np.float32] = (both / max(float(np.linalg.norm(both)), 1e-6)).astype(np.float32)
    return mixed


def _links(
    ledger: Ledger, own: Sequence[Part], vectors: Bytes, known: tuple[Parts, Bytes], items: dict[Part, Item]
) -> list[tuple[Part, Part, float]]:
    """Links of the new claims' parts with those of older claims and among themselves."""
    stands, matrix = known
    near = cosines(matrix, vectors)
    candidates: list[tuple[Part, Part, float]] = []
    for column, part in enumerate(own):
        scores = near[:, column]
        rows = np.flatnonzero((scores >= CANDIDATE) & (stands[:, 0] < part[0]))
        if len(rows) > _MOST_CANDIDATES:
            rows = rows[np.argsort(-scores[rows], kind="stable")[:_MOST_CANDIDATES]]
        candidates += [(part, (int(stands[row, 0]), int(stands[row, 1])), float(scores[row])) for row in rows]
    _load(ledger, {b for _, b, _ in candidates}, items)
    return _decided(candidates, items)


def _load(ledger: Ledger, wanted: set[Part], items: dict[Part, Item]) -> None:
    missing = sorted({number for number, part in wanted if (number, part) not in items})
    for number, found in ledger.claims_by_number(missing):
        _learn(items, number, found)


def _decided(
    candidates: Sequence[tuple[Part, Part, float]], items: Mapping[Part, Item]
) -> list[tuple[Part, Part, float]]:
    scored = ((a, b, likeness(items[a], items[b], cosine)) for a, b, cosine in candidates)
    return [(a, b, round(score, 4)) for a, b, score in scored if score >= LINKED]
