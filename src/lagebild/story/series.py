"""Numbers of one thing over time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import combinations

from msgspec import Struct

from lagebild.model import Modifier
from lagebild.story.entries import Entry
from lagebild.story.items import interval
from lagebild.story.likeness import same_number
from lagebild.story.threads import Thread

Mention = tuple[str, int]
"""A number: the claim's id and which of its quantities."""


class Point(Struct, frozen=True):
    """A number in a claim: ``as_of`` (ISO) is the day of its report; ends as in a quantity, ``None`` is open."""

    claim: str
    as_of: str | None
    value: float | None
    low: float | None
    high: float | None
    modifier: Modifier
    text: str
    source: str | None


class Series(Struct, frozen=True):
    """One thing counted or measured, under the name that its points give it most often, the earliest point first."""

    what: str
    unit: str | None
    points: tuple[Point, ...]


def series(entries: Mapping[str, Entry], found: Sequence[Thread]) -> list[Series]:
    """The series of the story: numbers of one thread that count the same thing in the same unit are one."""
    mentions = [(claim, at) for claim, entry in entries.items() for at in range(len(entry.claim.quantities))]
    group_of = {mention: {mention} for mention in mentions}
    for thread in found:
        inside = [(claim, at) for claim in thread.claims for at in range(len(entries[claim].claim.quantities))]
        for one, other in combinations(inside, 2):
            if group_of[one] is not group_of[other] and _same_thing(entries, one, other):
                joined = group_of[one] | group_of[other]
                group_of.update(dict.fromkeys(joined, joined))
    groups = {id(group): group for group in group_of.values()}
    place = {mention: at for at, mention in enumerate(mentions)}
    named = [_series([(entries[c], at) for c, at in sorted(group, key=place.__getitem__)]) for group in groups.values()]
    return sorted(named, key=lambda s: (-len(s.points), s.what, s.points[0].claim))


def _same_thing(entries: Mapping[str, Entry], one: Mention, other: Mention) -> bool:
    """Whether two numbers count the same: the same words for it, or in another language or unsaid the same number."""
    if one[0] == other[0]:
        return False
    a, b = entries[one[0]].item, entries[other[0]].item
    x, y = a.counts[one[1]], b.counts[other[1]]
    if x.unit != y.unit:
        return False
    if x.of & y.of:
        return True
    return (a.language != b.language or not x.of or not y.of) and same_number(x, y)


def _series(points: list[tuple[Entry, int]]) -> Series:
    names = Counter(entry.claim.quantities[at].of or "" for entry, at in points)
    names.pop("", None)
    what = max(names, key=lambda name: (names[name], -len(name), name)) if names else points[0][0].claim.text
    return Series(
        what, points[0][0].claim.quantities[points[0][1]].unit, tuple(_point(entry, at) for entry, at in points)
    )


def _point(entry: Entry, at: int) -> Point:
    quantity = entry.claim.quantities[at]
    low, high = interval(quantity)
    return Point(
        claim=entry.claim.id,
        as_of=entry.day.isoformat() if entry.day else None,
        value=quantity.value,
        low=low,
        high=high,
        modifier=quantity.modifier,
        text=quantity.text,
        source=entry.voice,
    )
