"""The surroundings of one quotation, as the second pass takes them."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from msgspec import Struct

from lagebild.reading.encoder.subwords import Ids

AROUND = 64
"""Subwords of context on each side of a quotation."""
LONGEST = 288
OWN, OTHER = 1, 2


class Crop(Struct, frozen=True):
    """Subwords ``low`` to ``high`` of a window, behind CLS.

    ``first`` are the first subwords of ``words``, counted in the crop; word -1 is CLS, which stands for "no source".
    ``inside`` marks the subwords of the quotation and of other ones.
    """

    low: int
    high: int
    first: Ids
    words: tuple[int, ...]
    inside: Ids

    @property
    def rows(self) -> Ids:
        """The subwords of the window that the crop takes, CLS first."""
        return np.concatenate([[0], np.arange(self.low, self.high)]).astype(np.int64)


def crop(first: Ids, size: int, own: Sequence[int], others: Sequence[Sequence[int]]) -> Crop:
    """The crop around the words ``own`` of a window of ``size`` subwords, CLS and SEP counted.

    ``first[i]`` is the first subword of the window's word ``i``; ``others`` are the words of its other quotations.
    """
    ends = np.append(first, size - 1)
    low = max(1, int(ends[own[0]]) - AROUND)
    high = min(size - 1, max(int(ends[own[-1] + 1]) + AROUND, low + 2 * AROUND), low + LONGEST)
    words = [i for i in range(len(first)) if low <= first[i] < high]
    inside = np.zeros(high - low + 1, np.int64)
    for value, group in (*((OTHER, other) for other in others), (OWN, own)):
        for i in group:
            start, end = int(ends[i]) - low + 1, int(ends[i + 1]) - low + 1
            inside[max(1, start) : max(1, end)] = value
    starts = np.asarray([0, *(int(first[i]) - low + 1 for i in words)], np.int64)
    return Crop(low, high, starts, (-1, *words), inside)
