"""Reported speech acts: the content is a noun phrase or infinitive ("forderte den Rücktritt", "will Steuern senken").

German clauses, each with the verb in second place (`verb_second.py`): a subject that is a plain noun phrase, a verb of
the table, and its object; English ones by word order (`reported_by_order.py`). The corpora that the network learnt from
mark such sentences as a whole; here the content is the object.
"""

from __future__ import annotations

from collections.abc import Container, Sequence
from functools import partial
from itertools import pairwise

from msgspec import Struct

from lagebild.model import Attribution, Span
from lagebild.reading.attribution.clauses import has_infinitive
from lagebild.reading.attribution.passives import find_passive
from lagebild.reading.attribution.phrases import end_of_words, phrase_at
from lagebild.reading.attribution.reported_by_order import find_reported_by_order
from lagebild.reading.attribution.subjects import is_subject, speaks
from lagebild.reading.attribution.verb_second import main_clauses
from lagebild.reading.languages.cues import CueTable, CueVerb, Reported, cue_table, cue_verbs
from lagebild.reading.languages.grammar import Grammar, grammar
from lagebild.reading.segment import Word, find_words

_CONFIDENCE = 0.8
_FARTHEST_VERB = 24
_CLAUSE_ENDS = frozenset(":;")
_MARKS = frozenset('„“”»«"')


class _Tables(Struct, frozen=True):
    verbs: dict[str, tuple[CueVerb, ...]]
    cues: CueTable
    closed: Grammar
    reported: Reported


class _Clause(Struct, frozen=True):
    """A main clause: its finite verb, subject, and from where to where its object may stand; ``verb`` of the table."""

    words: Sequence[Word]
    finite: int
    subject: tuple[int, int]
    field: tuple[int, int]
    lemma: str
    cue: tuple[int, ...]


def find_reported(text: str, language: str, sentences: Sequence[Span]) -> list[Attribution]:
    """The reported speech acts of ``text`` in order."""
    cues, closed = cue_table(language), grammar(language)
    if not closed.nouns_capitalised:
        return find_reported_by_order(text, language, sentences)
    tables = _Tables(cue_verbs(language), cues, closed, cues.reported)
    found: list[Attribution] = []
    for sentence in sentences:
        words = find_words(text, *sentence)
        whole = _reported_passive(words, tables)
        clauses = main_clauses(words, closed, cues.reported, partial(_reports, tables=tables))
        found += [whole] if whole is not None else [a for clause in clauses if (a := _reported(clause, tables))]
    return found


def _reports(form: str, tables: _Tables) -> bool:
    """Whether a form is one of a verb whose object may be what somebody says."""
    return any(tables.reported.takes(verb.lemma) for verb in tables.verbs.get(form, ()))


def _reported_passive(words: Sequence[Word], tables: _Tables) -> Attribution | None:
    passive = find_passive(words, tables.verbs, tables.cues, tables.closed)
    return None if passive is None else _attribution(words, passive.content, passive.agent, passive.cue)


def _reported(words: Sequence[Word], tables: _Tables) -> Attribution | None:
    clause = _clause(words, tables)
    if clause is None:
        return None
    content = _content(clause, tables)
    if content is None or content[1] == content[0] or _means_else(clause, content, tables):
        return None
    fronted = _fronted(clause, tables)
    return _attribution(words, (*fronted, content), clause.subject, clause.cue)


def _attribution(
    words: Sequence[Word], content: Sequence[tuple[int, int]], source: tuple[int, int], cue: Sequence[int]
) -> Attribution:
    return Attribution(
        form="reported",
        content=tuple((words[first].start, words[last - 1].end) for first, last in content),
        source=((words[source[0]].start, words[source[1] - 1].end),),
        cue=tuple((words[i].start, words[i].end) for i in cue),
        confidence=_CONFIDENCE,
        source_confidence=_CONFIDENCE,
    )


