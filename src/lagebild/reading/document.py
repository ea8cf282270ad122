"""A report on its way through the reading: its text with all that the single readers found in it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from msgspec import Struct

from lagebild.model import Attribution, Language, Place, Quantity, Report, Span, Time


class Document(Struct, frozen=True, kw_only=True):
    """What the single readers found; ``sentences`` are those that report something, without furniture."""

    report: Report
    language: Language
    sentences: tuple[Span, ...]
    attributions: tuple[Attribution, ...]
    times: tuple[Time, ...]
    quantities: tuple[Quantity, ...]
    places: tuple[Place, ...]

    @property
    def text(self) -> str:
        """The report's text."""
        return self.report.text


def sentence_at(sentences: Sequence[Span], position: int) -> int | None:
    """The index of the sentence that holds ``position``, or ``None`` between sentences."""
    index = bisect_right(sentences, position, key=lambda span: span[0]) - 1
    if index >= 0 and sentences[index][0] <= position < sentences[index][1]:
        return index
    return None


def subtract(span: Span, holes: tuple[Span, ...]) -> list[Span]:
    """The parts of ``span`` outside ``holes`` (any order, overlaps allowed), in order."""
    parts: list[Span] = []
    at = span[0]
    for start, end in sorted(holes):
        if end <= at or start >= span[1]:
            continue
        if start > at:
            parts.append((at, start))
        at = max(at, end)
    if at < span[1]:
        parts.append((at, span[1]))
    return parts


def trim(text: str, span: Span) -> Span:
    """The span without white space, opening marks of a list and final punctuation at its ends."""
    start, end = span
    while start < end and (text[start].isspace() or text[start] in ",;:–—-•*"):
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in ".,;:!?…–—"):
        end -= 1
    return start, end
