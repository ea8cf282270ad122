from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from lagebild.reading.encoder.decode import BEGIN, CONTINUE, INSIDE, OUTSIDE, quotations, viterbi

NO_START = np.zeros((3, 4), np.float32)
NO_MOVE = np.zeros((3, 4, 4), np.float32)


def scores(tags: list[int], layer: int = 0) -> np.ndarray[tuple[int, ...], np.dtype[np.float32]]:
    """Emissions that favour ``tags`` in ``layer`` and nothing elsewhere."""
    emissions = np.zeros((len(tags), 3, 4), np.float32)
    emissions[:, :, OUTSIDE] = 4
    for at, tag in enumerate(tags):
        emissions[at, layer, OUTSIDE] = 0
        emissions[at, layer, tag] = 4
    return emissions


def test_tags_become_quotations_also_with_a_gap() -> None:
    emissions = scores([OUTSIDE, BEGIN, INSIDE, OUTSIDE, CONTINUE, INSIDE, OUTSIDE, BEGIN], layer=1)
    found = quotations(viterbi(emissions, NO_START, NO_MOVE), emissions, [0] * len(emissions))
    assert [(f.words, f.layer) for f in found] == [((1, 2, 4, 5), 1), ((7,), 1)]
    assert all(f.mean > 0.9 for f in found)


def test_a_part_two_sentences_later_is_a_quotation_of_its_own() -> None:
    emissions = scores([BEGIN, INSIDE, OUTSIDE, CONTINUE, OUTSIDE, CONTINUE])
    found = quotations(viterbi(emissions, NO_START, NO_MOVE), emissions, [0, 0, 0, 1, 2, 3])
    assert [f.words for f in found] == [(0, 1, 3), (5,)]


def test_a_quotation_never_begins_with_its_inside() -> None:
    emissions = scores([INSIDE, INSIDE, OUTSIDE])
    assert viterbi(emissions, NO_START, NO_MOVE)[0, 0] == BEGIN


def test_learned_moves_bridge_a_weak_word() -> None:
    emissions = scores([BEGIN, INSIDE, INSIDE, INSIDE])
    emissions[2, 0] = [1.0, 0, 0.9, 0]
    moves = NO_MOVE.copy()
    moves[:, INSIDE, OUTSIDE] = -2
    assert viterbi(emissions, NO_START, moves)[:, 0].tolist() == [BEGIN, INSIDE, INSIDE, INSIDE]


@given(st.lists(st.lists(st.floats(-5, 5, width=32), min_size=12, max_size=12), min_size=1, max_size=30))
def test_any_scores_give_quotations_of_known_words(rows: list[list[float]]) -> None:
    emissions = np.asarray(rows, np.float32).reshape(-1, 3, 4)
    found = quotations(viterbi(emissions, NO_START, NO_MOVE), emissions, [0] * len(emissions))
    for f in found:
        assert list(f.words) == sorted(set(f.words))
        assert 0 <= f.words[0] <= f.words[-1] < len(rows)
        assert 0 <= f.mean <= 1
