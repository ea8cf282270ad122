"""Whose account "nach eigenen Angaben" or "by its own account" is: that of the clause's subject, if one is plain."""

from __future__ import annotations

from collections.abc import Sequence

from lagebild.model import Attribution, Span
from lagebild.reading.actors.tables import PEOPLE, Sort, lexicon
from lagebild.reading.attribution.phrases import end_of_words, phrase_at
from lagebild.reading.attribution.subjects import may_be_subject_of, speaks
from lagebild.reading.languages.cues import cue_table, cue_verbs
from lagebild.reading.languages.grammar import Grammar, grammar
from lagebild.reading.segment import Word, find_words

_CONFIDENCE = 0.8
_FEWEST_SAID = 3
# "by its own account" is four words; adverbs and adjectives before the noun.
_FRAME = 4
_LONGEST_NOUN = 4
_SPEAKS = PEOPLE | Sort.BODY


def is_own(words: Sequence[Word], language: str) -> bool:
    """Whether a source says whose it is by "own" alone: "eigenen Angaben", "its own figures"."""
    own = cue_table(language).sources.own
    return any(word.lower in own for word in words[:2])


def own_speaker(words: Sequence[Word], language: str) -> tuple[int, int] | None:
    """The phrase of a sentence that is its subject and can speak; ``None`` where no one or several may be."""
    return _german(words) if grammar(language).nouns_capitalised else _english(words, language)


def _german(words: Sequence[Word]) -> tuple[int, int] | None:
    """The phrase before the finite verb, or else the only phrase of the main clause that may be its subject."""
    closed = grammar("de")
    end = phrase_at(words, 0, closed) if words and words[0].lower not in closed.fillers else 0
    at = end or _finite(words, closed)
    if at is None or at >= len(words):
        return (0, end) if end else None
    found = [p for p in _phrases(words, at + 1, closed) if speaks(words, *p) and may_be_subject_of(words, p, at)]
    if end:
        leads = speaks(words, 0, end) or not found
        return (0, end) if leads else found[0] if len(found) == 1 else None
    return found[0] if len(found) == 1 else None


def _finite(words: Sequence[Word], closed: Grammar) -> int | None:
    """The verb in second place behind a phrase with a preposition: "Nach eigenen Angaben [hat] die Miliz ..."."""
    if not words or words[0].lower not in closed.prepositions:
        return None
    end = phrase_at(words, 1, closed)
    return end if 1 < end < len(words) and words[end].text.islower() else None


def _phrases(words: Sequence[Word], begin: int, closed: Grammar) -> list[tuple[int, int]]:
    """The noun phrases of the main clause from ``begin`` on that no preposition governs."""
    found, at = list[tuple[int, int]](), begin
    while at < len(words) and words[at].text not in {",", ";", ":"}:
        if words[at].lower in closed.prepositions:
            at = max(at + 1, phrase_at(words, at + 1, closed))
            continue
        end = phrase_at(words, at, closed)
        if end > at:
            found.append((at, end))
        at = max(at + 1, end)
    return found


def _english(words: Sequence[Word], language: str) -> tuple[int, int] | None:
    """The phrase at the head of the main clause, behind what a comma sets off in front."""
    closed, begin = grammar(language), 0
    if words and words[0].lower in closed.prepositions:
        comma = next((i for i, word in enumerate(words) if word.text == ","), None)
        if comma is None:
            return None
        begin = comma + 1
    first = begin
    while first < len(words) and words[first].lower in closed.determiners:
        first += 1
    end = first
    while end < len(words) and words[end].text[:1].isupper():
        end += 1
    if end > first:
        return begin, end
    actors = lexicon(language)
    for at in range(first, min(len(words) - 1, first + _LONGEST_NOUN)):
        if words[at].lower in closed.prepositions or not words[at].text.isalpha():
            return None
        if actors.sort_of(words[at].lower) & _SPEAKS and not actors.sort_of(words[at + 1].lower) & _SPEAKS:
            return (begin, at + 1) if first > begin or at == first else None
    return None


def find_own_accounts(text: str, language: str, sentences: Sequence[Span]) -> list[Attribution]:
    """The sentences framed as somebody's own by a preposition that frames nothing else ("by its own account")."""
    if grammar(language).nouns_capitalised:
        return []
    found = (_framed(text, sentence, language) for sentence in sentences)
    return [attribution for attribution in found if attribution is not None]


def _framed(text: str, sentence: Span, language: str) -> Attribution | None:
    words, table = find_words(text, *sentence), cue_table(language)
    if any(word.lower in cue_verbs(language) for word in words):
        return None  # somebody else may speak
    for at in range(len(words) - _FRAME + 1):
        preposition, owner, own, noun = (word.lower for word in words[at : at + _FRAME])
        framed = preposition in table.sources.own_prepositions and noun in table.sources.own_nouns
        if framed and owner in table.sources.owners and own in table.sources.own:
            return _around(words, at, language)
    return None


def _around(words: Sequence[Word], at: int, language: str) -> Attribution | None:
    """The sentence around the frame at ``at``, that commas set off."""
    words = words[: end_of_words(words)]
    first = at - (at > 0 and words[at - 1].text == ",")
    last = at + _FRAME
    last += last < len(words) and words[last].text == ","
    parts = [part for part in (words[:first], words[last:]) if part]
    source = own_speaker(words, language)
    if source is None or sum(len(part) for part in parts) < _FEWEST_SAID:
        return None
    return Attribution(
        form="indirect",
        content=tuple((part[0].start, part[-1].end) for part in parts),
        source=((words[source[0]].start, words[source[1] - 1].end),),
        cue=((words[at].start, words[at + _FRAME - 1].end),),
        frame=((words[at].start, words[at + _FRAME - 1].end),),
        confidence=_CONFIDENCE,
        source_confidence=_CONFIDENCE,
    )
