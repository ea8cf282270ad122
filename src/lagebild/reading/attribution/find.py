"""Attributions: the network's reading mended by what is known of language, completed by rules."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from msgspec import structs

from lagebild.model import Attribution, Form, Span, Spans, cover
from lagebild.reading.attribution import rules
from lagebild.reading.attribution.clauses import has_subjunctive, opens_subjunctive
from lagebild.reading.attribution.inquits import find_inquits
from lagebild.reading.attribution.near import Near
from lagebild.reading.attribution.nested import find_nested
from lagebild.reading.attribution.own_account import find_own_accounts
from lagebild.reading.attribution.signatures import signed
from lagebild.reading.attribution.sources import mend_sources
from lagebild.reading.attribution.spoken import announced, filled, rejoined
from lagebild.reading.encoder import read as encoder
from lagebild.reading.encoder.parts import joined
from lagebild.reading.languages.cues import cue_table
from lagebild.reading.languages.grammar import grammar
from lagebild.reading.segment import find_words

# A Konjunktiv sentence without a frame of its own.
_GOES_ON: Form = "indirect-free-indirect"
# Below this the network's quotation is more often wrong than right.
_LEAST = 0.5
# A rule's reading replaces the network's in a sentence where its content is larger by this factor (fragments).
_FRAGMENT = 0.8
# The network's source stands above this; a rule's frame is taken for the same content if they share this much.
_SURE_SOURCE = 0.7
_SAME = 0.6
_FEWEST_WORDS = 2
_FEWEST_UNSAID = 5


def find_attributions(text: str, language: str, sentences: Sequence[Span]) -> list[Attribution]:
    """The attributions of ``text`` in the order of their content."""
    read = [a for a in encoder.find_attributions(text, language, sentences) if a.confidence >= _LEAST]
    read = mend_sources(text, language, [a for a in read if _is_supported(a)], sentences)
    read = rejoined(text, filled(text, signed(text, read)))
    read = announced(text, language, read, sentences)
    whole = [a for a in joined(read, sentences) if _word_count(text, a.content) >= _fewest(a)]
    ruled = mend_sources(text, language, rules.find_attributions(text, language, sentences), sentences)
    complete, around = cue_table(language).rules_complete, Near(ruled)
    if complete:
        whole = [part for a in whole for part in _without_framed(text, language, a, around.near(a), sentences)]
    kept = [a for a in whole if not _is_fragment(a, around.near(a))]
    if complete:
        kept = [_framed(a, around.near(a)) for a in kept if not _holds_frame(text, language, a, around.near(a))]
    framed = [a for a in ruled if complete and (a.form == _GOES_ON or _has_frame(text, language, a))]
    framed += mend_sources(text, language, find_inquits(text, language, sentences), sentences)
    framed += [a for a in ruled if complete and _follows_colon(text, language, a)]
    if not complete:
        framed += [a for a in ruled if _opens_with_relative(text, language, a, sentences)]
    framed += find_own_accounts(text, language, sentences)
    around = Near(kept)
    alone = [_open(a) for a in framed if not any(_shared(a.content, other.content) for other in around.near(a))]
    outer = [*kept, *alone]
    return sorted((*outer, *find_nested(text, language, outer)), key=lambda attribution: attribution.content)


def _open(attribution: Attribution) -> Attribution:
    """Without the source where it only goes on from an earlier one: rules know less of that one than the network."""
    return structs.replace(attribution, source=None) if attribution.form == _GOES_ON else attribution


def _is_supported(attribution: Attribution) -> bool:
    """Whether anything shows that somebody else speaks: a source, a cue, quotation marks or a Konjunktiv."""
    shown = attribution.source is not None or attribution.cue is not None
    return shown or attribution.form not in {"indirect", "reported"}


def _is_fragment(attribution: Attribution, ruled: Sequence[Attribution]) -> bool:
    """Whether a rule reads the same source with clearly more content around the same words."""
    return any(
        other.form in {"indirect", "reported"}
        and other.source == attribution.source
        and _shared(attribution.content, other.content) == _size(attribution.content)
        and _size(attribution.content) < _FRAGMENT * _size(other.content)
        for other in ruled
    )


def _framed(attribution: Attribution, ruled: Sequence[Attribution]) -> Attribution:
    """A content with the source that a rule reads in its frame ("laut X") or beside its marks.

    A sure source stays, unless no cue of its own shows it ("Die Partei hat dem Bericht zufolge gewonnen").
    """
    sure = attribution.source is not None and attribution.source_confidence >= _SURE_SOURCE
    for other in ruled:
        if sure and not _is_cue_of(attribution, other):
            continue
        most = max(_size(attribution.content), _size(other.content))
        spoken = attribution.form == other.form == "direct" and other.cue is not None
        if (other.frame is not None or spoken) and _shared(attribution.content, other.content) >= _SAME * most:
            return structs.replace(
                attribution,
                content=other.content,
                source=other.source,
                cue=other.cue,
                frame=other.frame,
                form=other.form,
                source_confidence=other.source_confidence,
            )
    return attribution


def _is_cue_of(attribution: Attribution, framed: Attribution) -> bool:
    """Whether the cue of an attribution is the frame that names somebody else."""
    if attribution.form == "direct" or framed.frame is None or attribution.source is None:
        return False
    inside = all(any(s <= start and end <= e for s, e in framed.frame) for start, end in attribution.cue or ())
    return inside and not _shared(attribution.source, framed.frame)


def _without_framed(
    text: str, language: str, attribution: Attribution, ruled: Sequence[Attribution], sentences: Sequence[Span]
) -> list[Attribution]:
    """The attribution without later sentences of its content that name a source of their own ("nach Polizeiangaben").

    What stands behind such a sentence goes on from it.
    """
    if attribution.form == "direct":
        return [attribution]
    begin = bisect_right(sentences, attribution.content[0][0], key=lambda span: span[0])
    end = bisect_left(sentences, attribution.content[-1][1], key=lambda span: span[0])
    own = [
        sentence
        for sentence in sentences[begin:end]
        if any(
            _has_frame(text, language, other)
            and _shared(other.frame or (), (sentence,))
            and _shared(other.content, attribution.content)
            for other in ruled
        )
    ]
    parts, rest = list[Attribution](), attribution
    for start, stop in own:
        before, behind = _cut(rest.content, start)[0], _cut(rest.content, stop)[1]
        parts += [structs.replace(rest, content=before)] if before else []
        rest = structs.replace(rest, form=_GOES_ON, content=behind, source=None, cue=None, frame=None)
    return [*parts, rest] if rest.content else parts


def _cut(spans: Spans, at: int) -> tuple[Spans, Spans]:
    """What lies before and behind ``at``."""
    before = tuple((start, min(end, at)) for start, end in spans if start < at)
    return before, tuple((max(start, at), end) for start, end in spans if end > at)


def _has_frame(text: str, language: str, attribution: Attribution) -> bool:
    """Whether a preposition frames the source ("laut X", "X zufolge"): of what rules find alone, only that is sure."""
    frames = cue_table(language).frames
    written = cover(text, attribution.cue or ()).lower()
    return written in frames.after or (written in frames.before | frames.with_noun and written not in frames.unsure)


def _follows_colon(text: str, language: str, attribution: Attribution) -> bool:
    """Whether a Konjunktiv clause behind a colon has its speaker behind it: "Kritik kam: Das sei falsch, sagte X"."""
    start, closed = attribution.content[0][0], grammar(language)
    if attribution.form != "indirect" or attribution.frame is None or not text[:start].rstrip(" ").endswith(":"):
        return False
    words = find_words(text, *attribution.content[0])
    return has_subjunctive(words, 0, closed) or opens_subjunctive(words, closed)


def _opens_with_relative(text: str, language: str, attribution: Attribution, sentences: Sequence[Span]) -> bool:
    """Whether a sentence begins with a frame and a relative clause on its source: "According to X, which cited Y, ...".

    There the network loses the frame; that rules find is plain.
    """
    frame, content = attribution.frame, attribution.content
    if frame is None or not _has_frame(text, language, attribution) or content[0][0] < frame[-1][1]:
        return False
    words = find_words(text, *content[0])
    relative = words[0].lower in grammar(language).relatives and any(word.text == "," for word in words)
    return relative and any(start == frame[0][0] for start, _ in sentences)


def _fewest(attribution: Attribution) -> int:
    """How many words a content has at least: a few words that nobody says are a fragment."""
    return _FEWEST_WORDS if attribution.source is not None or attribution.cue is not None else _FEWEST_UNSAID


def _word_count(text: str, spans: Spans) -> int:
    return sum(len(find_words(text, start, end)) for start, end in spans)


def _size(spans: Spans) -> int:
    return sum(end - start for start, end in spans)


def _shared(one: Spans, other: Spans) -> int:
    """How many code points two contents share."""
    return sum(max(0, min(a[1], b[1]) - max(a[0], b[0])) for a in one for b in other)


def _holds_frame(text: str, language: str, attribution: Attribution, ruled: Sequence[Attribution]) -> bool:
    """Whether a content that goes on from an earlier source names one of its own ("Laut Vogt werde ...")."""
    return attribution.form == _GOES_ON and any(
        _has_frame(text, language, other)
        and _shared(attribution.content, other.content)
        and _shared(attribution.content, other.cue or ())
        for other in ruled
    )
