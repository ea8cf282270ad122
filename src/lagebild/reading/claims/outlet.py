"""Outlet claims: what the report asserts in its own voice, a claim a sentence."""

from __future__ import annotations

import re
from collections.abc import Sequence

from lagebild.model import Attribution, Span, Spans
from lagebild.reading.document import Document, subtract, trim

# Beside an attribution, only a stretch of so many words is an assertion of its own; less is part of the frame.
_FEWEST_BESIDE = 8
_FEWEST_ALONE = 2
_WORD = re.compile(r"\w+")


def outlet_claims(document: Document, frames: Sequence[Span]) -> list[Spans]:
    """The contents that no attribution covers; ``frames`` are sentences that only say who confirms what."""
    text, found = document.text, list[Spans]()
    taken = sorted(span for attribution in document.attributions for span in _covered(attribution))
    cues = sorted(s for a in document.attributions for part in (a.source, a.cue) if part for s in part)
    framed = set(frames)
    at = 0
    for sentence in document.sentences:
        while at < len(taken) and taken[at][1] <= sentence[0]:
            at += 1
        if sentence in framed:
            continue
        inside = tuple(span for span in taken[at:] if span[0] < sentence[1] and span[1] > sentence[0])
        fewest = _FEWEST_BESIDE if inside else _FEWEST_ALONE
        for part in subtract(sentence, inside):
            start, end = trim(text, part)
            own = not inside or not any(s < end and start < e for s, e in cues)
            if own and len(_WORD.findall(text, start, end)) >= fewest:
                found.append(((start, end),))
    return found


def _covered(attribution: Attribution) -> list[Span]:
    """Everything that belongs to an attribution, the gap between source and cue included."""
    covered = list(attribution.content)
    for part in (attribution.frame, attribution.source, attribution.cue, *attribution.addressees):
        covered.extend(part or ())
    return covered
