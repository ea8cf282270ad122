"""Attributions by rule: quotations with speakers, cue verbs with a clause, source frames, Konjunktiv that goes on."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from lagebild.model import Attribution, Form, Span, Spans
from lagebild.reading.attribution.clauses import (
    has_infinitive,
    has_subjunctive,
    has_verb,
    opens_subjunctive,
)
from lagebild.reading.attribution.frames import Rules, Unit, around, framed, spans_of, trim
from lagebild.reading.attribution.phrases import phrase_at
from lagebild.reading.languages.cues import CueVerb, cue_table, cue_verbs
from lagebild.reading.languages.grammar import grammar
from lagebild.reading.segment import Quotation, Word, find_quotations, find_words

# A quotation of fewer words than this inside a sentence is a quoted expression, not an utterance.
_FEWEST_QUOTED = 4
_OPENING = frozenset("„“»«\"‚‘'(")
_CLOSING = frozenset("“”»«\"’‘')")
# Words of a clause before its verb; what has more is none, and looking through it takes too long.
_LONGEST_CLAUSE = 150


class Cue(Struct, frozen=True):
    """A cue verb at word ``at`` of a unit, with its subject's words if one was found."""

    at: int
    verb: CueVerb
    subject: tuple[int, int] | None
    particle: int | None


def find_attributions(text: str, language: str, sentences: Sequence[Span]) -> list[Attribution]:
    """The attributions of ``text`` in the order of their content."""
    rules = Rules(cue_verbs(language), cue_table(language), grammar(language))
    found: list[Attribution] = []
    previous: Attribution | None = None
    for unit in _units(text, sentences):
        here = _read_unit(unit, rules, previous)
        found.extend(here)
        paragraph_ends = text[unit.span[1] : unit.span[1] + 2].strip(" ") != "" and "\n" in text[unit.span[1] :][:2]
        previous = None if paragraph_ends else (here[-1] if here else None)
    return sorted(found, key=lambda attribution: attribution.content)


def _units(text: str, sentences: Sequence[Span]) -> list[Unit]:
    quotations = [q for q in find_quotations(text) if q.depth == 0]
    units: list[Unit] = []
    at = position = 0
    while position < len(sentences):
        start, end = sentences[position]
        position += 1
        inside: list[Quotation] = []
        while at < len(quotations) and quotations[at].outer[0] < end:
            inside.append(quotations[at])
            while position < len(sentences) and sentences[position][0] < quotations[at].outer[1]:
                end = sentences[position][1]
                position += 1
            at += 1
        outside = tuple(
            w for w in find_words(text, start, end) if not any(q.outer[0] <= w.start < q.outer[1] for q in inside)
        )
        units.append(Unit(text, (start, end), outside, tuple(inside)))
    return units


def _read_unit(unit: Unit, rules: Rules, previous: Attribution | None) -> list[Attribution]:
    cue = _find_cue(unit, rules)
    utterances = [q for q in unit.quotations if _is_utterance(unit, q)]
    if utterances:
        return _direct(unit, utterances, cue, rules, previous)
    found = framed(unit, rules)
    if found:
        return [found]
    if cue:
        clause = _clause(unit, cue, rules)
        return [clause] if clause else []
    return _continued(unit, rules, previous)


def _is_utterance(unit: Unit, quotation: Quotation) -> bool:
    """Whether a quotation stands by itself; one inside a clause only quotes some of that clause's words."""
    before = unit.text[unit.span[0] : quotation.outer[0]].rstrip()
    embedded = before[-1:].isalnum()
    return not embedded and len(find_words(unit.text, *quotation.inner)) >= _FEWEST_QUOTED


def _find_cue(unit: Unit, rules: Rules) -> Cue | None:
    """The best cue verb of the unit: unambiguous before ambiguous, with a subject before without."""
    candidates: list[tuple[int, int, Cue]] = []
    for at, word in enumerate(unit.words):
        for verb in rules.verbs.get(word.lower, ()):
            particle = _particle(unit, at, verb)
            if verb.particle and particle is None:
                continue
            if word.text[:1].isupper() and at > 0:
                continue
            subject = _subject(unit, at, rules)
            rank = (verb.ambiguous * 2) + (subject is None)
            candidates.append((rank, at, Cue(at, verb, subject, particle)))
            break
    return min(candidates, key=lambda c: c[:2])[2] if candidates else None


