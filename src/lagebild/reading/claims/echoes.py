"""Sentences that only say who confirms, denies or states what was said before them: they add a source to that claim."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from functools import cache

from msgspec import Struct, structs

from lagebild.model import Act, Attribution, Span, Spans
from lagebild.reading.attribution.clauses import has_subjunctive
from lagebild.reading.attribution.phrases import phrase_at
from lagebild.reading.claims.firmness import FirmnessTable, firmness_table, polarity_of
from lagebild.reading.claims.main_clause import clause_table
from lagebild.reading.document import sentence_at, trim
from lagebild.reading.languages.cues import CueVerb, cue_table, cue_verbs
from lagebild.reading.languages.grammar import grammar
from lagebild.reading.segment import Word, find_words

_LONGEST = 240
# How sure it is that an echo's source goes on behind it.
_GOES_ON = 0.8
_FEWEST_SAID = 3
_OVERRIDING: frozenset[Act] = frozenset({"confirm", "deny"})
_ECHOING: frozenset[Act] = frozenset({"confirm", "deny", "state"})
_QUOTES = frozenset(':„“”"»«')


class Echo(Struct, frozen=True):
    """A sentence that says who confirms, denies or states what was said before it, in its ``core``.

    Behind the core the sentence may say more ("bestätigte dies, es gebe drei Verletzte").
    """

    sentence: Span
    core: Span
    source: Spans
    cue: Spans
    act: Act


class _Sentence(Struct, frozen=True):
    span: Span
    words: Sequence[Word]
    anaphor: tuple[int, int]
    language: str


def find_echoes(
    text: str, language: str, sentences: tuple[Span, ...], attributions: Sequence[Attribution]
) -> list[Echo]:
    """The echoes among ``sentences``; where an attribution stands in one, only if it confirms or denies."""
    anaphors = firmness_table(language).anaphora.subjects
    parts = (span for a in attributions for span in a.content)
    busy: dict[int | None, int] = {}
    for start, end in parts:
        if text[start:end].lower() not in anaphors:
            at = sentence_at(sentences, start)
            busy[at] = min(start, busy.get(at, start))
    found = ((at, find_echo(text, sentence, language)) for at, sentence in enumerate(sentences) if at > 0)
    return [
        echo
        for at, echo in found
        if echo is not None and (busy.get(at, echo.core[1]) >= echo.core[1] or echo.act in _OVERRIDING)
    ]


def without_echoes(attributions: Sequence[Attribution], echoes: Sequence[Echo]) -> tuple[Attribution, ...]:
    """The attributions that say more than an echo, and without the sources that only echo them."""
    starts = [echo.sentence[0] for echo in echoes]

    def echo_at(at: int) -> Echo | None:
        number = bisect_right(starts, at) - 1
        return echoes[number] if number >= 0 and at < echoes[number].sentence[1] else None

    kept: list[Attribution] = []
    for attribution in attributions:
        echo = echo_at(attribution.content[0][0])
        if echo is not None:
            if attribution.content[0][0] >= echo.core[1]:
                kept.append(attribution)
            continue
        if any(echo_at(start) for start, _ in attribution.cue or ()):
            continue
        echoing = any(echo_at(start) for start, _ in attribution.source or ())
        kept.append(structs.replace(attribution, source=None) if echoing else attribution)
    return tuple(kept)


def with_rests(
    text: str, language: str, attributions: Sequence[Attribution], echoes: Sequence[Echo]
) -> tuple[Attribution, ...]:
    """The attributions with what an echo's source goes on to say: in the Konjunktiv, or behind a verb of saying."""
    found = list(attributions)
    for echo in echoes:
        start, end = trim(text, (echo.core[1], echo.sentence[1]))
        words = find_words(text, start, end)
        behind = _behind_verb(words, language)
        said = has_subjunctive(words, 0, grammar(language)) and not any(w.lower in cue_verbs(language) for w in words)
        if behind is not None:
            start = words[behind].start
        if (said or behind is not None) and not any(start < e and s < end for a in attributions for s, e in a.content):
            found.append(
                Attribution(
                    form="indirect",
                    content=((start, end),),
                    source=echo.source,
                    cue=echo.cue,
                    confidence=_GOES_ON,
                    source_confidence=_GOES_ON,
                )
            )
    return tuple(sorted(found, key=lambda a: a.content))


def _behind_verb(words: Sequence[Word], language: str) -> int | None:
    """Where the content begins in "and said (that) twelve cars were sent", "sagte, es gebe keine Verletzten"."""
    closed, openers = grammar(language), cue_table(language).openers
    at = 1 if words and words[0].lower in closed.conjunctions else 0
    verb = _verb(words, at, language) if at < len(words) else None
    begin = at + 1
    if verb is None or verb.act != "state" or verb.particle is not None:
        return None
    if openers.comma_before_clause and not (begin < len(words) and words[begin].text == ","):
        return None
    while begin < len(words) and (words[begin].text == "," or words[begin].lower in openers.words):
        begin += 1
    return begin if len(words) - begin >= _FEWEST_SAID else None


