"""Who says a sentence where word order alone tells it, in a language with a fixed one (English).

"The pump failed twice, the source added." "The pump, two officials said, had failed." "Ford said on Monday that ...".
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec import Struct

from lagebild.model import Attribution, Span
from lagebild.reading.actors.tables import Lexicon, lexicon
from lagebild.reading.attribution.phrases import NEGATED, POSSESSIVES, end_of_words, phrase_at
from lagebild.reading.languages.cues import CueTable, CueVerb, cue_table, cue_verbs
from lagebild.reading.languages.grammar import Grammar, grammar
from lagebild.reading.segment import Word, find_words

_CONFIDENCE = 0.85
_LONGEST_TAIL = 16
_FEWEST_SAID = 3
# Words between the verb and "that": when or where it was said.
_LONGEST_ASIDE = 6
_CONTRACTED = re.compile(r"(?:n['’]t|\w['’](?:d|ll|re|ve|m)|^(?:s?he|it|there)['’]s)$")
# Adverbs, superlatives and participles: "newly announced", "the highest reported", "having said that".
_QUALITIES = ("ly", "est", "ing")
_MARKS = frozenset("\"“”„»«'‘’()[]")


class _Tables(Struct, frozen=True):
    verbs: dict[str, tuple[CueVerb, ...]]
    cues: CueTable
    closed: Grammar
    actors: Lexicon


class _Frame(Struct, frozen=True):
    """A frame of a sentence by its words: from where to where it reaches, who speaks, and the verb."""

    first: int
    last: int
    source: tuple[int, int]
    verb: int


def find_inquits(text: str, language: str, sentences: Sequence[Span]) -> list[Attribution]:
    """The sentences that somebody says by word order alone, in order; none in a language that orders words freely."""
    tables = _Tables(cue_verbs(language), cue_table(language), grammar(language), lexicon(language))
    if tables.closed.nouns_capitalised:
        return []
    found = (_read(text, sentence, tables) for sentence in sentences)
    return [attribution for attribution in found if attribution is not None]


def _read(text: str, sentence: Span, tables: _Tables) -> Attribution | None:
    words = find_words(text, *sentence)
    words = words[: end_of_words(words)]
    if any(word.text in _MARKS for word in words):
        return None
    frame = _between(words, tables) or _opening(words, tables)
    if frame is None:
        return None
    parts = [words[: frame.first], words[frame.last :]]
    content = tuple((part[0].start, part[-1].end) for part in parts if part)
    if sum(len(part) for part in parts) < _FEWEST_SAID:
        return None
    return Attribution(
        form="indirect",
        content=content,
        source=((words[frame.source[0]].start, words[frame.source[1] - 1].end),),
        cue=((words[frame.verb].start, words[frame.verb].end),),
        confidence=_CONFIDENCE,
        source_confidence=_CONFIDENCE,
    )


def _between(words: Sequence[Word], tables: _Tables) -> _Frame | None:
    """A frame behind a comma up to the next comma or the end: ", the source added", ", said two officials"."""
    commas = [i for i, word in enumerate(words) if word.text == ","]
    for at, comma in enumerate(commas):
        end = commas[at + 1] if at + 1 < len(commas) else len(words)
        inside = end < len(words)
        phrase = at == 0 and words[0].lower in tables.closed.prepositions and not _has_verb(words[:comma], tables)
        if comma < _FEWEST_SAID or end - comma > _LONGEST_TAIL or phrase or (inside and _is_adjunct(words[0], tables)):
            continue
        begin, last = comma + 1, end - 1
        if begin < last and _says(words[last], tables) and _names(words, begin, last, tables):
            return _Frame(comma, _resumes(words, end, tables), (begin, last), last)
        related = any(words[i + 1].lower in tables.closed.relatives for i in commas[:at])
        if begin < last and not related and _precedes(words[begin], tables) and _names(words, begin + 1, end, tables):
            return _Frame(comma, _resumes(words, end, tables, behind_name=True), (begin + 1, end), begin)
    return None


def _resumes(words: Sequence[Word], end: int, tables: _Tables, *, behind_name: bool = False) -> int:
    """Where the content goes on behind a frame; nowhere if the speaker does: ", who had seen it", ", citing a memo".

    ``behind_name``: the frame ends with the speaker, whom an apposition may follow.
    """
    closed = tables.closed
    if end == len(words):
        return end
    following = words[end + 1].lower
    if following in closed.relatives or (following.endswith("ing") and following in tables.verbs):
        return len(words)
    joins = closed.conjunctions | closed.subordinators | closed.verbs
    return len(words) if behind_name and following not in joins else end + 1


def _opening(words: Sequence[Word], tables: _Tables) -> _Frame | None:
    """A speaker and a verb before "that": "CNS reported Monday that ..."."""
    verb = next((i for i in range(1, min(len(words), _LONGEST_TAIL)) if _says(words[i], tables)), None)
    if verb is None or not _names(words, 0, verb, tables):
        return None
    for at in range(verb + 1, min(len(words), verb + _LONGEST_ASIDE)):
        if words[at].lower in tables.cues.openers.words:
            aside = [word.text for word in words[at + 1 :]]
            begin = at + 1 + (aside[:1] == [","] and aside.count(",") > 1)  # "said that, if nothing happens, ..."
            return _Frame(0, begin, (0, verb), verb) if _is_clause(words[begin:], tables) else None
        if words[at].text == ",":
            break
    return None


def _says(word: Word, tables: _Tables) -> bool:
    """Whether the word is a finite verb of saying and nothing else."""
    if word.lower.endswith("ing") or not word.text.islower():
        return False
    return any(verb.act in {"state", "confirm"} and not verb.ambiguous for verb in tables.verbs.get(word.lower, ()))


def _precedes(word: Word, tables: _Tables) -> bool:
    """Whether the verb of saying may stand before its subject: another's object would be taken for it."""
    lemmas = {verb.lemma for verb in tables.verbs.get(word.lower, ())}
    return bool(lemmas & tables.cues.frames.inverted) and _says(word, tables)