def _fronted(clause: _Clause, tables: _Tables) -> tuple[tuple[int, int], ...]:
    """What stands in front of "will" and belongs to its infinitive: "An dem Plan will Vogt festhalten"."""
    modal = clause.words[clause.finite].lower in tables.reported.modals and clause.subject[0] > clause.finite
    opens = clause.words[0].lower in tables.closed.prepositions
    return ((0, clause.finite),) if modal and opens and clause.cue == (clause.finite,) else ()


def _means_else(clause: _Clause, content: tuple[int, int], tables: _Tables) -> bool:
    """Whether a word of the field shows that the verb means something else, or the object was said before."""
    begin = min(content[0], clause.field[0])
    words = [word.lower for word in (*clause.words[slice(*clause.subject)], *clause.words[begin : content[1]])]
    if any(word in tables.reported.not_with.get(clause.lemma, "").split() for word in words):
        return True
    written = ["", *_written(clause, content)]
    if any(b == "und" and a.islower() and a.endswith(("t", "en")) and zu != "zu"
        for zu, a, b in zip(written, written[1:], written[2:], strict=False)):  # fmt: skip
        return True  # "hat X verurteilt und Y bestätigt": the object belongs to the first participle
    if sum(word in _MARKS for word in _written(clause, content)) % 2:
        return True  # a quotation that begins or ends outside the object is a claim of its own
    head = [word.lower for word in clause.words[content[0] : content[0] + 3]]
    return any(word in tables.reported.said_before for word in head)


def _written(clause: _Clause, content: tuple[int, int]) -> list[str]:
    """The words of the content as they are written."""
    return [word.text for word in clause.words[content[0] : content[1]]]


def _clause(words: Sequence[Word], tables: _Tables) -> _Clause | None:
    """The sentence as a main clause of a reporting verb, its subject first or right behind the verb.

    It ends where a colon or a semicolon begins something else.
    """
    words = words[: next((i for i, word in enumerate(words) if i and word.text in _CLAUSE_ENDS), len(words))]
    end = end_of_words(words)
    for at in range(1, min(end, _FARTHEST_VERB)):
        if not words[at].text.islower():
            continue
        found = _reporting_verb(words, at, end, tables)
        if found is None:
            continue
        lemma, cue, last = found
        subject = _subject(words, at, tables)
        if subject is not None and subject[0] < at and not is_subject(words, subject[1], at, lemma):
            return None
        if subject is None:
            return None
        begin = at + 1 if subject[0] < at else subject[1]
        return _Clause(words, at, subject, (begin, last), lemma, cue)
    return None


def _reporting_verb(
    words: Sequence[Word], at: int, end: int, tables: _Tables
) -> tuple[str, tuple[int, ...], int] | None:
    """Lemma and words of the reporting verb whose finite part stands at ``at``, and where its object field ends."""
    lower, reported = words[at].lower, tables.reported
    if lower in reported.modals:
        return reported.modals[lower], (at,), end
    for verb in tables.verbs.get(lower, ()):
        closing = _closing(words, at, end, {verb.particle}) if verb.particle else None
        if closing is not None:
            return (verb.lemma, (at, closing), closing) if reported.takes(verb.lemma) else None
        if verb.particle is None and reported.takes(verb.lemma):
            if _closing(words, at, end, reported.particles) is not None:
                return None  # "forderte die Nationalgarde an": another verb
            passive = at + 1 < end and words[at + 1].lower in reported.passive
            participle = lower.startswith("ge") and not verb.lemma.startswith("ge")
            return None if passive or participle else (verb.lemma, (at,), end)
    if lower in reported.perfect:
        lemmas = {
            form: verb.lemma
            for form in {word.lower for word in words[at + 1 : end]}
            for verb in tables.verbs.get(form, ())
            if reported.takes(verb.lemma) and (verb.particle is None or _has_before(words, form, verb.particle))
        }
        closing = _closing(words, at, end, lemmas)
        if closing is not None:
            return lemmas[words[closing].lower], (at, closing), closing
    return None


