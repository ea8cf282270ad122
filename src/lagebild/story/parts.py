"""The parts of a claim that say something by themselves: "troops leave in May and the base is handed over"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import structs

from lagebild.model import Claim, Span

# Where one clause may end and the next begin; what is too short for a clause stays with its neighbour.
_SEAMS = re.compile(r"; | – | — |,? (?:und|and|but|aber|while|während|sowie) |, ")
_SHORTEST = 5
_GAP = " … "


def parts(claim: Claim) -> tuple[Claim, ...]:
    """The claim itself, then its clauses as claims with only their own times, numbers, places and actors.

    A claim of one clause has no further parts.
    """
    clauses = [span for piece in _pieces(claim) for span in piece]
    if len(clauses) < 2:
        return (claim,)
    return (claim, *(_part(claim, text, span) for text, span in clauses))


def _pieces(claim: Claim) -> Iterator[list[tuple[str, Span]]]:
    texts = claim.text.split(_GAP)
    if len(texts) != len(claim.spans):
        return
    for text, (start, _) in zip(texts, claim.spans, strict=True):
        yield [(text[a:b], (start + a, start + b)) for a, b in _clauses(text)]


def _clauses(text: str) -> list[Span]:
    bounds: list[Span] = []
    start = 0
    for seam in _SEAMS.finditer(text):
        if _long(text[start : seam.start()]) and _long(text[seam.end() :]):
            bounds.append((start, seam.start()))
            start = seam.end()
    return [*bounds, (start, len(text))]


def _long(text: str) -> bool:
    return len(text.split()) >= _SHORTEST


def _part(claim: Claim, text: str, span: Span) -> Claim:
    def inside(own: Span) -> bool:
        return span[0] <= own[0] and own[1] <= span[1]

    return structs.replace(
        claim,
        text=text,
        spans=(span,),
        times=tuple(one for one in claim.times if inside(one.span)),
        quantities=tuple(one for one in claim.quantities if inside(one.span)),
        places=tuple(one for one in claim.places if inside(one.span)),
        actors=tuple(one for one in claim.actors if inside(one.span)),
    )
