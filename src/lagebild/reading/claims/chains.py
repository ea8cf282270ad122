"""Source chains: the innermost source of each attribution, and who relays it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache

from msgspec import Struct

from lagebild.model import Act, Attribution, Passage, Source, Span, Spans, cover
from lagebild.reading.actors import SourceReading
from lagebild.reading.actors.tables import PEOPLE, Sort, lexicon
from lagebild.reading.attribution.phrases import phrase_at
from lagebild.reading.claims.firmness import firmness_table
from lagebild.reading.claims.phrases import compile_phrases
from lagebild.reading.document import sentence_at
from lagebild.reading.languages.cues import cue_table, cue_verbs
from lagebild.reading.languages.grammar import grammar
from lagebild.reading.segment import Word, find_words

_LONGEST_SENTENCE = 4_000
_VOUCHES = PEOPLE | Sort.BODY | Sort.CONTAINER | Sort.DOCUMENT


class CueReading(Struct, frozen=True):
    """What a cue's words mean: the infinitive or noun they belong to, if it is in the tables, and the act."""

    lemma: str | None
    act: Act


def read_cue(text: str, spans: Spans | None, language: str) -> CueReading:
    """The act of the cue at ``spans``; "state" for words that no table knows."""
    if spans is None:
        return CueReading(None, "state")
    verbs, nouns = cue_verbs(language), cue_table(language).frame_nouns
    words = [word.lower for start, end in spans for word in find_words(text, start, end)]
    for word in words:
        for verb in verbs.get(word, ()):
            if verb.particle is None or verb.particle in words:
                return CueReading(verb.lemma, verb.act)
    for word in words:
        if word in nouns:
            return CueReading(word, nouns[word])
    return CueReading(None, "state")


def source_of(text: str, spans: Spans, reading: SourceReading, cue: Spans | None, act: Act) -> Source:
    """One link of a chain: the mention at ``spans`` with what it was resolved to."""
    return Source(
        text=cover(text, spans),
        spans=spans,
        cue=Passage(cover(text, cue), cue) if cue else None,
        act=act,
        anonymous=reading.anonymous,
        count=reading.count,
        actor=reading.actor,
        resolved=reading.resolved,
    )


def _relay(language: str) -> Mapping[str, Sequence[str]]:
    return firmness_table(language).relay


@cache
def _relay_pattern(language: str) -> re.Pattern[str]:
    return compile_phrases(_relay(language)["markers"])


@cache
def _reflexive_pattern(language: str) -> re.Pattern[str]:
    """What names an inner source where a verb closes the clause: "der [sich auf] Ermittler beruft"."""
    return compile_phrases(_relay(language)["reflexive"])


@cache
def _quoting_pattern(language: str) -> re.Pattern[str]:
    return compile_phrases(_relay(language)["quoting"])


def relayed_source(text: str, attribution: Attribution, sentences: tuple[Span, ...], language: str) -> Span | None:
    """The inner source that a frame names ("unter Berufung auf X", "citing X"), in a sentence of source or cue."""
    anchor = attribution.cue or attribution.source
    if anchor is None:
        return None
    at = sentence_at(sentences, anchor[0][0])
    if at is None:
        return None
    sentence = sentences[at]
    if sentence[1] - sentence[0] > _LONGEST_SENTENCE:
        return None  # a text without full stops: what stands far away relays nothing
    written = text[sentence[0] : sentence[1]]
    marker, closing, quoting = _relay_marker(written, language)
    if marker is None:
        return None
    start = sentence[0] + marker.end()
    if not quoting and any(s < start and sentence[0] + marker.start() < e for s, e in attribution.cue or ()):
        return None  # "X has cited Y": the marker is what the source itself does
    if any(s <= sentence[0] + marker.start() < e for s, e in attribution.content):
        return None
    words = find_words(text, start, sentence[1])
    end = phrase_at(words, 0, grammar(language)) if words else 0
    if end == 0 or (closing and (end == len(words) or words[end].lower not in closing)):
        return None
    if not _can_vouch(words[:end], language):
        return None
    span = (words[0].start, words[end - 1].end)
    named = attribution.source or ()
    return None if any(s < span[1] and span[0] < e for s, e in named) else span


def _relay_marker(written: str, language: str) -> tuple[re.Match[str] | None, frozenset[str], bool]:
    """What names an inner source in a sentence, the words of which one must stand behind it (empty: none need), and
    whether it may be the cue itself ("zitiert einen Augenzeugen mit den Worten").
    """
    relay = _relay(language)
    if (marker := _relay_pattern(language).search(written)) is not None:
        return marker, frozenset(), False
    if (marker := _reflexive_pattern(language).search(written)) is not None:
        return marker, frozenset(relay["closing"]), False
    return _quoting_pattern(language).search(written), frozenset(relay["quoted"]), True


def _can_vouch(phrase: Sequence[Word], language: str) -> bool:
    """Whether a phrase names people, bodies or papers: who "cites safety concerns" gives a reason, no source.

    The German markers name sources alone.
    """
    closed, actors = grammar(language), lexicon(language)
    if closed.nouns_capitalised:
        return True
    inner = next((i for i, word in enumerate(phrase) if i and word.lower in closed.prepositions), len(phrase))
    return any(word.text[:1].isupper() or actors.sort_of(word.lower) & _VOUCHES for word in phrase[:inner])


def without_relayed(
    text: str, attributions: Sequence[Attribution], sentences: tuple[Span, ...], language: str
) -> list[Attribution]:
    """The attributions whose content is not only the source that another's frame names ("[citing] [two officials]")."""
    relayed = {span[0] for a in attributions if (span := relayed_source(text, a, sentences, language)) is not None}
    return [a for a in attributions if a.form == "direct" or not _is_relayed(text, a.content, relayed, language)]


def _is_relayed(text: str, content: Spans, relayed: set[int], language: str) -> bool:
    (start, end), named = content[0], len(content) == 1 and "," not in cover(text, content)
    marker = _relay_pattern(language).match(text[start:end])
    behind = start + marker.end() + 1 if marker is not None else start
    return start in relayed or (named and behind in relayed)
