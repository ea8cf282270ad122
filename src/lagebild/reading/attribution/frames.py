"""Frames without a clause of their own: "laut X", "nach Angaben von X", "X zufolge", "according to X", ", sagte X"."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from lagebild.model import Attribution, Span, Spans
from lagebild.reading.attribution.clauses import has_subjunctive, opens_subjunctive, resumes
from lagebild.reading.attribution.phrases import phrase_at
from lagebild.reading.languages.cues import CueTable, CueVerb
from lagebild.reading.languages.grammar import Grammar
from lagebild.reading.segment import Quotation, Word

_FEWEST_LETTERS = 12


class Unit(Struct, frozen=True):
    """A sentence, or the sentences that one quotation runs through, with its words outside quotations."""

    text: str
    span: Span
    words: tuple[Word, ...]
    quotations: tuple[Quotation, ...]


class Rules(Struct, frozen=True):
    """The tables of one language."""

    verbs: dict[str, tuple[CueVerb, ...]]
    cues: CueTable
    grammar: Grammar


def framed(unit: Unit, rules: Rules) -> Attribution | None:
    """Frames without a verb ("laut X", "nach Angaben von X", "X zufolge"): the rest of the sentence is the content."""
    frames, words = rules.cues.frames, unit.words
    for at, word in enumerate(words):
        source: tuple[int, int] | None = None
        start = at
        if word.lower in frames.with_noun:
            source = _noun_frame(words, at, rules)
        if source is None and word.lower in frames.before:
            end = phrase_at(words, at + 1, rules.grammar)
            source = (at + 1, end) if end > at + 1 else None
        if source is None and word.lower in frames.after and at > 0:
            start = _postposed(words, at, rules)
            source = (start, at) if start < at else None
        if source is None and word.lower in frames.behind_noun and at > 1 and _is_owned(words, at, rules):
            start, source = at - 2, (at - 2, at)
        if source is not None:
            stop = max(source[1], at + 1)
            return around(unit, (start, stop), source, (at, at + 1), rules, goes_on=True)
    return None


def _noun_frame(words: Sequence[Word], at: int, rules: Rules) -> tuple[int, int] | None:
    cues = rules.cues
    if at + 2 < len(words) and not cues.frame_nouns and words[at + 1].lower in cues.frames.links:
        end = phrase_at(words, at + 2, rules.grammar)
        return (at + 2, end) if end > at + 2 else None
    for i in range(at + 1, min(at + 3, len(words))):
        if words[i].lower in cues.frame_nouns and i + 1 < len(words) and words[i + 1].lower in cues.frames.links:
            begin = i + 1 if words[i + 1].lower in rules.grammar.genitives else i + 2
            end = phrase_at(words, begin, rules.grammar)
            return (begin, end) if end > begin else None
    return _unowned(words, at, rules)


def _unowned(words: Sequence[Word], at: int, rules: Rules) -> tuple[int, int] | None:
    """The noun of a frame that tells whose it is ("nach Polizeiangaben"), or only when ("nach ersten Angaben")."""
    nouns = rules.cues.frame_nouns
    begin = at + 1
    if begin >= len(words) or words[at].lower in rules.cues.frames.relaying or _is_dependent(words, at, rules):
        return None
    alone = words[begin].lower not in nouns and words[begin].lower.endswith(tuple(nouns))
    if alone:
        return begin, begin + 1
    if begin + 1 == len(words) or words[begin].lower in rules.grammar.determiners or not words[begin].text.islower():
        return None
    described = words[begin].lower.endswith(("en", "er")) and words[begin + 1].lower.endswith(tuple(nouns))
    return (begin, begin + 2) if described else None


def _is_owned(words: Sequence[Word], at: int, rules: Rules) -> bool:
    """Whether a noun of a frame with its owner stands before the postposition: "ihrer Meinung nach"."""
    owner, noun = words[at - 2].lower, words[at - 1].lower
    inside = at > 2 and words[at - 3].lower in rules.grammar.determiners
    owned = noun in rules.cues.frame_nouns and owner in rules.cues.frames.owners
    return owned and not inside and not _is_dependent(words, at, rules)


def _is_dependent(words: Sequence[Word], at: int, rules: Rules) -> bool:
    """Whether the word stands in a relative or subordinate clause: what it frames is that clause alone."""
    comma = next((i for i in range(at - 1, -1, -1) if words[i].text == ","), None)
    if comma is None:
        return words[0].lower in rules.grammar.subordinators
    opener = words[comma + 1].lower
    return opener in rules.grammar.subordinators or opener in rules.grammar.relatives


def _postposed(words: Sequence[Word], at: int, rules: Rules) -> int:
    for begin in range(max(0, at - 10), at):
        if phrase_at(words, begin, rules.grammar, at) == at:
            return begin
    return at


def around(
    unit: Unit, frame: tuple[int, int], source: tuple[int, int], cue: tuple[int, int], rules: Rules, *, goes_on: bool
) -> Attribution | None:
    """The sentence without the frame; behind it the content goes on only after a comma, unless ``goes_on``."""
    words = unit.words
    goes_on = goes_on or resumes(words, frame[1], rules.grammar, rules.cues.openers.words)
    parts = (
        (unit.span[0], words[frame[0]].start),
        (words[frame[1] - 1].end, unit.span[1] if goes_on else words[frame[1] - 1].end),
    )
    if frame[0] > 0:
        parts = ((_behind_colon(words, frame[0], rules) or parts[0][0], parts[0][1]), parts[1])
    content = tuple(part for part in (trim(unit.text, p) for p in parts) if part[1] > part[0])
    if sum(end - start for start, end in content) < _FEWEST_LETTERS:
        return None
    return Attribution(
        form="indirect",
        content=content,
        source=spans_of(unit, source),
        cue=spans_of(unit, cue),
        frame=spans_of(unit, frame),
        confidence=0.8,
        source_confidence=0.8,
    )


def _behind_colon(words: Sequence[Word], stop: int, rules: Rules) -> int | None:
    """Where the Konjunktiv clause behind a colon begins: what stands before says only that somebody speaks."""
    colon = next((i for i in range(stop - 1) if words[i].text == ":"), None)
    if colon is None:
        return None
    said = words[colon + 1 : stop]
    if not has_subjunctive(said, 0, rules.grammar) and not opens_subjunctive(said, rules.grammar):
        return None
    return words[colon + 1].start


def spans_of(unit: Unit, words: tuple[int, int] | None) -> Spans | None:
    """The characters of a run of words."""
    if words is None:
        return None
    return ((unit.words[words[0]].start, unit.words[words[1] - 1].end),)


def trim(text: str, span: Span) -> Span:
    """The span without white space and final punctuation at its ends."""
    start, end = span
    while start < end and (text[start].isspace() or text[start] in ",;:–"):
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in ".,;:!?…–"):
        end -= 1
    return start, end
