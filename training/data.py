"""The corpora as windows of words with tags and roles.

``quotations-de`` (Petersen-Frey and Biemann 2024) and ``attributions-en`` (PolNeAR, Newell et al. 2018) are read from a
path that the caller gives; nothing of their text is kept in the project.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from msgspec import Struct

from lagebild.model import Span
from lagebild.reading.segment import Word, find_sentences, find_words

FORMS = ("Direct", "Indirect", "Reported", "FreeIndirect", "IndirectFreeIndirect")
ROLES = ("speaker", "cue", "frame", "addressee")
ROLES_OF = {"de": ("speaker", "cue", "frame", "addressee"), "en": ("speaker", "cue")}
LAYERS = ("direct", "other", "nested")
OUTSIDE, BEGIN, INSIDE, CONTINUE = range(4)


class Quote(Struct, frozen=True):
    """One annotated quotation or attribution: sets of word indices; ``form`` is -1 where the corpus has none."""

    content: tuple[int, ...]
    form: int
    direct: bool
    roles: dict[str, tuple[int, ...]]


class Document(Struct, frozen=True):
    """A report of a corpus."""

    name: str
    language: str
    text: str
    words: tuple[Word, ...]
    sentences: tuple[Span, ...]
    quotes: tuple[Quote, ...]


def load_german(path: Path) -> list[Document]:
    """``train.jsonl`` or ``dev.jsonl`` of the German corpus."""
    return [_german(json.loads(line)) for line in path.read_text("utf-8").splitlines()]


def load_english(path: Path) -> list[Document]:
    """``train.jsonl`` or ``dev.jsonl`` of the English corpus."""
    return [_english(json.loads(line)) for line in path.read_text("utf-8").splitlines()]


def _german(raw: dict[str, Any]) -> Document:
    text = raw["originalText"]
    words = tuple(find_words(text))
    quotes = []
    for a in raw["annotations"]:
        part = {
            role: _words_in(words, [(s["charBegin"], s["charEnd"]) for s in a[role]["spans"]])
            for role in ("quote", *ROLES)
        }
        if part["quote"]:
            content = part.pop("quote")
            quotes.append(Quote(content, FORMS.index(a["type"]), a["type"] == "Direct", part))
    sentences = tuple(find_sentences(text, "de"))
    return Document(raw["documentName"], "de", text, words, sentences, tuple(quotes))


def _english(raw: dict[str, Any]) -> Document:
    text = raw["text"]
    words = tuple(find_words(text))
    quotes = []
    for a in raw["attributions"]:
        content = _words_in(words, a["content"])
        if content:
            opening = next((words[i].text for i in content[:2] if words[i].lower not in {"that", ":"}), "")
            roles = {"speaker": _words_in(words, a["source"]), "cue": _words_in(words, a["cue"])}
            quotes.append(Quote(content, -1, opening in {'"', "“", "‘", "'"}, roles))
    return Document(raw["file"], "en", text, words, tuple(find_sentences(text, "en")), tuple(quotes))


def _words_in(words: Sequence[Word], spans: Iterable[Sequence[int]]) -> tuple[int, ...]:
    found = [i for start, end in spans for i in _overlapping(words, start, end)]
    return tuple(sorted(set(found)))


def _overlapping(words: Sequence[Word], start: int, end: int) -> Iterator[int]:
    low, high = 0, len(words)
    while low < high:
        middle = (low + high) // 2
        if words[middle].end <= start:
            low = middle + 1
        else:
            high = middle
    while low < len(words) and words[low].start < end:
        yield low
        low += 1


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
