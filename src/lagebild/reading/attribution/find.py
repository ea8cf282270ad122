"""Attributions: the network's reading, completed by rules where they are measured to help."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import structs

from lagebild.model import Attribution, Span, Spans
from lagebild.reading.attribution import rules
from lagebild.reading.encoder import read as encoder

# Below this the network's quotation is more often wrong than right (dev parts of the corpora).
_LEAST = 0.5
# A rule's source is taken for a quotation of the network that has none if their contents agree this far.
_SAME = 0.5


def find_attributions(text: str, language: str, sentences: Sequence[Span]) -> list[Attribution]:
    """The attributions of ``text`` in the order of their content.

    What rules find beside the network's attributions is added: they are rarely wrong, and see frames ("laut X") that
    the network misses.
    """
    read = [a for a in encoder.find_attributions(text, language, sentences) if a.confidence >= _LEAST]
    ruled = rules.find_attributions(text, language, sentences)
    completed = [_completed(attribution, ruled) for attribution in read]
    alone = [a for a in ruled if not any(_shared(a.content, other.content) for other in read)]
    return sorted((*completed, *alone), key=lambda attribution: attribution.content)


def _completed(attribution: Attribution, ruled: Sequence[Attribution]) -> Attribution:
    """The attribution with a rule's source where it has none of its own."""
    if attribution.source is not None:
        return attribution
    for other in ruled:
        shared = _shared(attribution.content, other.content)
        if other.source is not None and shared >= _SAME * max(_size(attribution.content), _size(other.content)):
            return structs.replace(
                attribution, source=other.source, cue=other.cue, source_confidence=other.source_confidence
            )
    return attribution


def _size(spans: Spans) -> int:
    return sum(end - start for start, end in spans)


def _shared(one: Spans, other: Spans) -> int:
    """How many code points two contents share."""
    return sum(max(0, min(a[1], b[1]) - max(a[0], b[0])) for a in one for b in other)
