"""New claims meet their neighbours in meaning, clause by clause; content decides when the story is told."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from lagebild.ledger import Ledger
from lagebild.ledger.meanings import to_bytes
from lagebild.model import Span, Spans
from lagebild.reading.encoder.meaning import SIZE, meanings, model_mark
from lagebild.reading.segment import find_sentences
from lagebild.story.parts import parts
from lagebild.story.words import says

_REPORTS = 16
# More reports at once are faster, and take more memory.
_SETTLED_AT_ONCE = 200
# What a vector is made of: the words alone, their sentence, and that with the sentence before; a clause that points
# back ("it ends in May") takes more from before. Measured, see docs/quality.md.
_MIXED = (0.5, 0.4, 0.1)
_MIXED_POINTING = (0.3, 0.3, 0.6)
_FIRST_WORDS = 60
_FEW_WORDS = 6


def link_new(ledger: Ledger) -> int:
    """Give the claims of every report without them their vectors, and all parts of claims their neighbours.

    Returns how many reports there were. What is done stays done if it is interrupted.
    """
    ledger.use_model(model_mark())
    done = 0
    while new := ledger.without_meaning(_REPORTS):
        for report_id in new:
            clauses, vectors = _meant(ledger, report_id)
            ledger.write_meanings(report_id, clauses, to_bytes(vectors))
        done += len(new)
    while ledger.settle(_SETTLED_AT_ONCE):
        pass
    return done


def _meant(ledger: Ledger, report_id: str) -> tuple[list[tuple[str, int]], NDArray[np.float32]]:
    """The parts of a report's claims (claim id, part), and a vector each.

    One report at a time: numbers of a batch share their rounding, and must not depend on others.
    """
    reading = ledger.reading(report_id)
    assert reading is not None
    text, language = reading.report.text, reading.report.language or "en"
    stands = [((claim.id, at), clause) for claim in reading.claims for at, clause in enumerate(parts(claim))]
    sentences = find_sentences(text, language)
    around = [_sentences_of(text, sentences, clause.spans) for _, clause in stands]
    kinds = sorted({*(clause.text for _, clause in stands), *(one for both in around for one in both)})
    vector = dict(zip(kinds, meanings(kinds, language), strict=True))
    rows = np.zeros((len(stands), SIZE), np.float32)
    for row, ((_, clause), (whole, before)) in enumerate(zip(stands, around, strict=True)):
        points = _points(clause.text, language)
        rows[row] = _mixed(vector[clause.text], vector[whole], vector[before], points=points)
    return [part for part, _ in stands], rows


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
