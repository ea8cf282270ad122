"""Words to subwords of the XLM-R vocabulary, word by word, so that every prediction belongs to a word of the text."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from lagebild.reading.segment import Word

Ids = NDArray[np.int64]

CLS, PAD, SEP, UNKNOWN = 0, 1, 2, 3
# Pieces of words seen so far; texts repeat their words, and a dictionary is far faster than the tokenizer.
_CACHE_LIMIT = 200_000


class Subwords(Struct, frozen=True):
    """The subwords of a text: ``ids`` without CLS and SEP, ``first[i]`` the index of word ``i``'s first subword."""

    ids: Ids
    first: Ids


class SubwordTokenizer:
    """The Unigram tokenizer with a cache over words."""

    def __init__(self, path: Path) -> None:
        from tokenizers import Tokenizer  # noqa: PLC0415 - only reading needs it, and other commands start fast

        self._tokenizer = Tokenizer.from_file(str(path))
        self._cache: dict[str, list[int]] = {}

    def encode(self, text: str, words: Sequence[Word]) -> Subwords:
        """The subwords of ``words``; a word behind white space carries the space's mark, as XLM-R was trained."""
        pieces = [_piece(text, word) for word in words]
        self._learn(pieces)
        ids: list[int] = []
        first: list[int] = []
        for piece in pieces:
            first.append(len(ids))
            ids.extend(self._cache[piece])
        return Subwords(np.asarray(ids, np.int64), np.asarray(first, np.int64))

    def _learn(self, pieces: Sequence[str]) -> None:
        unseen = [piece for piece in dict.fromkeys(pieces) if piece not in self._cache]
        if not unseen:
            return
        if len(self._cache) > _CACHE_LIMIT:
            self._cache.clear()
            unseen = list(dict.fromkeys(pieces))
        for piece, encoding in zip(unseen, self._encode(unseen), strict=True):
            self._cache[piece] = encoding

    def _encode(self, pieces: Sequence[str]) -> list[list[int]]:
        unknown = [UNKNOWN]
        encodings = self._tokenizer.encode_batch(list(pieces), add_special_tokens=False)
        return [encoding.ids or unknown for encoding in encodings]


def _piece(text: str, word: Word) -> str:
    spaced = word.start == 0 or text[word.start - 1].isspace()
    return f" {word.text}" if spaced else word.text
