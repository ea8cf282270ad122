"""Outlet claims: what the report asserts in its own voice, a claim a sentence."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from lagebild.model import Attribution, Span, Spans
from lagebild.reading.claims.main_clause import main_clause
from lagebild.reading.document import Document, sentence_at, subtract, trim
from lagebild.reading.languages.cues import cue_table
from lagebild.reading.languages.grammar import grammar

# Beside an attribution, only a stretch of so many words is an assertion of its own; less is part of the frame.
_FEWEST_BESIDE = 8
_FEWEST_ALONE = 2
_WORD = re.compile(r"\w+")


def outlet_claims(document: Document, frames: Sequence[Span]) -> list[Spans]:
    """The contents that no attribution covers; ``frames`` say who confirms what was said."""
    text, found = document.text, list[Spans]()
    covered = [_covered(document, attribution) for attribution in document.attributions]
    taken = sorted(span for content, frame in covered for span in (*content, *frame))
    cues = sorted(span for _, frame in covered for span in frame)
    framed = dict(frames)
    at = 0
    for sentence in document.sentences:
        while at < len(taken) and taken[at][1] <= sentence[0]:
            at += 1
        left = (framed.get(sentence[0], sentence[0]), sentence[1])
        inside = tuple(span for span in taken[at:] if span[0] < sentence[1] and span[1] > sentence[0])
        fewest = _FEWEST_BESIDE if inside else _FEWEST_ALONE
        for part in subtract(left, inside) if left[0] < left[1] else ():
            start, end = trim(text, part)
            own = not inside or not any(s < end and start < e for s, e in cues)
            if own and len(_WORD.findall(text, start, end)) >= fewest:
                found.append(((start, end),))
    return found


def is_told(content: str, language: str) -> bool:
    """Whether the words are somebody else's though nobody is named: a Konjunktiv I in the main clause, or "demnach"."""
    closed = grammar(language)
    following = cue_table(language).frames.continuing - closed.fillers
    words = set(_WORD.findall(main_clause(content, language)))
    said = not words.isdisjoint(closed.subjunctive - closed.like_subjunctive)
    return not words.isdisjoint(following) or (said and words.isdisjoint(closed.wishing))


def _covered(document: Document, attribution: Attribution) -> tuple[Spans, Spans]:
    """The content of an attribution, and what frames it in the same sentences.

    A source named in a sentence before ("Ein Sprecher wollte sich nicht äußern. ...") takes nothing from that sentence.
    """
    own = {at for start, end in attribution.content for at in _touched(document.sentences, start, end)}
    parts = (attribution.frame, attribution.source, attribution.cue, *attribution.addressees)
    frame = (span for part in parts for span in part or ())
    return attribution.content, tuple(span for span in frame if sentence_at(document.sentences, span[0]) in own)


def _touched(sentences: tuple[Span, ...], start: int, end: int) -> range:
    """The indices of the sentences that ``start`` to ``end`` overlaps."""
    first = bisect_right(sentences, start, key=lambda span: span[1])
    return range(first, bisect_left(sentences, end, key=lambda span: span[0]))
