"""Numbers of one thing over time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from msgspec import Struct

from lagebild.model import Modifier
from lagebild.story.entries import Entry
from lagebild.story.items import interval
from lagebild.story.threads import Thread


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
    """The series of the story; numbers of one thread that count the same thing in the same unit are one."""
    thread_of = {claim: thread.id for thread in found for claim in thread.claims}
    groups: dict[tuple[str, str | None, int], list[tuple[Entry, int]]] = {}
    for claim, entry in entries.items():
        for at, quantity in enumerate(entry.claim.quantities):
            home = thread_of.get(claim, claim)
            main = _rank(entry, at)
            groups.setdefault((home, quantity.unit, main), []).append((entry, at))
    named = [_series(points, unit) for (_, unit, _), points in groups.items()]
    return sorted(named, key=lambda s: (-len(s.points), s.what))


def _rank(entry: Entry, at: int) -> int:
    """Which of the claim's numbers of one unit this is: the first ones of a thread's claims are compared."""
    unit = entry.claim.quantities[at].unit
    return sum(1 for quantity in entry.claim.quantities[:at] if quantity.unit == unit)


def _series(points: list[tuple[Entry, int]], unit: str | None) -> Series:
    names = Counter(entry.claim.quantities[at].of or "" for entry, at in points)
    names.pop("", None)
    what = max(names, key=lambda name: (names[name], -len(name), name)) if names else points[0][0].claim.text
    return Series(what, unit, tuple(_point(entry, at) for entry, at in points))


def _point(entry: Entry, at: int) -> Point:
    quantity = entry.claim.quantities[at]
    low, high = interval(quantity)
    inner = entry.claim.sources[0] if entry.claim.sources else None
    return Point(
        claim=entry.claim.id,
        as_of=entry.day.isoformat() if entry.day else None,
        value=quantity.value,
        low=low,
        high=high,
        modifier=quantity.modifier,
        text=quantity.text,
        source=(inner.resolved or inner.text) if inner else entry.report.outlet,
    )