def _particle(unit: Unit, at: int, verb: CueVerb) -> int | None:
    if verb.particle is None:
        return None
    for i in range(at + 1, min(len(unit.words), at + 30)):
        if unit.words[i].lower == verb.particle and (i + 1 == len(unit.words) or not unit.words[i + 1].text.isalnum()):
            return i
    return None


def _subject(unit: Unit, at: int, rules: Rules) -> tuple[int, int] | None:
    """The words of the cue's subject: behind an inverted verb, else at the clause's beginning before it."""
    words = unit.words
    apposed = phrase_at(words, 0, rules.grammar)
    if 0 < apposed == at - 1 and words[apposed].text == ",":
        return 0, apposed  # "X, Sprecher des Y, erklärte": the comma before the verb closes the apposition
    start = _clause_start(unit, at)
    if start is None:
        return None
    inverted = (
        start == at or words[start].lower in rules.grammar.fillers or words[start].lower in rules.grammar.prepositions
    )
    if inverted:
        end = phrase_at(words, at + 1, rules.grammar)
        if end > at + 1:
            return at + 1, end
        if not rules.cues.openers.comma_before_clause:
            return None
    for begin in range(start, at):
        end = phrase_at(words, begin, rules.grammar, at)
        if end > begin:
            return begin, end
    return None


def _clause_start(unit: Unit, at: int) -> int | None:
    """The first word of the clause that word ``at`` stands in, stepping over a name in apposition.

    None where it is so far away that the words are no clause.
    """
    words = unit.words
    for i in range(at - 1, max(-1, at - 1 - _LONGEST_CLAUSE), -1):
        gap = unit.text[words[i].end : words[i + 1].start]
        if any(mark in gap for mark in _OPENING | _CLOSING) and len(gap.strip()) > 2:
            return i + 1
        if words[i].text in {";", ":", "–", "."}:
            return i + 1
        if words[i].text == "," and (i + 1 == at or not _apposition(words, i, at)):
            return i + 1
    return 0 if at <= _LONGEST_CLAUSE else None


def _apposition(words: Sequence[Word], comma: int, at: int) -> bool:
    """Whether the verb at ``at`` directly follows the comma that closes an apposition opened at ``comma``."""
    return (
        at - 1 != comma
        and (words[at - 1].text == "," or any(w.text == "," for w in words[max(0, comma - 12) : comma]))
        and at - comma < 14
        and words[comma + 1].text[:1].isupper()
    )


def _cue_spans(unit: Unit, cue: Cue) -> Spans:
    first = unit.words[cue.at]
    if cue.particle is None:
        return ((first.start, first.end),)
    last = unit.words[cue.particle]
    return ((first.start, first.end), (last.start, last.end))


def _direct(
    unit: Unit, utterances: list[Quotation], cue: Cue | None, rules: Rules, previous: Attribution | None
) -> list[Attribution]:
    source = spans_of(unit, cue.subject) if cue else None
    spoken = cue is not None and source is not None
    alone = all(unit.text[q.inner[1] - 1 : q.inner[1]] in ".!?…," for q in utterances) and not unit.words
    if not spoken and not (alone and previous is not None):
        return []
    content = tuple(trim(unit.text, q.inner) for q in utterances)
    if not spoken and previous is not None:
        return [
            Attribution(form="direct", content=content, source=previous.source, confidence=0.5, source_confidence=0.5)
        ]
    return [
        Attribution(
            form="direct",
            content=content,
            source=source,
            cue=_cue_spans(unit, cue) if cue else None,
            confidence=0.9,
            source_confidence=0.8,
        )
    ]


