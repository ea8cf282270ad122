"""The public corpora of attributions as words with gold quotations and roles.

``quotations-de`` (Petersen-Frey and Biemann 2024) and ``attributions-en`` (PolNeAR, Newell et al. 2018) are read from a
path that the caller gives; nothing of their text is kept in the project.
"""

from __future__ import annotations

import json
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from msgspec import Struct

from lagebild.errors import InputError
from lagebild.model import Span
from lagebild.reading.segment import Word, find_sentences, find_words

FORMS = ("Direct", "Indirect", "Reported", "FreeIndirect", "IndirectFreeIndirect")
ROLES = ("speaker", "cue", "frame", "addressee")
ROLES_OF = {"de": ("speaker", "cue", "frame", "addressee"), "en": ("speaker", "cue")}


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


def load(path: Path) -> list[Document]:
    """Either corpus, told apart by its fields: a JSON Lines file, or a folder with ``dev.jsonl``.

    Raises :class:`InputError` where nothing is there or a line is not of a corpus.
    """
    file = path / "dev.jsonl" if path.is_dir() else path
    if not file.is_file():
        raise InputError("not there", origin=str(file), remedy="give the folder of the corpus or its JSON Lines file")
    documents = []
    for number, line in enumerate(file.read_text("utf-8").splitlines(), 1):
        try:
            raw = json.loads(line)
            documents.append(_german(raw) if "originalText" in raw else _english(raw))
        except (ValueError, KeyError, TypeError) as error:
            remedy = "see docs/quality.md for the corpora that can be scored"
            raise InputError(f"line {number} is not of a known corpus", origin=str(file), remedy=remedy) from error
    return documents


def _german(raw: dict[str, Any]) -> Document:
    text = raw["originalText"]
    words = tuple(find_words(text))
    quotes = []
    for a in raw["annotations"]:
        part = {
            role: words_in(words, [(s["charBegin"], s["charEnd"]) for s in a[role]["spans"]])
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
        content = words_in(words, a["content"])
        if content:
            opening = next((words[i].text for i in content[:2] if words[i].lower not in {"that", ":"}), "")
            roles = {"speaker": words_in(words, a["source"]), "cue": words_in(words, a["cue"])}
            quotes.append(Quote(content, -1, opening in {'"', "“", "‘", "'"}, roles))
    return Document(raw["file"], "en", text, words, tuple(find_sentences(text, "en")), tuple(quotes))


def words_in(words: Sequence[Word], spans: Iterable[Sequence[int]]) -> tuple[int, ...]:
    """The indices of the words that ``spans`` touch, in order."""
    return tuple(sorted({i for start, end in spans for i in _overlapping(words, start, end)}))


def _overlapping(words: Sequence[Word], start: int, end: int) -> range:
    return range(bisect_right(words, start, key=lambda w: w.end), bisect_left(words, end, key=lambda w: w.start))
