"""Sentences, by rules and tables: abbreviations, ordinals, initials, quotation marks, headlines, paragraph ends.

The rules are this project's own: of the splitters that were tried, the permissively licensed ones split "am 9. Okt."
and "1. Halbjahr", which dates depend on.
"""

from __future__ import annotations

import re
from functools import cache

from msgspec import Struct

from lagebild.model import Span
from lagebild.reading.languages import table

# A sentence may end at these marks, with closing quotation marks and brackets behind them, before white space.
_END = re.compile(r"(?:[.!?]+|…)[\"“”«»’‘')\]]*(?=\s)|(?<![ \t])[ \t]*\n\s*")
_LAST_WORD = re.compile(r"(?:[^\W\d_]\.[ ]?)*[\w’'-]+$")
_NEXT_WORD = re.compile(r"\s+[\"„“»«‚‘'(\[–-]*\s?([\w’'-]*)")
_ROMAN = re.compile(r"^[IVX]+$")


class SegmentTable(Struct, frozen=True):
    """``segment.toml``: see the comments there."""

    abbreviations: frozenset[str]
    before_numbers: frozenset[str]
    closing_abbreviations: frozenset[str]
    ordinals_with_stop: bool
    starters: frozenset[str]
    numbered: frozenset[str]


@cache
def _table(language: str) -> SegmentTable:
    return table(language, "segment", SegmentTable)


def find_sentences(text: str, language: str) -> list[Span]:
    """The sentences of ``text`` in order, without the white space around them; together they hold all its words."""
    rules = _table(language)
    sentences: list[Span] = []
    start = 0
    for match in _END.finditer(text):
        if match.group().isspace() or _ends_sentence(text, match, rules):
            _append(text, start, match.end(), sentences)
            start = match.end()
    _append(text, start, len(text), sentences)
    return sentences


def _append(text: str, start: int, end: int, sentences: list[Span]) -> None:
    stretch = text[start:end]
    left = len(stretch) - len(stretch.lstrip())
    right = len(stretch.rstrip())
    if right > left:
        sentences.append((start + left, start + right))


def _ends_sentence(text: str, match: re.Match[str], rules: SegmentTable) -> bool:
    following = _NEXT_WORD.match(text, match.end())
    word = following.group(1) if following else ""
    if word[:1].islower():
        return False
    if word and not text[match.end()].isspace():
        return False
    marks = match.group()
    if marks[0] != "." or marks.startswith(".."):
        return marks[0] != "…" or word.lower() in rules.starters
    if len(marks) > 1:
        return True
    return _full_stop_ends(text, match.start(), word, rules)


def _full_stop_ends(text: str, at: int, following: str, rules: SegmentTable) -> bool:
    """Whether the full stop at ``at`` before the word ``following`` ends a sentence."""
    before = _LAST_WORD.search(text, max(0, at - 24), at)
    word = before.group() if before else ""
    folded = word.lower()
    starts = following.lower() in rules.starters
    if word.isdigit() or _ROMAN.match(word):
        return _number_ends(text, at, word, following, rules)
    if folded in rules.before_numbers:
        return not following[:1].isdigit()
    if folded in rules.abbreviations or folded.rsplit(" ", 1)[-1].rsplit("-", 1)[-1] in rules.abbreviations:
        return starts and folded in rules.closing_abbreviations
    initial = len(word) == 1 and word.isupper()
    return starts or not (initial or "." in word)


def _number_ends(text: str, at: int, number: str, following: str, rules: SegmentTable) -> bool:
    """Whether a sentence ends in ``number``; where ordinals take a full stop, only a starter behind it tells."""
    if not rules.ordinals_with_stop or len(number) > 3 or text[at - len(number) - 1 : at - len(number)] in {".", ","}:
        return True
    return following.lower() in rules.starters and following.lower() not in rules.numbered
