"""Links between claims that are put to a person: those drawn, the gravest first, and those just not drawn."""

from __future__ import annotations

import heapq
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence, Set
from typing import Literal

from msgspec import Struct

from lagebild.story.entries import Entry
from lagebild.story.relations import Relation, RelationType
from lagebild.story.threads import JOINED, Link

SuggestionType = Literal[RelationType, "same"]

# That two claims are of one matter is in doubt where they are this much more or less alike than what is joined.
_DOUBT = 0.13
_MOST = 500
# What changes what a reader believes comes first; that two claims say the same is checked last.
_GRAVEST_FIRST: tuple[tuple[SuggestionType, ...], ...] = (
    ("contradicts",), ("drops-source",), ("updates", "hedges"), ("same",), ("repeats",),
)  # fmt: skip


class Suggestion(Struct, frozen=True):
    """A link between the claims ``a`` (the earlier) and ``b``: a relation, or "same" for one matter perhaps.

    ``likeness`` is the probability that both are of one matter, ``None`` where they are together by other claims alone.
    """

    a: str
    b: str
    type: SuggestionType
    likeness: float | None
    because: tuple[str, ...] = ()


def suggestions(
    entries: Mapping[str, Entry],
    related: Sequence[Relation],
    links: Iterable[Link],
    judged: Set[frozenset[str]],
) -> list[Suggestion]:
    """At most so many links that nobody has ``judged``, one for two claims: the gravest first, then the doubtful ones.

    The versions of one report are compared elsewhere, word by word, and not asked about here.
    """
    best = _best(entries, links)
    told = {(one.a, one.b) for one in related}
    found: list[Suggestion] = []
    for types in _GRAVEST_FIRST:
        asked = _undrawn(entries, best, told) if "same" in types else _drawn(related, types, best)
        unjudged = (one for one in asked if frozenset((one.a, one.b)) not in judged and not _versions(entries, one))
        ranked = heapq.nsmallest(_MOST, unjudged, key=lambda one: _doubtful_first(entries, one))
        found += _once(entries, ranked, found)
    return found[:_MOST]


def _doubtful_first(entries: Mapping[str, Entry], one: Suggestion) -> tuple[object, ...]:
    likeness = one.likeness if one.likeness is not None else JOINED
    return abs(likeness - JOINED), entries[one.a].order, entries[one.b].order


def _drawn(
    related: Iterable[Relation], types: Collection[SuggestionType], best: Mapping[tuple[str, str], float]
) -> Iterator[Suggestion]:
    for one in related:
        likeness = best.get((one.a, one.b))
        doubtful = likeness is not None and likeness <= JOINED + _DOUBT
        if one.type in types and (doubtful or one.type != "repeats"):
            yield Suggestion(one.a, one.b, one.type, likeness, one.because)


def _undrawn(
    entries: Mapping[str, Entry], best: Mapping[tuple[str, str], float], told: Collection[tuple[str, str]]
) -> Iterator[Suggestion]:
    """Claims of two reports nearly alike enough to be of one matter, of which nothing is told yet."""
    for (a, b), likeness in best.items():
        if entries[a].report.id != entries[b].report.id and (a, b) not in told:
            yield Suggestion(a, b, "same", likeness)


def _versions(entries: Mapping[str, Entry], one: Suggestion) -> bool:
    a, b = entries[one.a], entries[one.b]
    return a.address == b.address and a.report.id != b.report.id


def _once(
    entries: Mapping[str, Entry], ones: Iterable[Suggestion], asked: Iterable[Suggestion]
) -> Iterator[Suggestion]:
    """Those of ``ones`` that are not asked already, in these words of these reports, whichever version of them."""
    seen = {_words(entries, one) for one in asked}
    for one in ones:
        words = _words(entries, one)
        if words not in seen:
            seen.add(words)
            yield one


def _words(entries: Mapping[str, Entry], one: Suggestion) -> tuple[str, str, str, str]:
    a, b = entries[one.a], entries[one.b]
    return a.address, a.claim.text, b.address, b.claim.text


def _best(entries: Mapping[str, Entry], links: Iterable[Link]) -> dict[tuple[str, str], float]:
    """The likeness of the most alike clauses of each two claims that may be of one matter, the earlier claim first."""
    best: dict[tuple[str, str], float] = {}
    for (a, _), (b, _), likeness in links:
        if likeness >= JOINED - _DOUBT:
            pair = (a, b) if entries[a].order <= entries[b].order else (b, a)
            best[pair] = max(likeness, best.get(pair, 0.0))
    return best
