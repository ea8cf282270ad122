"""Attributions: the network's reading mended by what is known of language, completed by rules."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence

from msgspec import structs

from lagebild.model import Attribution, Span, Spans
from lagebild.reading.attribution import rules
from lagebild.reading.encoder import read as encoder
from lagebild.reading.languages.cues import cue_table
from lagebild.reading.languages.grammar import grammar
from lagebild.reading.segment import find_words

# Below this the network's quotation is more often wrong than right.
_LEAST = 0.5
# A rule's reading replaces the network's in a sentence where its content is larger by this factor (fragments).
_FRAGMENT = 0.8
_FEWEST_WORDS = 2
_STRETCH = 2000
_FEWEST_UNSAID = 5


def find_attributions(text: str, language: str, sentences: Sequence[Span]) -> list[Attribution]:
    """The attributions of ``text`` in the order of their content."""
    read = [a for a in encoder.find_attributions(text, language, sentences) if a.confidence >= _LEAST]
    read = [_bare_source(text, language, a) for a in read if _is_supported(a)]
    joined = [a for a in _joined(read, sentences) if _word_count(text, a.content) >= _fewest(a)]
    ruled = [_bare_source(text, language, a) for a in rules.find_attributions(text, language, sentences)]
    around = _Near(ruled)
    kept = [a for a in joined if not _is_fragment(a, around.near(a))]
    complete, around = cue_table(language).rules_complete, _Near(kept)
    alone = [a for a in ruled if complete and not any(_shared(a.content, b.content) for b in around.near(a))]
    return sorted((*kept, *alone), key=lambda attribution: attribution.content)


class _Near:
    """Attributions by the stretches of text that their contents touch: a long text has thousands of them."""

    def __init__(self, attributions: Iterable[Attribution]) -> None:
        self._by_stretch: dict[int, list[Attribution]] = {}
        for attribution in attributions:
            for stretch in self._stretches(attribution):
                self._by_stretch.setdefault(stretch, []).append(attribution)

    def near(self, attribution: Attribution) -> list[Attribution]:
        """All whose content may share words with that of ``attribution``, some of them more than once."""
        return [a for stretch in self._stretches(attribution) for a in self._by_stretch.get(stretch, ())]

    @staticmethod
    def _stretches(attribution: Attribution) -> range:
        return range(attribution.content[0][0] // _STRETCH, attribution.content[-1][1] // _STRETCH + 1)


def _is_supported(attribution: Attribution) -> bool:
    """Whether anything shows that somebody else speaks: a source, a cue, quotation marks or a Konjunktiv."""
    shown = attribution.source is not None or attribution.cue is not None
    return shown or attribution.form not in {"indirect", "reported"}


def _bare_source(text: str, language: str, attribution: Attribution) -> Attribution:
    """The source alone: without a noun of saying in front ("Angaben der Polizei") or a time behind ("am Montag")."""
    if attribution.source is None:
        return attribution
    closed, cues = grammar(language), cue_table(language)
    start, end = attribution.source[0]
    words = find_words(text, start, end)
    noun = next((i for i, w in enumerate(words[:2]) if w.lower in cues.frame_nouns), None)
    if noun is not None and noun + 2 < len(words) and words[noun + 1].lower in cues.frames.links:
        words = words[noun + 1 :] if words[noun + 1].lower in closed.genitives else words[noun + 2 :]
    for at in range(1, len(words)):
        if words[at].lower in closed.prepositions and words[at].lower not in closed.attaching:
            words = words[:at]
            break
    while words and (words[-1].text in {",", "–", "-", ":"} or words[-1].lower in closed.fillers):
        words = words[:-1]
    if not words or words[0].lower in closed.impersonal:
        return structs.replace(attribution, source=None)
    rest = attribution.source[1:] if words[-1].end == end else ()
    return structs.replace(attribution, source=((words[0].start, words[-1].end), *rest))


def _joined(read: Sequence[Attribution], sentences: Sequence[Span]) -> list[Attribution]:
    """Neighbouring parts of one sentence with one source as one attribution: its frame stands between them."""
    joined: list[Attribution] = []
    for attribution in read:
        before = joined[-1] if joined else None
        if before is not None and _same_sentence(before, attribution, sentences) and _apart(before, attribution):
            same = before.source == attribution.source or attribution.source is None
            if same and before.form != "direct" and attribution.form != "direct":
                joined[-1] = structs.replace(before, content=(*before.content, *attribution.content))
                continue
        joined.append(attribution)
    return joined


def _same_sentence(one: Attribution, other: Attribution, sentences: Sequence[Span]) -> bool:
    at = bisect_right(sentences, one.content[0][0], key=lambda span: span[0]) - 1
    return at >= 0 and other.content[-1][1] <= sentences[at][1]


def _apart(one: Attribution, other: Attribution) -> bool:
    return one.content[-1][1] <= other.content[0][0]


def _is_fragment(attribution: Attribution, ruled: Sequence[Attribution]) -> bool:
    """Whether a rule reads the same source with clearly more content around the same words."""
    return any(
        other.form in {"indirect", "reported"}
        and other.source == attribution.source
        and _shared(attribution.content, other.content) == _size(attribution.content)
        and _size(attribution.content) < _FRAGMENT * _size(other.content)
        for other in ruled
    )


def _fewest(attribution: Attribution) -> int:
    """How many words a content has at least: a few words that nobody says are a fragment."""
    return _FEWEST_WORDS if attribution.source is not None else _FEWEST_UNSAID


def _word_count(text: str, spans: Spans) -> int:
    return sum(len(find_words(text, start, end)) for start, end in spans)


def _size(spans: Spans) -> int:
    return sum(end - start for start, end in spans)


def _shared(one: Spans, other: Spans) -> int:
    """How many code points two contents share."""
    return sum(max(0, min(a[1], b[1]) - max(a[0], b[0])) for a in one for b in other)
