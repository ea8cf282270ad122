"""Long texts in pieces that the encoder takes, every word read where it has the most context around it."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from msgspec import Struct

from lagebild.model import Span
from lagebild.reading.encoder.subwords import CLS, SEP, Ids, Subwords
from lagebild.reading.segment import Word

LONGEST = 480
"""Subwords in a window, without CLS and SEP."""


class Window(Struct, frozen=True):
    """Words ``first`` to ``last`` (exclusive) of the text; from ``own_first`` to ``own_last`` they are decided here."""

    first: int
    last: int
    own_first: int
    own_last: int
    ids: Ids
    starts: Ids


def cut(subwords: Subwords, words: Sequence[Word], sentences: Sequence[Span]) -> list[Window]:
    """Windows over the whole text. Neighbours overlap by about a third; the middle of the overlap is the seam.

    A window begins at a sentence where it can; a text without sentences is cut at words.
    """
    starts = np.append(subwords.first, len(subwords.ids))
    openings = _openings(words, sentences)
    bounds: list[tuple[int, int]] = []
    at = 0
    while at < len(words):
        end = int(np.searchsorted(starts, starts[at] + LONGEST, side="right")) - 1
        end = max(min(end, len(words)), at + 1)
        bounds.append((at, end))
        if end == len(words):
            break
        back = int(np.searchsorted(starts, starts[end] - LONGEST // 3))
        fitting = [o for o in openings[np.searchsorted(openings, back) :] if at < o < end]
        at = max(int(fitting[0]) if fitting else back, at + 1)
    return [_window(subwords, starts, bounds, i) for i in range(len(bounds))]


def _openings(words: Sequence[Word], sentences: Sequence[Span]) -> Ids:
    positions = np.asarray([word.start for word in words], np.int64)
    return np.searchsorted(positions, np.asarray([start for start, _ in sentences], np.int64))


def _window(subwords: Subwords, starts: Ids, bounds: list[tuple[int, int]], at: int) -> Window:
    first, last = bounds[at]
    own_first = (bounds[at - 1][1] + first) // 2 if at else first
    own_last = (last + bounds[at + 1][0]) // 2 if at + 1 < len(bounds) else last
    # A single word of more subwords than fit loses its tail; nothing depends on it.
    body = subwords.ids[starts[first] : starts[last]][:LONGEST]
    ids = np.concatenate([[CLS], body, [SEP]]).astype(np.int64)
    return Window(first, last, own_first, own_last, ids, subwords.first[first:last] - starts[first] + 1)
