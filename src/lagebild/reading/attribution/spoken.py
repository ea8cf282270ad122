"""Words in marks and paragraphs that somebody speaks: as one attribution, from the first mark to the last."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from msgspec import structs

from lagebild.model import Attribution, Span, Spans
from lagebild.reading.attribution.phrases import phrase_at
from lagebild.reading.document import trim
from lagebild.reading.languages.cues import CueVerb, cue_table, cue_verbs
from lagebild.reading.languages.grammar import grammar
from lagebild.reading.segment import Word, find_quotations, find_words

# Fewer words in marks are an expression that somebody uses, not what they say.
_FEWEST_SAID = 4
_LONGEST_FRAME = 12
_SURE = 0.7
_LONGEST_REST = 5
_MARKS = frozenset("\"„“»«‚‘'")
# How sure a paragraph without marks is that a line with a colon announces ("The governor added:").
_ANNOUNCED = 0.8


def filled(text: str, attributions: Sequence[Attribution]) -> list[Attribution]:
    """The attributions, direct ones with all that stands in the marks around a part, if nobody else's does."""
    quotations = [q for q in find_quotations(text) if q.depth == 0 and len(find_words(text, *q.inner)) >= _FEWEST_SAID]
    starts = [q.outer[0] for q in quotations]
    inside: dict[int, set[int]] = {}
    for number, attribution in enumerate(attributions):
        for start, end in attribution.content:
            at = bisect_right(starts, start) - 1
            if at >= 0 and start < quotations[at].outer[1]:
                inside.setdefault(at, set()).add(number if end <= quotations[at].outer[1] else -1)
    found = list(attributions)
    for at, numbers in inside.items():
        number = min(numbers)
        if len(numbers) > 1 or number < 0 or found[number].form != "direct":
            continue
        (start, end), whole = quotations[at].outer, trim(text, quotations[at].inner)
        others = [part for part in found[number].content if not start <= part[0] < end]
        found[number] = structs.replace(found[number], content=tuple(sorted((*others, whole))))
    return found


def rejoined(text: str, attributions: Sequence[Attribution]) -> list[Attribution]:
    """Direct attributions that share one frame as one: "“Why?” Vogt asked. “Nobody knows.”"."""
    found: list[Attribution] = []
    for attribution in attributions:
        before = found[-1] if found else None
        if (
            before is not None
            and before.form == attribution.form == "direct"
            and _share_frame(text, before, attribution)
        ):
            content = (*before.content, *attribution.content)
            found[-1] = structs.replace(before, content=content, cue=before.cue or attribution.cue)
        else:
            found.append(attribution)
    return found


def _share_frame(text: str, one: Attribution, other: Attribution) -> bool:
    """Whether the frame stands between both contents, in one paragraph, and names one speaker for both."""
    if one.source is None or one.source != other.source or other.cue not in {None, one.cue}:
        return False
    end, start = one.content[-1][1], other.content[0][0]
    return end <= one.source[0][0] < start and "\n" not in text[end:start]


def announced(
    text: str, language: str, attributions: Sequence[Attribution], sentences: Sequence[Span]
) -> list[Attribution]:
    """The attributions with paragraphs that a line of speaker, verb and colon announces ("The governor added:")."""
    parts = sorted((start, end, number) for number, a in enumerate(attributions) for start, end in a.content)
    starts = [start for start, _, _ in parts]
    dropped: set[int] = set()
    added: list[Attribution] = []
    for at, sentence in enumerate(sentences[:-1]):
        if text[sentence[1] - 1] != ":" or "\n" not in text[sentence[1] : sentences[at + 1][0]]:
            continue
        frame, block = _announcement(text, language, sentence), _paragraph(text, sentences, at + 1)
        if frame is None or text[block[0]] in _MARKS:
            continue
        near = parts[max(0, bisect_left(starts, block[0]) - 1) : bisect_left(starts, block[1])]
        here = {number for _, end, number in near if end > block[0]}
        others = (attributions[number] for number in here)
        if any(_is_else(a, frame[0]) for a in others):
            continue
        dropped |= here
        added.append(
            Attribution(
                form="direct",
                content=(trim(text, block),),
                source=frame[0],
                cue=frame[1],
                frame=(sentence,),
                confidence=_ANNOUNCED,
                source_confidence=_ANNOUNCED,
            )
        )
    kept = (a for number, a in enumerate(attributions) if number not in dropped)
    return sorted((*kept, *added), key=lambda a: a.content)


def _is_else(attribution: Attribution, source: Spans) -> bool:
    """Whether somebody else says it for certain, or it is in marks."""
    other = attribution.source not in {None, source} and attribution.source_confidence >= _SURE
    return other or attribution.form == "direct"


def _announcement(text: str, language: str, sentence: Span) -> tuple[Spans, Spans] | None:
    """Source and cue of a sentence that is nothing but a speaker, a verb of saying, and a colon."""
    words = [word for word in find_words(text, *sentence) if word.text[0].isalnum()]
    closed, openers = grammar(language), cue_table(language).openers.words
    if not 1 < len(words) <= _LONGEST_FRAME:
        return None
    verbs = cue_verbs(language)
    says = (i for i in range(1, len(words)) if any(v.act == "state" for v in verbs.get(words[i].lower, ())))
    at = next(says, None)
    if at is None or phrase_at(words, 0, closed, at) != at or len(words) - at > _LONGEST_REST:
        return None
    silent = cue_table(language).sources.silent
    if any(word.lower in openers or word.lower in silent for word in words):
        return None
    if len(words) > at + 1 and not _is_aside(words[at + 1 :], verbs[words[at].lower], language):
        return None
    return ((words[0].start, words[at - 1].end),), ((words[at].start, words[at].end),)


def _is_aside(rest: Sequence[Word], verbs: Sequence[CueVerb], language: str) -> bool:
    """Whether what stands behind the verb is when, where or to whom it was said, no object ("named three reasons:")."""
    closed, cues = grammar(language), cue_table(language)
    if rest[0].lower in closed.weekdays | closed.fillers | cues.sources.announcing:
        return True
    if rest[0].lower in cues.sources.topical:
        return len(rest) > 1 and rest[1].lower in closed.weekdays
    return rest[0].lower in closed.prepositions or any(verb.lemma in cues.openers.telling for verb in verbs)


def _paragraph(text: str, sentences: Sequence[Span], first: int) -> Span:
    """From a sentence to the end of its paragraph."""
    start = sentences[first][0]
    stop = text.find("\n", start)
    stop = len(text) if stop < 0 else stop
    last = bisect_left(sentences, stop, key=lambda span: span[0]) - 1
    return start, min(sentences[last][1], stop)