def _has_before(words: Sequence[Word], form: str, particle: str) -> bool:
    """Whether the particle stands right before the participle ("bereit erklärt")."""
    return any(a.lower == particle and b.lower == form for a, b in pairwise(words))


def _closing(words: Sequence[Word], at: int, end: int, forms: Container[str]) -> int | None:
    """The word of ``forms`` that closes the clause of the verb at ``at``: it stands before a comma or at the end."""
    for i in range(at + 1, end):
        last = i + 1 == end or words[i + 1].text in {",", ";", "–"} or words[i + 1].lower == "und"
        if last and words[i].lower in forms:
            return i
    return None


def _subject(words: Sequence[Word], at: int, tables: _Tables) -> tuple[int, int] | None:
    """The subject right before the verb at the sentence's beginning, or right behind it."""
    closed, cases = tables.closed, tables.cues.cases
    opens = words[0].lower
    if opens in closed.subordinators or opens in {"„", '"', "»", "“"}:
        return None
    end = phrase_at(words, 0, closed, at)
    if end == at and _may_be_subject(words, 0, tables):
        return None if end == 1 and _is_fronted_adverb(words, at, tables) else (0, end)
    apposed = 0 < end == at - 1 and any(word.text == "," for word in words[:end])
    if apposed and words[end].text == "," and _may_be_subject(words, 0, tables):
        return 0, end  # "Der Vorsitzende der Partei, Karl Maus, kritisierte ..."
    if end and end + 1 < at and words[end].text == "," and words[at - 1].text == ",":
        return (0, end) if _may_be_subject(words, 0, tables) else None
    fronted = opens in closed.prepositions or opens in closed.fillers
    if not fronted or any(words[i].text == "," for i in range(at)):
        return None
    end = phrase_at(words, at + 1, closed)
    end = next((i for i in range(at + 2, end) if words[i].lower in cases.adverbial), end)
    return (at + 1, end) if end > at + 1 and _may_be_subject(words, at + 1, tables) else None


def _is_fronted_adverb(words: Sequence[Word], at: int, tables: _Tables) -> bool:
    """Whether the one word before the verb is no speaker: "dies", or an adverb before the subject ("Insgesamt")."""
    if words[0].lower in tables.cues.cases.anaphors:
        return True
    if words[0].lower in tables.closed.pronouns or speaks(words, 0, 1):
        return False
    behind = [word.lower for word in words[at + 1 : at + 3] if word.lower not in tables.closed.reflexives]
    return (
        not words[0].text.isupper()
        and behind[:1] != []
        and (behind[0] in tables.cues.cases.articles or behind[0] == ",")
    )


def _may_be_subject(words: Sequence[Word], at: int, tables: _Tables) -> bool:
    """Whether the phrase can be a nominative that speaks."""
    lower = words[at].lower
    return lower not in tables.cues.cases.no_nominatives and lower not in tables.closed.impersonal


def _content(clause: _Clause, tables: _Tables) -> tuple[int, int] | None:
    """The words of the object: an infinitive behind a comma, a bare infinitive of "will", or a noun phrase."""
    words, (begin, end) = clause.words, clause.field
    last = end_of_words(words)
    comma = next((i for i in range(begin, last) if words[i].text == ","), None)
    if comma is not None and _opens_infinitive(clause, comma, last, tables):
        return comma + 1, last
    if clause.lemma in tables.reported.infinitives - tables.reported.objects:
        return None
    if clause.finite in clause.cue and words[clause.finite].lower in tables.reported.modals:
        closing = (comma or end) - 1
        closes = words[closing].lower.endswith("n") and words[closing].text.islower()
        return (begin, last) if closes else None
    preposition = tables.reported.prepositions.get(clause.lemma)
    if preposition is not None:
        return _behind_preposition(clause, preposition.split(), tables)
    limit = end if comma is None else min(end, comma)
    if clause.lemma in tables.reported.calling:
        joint = tables.reported.calling[clause.lemma]
        return _called(words, begin, last if joint else min(limit, last), tables, joint)
    start = _object(words, begin, limit, tables)
    if start is None or words[start].lower in tables.cues.openers.words | tables.cues.openers.questions:
        return None
    end = min(end, last)
    while comma is None and end - 1 > start and words[end - 1].text.islower():
        end -= 1  # "wies die Vorwürfe strikt zurück"
    return start, end


