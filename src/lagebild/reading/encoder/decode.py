"""From the network's scores to quotations: Viterbi over the tags of three layers, then words to quotations."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

Floats = NDArray[np.float32]
OUTSIDE, BEGIN, INSIDE, CONTINUE = range(4)
LAYERS = ("direct", "other", "nested")
_IMPOSSIBLE = np.float32(-1e4)


class Found(Struct, frozen=True):
    """The words of one quotation and the layer it was found in.

    ``mean``, ``least``, ``first``: probabilities of its tags; ``behind``: of the tag behind its last word.
    """

    words: tuple[int, ...]
    layer: int
    mean: float
    least: float
    first: float
    behind: float


def viterbi(emissions: Floats, starts: Floats, transitions: Floats) -> NDArray[np.int64]:
    """The best tag path of each layer (linear-chain CRF).

    ``emissions``: words x layers x tags; ``starts``: layers x tags; ``transitions``: layers x tags x tags (from, to).
    Returns words x layers.
    """
    count, layers, _ = emissions.shape
    allowed = transitions.copy()
    allowed[:, OUTSIDE, INSIDE] = _IMPOSSIBLE
    first = starts.copy()
    first[:, [INSIDE, CONTINUE]] = _IMPOSSIBLE
    best = emissions[0] + first
    back = np.zeros((count, layers, 4), np.int64)
    for t in range(1, count):
        scores = best[:, :, None] + allowed
        back[t] = scores.argmax(1)
        best = scores.max(1) + emissions[t]
    path = np.zeros((count, layers), np.int64)
    path[-1] = best.argmax(1)
    rows = np.arange(layers)
    for t in range(count - 1, 0, -1):
        path[t - 1] = back[t, rows, path[t]]
    return path


def quotations(path: NDArray[np.int64], emissions: Floats, sentence_of: Sequence[int]) -> list[Found]:
    """The quotations of a tag path; a part that goes on belongs to the quotation before it in its layer.

    ``sentence_of`` is the number of each word's sentence, one more jumped over at a new paragraph. A part goes on in
    the same sentence or the next; what comes later is a quotation of its own.
    """
    shifted = np.exp(emissions - emissions.max(-1, keepdims=True))
    probabilities = shifted / shifted.sum(-1, keepdims=True)
    found: list[Found] = []
    for layer in range(path.shape[1]):
        groups: list[list[int]] = []
        for word, tag in enumerate(path[:, layer].tolist()):
            far = not groups or sentence_of[word] - sentence_of[groups[-1][-1]] > 1
            if tag == BEGIN or (tag == CONTINUE and far):
                groups.append([word])
            elif tag != OUTSIDE and groups:
                groups[-1].append(word)
        for group in groups:
            chosen = probabilities[group, layer, path[group, layer]]
            after = group[-1] + 1
            behind = float(probabilities[after, layer, path[after, layer]]) if after < len(path) else 1.0
            mean, least, first = float(chosen.mean()), float(chosen.min()), float(chosen[0])
            found.append(Found(tuple(group), layer, mean, least, first, behind))
    return sorted(found, key=lambda f: f.words)