def find_echo(text: str, sentence: Span, language: str) -> Echo | None:
    """The source that a sentence adds to what came before: "Diese Informationen wurden von X bestätigt"."""
    written = text[sentence[0] : sentence[1]].lower()
    if len(written) > _LONGEST or len(written) != sentence[1] - sentence[0]:
        return None
    words = find_words(text, *sentence)
    if any(word.text in _QUOTES for word in words):
        return None
    anaphor = _anaphor(words, written, sentence[0], language)
    if anaphor is None:
        return None
    clause = _Sentence(sentence, words, anaphor, language)
    opening = not any(word.text[0].isalnum() for word in words[: anaphor[0]])
    for at, word in enumerate(words):
        verb = _verb(words, at, language)
        if verb is None or verb.act not in (_ECHOING if opening else _OVERRIDING) or anaphor[0] <= at < anaphor[1]:
            continue
        others = (w for i, w in enumerate(words) if i > at and not anaphor[0] <= i < anaphor[1])
        if any(w.lower in grammar(language).subordinators for w in others):
            return None
        source = _agent(clause) or _subject(clause, at, verb)
        if source is None:
            continue
        end = _core_end(words, max(at + 1, anaphor[1], source[1]), language)
        core = (sentence[0], words[end].start if end < len(words) else sentence[1])
        if polarity_of(text[slice(*core)], language) == "negative":
            return None
        cue = ((word.start, word.end),)
        return Echo(sentence, core, ((words[source[0]].start, words[source[1] - 1].end),), cue, verb.act)
    return None


def _core_end(words: Sequence[Word], begin: int, language: str) -> int:
    """Where the sentence goes on with more: a comma or conjunction, and a verb of saying or a Konjunktiv."""
    closed, joined = grammar(language), clause_table(language).joined
    more = [
        i
        for i in range(begin, len(words))
        if words[i].lower in cue_verbs(language) or has_subjunctive(words[i : i + 1], 0, closed)
    ]
    for i in range(begin, more[-1] if more else begin):
        if words[i].text == "," or words[i].lower in closed.conjunctions | joined:
            return i
    return len(words)


def _verb(words: Sequence[Word], at: int, language: str) -> CueVerb | None:
    """The reporting verb that the word is, its particle present."""
    present = {word.lower for word in words}
    verbs = cue_verbs(language).get(words[at].lower, ())
    found = next((v for v in verbs if v.particle is None or v.particle in present), None)
    return None if found is None or (found.ambiguous and found.act not in _OVERRIDING) else found


@cache
def _anaphors(language: str) -> re.Pattern[str]:
    table = firmness_table(language).anaphora
    words = sorted((*table.subjects, *table.objects), key=len, reverse=True)
    return re.compile(r"(?<!\w)(?:" + "|".join(re.escape(word) for word in words) + r")(?!\w)")


def _anaphor(words: Sequence[Word], written: str, offset: int, language: str) -> tuple[int, int] | None:
    """The words that refer back: at the sentence's beginning, or where an object stands and nothing adds to it."""
    table = firmness_table(language)
    for match in _anaphors(language).finditer(written):
        inside = [i for i, w in enumerate(words) if match.start() <= w.start - offset < match.end()]
        if not inside:
            continue
        first, last = inside[0], inside[-1] + 1
        opening = not any(word.text[0].isalnum() for word in words[:first])
        following = words[last].lower if last < len(words) else "."
        if opening and match.group() in table.anaphora.subjects:
            verb = len(inside) > 1 or following in cue_verbs(language) or following in table.anaphora.auxiliaries
            if verb and following not in table.anaphora.adding:
                return first, last
        if not opening and _is_object(words, first, following, table):
            return first, last
    return None


def _is_object(words: Sequence[Word], first: int, following: str, table: FirmnessTable) -> bool:
    """Whether the anaphor is what is confirmed: no preposition before it, nothing that defines it behind."""
    if words[first - 1].lower in table.anaphora.agent or following in table.anaphora.adding:
        return False
    return first > 0 and not (words[first].lower in {"das", "that", "it"} and following.isalpha() and len(words) > 2
        and following not in table.anaphora.behind)  # fmt: skip


def _agent(clause: _Sentence) -> tuple[int, int] | None:
    """The agent of a passive ("von vier Quellen", "by two aides")."""
    agents, words = firmness_table(clause.language).anaphora.agent, clause.words
    for at, word in enumerate(words[:-1]):
        if word.lower in agents and not clause.anaphor[0] <= at < clause.anaphor[1]:
            end = phrase_at(words, at + 1, grammar(clause.language))
            if end > at + 1:
                return at + 1, end
    return None


def _subject(clause: _Sentence, at: int, verb: CueVerb) -> tuple[int, int] | None:
    """The subject before the verb, or behind it where the anaphor stands in front."""
    words, rules = clause.words, grammar(clause.language)
    if clause.anaphor[0] > at and verb.act in _OVERRIDING:
        end = phrase_at(words, 0, rules, at)
        return (0, end) if end == at else None
    if rules.nouns_capitalised and at == clause.anaphor[1]:
        end = phrase_at(words, at + 1, rules)
        end = _without_hearer(words, at + 1, end, clause.language)
        return (at + 1, end) if end > at + 1 else None
    return None


def _without_hearer(words: Sequence[Word], first: int, end: int, language: str) -> int:
    """The phrase without a paper in the dative behind it ("bestätigten vier Beamte der Zeitung X")."""
    tables = cue_table(language).sources
    for at in range(first + 1, end - 1):
        if words[at].lower in tables.datives and words[at + 1].lower.endswith(tables.papers):
            return at
    return end
