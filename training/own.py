"""Reports written for the training of this model, annotated as the German corpus is (``training/own/*.jsonl``).

A line is a report: ``{"title", "text", "quotes": [{"type", "quote", "speaker", "cue", "frame", "addressee"}]}``. A part
is the list of its words as they stand in the text; where they stand several times, those nearest to the quotation are
meant. The frame "rest" is what the quotation's sentence holds beside it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from lagebild.bench.corpora import FORMS, ROLES, Document, Quote, words_in
from lagebild.errors import InputError
from lagebild.model import Span, Spans
from lagebild.reading.segment import Word, find_sentences, find_words

OWN = Path(__file__).with_name("own")
REST = "rest"
_ENDS = frozenset(".!?…")


def load_own(folder: Path) -> list[Document]:
    """The reports of all files in ``folder``.

    Raises :class:`InputError` where a line is no such report or annotates words that its text does not have.
    """
    documents = []
    for file in sorted(folder.glob("*.jsonl")):
        for number, line in enumerate(file.read_text("utf-8").splitlines(), 1):
            try:
                documents.append(_document(f"{file.stem}-{number}", json.loads(line)))
            except (ValueError, KeyError, TypeError) as error:
                origin, remedy = f"{file}, line {number}", "see training/own.py for the form of a line"
                raise InputError(f"not an annotated report: {error}", origin=origin, remedy=remedy) from error
    return documents


def _document(name: str, raw: dict[str, Any]) -> Document:
    text = raw["text"]
    words, sentences = tuple(find_words(text)), tuple(find_sentences(text, "de"))
    quotes, near = [], 0
    for annotation in raw["quotes"]:
        content = _nearest(_places(text, words, annotation["quote"]), near, first=near)
        near = content[0][0]
        form = FORMS.index(annotation["type"])
        roles = _roles(annotation, content, text, words, sentences)
        quotes.append(Quote(words_in(words, content), form, form == 0, roles))
    return Document(name, "de", text, words, sentences, tuple(quotes))


def _roles(
    annotation: dict[str, Any], content: Spans, text: str, words: Sequence[Word], sentences: Sequence[Span]
) -> dict[str, tuple[int, ...]]:
    """The words of each role. Those but the frame stand in it where it has them, else near the content."""
    given = annotation.get("frame") or ()
    if given == REST:
        frame = rest(content, words, sentences)
    else:
        frame = _nearest(_places(text, words, given), content[0][0]) if given else ()
    roles = {"frame": words_in(words, frame)}
    around = (frame or content, content)
    for role in (role for role in ROLES if role != "frame"):
        parts = annotation.get(role) or ()
        if not parts:
            roles[role] = ()
            continue
        places = list(_places(text, words, parts))
        inside = next((found for part in around if (found := [p for p in places if _within(p, part)])), places)
        roles[role] = words_in(words, _nearest(inside, content[0][0]))
    return roles


def _within(spans: Spans, around: Spans) -> bool:
    return all(any(s <= start and end <= e for s, e in around) for start, end in spans)


def rest(content: Spans, words: Sequence[Word], sentences: Sequence[Span]) -> Spans:
    """What the sentences of ``content`` hold beside it, in runs of words, without the mark that ends them."""
    around = [s for s in sentences if any(s[0] < end and start < s[1] for start, end in content)]
    own = set(words_in(words, content))
    left = [i for i, w in enumerate(words) if i not in own and any(s <= w.start and w.end <= e for s, e in around)]
    while left and words[left[-1]].text in _ENDS:
        left.pop()
    runs: list[Span] = []
    for at, i in enumerate(left):
        if at and left[at - 1] == i - 1:
            runs[-1] = (runs[-1][0], words[i].end)
        else:
            runs.append((words[i].start, words[i].end))
    return tuple(runs)


def _nearest(places: Iterable[Spans], near: int, *, first: int | None = None) -> Spans:
    """The place nearest to ``near``, if any the first from ``first`` on; raises :class:`ValueError` without one."""
    found = list(places)
    if not found:
        raise ValueError("words that are not in the text")
    later = [spans for spans in found if first is not None and spans[0][0] >= first]
    return later[0] if later else min(found, key=lambda s: min(abs(s[0][0] - near), abs(s[-1][0] - near)))


def _places(text: str, words: Sequence[Word], parts: Sequence[str]) -> Iterator[Spans]:
    """Where ``parts`` stand in this order, as whole words."""
    starts, ends = {w.start for w in words}, {w.end for w in words}

    def occurrences(part: str, at: int) -> Iterator[Span]:
        part = part.strip()
        at = text.find(part, at)
        while at >= 0:
            if at in starts and at + len(part) in ends:
                yield at, at + len(part)
            at = text.find(part, at + 1)

    for start in occurrences(parts[0], 0):
        spans = [start]
        for part in parts[1:]:
            following = next(occurrences(part, spans[-1][1]), None)
            if following is None:
                break
            spans.append(following)
        else:
            yield tuple(spans)
