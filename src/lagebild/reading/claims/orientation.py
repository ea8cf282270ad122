"""Where a claim lies in time, seen from the report: past, present or future, by tense, aspect and dates."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from functools import cache

from msgspec import Struct

from lagebild.model import Act, Orientation, Time
from lagebild.reading.claims.firmness import as_written, firmness_table, is_hearsay
from lagebild.reading.claims.main_clause import main_clause
from lagebild.reading.claims.phrases import compile_phrases
from lagebild.reading.languages import table
from lagebild.reading.languages.grammar import grammar
from lagebild.reading.segment import find_words
from lagebild.reading.times.values import days_of

# A comma, but none inside a number.
_COMMA = re.compile(r",(?!\d)")
# Words of what stands between commas and is no clause.
_LONGEST_APPOSITION = 4
# Code points that hold the first word, if it may be the mark of an infinitive.
_FARTHEST_MARKER = 8
# What these acts are about is still to come, unless their words are in the past.
_AHEAD: frozenset[Act] = frozenset({"plan", "demand", "predict", "warn"})


class TenseTable(Struct, frozen=True):
    """``tense.toml``: see the comments there."""

    past: tuple[str, ...]
    perfect: str
    weak: str
    no_weak: frozenset[str]
    future: tuple[str, ...]
    present: tuple[str, ...]


class _Patterns(Struct, frozen=True):
    past: re.Pattern[str]
    perfect: re.Pattern[str]
    weak: re.Pattern[str]
    future: re.Pattern[str]
    present: re.Pattern[str]


@cache
def _patterns(language: str) -> _Patterns:
    words, acts = table(language, "tense", TenseTable), firmness_table(language).act
    return _Patterns(
        past=compile_phrases(words.past),
        perfect=re.compile(words.perfect.replace("PARTICIPLE", acts.participle).replace("GONE", acts.gone)),
        weak=re.compile(words.weak),
        future=compile_phrases(words.future),
        present=compile_phrases(words.present),
    )


def orientation_of(
    content: str, language: str, act: Act, times: Sequence[Time] = (), published: str | None = None
) -> Orientation:
    """The orientation of a content that performs ``act``; ``published`` (ISO 8601) is the report's date.

    A future or an act that looks ahead comes first, then a past tense; a present tense with a date still to come is
    the future ("The contract ends in June").
    """
    clause, patterns = main_clause(content, language), _patterns(language)
    past = _is_past(content, clause, language)
    if act in _AHEAD and _is_infinitive(content, language):
        return "future"
    if past:
        return "past"
    if patterns.future.search(clause) and not is_hearsay(clause, language):
        return "future"
    if act in _AHEAD or is_ahead(times, published):
        return "future"
    return "present"


def is_ahead(times: Sequence[Time], published: str | None) -> bool:
    """Whether one of ``times`` begins after the report's day, or is a deadline that has not passed."""
    if published is None:
        return False
    day = date.fromisoformat(published[:10])
    for time in times:
        days = days_of(time)
        if days is not None and (days[0] > day or (time.deadline and days[1] >= day)):
            return True
    return False


def _is_past(content: str, clause: str, language: str) -> bool:
    patterns = _patterns(language)
    parts = _COMMA.split(clause)
    perfect = (patterns.perfect.search(part) for part in (*parts, _across(parts, language)))
    if any(as_written(found.group(), content) for found in patterns.past.finditer(clause)) or any(perfect):
        return True
    now = patterns.present.search(clause) or patterns.future.search(clause)
    return not now and _has_weak_past(content, clause, language)


def _across(parts: Sequence[str], language: str) -> str:
    """The clause without what is set between commas, or with its list: "hat [der Sohn, Karl,] gesagt"; else nothing."""
    if len(parts) > 2 and all(len(part.split()) <= _LONGEST_APPOSITION for part in parts[1:-1]):
        return f"{parts[0]} {parts[-1]}"
    listed = len(parts) == 2 and not grammar(language).conjunctions.isdisjoint(parts[1].split())
    return " ".join(parts) if listed else ""


def _is_infinitive(content: str, language: str) -> bool:
    """Whether the content is what somebody wants to do ("to buy so-called carried interest")."""
    words = find_words(content, 0, _FARTHEST_MARKER)[:1]
    return bool(words) and words[0].lower in firmness_table(language).with_infinitive.markers


def _has_weak_past(content: str, clause: str, language: str) -> bool:
    """Whether a word looks like a regular past tense and stands where no adjective can."""
    words, main = find_words(content), {word.lower for word in find_words(clause)}
    tense, closed = table(language, "tense", TenseTable), grammar(language)
    for at, word in enumerate(words):
        if not word.text.islower() or word.lower not in main:
            continue
        if word.lower in tense.no_weak or f"{word.lower}n" in tense.no_weak:  # "er erwarte" is a Konjunktiv
            continue
        if not _patterns(language).weak.fullmatch(word.lower):
            continue
        before = words[at - 1].lower if at else ""
        following = words[at + 1].text if at + 1 < len(words) else ""
        adjective = before in closed.determiners or (closed.nouns_capitalised and following[:1].isupper() and at > 0
            and words[at - 1].text[:1].islower() and before not in closed.pronouns)  # fmt: skip
        if not adjective:
            return True
    return False
