from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from lagebild.reading.encoder.crop import LONGEST as LONGEST_CROP
from lagebild.reading.encoder.crop import OWN, crop
from lagebild.reading.encoder.subwords import Subwords
from lagebild.reading.encoder.windows import LONGEST, cut
from lagebild.reading.segment import Word


@settings(deadline=None)
@given(st.lists(st.integers(1, 9), min_size=1, max_size=900), st.integers(1, 60))
def test_every_word_is_decided_in_exactly_one_window(sizes: list[int], sentence: int) -> None:
    words = [Word("w", "w", i * 2, i * 2 + 1) for i in range(len(sizes))]
    first = np.concatenate([[0], np.cumsum(sizes)[:-1]]).astype(np.int64)
    subwords = Subwords(np.zeros(sum(sizes), np.int64), first)
    sentences = [(i * 2, min(i + sentence, len(sizes)) * 2) for i in range(0, len(sizes), sentence)]
    windows = cut(subwords, words, sentences)
    decided = [i for w in windows for i in range(w.own_first, w.own_last)]
    assert decided == list(range(len(sizes)))
    for window in windows:
        assert len(window.ids) <= LONGEST + 2
        assert window.first <= window.own_first <= window.own_last <= window.last
        assert len(window.starts) == window.last - window.first


@settings(deadline=None)
@given(st.lists(st.integers(1, 6), min_size=3, max_size=80), st.data())
def test_a_crop_holds_its_quotation_and_stays_small(sizes: list[int], data: st.DataObject) -> None:
    first = 1 + np.concatenate([[0], np.cumsum(sizes)[:-1]]).astype(np.int64)
    begin = data.draw(st.integers(0, len(sizes) - 1))
    end = data.draw(st.integers(begin, min(len(sizes) - 1, begin + 8)))
    part = crop(first, 2 + sum(sizes), list(range(begin, end + 1)), [])
    assert part.high - part.low <= LONGEST_CROP
    assert set(range(begin, end + 1)) <= set(part.words)
    assert (part.inside == OWN).sum() == sum(sizes[begin : end + 1])
    assert len(part.rows) == len(part.inside)
