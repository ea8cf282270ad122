"""Gold quotations as tags of words, in three layers."""

from __future__ import annotations

from collections.abc import Sequence

from lagebild.bench.corpora import Quote

CORPORA = {"de": "quotations-de/train.jsonl", "en": "attributions-en/train.jsonl"}
"""The files trained on, in the folder of the corpora."""
LAYERS = ("direct", "other", "nested")
OUTSIDE, BEGIN, INSIDE, CONTINUE = range(4)


def layers_of(quotes: Sequence[Quote], first: int, last: int) -> list[list[int]]:
    """Tags of the words ``first`` to ``last`` in the three layers; a quotation goes to the first layer with room."""
    tags = [[OUTSIDE] * (last - first) for _ in LAYERS]
    for quote in sorted(quotes, key=lambda q: (-len(q.content), q.content)):
        own = [i - first for i in quote.content if first <= i < last]
        if not own:
            continue
        for layer in (0, 2) if quote.direct else (1, 2):
            if all(tags[layer][i] == OUTSIDE for i in own):
                _write(tags[layer], own)
                break
    return tags


def _write(tags: list[int], own: Sequence[int]) -> None:
    for at, i in enumerate(own):
        if at == 0:
            tags[i] = BEGIN
        else:
            tags[i] = INSIDE if own[at - 1] == i - 1 else CONTINUE
