"""A claim as the story compares it: what it counts, when, where and about whom, beside its words and their meaning."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from functools import lru_cache

from msgspec import Struct

from lagebild.ledger.folding import fold
from lagebild.model import Claim, Quantity
from lagebild.reading.times.values import days_of

_WORD = re.compile(r"[^\W\d_]+")
# A word's beginning stands for its forms and often for its cognate: "Koalition", "coalition's" -> "koali", "coali".
_STEM = 5
_SHORTEST = 4
# Counts up to this come in every second report; sharing one says little.
SMALL = 10
_LONGEST_PERIOD = 366
_MAGNITUDE = 10


class Count(Struct, frozen=True):
    """A number as an interval; ``None`` is an open end. ``of``: stems of what is counted."""

    low: float | None
    high: float | None
    unit: str | None
    of: frozenset[str]
    about: bool

    @property
    def size(self) -> float:
        """The end that is further from zero."""
        return max(abs(self.low or 0), abs(self.high or 0))

    @property
    def large(self) -> bool:
        """Whether it is large enough that two reports do not share it by chance."""
        return self.size > SMALL


def comparable_units(x: Count, y: Count) -> bool:
    """Whether both are of one unit, or one goes without saying ("85 million euros", "nearer 120 million")."""
    if x.unit == y.unit:
        return True
    bare = (x.unit is None and not x.of) or (y.unit is None and not y.of)
    return bare and x.large and y.large and magnitude(x, y)


def magnitude(x: Count, y: Count) -> bool:
    """Whether the larger is not more than so many times the smaller: it can be the same thing at another time."""
    return max(x.size, y.size) <= _MAGNITUDE * min(x.size, y.size)


class Item(Struct, frozen=True):
    """A claim with what it is compared by. ``days``: first and last day of each date in it.

    ``happened``: those of single days on which what the claim tells has happened.
    """

    claim: Claim
    language: str | None
    counts: tuple[Count, ...]
    days: frozenset[tuple[date, date]]
    happened: frozenset[tuple[date, date]]
    countries: frozenset[str]
    stems: frozenset[str]


def item(claim: Claim, language: str | None) -> Item:
    """The claim as the story compares it."""
    days = [d for time in claim.times if (d := days_of(time)) and (d[1] - d[0]).days <= _LONGEST_PERIOD]
    states = {mention.id.removeprefix("state:") for mention in claim.actors if mention.id.startswith("state:")}
    return Item(
        claim=claim,
        language=language,
        counts=tuple(_count(quantity) for quantity in claim.quantities),
        days=frozenset(days),
        happened=frozenset(d for d in days if d[0] == d[1]) if claim.orientation == "past" else frozenset(),
        countries=frozenset({place.country for place in claim.places if place.country} | states),
        stems=stems(claim.text),
    )


def _count(quantity: Quantity) -> Count:
    low, high = interval(quantity)
    about = quantity.modifier in {"approx", "ratio"}
    return Count(low, high, quantity.unit, stems(quantity.of or ""), about)


def interval(quantity: Quantity) -> tuple[float | None, float | None]:
    """The number as an interval: a single value is both ends, an open end is ``None``."""
    if quantity.low is not None or quantity.high is not None:
        return quantity.low, quantity.high
    if quantity.modifier in {"more_than", "at_least"}:
        return quantity.value, None
    if quantity.modifier in {"less_than", "at_most"}:
        return None, quantity.value
    return quantity.value, quantity.value


@lru_cache(maxsize=50_000)
def stems(text: str) -> frozenset[str]:
    """The beginnings of the longer words of ``text``, folded."""
    return frozenset(_stems(_WORD.findall(fold(text))))


def _stems(words: Iterable[str]) -> Iterable[str]:
    return (word[:_STEM] for word in words if len(word) >= _SHORTEST)