def _clause(unit: Unit, cue: Cue, rules: Rules) -> Attribution | None:
    """A clause behind the cue ("sagte X, dass ..."), or before it (", sagte X")."""
    words, openers = unit.words, rules.cues.openers
    source = spans_of(unit, cue.subject)
    if source is None:
        return None
    subject_behind = cue.subject is not None and cue.subject[0] > cue.at
    inquit = cue.at > 0 and words[cue.at - 1].text == "," and subject_behind
    if inquit and openers.comma_before_clause and (cue.verb.ambiguous or words[0].lower in rules.grammar.subordinators):
        return None  # "Um ... zu schonen, wollte die Polizei ...": a clause in front, not words of the source
    after = max(cue.at + 1, cue.subject[1] if cue.subject else 0, (cue.particle or 0) + 1)
    if inquit or (not openers.comma_before_clause and _final(unit, cue)):
        start = min(cue.at, cue.subject[0] if cue.subject else cue.at)
        return around(unit, (start, after), cue.subject or (start, after), (cue.at, cue.at + 1), rules, goes_on=False)
    opened = _content_start(unit, after, cue, rules)
    if opened is None:
        return None
    begin, form = opened
    content = trim(unit.text, (words[begin].start, unit.span[1]))
    if content[1] - content[0] < 8:
        return None
    return Attribution(
        form=form, content=(content,), source=source, cue=_cue_spans(unit, cue), confidence=0.75, source_confidence=0.75
    )


def _final(unit: Unit, cue: Cue) -> bool:
    """Whether subject and cue close the sentence behind a comma ("..., X said.")."""
    if cue.subject is None or cue.subject[0] == 0 or cue.subject[1] > cue.at:
        return False
    return unit.words[cue.subject[0] - 1].text == ","


def _content_start(unit: Unit, after: int, cue: Cue, rules: Rules) -> tuple[int, Form] | None:
    """The first word of the content clause behind the cue, and how it is rendered."""
    words, openers = unit.words, rules.cues.openers
    for i in range(cue.at + 1, len(words)):
        behind_comma = words[i - 1].text in {",", ":"}
        opens = words[i].lower in openers.words and (behind_comma or not openers.comma_before_clause)
        if opens and i + 1 < len(words):
            return i + 1, "indirect"
        if behind_comma and (form := _unopened(unit, i, after, cue, rules)):
            return i, form
    if (
        not openers.comma_before_clause
        and not cue.verb.ambiguous
        and after < len(words)
        and words[after].text.isalnum()
    ):
        return after, "indirect"
    return None


def _unopened(unit: Unit, at: int, after: int, cue: Cue, rules: Rules) -> Form | None:
    """The form of a clause behind a comma that no "dass" opens: a question, a Konjunktiv or an infinitive with "zu"."""
    words, openers = unit.words, rules.cues.openers
    if words[at].lower in openers.questions:
        return "indirect"
    if not openers.comma_before_clause or at < after:
        return None
    if at > after and has_subjunctive(words, at, rules.grammar):
        return "indirect"
    opener, closed = words[at].lower, rules.grammar
    dependent = opener in closed.subordinators or opener in closed.prepositions
    says = cue.verb.act == "state" and not cue.verb.ambiguous and cue.verb.particle is None
    joined = opener in closed.relatives or opener in closed.conjunctions
    if at > after and says and not dependent and not joined and has_verb(words, at, rules.grammar):
        return "indirect"
    plans = cue.verb.act not in {"state", "confirm"} and not cue.verb.ambiguous and not dependent
    if plans and has_infinitive(words, at):
        return "reported"
    return None


def _continued(unit: Unit, rules: Rules, previous: Attribution | None) -> list[Attribution]:
    """A sentence in Konjunktiv I without a frame of its own goes on from the attribution before it."""
    told = any(word.lower in rules.grammar.subjunctive for word in unit.words)
    if previous is None or not (told or opens_subjunctive(unit.words, rules.grammar)):
        return []
    content = trim(unit.text, unit.span)
    return [
        Attribution(
            form="indirect-free-indirect",
            content=(content,),
            source=previous.source,
            confidence=0.7,
            source_confidence=min(0.7, previous.source_confidence),
        )
    ]