def _names(words: Sequence[Word], first: int, last: int, tables: _Tables) -> bool:
    """Whether the words are one noun phrase that may speak."""
    if words[first].lower in tables.closed.relatives or words[last - 1].lower.endswith(POSSESSIVES):
        return False
    return phrase_at(words, first, tables.closed, last) == last and _may_speak(words[first:last], tables)


def _may_speak(phrase: Sequence[Word], tables: _Tables) -> bool:
    """Whether a phrase is neither nobody ("neither side") nor a noun with a clause of its own ("a step the mayor")."""
    closed, silent = tables.closed, tables.cues.sources.silent | tables.cues.openers.questions
    if any(word.lower in silent or word.lower.endswith(NEGATED) for word in phrase):
        return False
    if any(_begins_anew(phrase, at, tables) for at in range(1, len(phrase))):
        return False
    last, opens = phrase[-1], phrase[0]
    tied = any(word.lower in closed.attaching for word in phrase)
    plural = last.lower.endswith("s") and not last.lower.endswith("ss")
    if plural and not tied and opens.lower in tables.actors.actors.words.indefinite:
        return False  # "a decision experts announced"
    if tables.actors.sort_of(last.lower) or not last.text.islower() or tied:
        return True
    named = opens.lower in closed.determiners | closed.pronouns or opens.text[:1].isupper()
    return (plural or named) and not last.lower.endswith(_QUALITIES)


def _begins_anew(phrase: Sequence[Word], at: int, tables: _Tables) -> bool:
    """Whether a second phrase begins right behind a noun: a relative clause without a pronoun ("a step the mayor")."""
    closed, before, word = tables.closed, phrase[at - 1], phrase[at]
    joins = closed.determiners | closed.prepositions | closed.conjunctions | closed.attaching
    if not before.text[-1].isalnum() or before.lower in joins or before.lower.endswith((*POSSESSIVES, "ly")):
        return False
    if word.lower in closed.determiners | closed.pronouns | tables.actors.actors.pronouns.keys():
        return True
    named = not any(word.text.islower() for word in phrase[at:])  # "a fact Ford", but "a senior UN official"
    return before.text.islower() and named and not tables.actors.sort_of(before.lower)


def _is_clause(words: Sequence[Word], tables: _Tables) -> bool:
    """Whether "that" before the words opens a clause; it points before verbs and nouns: "wrote that book in May"."""
    closed = tables.closed
    if not words or not words[0].text[0].isalnum() or words[0].lower in tables.cues.openers.pointed | closed.verbs:
        return False
    small = closed.determiners | closed.pronouns | closed.prepositions | closed.fillers | closed.subordinators
    bare = words[0].text.islower() and words[0].lower not in small and not words[0].lower.endswith("s")
    return not bare or _has_verb(words, tables)


def _has_verb(words: Sequence[Word], tables: _Tables) -> bool:
    """Whether a word of the table, or one that is contracted, is a finite verb."""
    verbs = tables.closed.verbs - tables.cues.openers.words
    return any(word.text in verbs or _CONTRACTED.search(word.lower) for word in words)


def _is_adjunct(word: Word, tables: _Tables) -> bool:
    """Whether a clause or phrase may end at the comma before the subject of the main clause: "In a statement, ..."."""
    return word.lower in tables.closed.prepositions | tables.closed.subordinators | tables.closed.fillers
