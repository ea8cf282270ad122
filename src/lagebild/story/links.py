"""New claims are linked to older ones, by meaning and clause by clause; content decides when the story is told."""

from __future__ import annotations

import heapq
from collections.abc import Mapping, Sequence
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from lagebild.ledger import Ledger
from lagebild.ledger.meanings import Bytes, Link, Part, cosines, to_bytes
from lagebild.ledger.records import ReportRow
from lagebild.model import Claim, Span, Spans
from lagebild.reading.encoder.meaning import SIZE, meanings
from lagebild.reading.segment import find_sentences
from lagebild.story.likeness import CANDIDATE
from lagebild.story.parts import parts
from lagebild.story.words import says

_REPORTS = 16
# The nearest of so many older claims are kept for each new one.
_MOST_CANDIDATES = 200
# What a vector is made of: the words alone, their sentence, and that with the sentence before; a clause that points
# back ("it ends in May") takes more from before. Measured, see docs/quality.md.
_MIXED = (0.5, 0.4, 0.1)
_MIXED_POINTING = (0.3, 0.3, 0.6)
_FIRST_WORDS = 60
_FEW_WORDS = 6


def link_new(ledger: Ledger) -> int:
    """Give every claim without them its vectors and its links; returns how many there were.

    What is done stays done if it is interrupted.
    """
    done = 0
    while new := ledger.without_meaning(_REPORTS):
        claims = dict(ledger.claims_by_number(new))
        clauses = {(number, at): piece for number in new for at, piece in enumerate(parts(claims[number].claim))}
        vectors = to_bytes(_vectors(ledger, clauses, {number: one.report for number, one in claims.items()}))
        own = list(clauses)
        rows = {number: vectors[[at for at, part in enumerate(own) if part[0] == number]] for number in new}
        ledger.write_meanings(rows, _links(ledger, own, vectors))
        done += len(new)
    return done


def _vectors(ledger: Ledger, clauses: Mapping[Part, Claim], report_of: Mapping[int, ReportRow]) -> NDArray[np.float32]:
    """A vector a part. One report at a time: numbers of a batch share their rounding, and must not depend on others."""
    rows = np.zeros((len(clauses), SIZE), np.float32)
    reports: dict[str, list[tuple[int, Claim]]] = {}
    for at, ((number, _), clause) in enumerate(clauses.items()):
        reports.setdefault(report_of[number].id, []).append((at, clause))
    languages = {row.id: row.language or "en" for row in report_of.values()}
    for report_id, inside in reports.items():
        language = languages[report_id]
        text = ledger.report(report_id).text
        sentences = find_sentences(text, language)
        around = [_sentences_of(text, sentences, clause.spans) for _, clause in inside]
        kinds = sorted({*(clause.text for _, clause in inside), *(one for both in around for one in both)})
        vector = dict(zip(kinds, meanings(kinds, language), strict=True))
        for (at, clause), (whole, before) in zip(inside, around, strict=True):
            points = _points(clause.text, language)
            rows[at] = _mixed(vector[clause.text], vector[whole], vector[before], points=points)
    return rows


def _sentences_of(text: str, sentences: Sequence[Span], spans: Spans) -> tuple[str, str]:
    """The sentences that the words stand in, and these with the one before them in the same paragraph."""
    if not spans:
        return "", ""
    first, last = spans[0][0], spans[-1][1]
    inside = [at for at, span in enumerate(sentences) if span[0] < last and first < span[1]]
    if not inside:
        return text[first:last], text[first:last]
    start, end = sentences[inside[0]][0], sentences[inside[-1]][1]
    before = sentences[inside[0] - 1] if inside[0] else (start, start)
    return text[start:end], text[start if "\n" in text[before[1] : start] else before[0] : end]


def _points(words: str, language: str) -> bool:
    """Whether a clause says what it is about only by pointing to what stands before it, or hardly says it."""
    return len(words.split()) < _FEW_WORDS or says(words[:_FIRST_WORDS], language, "pointing") is not None


def _mixed(*vectors: NDArray[np.float32], points: bool) -> NDArray[np.float32]:
    shares = _MIXED_POINTING if points else _MIXED
    both = np.asarray(shares, np.float32) @ np.stack(vectors)
    mixed: NDArray[np.float32] = both / np.float32(max(float(np.linalg.norm(both)), 1e-6))
    return mixed


def _links(ledger: Ledger, own: Sequence[Part], vectors: Bytes) -> list[Link]:
    """Links of the new claims' parts with those of older claims and among themselves."""
    found: list[list[tuple[float, int, int]]] = [[] for _ in own]
    among = (np.asarray(own, np.int64).reshape(-1, 2), vectors, True)
    for stands, matrix, mutual in chain(((*chunk, False) for chunk in ledger.all_meanings(SIZE)), [among]):
        near = cosines(matrix, vectors)
        for column, part in enumerate(own):
            wanted = near[:, column] >= CANDIDATE
            rows = np.flatnonzero(wanted & (stands[:, 0] < part[0]) if mutual else wanted)
            if len(rows):
                best = [
                    *found[column],
                    *((float(near[row, column]), int(stands[row, 0]), int(stands[row, 1])) for row in rows),
                ]
                found[column] = heapq.nsmallest(_MOST_CANDIDATES, best, key=lambda one: (-one[0], one[1:]))
    return [
        (part, (number, at), round(cosine, 4))
        for part, best in zip(own, found, strict=True)
        for cosine, number, at in best
    ]
