"""Outlet claims: what the report asserts in its own voice, a claim a sentence."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import accumulate

from msgspec import Struct

from lagebild.model import Attribution, Span, Spans
from lagebild.reading.attribution.clauses import opens_subjunctive
from lagebild.reading.claims.main_clause import main_clause
from lagebild.reading.document import Document, sentence_at, subtract, trim
from lagebild.reading.languages.cues import cue_table, cue_verbs
from lagebild.reading.languages.grammar import grammar
from lagebild.reading.segment import find_quotations, find_words

# Beside an attribution, only a stretch of so many words is an assertion of its own; less is part of the frame.
_FEWEST_BESIDE = 8
_FEWEST_ALONE = 2
# The main clause behind a subordinate one in which somebody says something ("Obwohl X warnt, [bleibt der Damm offen]").
_FEWEST_MAIN = 3
_LONGEST_OPENER = 16
_WORD = re.compile(r"\w+")
# How often the outlet's own words are its own, on the dev parts of the corpora (docs/quality.md): whole sentences,
# those with a verb that might pass on what somebody says, and what an attribution leaves of a sentence.
_SURE = 0.9
_WITH_CUE = 0.8
_BESIDE = 0.7
# What the outlet does not say itself, but nobody else either as far as is read.
_TOLD = 0.5
# So many words of a line in title case at least are capitalised, of those that are not small ("of", "the").
_CAPITALISED = 0.8
# A line that begins or ends, as far as a few blanks away.
_INDENT = 8
_LINE_BEGINS = re.compile(r"(?:\A|\n) *\Z")
_LINE_ENDS = re.compile(r" *(?:\n|\Z)")
_QUOTES = frozenset("\"“”„«»‚‘'")
_SMALL = 3
_FEWEST_OF_TITLE = 4
_LONGEST_ASIDE = 5


class OutletContent(Struct, frozen=True):
    """What no attribution covers; ``told`` where the words are somebody else's though nobody is named."""

    spans: Spans
    told: bool
    confidence: float


def outlet_contents(document: Document, frames: Sequence[Span]) -> list[OutletContent]:
    """The contents that no attribution covers; ``frames`` say who confirms what was said."""
    text, found = document.text, list[OutletContent]()
    covered = [_covered(document, attribution) for attribution in document.attributions]
    taken = sorted(span for content, frame in covered for span in (*content, *frame))
    cues = sorted(span for _, frame in covered for span in frame)
    farthest = list(accumulate((end for _, end in cues), max))
    quoted = [quotation.outer for quotation in find_quotations(text) if quotation.depth == 0]
    framed, dependent_openers = dict(frames), cue_table(document.language).reported.dependent
    at = 0
    for sentence in document.sentences:
        while at < len(taken) and taken[at][1] <= sentence[0]:
            at += 1
        left = (framed.get(sentence[0], sentence[0]), sentence[1])
        behind = bisect_left(taken, (sentence[1],))
        inside = tuple(span for span in taken[at:behind] if span[1] > sentence[0])
        if not inside and is_heading(text, sentence, document.language):
            continue
        first = find_words(text, sentence[0], min(sentence[1], sentence[0] + _LONGEST_OPENER))[:1]
        dependent = bool(first) and first[0].lower in dependent_openers
        for part in subtract(left, inside) if left[0] < left[1] else ():
            start, end = _without_opener(text, trim(text, part), dependent_openers) if inside else trim(text, part)
            main = dependent and part[0] > sentence[0] and text[part[0] : part[0] + 1] == ","
            fewest = _FEWEST_ALONE if not inside else _FEWEST_MAIN if main else _FEWEST_BESIDE
            before = bisect_left(cues, (end,))
            own = not inside or not before or farthest[before - 1] <= start
            if own and len(_WORD.findall(text, start, end)) >= fewest:
                told = _is_inside(quoted, start, end) or is_told(text[start:end], document.language)
                sure = _TOLD if told else _BESIDE if inside else _own(text[start:end], document.language)
                found.append(OutletContent(((start, end),), told, sure))
    return found


