"""Who says a sentence where word order alone tells it, in a language with a fixed one (English).

"The pump failed twice, the source added." "The pump, two officials said, had failed." "Ford said on Monday that ...".
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from lagebild.model import Attribution, Span
from lagebild.reading.attribution.phrases import phrase_at
from lagebild.reading.languages.cues import CueTable, CueVerb, cue_table, cue_verbs
from lagebild.reading.languages.grammar import Grammar, grammar
from lagebild.reading.segment import Word, find_words

_CONFIDENCE = 0.85
_LONGEST_TAIL = 16
_FEWEST_SAID = 3
# Words between the verb and "that": when or where it was said.
_LONGEST_ASIDE = 6
_POSSESSIVES = ("'s", "’s", "s'", "s’")
_MARKS = frozenset("\"“”„»«'‘’()[]")


class _Tables(Struct, frozen=True):
    verbs: dict[str, tuple[CueVerb, ...]]
    cues: CueTable
    closed: Grammar


class _Frame(Struct, frozen=True):
    """A frame of a sentence by its words: from where to where it reaches, who speaks, and the verb."""

    first: int
    last: int
    source: tuple[int, int]
    verb: int


def find_inquits(text: str, language: str, sentences: Sequence[Span]) -> list[Attribution]:
    """The sentences that somebody says by word order alone, in order; none in a language that orders words freely."""
    tables = _Tables(cue_verbs(language), cue_table(language), grammar(language))
    if tables.closed.nouns_capitalised:
        return []
    found = (_read(text, sentence, tables) for sentence in sentences)
    return [attribution for attribution in found if attribution is not None]


def _read(text: str, sentence: Span, tables: _Tables) -> Attribution | None:
    words = find_words(text, *sentence)
    while words and not words[-1].text[-1].isalnum():
        words = words[:-1]
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
        if comma < _FEWEST_SAID or end - comma > _LONGEST_TAIL or (inside and _is_adjunct(words[0], tables)):
            continue
        begin, last = comma + 1, end - 1
        if begin < last and _says(words[last], tables) and _names(words, begin, last, tables):
            return _Frame(comma, end + inside, (begin, last), last)
        related = any(words[i + 1].lower in tables.closed.relatives for i in commas[:at])
        if begin < last and not related and _precedes(words[begin], tables) and _names(words, begin + 1, end, tables):
            return _Frame(comma, end + inside, (begin + 1, end), begin)
    return None


def _opening(words: Sequence[Word], tables: _Tables) -> _Frame | None:
    """A speaker and a verb before "that": "CNS reported Monday that ..."."""
    verb = next((i for i in range(1, min(len(words), _LONGEST_TAIL)) if _says(words[i], tables)), None)
    if verb is None or not _names(words, 0, verb, tables):
        return None
    for at in range(verb + 1, min(len(words), verb + _LONGEST_ASIDE)):
        if words[at].lower in tables.cues.openers.words:
            return _Frame(0, at + 1, (0, verb), verb)
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
    """Whether the words are one noun phrase."""
    if words[first].lower in tables.closed.relatives or words[last - 1].lower.endswith(_POSSESSIVES):
        return False
    return phrase_at(words, first, tables.closed, last) == last


def _is_adjunct(word: Word, tables: _Tables) -> bool:
    """Whether a clause or phrase may end at the comma before the subject of the main clause: "In a statement, ..."."""
    return word.lower in tables.closed.prepositions | tables.closed.subordinators | tables.closed.fillers
