"""Sentence embeddings (multilingual-e5, Wang et al. 2024): one meaning lies close, in German and English alike."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from lagebild.reading.encoder.decode import Floats
from lagebild.reading.encoder.session import Network, masks, network, padded
from lagebild.reading.encoder.subwords import CLS, PAD, SEP, Ids
from lagebild.reading.segment import find_words

SIZE = 384
"""Values of a vector."""
_LONGEST = 120
_BATCH = 16


def meanings(texts: Sequence[str], language: str) -> Floats:
    """Unit vectors of ``texts``, texts x :data:`SIZE`, from which what the language's sentences share is taken away.

    The cosine of two is near 0 for unrelated news and above 0.4 mostly for one matter. Texts are cut behind some 120
    subwords; a text without words gives zeros.
    """
    net = network()
    vectors = embedded(net, texts, net.centre(language))
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    units: Floats = np.divide(vectors, lengths, out=np.zeros_like(vectors), where=lengths > 0)
    return units


def embedded(net: Network, texts: Sequence[str], centre: Floats) -> Floats:
    """Sentence embeddings of ``texts`` without ``centre``, as long as the model makes them."""
    vectors = np.zeros((len(texts), SIZE), np.float32)
    rows = [(at, ids) for at, text in enumerate(texts) if len(ids := _ids(net, text)) > 0]
    rows.sort(key=lambda row: len(row[1]))
    for start in range(0, len(rows), _BATCH):
        batch = rows[start : start + _BATCH]
        ids = padded([row for _, row in batch], PAD, np.int64)
        found = net.meaning(ids, masks([len(row) for _, row in batch], ids.shape[1]))
        vectors[[at for at, _ in batch]] = found - centre
    return vectors


def _ids(net: Network, text: str) -> Ids:
    words = find_words(text)
    if not words:
        return np.zeros(0, np.int64)
    return np.concatenate([[CLS], net.tokenizer.encode(text, words).ids[:_LONGEST], [SEP]]).astype(np.int64)
