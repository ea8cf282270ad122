"""Sentence embeddings (multilingual-e5, Wang et al. 2024): one meaning lies close, in German and English alike."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from hashlib import blake2b
from importlib import resources

import numpy as np

from lagebild.reading.encoder.decode import Floats
from lagebild.reading.encoder.session import Network, network
from lagebild.reading.encoder.subwords import CLS, SEP, Ids
from lagebild.reading.segment import find_words

SIZE = 384
"""Values of a vector."""
_LONGEST = 120


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
    for at, text in enumerate(texts):
        ids = _ids(net, text)
        if len(ids):
            vectors[at] = net.meaning(ids) - centre
    return vectors


@cache
def model_mark() -> str:
    """What tells the vectors of this model from those of another."""
    centres = resources.files("lagebild.reading.encoder").joinpath("data", "centres.npz").read_bytes()
    return blake2b(centres, digest_size=8).hexdigest()


def _ids(net: Network, text: str) -> Ids:
    words = find_words(text)
    if not words:
        return np.zeros(0, np.int64)
    return np.concatenate([[CLS], net.tokenizer.encode(text, words).ids[:_LONGEST], [SEP]]).astype(np.int64)
