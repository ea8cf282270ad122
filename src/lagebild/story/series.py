"""Numbers of one thing over time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations, product

from msgspec import Struct

from lagebild.model import Modifier
from lagebild.story.entries import Entry
from lagebild.story.items import comparable_units, interval, magnitude
from lagebild.story.likeness import same_number
from lagebild.story.threads import Link, Part, Thread, gathered

Mention = tuple[str, int]
"""A number: the claim's id and which of its quantities."""


_SAME_MATTER, _SURE = 0.5, 0.75
# Two numbers of one thread are at least this much alike.
_THREADED = 0.6


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


def series(entries: Mapping[str, Entry], found: Sequence[Thread], links: Iterable[Link] = ()) -> list[Series]:
    """The series of the story: numbers of one matter that count the same thing in comparable units are one."""
    order = list(entries)
    alike = _alike(entries, found, links)
    reports = {claim: entry.report.id for claim, entry in entries.items()}
    groups = gathered(((one, other, value) for (one, other), value in alike.items()), order, reports=reports)
    held = {mention for group in groups for mention in group}
    mentions = [(claim, at) for claim, entry in entries.items() for at in range(len(entry.claim.quantities))]
    place = {mention: at for at, mention in enumerate(mentions)}
    groups += [[mention] for mention in mentions if mention not in held]
    named = [_series([(entries[c], at) for c, at in sorted(group, key=place.__getitem__)]) for group in groups]
    return sorted(named, key=lambda s: (-len(s.points), s.what, s.points[0].claim))


def _alike(
    entries: Mapping[str, Entry], found: Sequence[Thread], links: Iterable[Link]
) -> dict[tuple[Mention, Mention], float]:
    """How alike two numbers are: as the clauses that they stand in, if both can count the same thing."""
    place = {claim: at for at, claim in enumerate(entries)}
    counting = {claim for claim, entry in entries.items() if entry.claim.quantities}
    alike: dict[tuple[Mention, Mention], float] = {}
    threaded = {
        pair for thread in found for pair in combinations([claim for claim in thread.claims if claim in counting], 2)
    }
    for a, b, likeness in links:
        if a[0] not in counting or b[0] not in counting or a[0] == b[0]:
            continue
        one, other = (a, b) if place[a[0]] < place[b[0]] else (b, a)
        value = max(likeness, _THREADED) if (one[0], other[0]) in threaded else likeness
        for mine, yours in product(_counted(entries, one), _counted(entries, other)):
            if value >= _SAME_MATTER and _same_thing(entries, one, other, mine, yours, sure=value >= _SURE):
                alike[(mine, yours)] = max(value, alike.get((mine, yours), 0.0))
    return alike


def _counted(entries: Mapping[str, Entry], part: Part) -> list[Mention]:
    """The numbers of the clause, as those of its claim; of a whole claim those that no clause of its own holds."""
    whole = entries[part[0]]
    inside = whole.part(part[1]).claim.quantities
    elsewhere = {quantity for clause in whole.parts[1:] for quantity in clause.quantities} if part[1] == 0 else set()
    return [
        (part[0], at)
        for at, quantity in enumerate(whole.claim.quantities)
        if quantity in inside and quantity not in elsewhere
    ]


def _same_thing(
    entries: Mapping[str, Entry], one: Part, other: Part, mine: Mention, yours: Mention, *, sure: bool
) -> bool:
    """Whether two numbers count the same: by the words for it, the same number, or as the clauses' only ones."""
    a, b = entries[mine[0]].item, entries[yours[0]].item
    x, y = a.counts[mine[1]], b.counts[yours[1]]
    if not comparable_units(x, y):
        return False
    if x.of & y.of:
        return True
    unsaid = a.language != b.language or not x.of or not y.of
    alone = len(_counted(entries, one)) == len(_counted(entries, other)) == 1
    return (unsaid and same_number(x, y)) or (alone and (unsaid or sure) and magnitude(x, y))


def _series(points: list[tuple[Entry, int]]) -> Series:
    names = Counter(entry.claim.quantities[at].of or "" for entry, at in points)
    names.pop("", None)
    what = max(names, key=lambda name: (names[name], -len(name), name)) if names else points[0][0].claim.text
    units = (entry.claim.quantities[at].unit for entry, at in points)
    unit = next((unit for unit in units if unit is not None), None)
    return Series(what, unit, tuple(_point(entry, at) for entry, at in points))


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
