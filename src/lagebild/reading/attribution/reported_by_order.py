"""Reported speech acts in a language with fixed word order (English): subject, verb, object, clause by clause.

"Doctors warn of a new wave." "Police expect 5,000 people; organisers put the figure at 20,000." "The union called the
move a scandal and demanded talks." Only where the subject plainly speaks and heads its clause: a relative clause has
none.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct

from lagebild.model import Attribution, Span
from lagebild.reading.actors.tables import PEOPLE, Lexicon, Sort, lexicon
from lagebild.reading.attribution.phrases import POSSESSIVES, end_of_words, phrase_at
from lagebild.reading.languages.cues import CueTable, CueVerb, Reported, cue_table, cue_verbs
from lagebild.reading.languages.grammar import Grammar, grammar
from lagebild.reading.segment import Word, find_words

_CONFIDENCE = 0.8
_SPEAKS = PEOPLE | Sort.BODY
_LONGEST_SUBJECT = 12
# The words of "In a statement on Monday," before its comma.
_LONGEST_FRONT = 8
_LONGEST_HEARER = 8
_CLAUSE_ENDS = frozenset(":;–—")
_MARKS = frozenset('"“”„»«')
_PROGRESSIVE = "ing"


class _Tables(Struct, frozen=True):
    verbs: dict[str, tuple[CueVerb, ...]]
    cues: CueTable
    closed: Grammar
    reported: Reported
    actors: Lexicon


class _Act(Struct, frozen=True):
    """A speech act by its words: who, the verb from first word to last, its lemma, and where the clause ends."""

    subject: tuple[int, int]
    verb: tuple[int, int]
    lemma: str
    end: int


def find_reported_by_order(text: str, language: str, sentences: Sequence[Span]) -> list[Attribution]:
    """The reported speech acts of ``text``, several of a sentence where its clauses have their own, in order."""
    cues = cue_table(language)
    tables = _Tables(cue_verbs(language), cues, grammar(language), cues.reported, lexicon(language))
    found: list[Attribution] = []
    for sentence in sentences:
        words = find_words(text, *sentence)
        for act in _acts(words, tables):
            content = _content(words, act, tables)
            if content is not None:
                found.append(_attribution(words, act, content))
    return found


def _attribution(words: Sequence[Word], act: _Act, content: tuple[int, int]) -> Attribution:
    def span(first: int, last: int) -> Span:
        return words[first].start, words[last - 1].end

    return Attribution(
        form="reported",
        content=(span(*content),),
        source=(span(*act.subject),),
        cue=(span(*act.verb),),
        confidence=_CONFIDENCE,
        source_confidence=_CONFIDENCE,
    )


def _acts(words: Sequence[Word], tables: _Tables) -> Iterator[_Act]:
    """The acts of each clause of a sentence; one joined by "and" has the subject of the one before."""
    for first, last in _clauses(words, tables):
        subject = _subject(words, first, last, tables)
        verb = _verb(words, subject[1], last, tables) if subject is not None else None
        while subject is not None and verb is not None:
            lemma, after = verb[2], verb[1]
            joined = _joined(words, after, last, tables)
            yield _Act(subject, verb[:2], lemma, last if joined is None else joined[0] - 1)
            verb = joined


def _clauses(words: Sequence[Word], tables: _Tables) -> Iterator[tuple[int, int]]:
    """The main clauses of a sentence: parted by semicolons, and by a comma before "and", "but" or "while"."""
    first, parting = 0, {*tables.closed.conjunctions, *tables.reported.parting}
    for at in range(1, len(words)):
        if words[at].text in _CLAUSE_ENDS:
            yield first, at
            first = at + 1
        elif words[at - 1].text == "," and words[at].lower in parting and at - 1 > first:
            yield first, at - 1
            first = at + 1
    yield first, len(words)


def _subject(words: Sequence[Word], first: int, last: int, tables: _Tables) -> tuple[int, int] | None:
    """The phrase at the head of the clause that ends before a verb of the table, if it plainly speaks."""
    begin = _behind_front(words, first, last, tables)
    for end in range(begin + 1, min(last, begin + _LONGEST_SUBJECT)):
        if words[end].text.islower() and _verb(words, end, last, tables) is not None:
            whole = phrase_at(words, begin, tables.closed, end) == end
            return (begin, end) if whole and _speaks(words, begin, end, tables) else None
    return None


def _behind_front(words: Sequence[Word], first: int, last: int, tables: _Tables) -> int:
    """Behind what stands in front of the subject: "In a statement,", "However,"."""
    closed = tables.closed
    while first < last and words[first].lower in tables.reported.parting:
        first += 1
    if first == last or words[first].lower not in (closed.prepositions | closed.fillers) - closed.subordinators:
        return first
    comma = next((i for i in range(first, min(last, first + _LONGEST_FRONT)) if words[i].text == ","), None)
    if comma is None:
        return first
    if any(word.lower in closed.verbs or word.lower in tables.verbs for word in words[first:comma]):
        return first
    return comma + 1


def _speaks(words: Sequence[Word], first: int, last: int, tables: _Tables) -> bool:
    """Whether the phrase is a person, a body, a group or a known name, or a pronoun for one."""
    closed, actors = tables.closed, tables.actors
    phrase = words[first:last]
    if len(phrase) == 1 and phrase[0].lower in closed.pronouns:
        return phrase[0].lower in tables.reported.speakers
    inner = next(
        (i for i, w in enumerate(phrase) if i and (w.text == "," or w.lower in closed.prepositions)), len(phrase)
    )
    core = [word for word in phrase[:inner] if word.lower not in closed.determiners and word.text[0].isalnum()]
    if not core or phrase[-1].lower.endswith(POSSESSIVES) or core[-1].lower in tables.verbs:
        return False
    if any(word.lower in closed.relatives or word.lower in closed.weekdays for word in phrase):
        return False
    head = core[-1]
    first_name = len(core) > 1 and head.text[:1].isupper() and any(actors.first_name(word.text) for word in core[:-1])
    known = any(
        tuple(word.text for word in core[-len(name) :]) == name
        for word in core
        for name, _ in actors.known.get(word.text, ())
    )
    return first_name or known or head.text in actors.seats or bool(actors.sort_of(head.lower) & _SPEAKS)


def _verb(words: Sequence[Word], at: int, last: int, tables: _Tables) -> tuple[int, int, str] | None:
    """The finite verb of the table that begins at ``at``: from where to where it reaches, and its lemma.

    An auxiliary of the perfect or the progressive and adverbs may stand before it; a negation may not.
    """
    begin = at
    auxiliary = words[at].lower if at < last else ""
    perfect, progressive = auxiliary in tables.reported.perfect, auxiliary in tables.reported.passive
    at += perfect or progressive
    while at < last and (words[at].lower in tables.reported.adverbs or words[at].lower.endswith("ly")):
        at += 1
    if at == last or not words[at].text.islower() or words[at].lower.endswith(_PROGRESSIVE) != progressive:
        return None
    for verb in tables.verbs.get(words[at].lower, ()):
        if verb.particle is None and tables.reported.takes(verb.lemma):
            return (begin if perfect or progressive else at), at + 1, verb.lemma
    return None


def _joined(words: Sequence[Word], after: int, last: int, tables: _Tables) -> tuple[int, int, str] | None:
    """The next verb of the same subject: "called it a scandal and [demanded] talks"."""
    for at in range(after + 1, last - 1):
        if words[at - 1].lower in tables.closed.conjunctions and words[at].lower not in tables.cues.openers.nouns:
            verb = _verb(words, at, last, tables)
            if verb is not None:
                return verb
    return None


def _content(words: Sequence[Word], act: _Act, tables: _Tables) -> tuple[int, int] | None:
    """The words of the object: behind the verb's preposition, with its infinitive, or a noun phrase."""
    reported, begin = tables.reported, act.verb[1]
    end = _end(words, begin, act.end, tables)
    if end <= begin or sum(word.text in _MARKS for word in words[begin:end]) % 2:
        return None
    lowers = [word.lower for word in words[begin:end]]
    if any(word in reported.not_with.get(act.lemma, "").split() for word in lowers):
        return None
    if act.lemma in reported.prepositions and lowers[0] in reported.prepositions[act.lemma].split():
        return (begin + 1, end) if _is_phrase(words, begin + 1, end, tables) else None
    if act.lemma in reported.infinitives:
        to = next((i for i in range(begin, min(end, begin + _LONGEST_HEARER)) if words[i].lower == "to"), None)
        infinitive = to is not None and to + 1 < end and _is_bare(words[to + 1], tables)
        if infinitive and (to == begin or _is_phrase(words, begin, to or begin, tables)):
            return begin, end
    if act.lemma in reported.calling:
        joint = reported.calling[act.lemma]
        joins = next((i for i in range(begin + 1, end - 1) if words[i].lower == joint), None)
        counted = joins is not None and any(word.text[0].isdigit() for word in words[joins + 1 : joins + 4])
        return (begin, end) if counted and _is_phrase(words, begin, end, tables) else None
    if act.lemma not in reported.objects or any(word in reported.said_before for word in lowers[:3]):
        return None
    return (begin, end) if _is_phrase(words, begin, end, tables) else None


