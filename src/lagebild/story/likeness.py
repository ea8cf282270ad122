"""How alike two claims are: the same proposition, or the same thing with another value.

Meaning proposes, content decides: look-alikes ("900 soldiers in Syria", "2,500 soldiers in Iraq") differ in what they
count, when, where or about whom. Likeness is a function of the two claims alone, so that the order in which reports are
added cannot matter.
"""

from __future__ import annotations

from datetime import date

from lagebild.story.items import Count, Item

LINKED = 0.575
"""From here on two claims are linked."""

CANDIDATE = 0.3
"""Below this cosine two claims are not compared; content adds at most what is missing to a link."""

# Weights beside the cosine, rounded from a logistic regression on pairs of claims; see docs/quality.md.
_SAME_NUMBER = 0.1
_SAME_DAYS, _OTHER_DAYS = 0.03, 0.13
_OTHER_COUNTRY = 0.28
_WORDS = 0.08
_OTHER_LANGUAGE = 0.15
_TOLERANCE = 0.005


def likeness(one: Item, other: Item, cosine: float) -> float:
    """From 0 to 1; ``cosine`` is that of the claims' meanings."""
    score = cosine + _numbers(one, other) + _days(one, other) + _countries(one, other)
    if one.language == other.language:
        score += _WORDS * _shared(one.stems, other.stems)
    else:
        score += _OTHER_LANGUAGE
    return max(0.0, min(1.0, score))


def _numbers(one: Item, other: Item) -> float:
    if not one.counts or not other.counts:
        return 0.0
    if any(same_number(a, b) for a in one.counts for b in other.counts if a.large or b.large or a.of & b.of):
        return _SAME_NUMBER
    return 0.0


def same_number(one: Count, other: Count) -> bool:
    """Whether two numbers are equal in both ends and in unit, as near as rounding."""
    return one.unit == other.unit and _near(one.low, other.low) and _near(one.high, other.high)


def _near(one: float | None, other: float | None) -> bool:
    if one is None or other is None:
        return one is other
    return abs(one - other) <= _TOLERANCE * max(abs(one), abs(other))


def _days(one: Item, other: Item) -> float:
    if not one.days or not other.days:
        return 0.0
    if any(same_days(a, b) for a in one.days for b in other.days):
        return _SAME_DAYS
    return -_OTHER_DAYS


def same_days(one: tuple[date, date], other: tuple[date, date]) -> bool:
    """Whether two periods end on the same day, or one lies in the other and is of a month at most."""
    if one[1] == other[1]:
        return True
    inner, outer = sorted((one, other), key=lambda days: days[1] - days[0])
    return outer[0] <= inner[0] and inner[1] <= outer[1] and (outer[1] - outer[0]).days <= 31


def _countries(one: Item, other: Item) -> float:
    if one.countries and other.countries and not one.countries & other.countries:
        return -_OTHER_COUNTRY
    return 0.0


def _shared(one: frozenset[str], other: frozenset[str]) -> float:
    """The share of the shorter claim's words that the longer one has too."""
    fewer = min(len(one), len(other))
    return len(one & other) / fewer if fewer else 0.0
