"""What somebody says that somebody else said: "Keller said the contractor told her that the bridge was safe"."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from msgspec import Struct

from lagebild.model import Attribution, Span
from lagebild.reading.attribution.clauses import has_subjunctive
from lagebild.reading.attribution.phrases import NEGATED, phrase_at
from lagebild.reading.languages.cues import CueTable, CueVerb, cue_table, cue_verbs
from lagebild.reading.languages.grammar import Grammar, grammar
from lagebild.reading.segment import Word, find_words

_CONFIDENCE = 0.8
_LONGEST_HEARER = 4
_FARTHEST_PARTICIPLE = 8
_FEWEST_SAID = 3
_FARTHEST_VERB = 14


class _Tables(Struct, frozen=True):
    verbs: dict[str, tuple[CueVerb, ...]]
    cues: CueTable
    closed: Grammar


def find_nested(text: str, language: str, attributions: Sequence[Attribution]) -> list[Attribution]:
    """What is said inside indirect contents that begin with their own speaker and verb of saying, in order."""
    tables = _Tables(cue_verbs(language), cue_table(language), grammar(language))
    starts = sorted(span[0] for attribution in attributions for span in attribution.content)
    found: list[Attribution] = []
    for attribution in attributions:
        start, end = attribution.content[0]
        if (
            attribution.form != "indirect"
            or _denies(text, attribution, tables)
            or "\n" in text[start:end]
            or any(q in text[start:end] for q in '"“„»«')
        ):
            continue
        inner = _inner(text, (start, end), tables)
        if inner is not None and bisect_left(starts, inner.content[0][0]) == bisect_left(starts, inner.content[0][1]):
            found.append(inner)
    return found


def _denies(text: str, attribution: Attribution, tables: _Tables) -> bool:
    """Whether the outer speaker says that nobody said it: "Vogt denied that the contractor told her that ..."."""
    words = (word for start, end in attribution.cue or () for word in find_words(text, start, end))
    return any(verb.act in {"deny", "question"} for word in words for verb in tables.verbs.get(word.lower, ()))


def _inner(text: str, span: Span, tables: _Tables) -> Attribution | None:
    """The attribution that opens a content, if one does; the clause that holds it ends with the content."""
    words = find_words(text, *span)
    opens = range(1, min(len(words), _FARTHEST_VERB))
    subject = next((i for i in opens if _verb(words, i, tables) and phrase_at(words, 0, tables.closed, i) == i), 0)
    verb = _verb(words, subject, tables) if subject else None
    begin = _begin(words, verb, tables) if verb is not None else None
    if verb is None or begin is None or len(words) - begin < _FEWEST_SAID:
        return None
    if any(word.lower in tables.cues.sources.silent or word.lower.endswith(NEGATED) for word in words[:begin]):
        return None  # nobody told her that it was safe
    return Attribution(
        form="indirect",
        content=((words[begin].start, words[-1].end),),
        source=((words[0].start, words[subject - 1].end),),
        cue=((words[verb].start, words[verb].end),),
        confidence=_CONFIDENCE,
        source_confidence=_CONFIDENCE,
    )


def _verb(words: Sequence[Word], at: int, tables: _Tables) -> int | None:
    """The verb of saying right behind the subject, or behind its auxiliary."""
    if _says(words[at], tables):
        return at
    if words[at].lower not in tables.cues.openers.auxiliaries:
        return None
    stop = min(len(words), at + (_FARTHEST_PARTICIPLE if tables.cues.openers.comma_before_clause else 2))
    for i in range(at + 1, stop):
        if words[i].text == ",":
            return None
        if _says(words[i], tables) and not _is_infinitive(words[i], tables):
            return i
    return None


def _is_infinitive(word: Word, tables: _Tables) -> bool:
    """Whether the verb only depends on another one: "habe versäumt zu erklären", "hätte sagen müssen"."""
    return any(verb.lemma == word.lower for verb in tables.verbs.get(word.lower, ()))


def _says(word: Word, tables: _Tables) -> bool:
    openers = tables.cues.openers
    readings = () if word.lower in openers.nouns else tables.verbs.get(word.lower, ())
    return any(v.particle is None and (not v.ambiguous or v.lemma in openers.telling) for v in readings)


def _begin(words: Sequence[Word], verb: int, tables: _Tables) -> int | None:
    """Where the inner content begins: behind "that" or "dass", in German also behind a comma with a Konjunktiv."""
    openers = tables.cues.openers
    for at in range(verb + 1, min(len(words) - 1, verb + 2 + _LONGEST_HEARER)):
        if words[at].lower in openers.words and (words[at - 1].text == "," or not openers.comma_before_clause):
            return at + 1
        if words[at].text == ",":
            told = openers.comma_before_clause and has_subjunctive(words, at + 1, tables.closed)
            following = words[at + 1].lower
            if following in openers.words:
                continue
            dependent = following in tables.closed.subordinators | tables.closed.relatives
            bare = following not in tables.closed.conjunctions and (
                not dependent or following in tables.closed.determiners
            )
            return at + 1 if told and bare else None
    return None