def _end(words: Sequence[Word], begin: int, last: int, tables: _Tables) -> int:
    """Where the object ends: before a clause of its own, a comma or a final mark."""
    for at in range(begin, last):
        word = words[at]
        thousands = word.text == "," and at + 1 < last and words[at + 1].text[0].isdigit()
        if (word.text == "," and not thousands) or (at > begin and _opens_clause(words, at, last, tables)):
            return at
    return max(begin, end_of_words(words, last))


def _opens_clause(words: Sequence[Word], at: int, last: int, tables: _Tables) -> bool:
    """Whether a clause begins here that is no part of the object; "after the debate" is none."""
    closed = tables.closed
    if words[at].lower not in closed.subordinators - closed.determiners - closed.relatives:
        return False
    comma = next((i for i in range(at, last) if words[i].text == ","), last)
    finite = any(word.lower in closed.verbs or word.lower in closed.pronouns for word in words[at + 1 : comma])
    return finite or words[at].lower not in tables.reported.also_prepositions


def _is_phrase(words: Sequence[Word], begin: int, end: int, tables: _Tables) -> bool:
    """Whether an object begins here, and no finite verb makes the words a clause."""
    closed = tables.closed
    if begin >= end or not words[begin].text[0].isalnum():
        return False
    first = words[begin].lower
    small = closed.prepositions | closed.fillers | closed.conjunctions | closed.weekdays | tables.reported.no_objects
    if first in small - closed.determiners or first in closed.pronouns - closed.determiners:
        return False
    shown = first in closed.determiners or first[0].isdigit() or words[begin].text[0].isupper()
    if words[begin - 1].lower in tables.cues.openers.nouns and not shown:
        return False  # "the government plans include ...": a noun
    for at in range(begin, end):
        if words[at].lower in closed.relatives:
            return True
        if words[at].lower in closed.verbs:
            return False
    return phrase_at(words, begin, closed, end) > begin


def _is_bare(word: Word, tables: _Tables) -> bool:
    """Whether the word behind "to" may be an infinitive."""
    closed = tables.closed
    return word.text.islower() and word.lower not in closed.determiners | closed.pronouns | closed.prepositions
