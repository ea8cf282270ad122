"""Whether the German noun phrase in front of the verb is the subject: the object may stand there as well.

"Die Steuern will die Koalition senken", "Der Behörde drohte der Chef": where case and number do not tell who speaks,
nor the noun, nobody is named.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from lagebild.reading.actors.tables import PEOPLE, Lexicon, Sort, lexicon
from lagebild.reading.attribution.phrases import phrase_at
from lagebild.reading.languages.cues import CueTable, cue_table
from lagebild.reading.languages.grammar import Grammar, grammar
from lagebild.reading.segment import Word

_SPEAKS = PEOPLE | Sort.BODY
# Resolutions and reports demand and foresee, unless somebody stands behind the verb who does it.
_WRITTEN = Sort.DOCUMENT | Sort.CONTAINER


class _Tables(Struct, frozen=True):
    closed: Grammar
    cues: CueTable
    actors: Lexicon


class Phrase(Struct, frozen=True):
    """A noun phrase: its words, and its noun in lower case (the first capitalised word behind the article)."""

    words: Sequence[Word]
    noun: str

    @property
    def opens(self) -> str:
        """The first word, in lower case."""
        return self.words[0].lower


def is_subject(words: Sequence[Word], end: int, at: int, lemma: str) -> bool:
    """Whether the phrase that ends at ``end`` at the sentence's head is plainly the subject of the verb at ``at``."""
    tables = _Tables(grammar("de"), cue_table("de"), lexicon("de"))
    plural = words[at].lower.endswith("n")
    first = _phrase(words, 0, end)
    if not _agrees(first, tables, plural=plural):
        return False
    if first.opens == "der":
        return not is_feminine(first.noun, tables.cues)
    second = _phrase_behind(words, at, tables.closed)
    if second is None or not _may_be_subject(second, tables, plural=plural):
        return True
    if second.opens == "der":
        dative = lemma in tables.cues.reported.datives and not _speaks(second, tables)
        return dative and _speaks(first, tables)
    if second.opens in tables.cues.cases.nominatives:
        return False
    if _speaks(first, tables):
        return True
    written = tables.actors.sort_of(first.noun) & _WRITTEN or _is_name(first, tables, plural=plural)
    return bool(written) and not _speaks(second, tables)


def speaks(words: Sequence[Word], start: int, end: int) -> bool:
    """Whether a phrase plainly is somebody who speaks: a person, a body or a known name."""
    return _speaks(_phrase(words, start, end), _Tables(grammar("de"), cue_table("de"), lexicon("de")))


def is_feminine(noun: str, cues: CueTable) -> bool:
    """Whether the noun (lower case) is feminine by its ending, so that "der" before it is no nominative."""
    return noun.endswith(cues.sources.feminine) and not noun.endswith(cues.cases.not_feminine)


def noun_of(words: Sequence[Word]) -> str:
    """The first capitalised word of a phrase behind its article, in lower case; the last word where there is none."""
    behind = words[1:] if len(words) > 1 else words
    return next((word.lower for word in behind if word.text[:1].isupper()), words[-1].lower)


def _phrase(words: Sequence[Word], start: int, end: int) -> Phrase:
    return Phrase(words[start:end], noun_of(words[start:end]))


def _phrase_behind(words: Sequence[Word], at: int, closed: Grammar) -> Phrase | None:
    """The first noun phrase behind the verb without a preposition, in the same clause."""
    i = at + 1
    while i < len(words) and words[i].text[0].isalnum():
        if words[i].lower in closed.prepositions:
            i = max(i + 1, phrase_at(words, i + 1, closed))
            continue
        end = phrase_at(words, i, closed)
        if end > i:
            return _phrase(words, i, end)
        i += 1
    return None


def _agrees(phrase: Phrase, tables: _Tables, *, plural: bool) -> bool:
    """Whether the phrase may be the subject of a verb in this number."""
    if any(word.lower in tables.closed.conjunctions or word.text == "," for word in phrase.words):
        return True
    number = _is_plural(phrase, tables)
    return number is None or number == plural


def _is_plural(phrase: Phrase, tables: _Tables) -> bool | None:
    """Whether a phrase, if a nominative, is plural; None where neither article nor ending tells."""
    cases, known = tables.cues.cases, tables.actors
    if phrase.opens in cases.singulars:
        return False
    if phrase.opens in known.actors.words.plural_words or known.actors.numbers.get(phrase.opens, 0) > 1:
        return True
    if phrase.noun.endswith(cases.plural_endings):
        return True
    if phrase.opens in tables.closed.determiners:
        if is_feminine(phrase.noun, tables.cues) or known.ending(phrase.noun, known.actors.bodies.f):
            return False
        return True if phrase.noun.endswith("en") else None
    return None


def _may_be_subject(phrase: Phrase, tables: _Tables, *, plural: bool) -> bool:
    """Whether the phrase behind the verb may be its subject."""
    if phrase.opens in tables.cues.cases.no_nominatives:
        return False
    if phrase.opens == "der" and is_feminine(phrase.noun, tables.cues):
        return False
    return _agrees(phrase, tables, plural=plural)


def _speaks(phrase: Phrase, tables: _Tables) -> bool:
    """Whether the noun is a person or a body, or the phrase a known name."""
    known = tables.actors
    if phrase.opens in tables.closed.pronouns and len(phrase.words) == 1:
        return True
    words = [word.text for word in phrase.words if word.lower not in tables.closed.determiners]
    named = any(known.first_name(word) or word in known.known for word in words)
    capitals = any(word.isupper() and len(word) > 1 for word in words)
    return named or capitals or bool(known.sort_of(phrase.noun) & _SPEAKS)


def _is_name(phrase: Phrase, tables: _Tables, *, plural: bool) -> bool:
    """Whether the phrase looks like an unknown name: capitals without article, and no inflected adjective in front."""
    capitals = all(word.text[:1].isupper() for word in phrase.words)
    inflected = len(phrase.words) > 1 and phrase.opens.endswith(("e", "er", "es", "en"))
    bare = phrase.opens not in tables.closed.determiners
    return capitals and bare and not inflected and not plural and not phrase.noun.endswith("en")