def _opens_infinitive(clause: _Clause, comma: int, last: int, tables: _Tables) -> bool:
    """Whether behind the comma stands the infinitive with "zu" that the verb takes."""
    words, closed = clause.words, tables.closed
    before = [i for i in range(clause.field[0], comma) if i not in clause.cue]
    if clause.lemma not in tables.reported.infinitives and not all(words[i].text.islower() for i in before):
        return False
    if comma + 1 >= last or comma > clause.field[1] + 1:
        return False
    opens = words[comma + 1].lower
    other = opens in closed.subordinators or opens in tables.cues.cases.no_infinitives
    pronoun = opens in closed.pronouns - closed.determiners
    return not (other and opens not in closed.determiners) and not pronoun and has_infinitive(words, comma + 1)


def _behind_preposition(clause: _Clause, prepositions: Sequence[str], tables: _Tables) -> tuple[int, int] | None:
    """The phrase behind the verb's own preposition, also where it stands in front of the verb."""
    words, (begin, end) = clause.words, clause.field
    if words[0].lower in prepositions and clause.subject[0] > clause.finite:
        return 1, clause.finite
    at = next((i for i in range(begin, end) if words[i].lower in prepositions), None)
    if at is None or any(words[i].text == "," for i in range(begin, at)):
        return None
    return (at + 1, end) if phrase_at(words, at + 1, tables.closed) > at + 1 else None


def _called(words: Sequence[Word], begin: int, end: int, tables: _Tables, joint: str) -> tuple[int, int] | None:
    """What is called and what it is called: "das Urteil einen Skandal", "die Lösung als Irrweg"."""
    closed, first = tables.closed, begin
    while first < end and words[first].lower in closed.prepositions | closed.fillers - closed.subordinators:
        preposition = words[first].lower in closed.prepositions
        first = max(first + 1, phrase_at(words, first + 1, closed, end)) if preposition else first + 1
    if first == end or (words[first].lower in tables.closed.reflexives and not joint):
        return None
    called = first + 1 if words[first].lower in closed.pronouns else phrase_at(words, first, closed, end)
    if joint:
        joins = next((i for i in range(called, end - 1) if words[i].lower == joint or words[i].text == ","), None)
        return None if joins is None or words[joins].text == "," else (first, end)
    opens = words[called].lower if first < called < end else ""
    second = opens in tables.cues.cases.calling_articles or words[min(called, end - 1)].text in _MARKS
    return (first, end) if second else None


def _object(words: Sequence[Word], begin: int, end: int, tables: _Tables) -> int | None:
    """Where the accusative noun phrase begins, prepositional phrases in front of it stepped over."""
    closed, cases, at = tables.closed, tables.cues.cases, begin
    while at < end:
        lower = words[at].lower
        if lower in closed.prepositions or lower in cases.like_prepositions:
            at = max(at + 1, phrase_at(words, at + 1, closed, end))
        elif lower in closed.reflexives:
            at += 1
        elif lower in cases.no_accusatives or lower in closed.fillers or not words[at].text[0].isalnum():
            at = max(at + 1, phrase_at(words, at, closed, end)) if lower in cases.no_accusatives else at + 1
        elif lower in closed.pronouns and lower not in closed.determiners:
            return None
        elif phrase_at(words, at, closed, end) > at:
            return at
        else:
            at += 1
    return None