def _without_opener(text: str, part: Span, openers: frozenset[str]) -> Span:
    """The part without the "obwohl" at its end that opens what somebody else says."""
    last = max(text.rfind(" ", *part), part[0])
    return trim(text, (part[0], last)) if text[last : part[1]].strip().lower() in openers else part


def is_heading(text: str, sentence: Span, language: str) -> bool:
    """Whether a sentence asserts nothing: a line in title case or capitals, a credit, a short aside in brackets."""
    start, end = sentence
    words = [word for word in _WORD.findall(text, start, end) if not word.isdigit()]
    if text[start] in "([" and text[start:end].rstrip(".")[-1:] in {")", "]"} and len(words) <= _LONGEST_ASIDE:
        return True
    alone = _LINE_BEGINS.search(text, max(0, start - _INDENT), start) and _LINE_ENDS.match(text, end)
    if not alone or text[start] in _QUOTES:
        return False
    if not any(word[0].islower() for word in words):
        return True
    long = [word for word in words if len(word) > _SMALL]
    titled = not grammar(language).nouns_capitalised and len(long) >= _FEWEST_OF_TITLE
    return titled and sum(word[0].isupper() for word in long) >= _CAPITALISED * len(long)


def _own(content: str, language: str) -> float:
    """How sure it is that a whole sentence is the outlet's own."""
    verbs = cue_verbs(language)
    return _WITH_CUE if any(word.lower in verbs for word in find_words(content)) else _SURE


def _is_inside(quoted: Sequence[Span], start: int, end: int) -> bool:
    """Whether the words stand in marks from the first to the last."""
    at = bisect_right(quoted, (start, end)) - 1
    return at >= 0 and quoted[at][0] <= start and end <= quoted[at][1]


def is_told(content: str, language: str) -> bool:
    """Whether the words are somebody else's though nobody is named: a Konjunktiv I in the main clause, or "demnach"."""
    closed = grammar(language)
    following = cue_table(language).frames.continuing - closed.fillers
    words = set(_WORD.findall(main_clause(content, language)))
    known = closed.subjunctive - closed.like_subjunctive
    said = not words.isdisjoint(known) or opens_subjunctive(find_words(content), closed)
    return not words.isdisjoint(following) or (said and words.isdisjoint(closed.wishing))


def _covered(document: Document, attribution: Attribution) -> tuple[Spans, Spans]:
    """The content of an attribution, and what frames it in the same sentences.

    A source named in a sentence before ("Ein Sprecher wollte sich nicht äußern. ...") takes nothing from that sentence,
    unless the sentence is nothing else ("― Anna Vogt").
    """
    own = {at for start, end in attribution.content for at in _touched(document.sentences, start, end)}
    parts = (attribution.frame, attribution.source, attribution.cue, *attribution.addressees)
    frame = tuple(sorted({span for part in parts for span in part or ()}))
    beside = {at for start, _ in frame if (at := sentence_at(document.sentences, start)) is not None} - own
    own |= {at for at in beside if _is_frame(document, document.sentences[at], frame)}
    return attribution.content, tuple(span for span in frame if sentence_at(document.sentences, span[0]) in own)


def _is_frame(document: Document, sentence: Span, frame: Spans) -> bool:
    """Whether a sentence is nothing but a frame: "― Anna Vogt", "Clinton said.", "The governor added:"."""
    return not any(_WORD.search(document.text, start, end) for start, end in subtract(sentence, frame))


def _touched(sentences: tuple[Span, ...], start: int, end: int) -> range:
    """The indices of the sentences that ``start`` to ``end`` overlaps."""
    first = bisect_right(sentences, start, key=lambda span: span[1])
    return range(first, bisect_left(sentences, end, key=lambda span: span[0]))
