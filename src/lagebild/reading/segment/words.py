"""Words: runs of letters and digits with what holds them together, and single marks."""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import Struct

# Hyphens and apostrophes hold words together ("US-Soldaten", "don't"); stops and commas only digits ("2.500", "3,5").
_WORD = re.compile(
    r"\d+(?:[.,]\d+)*(?:[-‑]?[^\W_]+)*|[^\W_]+(?:[-‑'’&./][^\W_]+)*['’]?(?=\s|$)|[^\W_]+(?:[-‑'’&/][^\W_]+)*|[^\w\s]|_"
)


class Word(Struct, frozen=True):
    """A word or mark of the text at ``text[start:end]``; ``lower`` is its case-folded comparison form."""

    text: str
    lower: str
    start: int
    end: int


def find_words(text: str, start: int = 0, end: int | None = None) -> list[Word]:
    """The words and marks of ``text[start:end]``, positions counting from the beginning of ``text``."""
    return list(_words(text, start, len(text) if end is None else end))


def _words(text: str, start: int, end: int) -> Iterator[Word]:
    for match in _WORD.finditer(text, start, end):
        word = match.group()
        yield Word(word, word.lower(), match.start(), match.end())
