"""A report's text cut at the edges of everything that is marked in it, so that overlapping marks can be shown."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Literal

from msgspec import Struct

from lagebild.model import Claim, Furniture, Span

Role = Literal["content", "source", "cue", "furniture"]
_PARAGRAPH = re.compile(r"\n\s*")
LONGEST = 60_000
"""Characters of a report on one page: a browser takes minutes over a line of ten million."""
_BACK = 2_000


class Mark(Struct, frozen=True):
    """A stretch of the text with its role and the claim it belongs to ("" for furniture)."""

    span: Span
    role: Role
    claim: str


class Segment(Struct, frozen=True):
    """Words between two edges: the claims they are content of (outermost first), of which they name source or cue."""

    text: str
    start: int
    claims: tuple[str, ...]
    sources: tuple[str, ...]
    cues: tuple[str, ...]
    furniture: bool

    @property
    def owners(self) -> tuple[str, ...]:
        """Every claim the words have to do with, each once."""
        return tuple(dict.fromkeys((*self.claims, *self.sources, *self.cues)))


def marks_of(claims: Sequence[Claim], furniture: Iterable[Furniture] = ()) -> list[Mark]:
    """All marks of a reading."""
    marks = [Mark(f.span, "furniture", "") for f in furniture]
    for claim in claims:
        marks.extend(Mark(span, "content", claim.id) for span in claim.spans)
        for source in claim.sources:
            marks.extend(Mark(span, "source", claim.id) for span in source.spans)
            marks.extend(Mark(span, "cue", claim.id) for span in (source.cue.spans if source.cue else ()))
    return marks


def pages_of(text: str) -> list[Span]:
    """The text in pages of at most :data:`LONGEST` characters, to the end of a paragraph or word if one is near."""
    pages: list[Span] = []
    start = 0
    while len(text) - start > LONGEST:
        hard = start + LONGEST
        end = max(text.rfind(mark, hard - _BACK, hard) for mark in "\n ")
        pages.append((start, end + 1 if end > start else hard))
        start = pages[-1][1]
    return [*pages, (start, len(text))]


def paragraphs(text: str, marks: Sequence[Mark], page: Span) -> list[list[Segment]]:
    """A page of the text as paragraphs of segments; joined with line ends they give every word of it in its order."""
    low, high = page
    breaks = [match.span() for match in _PARAGRAPH.finditer(text, low, high)]
    starts = [low, *(end for _, end in breaks)]
    ends = [*(start for start, _ in breaks), high]
    return [_segments(text, start, end, marks) for start, end in zip(starts, ends, strict=True) if end > start]


def _segments(text: str, start: int, end: int, marks: Sequence[Mark]) -> list[Segment]:
    inside = sorted((m for m in marks if m.span[0] < end and start < m.span[1]), key=_outermost_first)
    edges = {start, end}
    for mark in inside:
        edges.update(edge for edge in mark.span if start < edge < end)
    ordered = sorted(edges)
    return [_segment(text, a, b, inside) for a, b in pairwise(ordered)]


def _outermost_first(mark: Mark) -> tuple[int, int, str]:
    return mark.span[0] - mark.span[1], mark.span[0], mark.claim


def _segment(text: str, start: int, end: int, marks: Sequence[Mark]) -> Segment:
    here = [m for m in marks if m.span[0] <= start and end <= m.span[1]]

    def of(role: Role) -> tuple[str, ...]:
        return tuple(dict.fromkeys(m.claim for m in here if m.role == role))

    return Segment(
        text=text[start:end],
        start=start,
        claims=of("content"),
        sources=of("source"),
        cues=of("cue"),
        furniture=any(m.role == "furniture" for m in here),
    )
