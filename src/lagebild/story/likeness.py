"""How alike two claims are: the same proposition, or the same thing with another value.

Meaning proposes, content decides: look-alikes ("900 soldiers in Syria", "2,500 soldiers in Iraq") differ in what they
count, when, where or about whom. A logistic model weighs a few properties that a person can check; its weights come
from ``python -m benchmarks.likeness`` over all stories with gold.
"""

from __future__ import annotations

import math
from datetime import date

from lagebild.story.items import Count, Item, comparable_units

CANDIDATE = 0.2
"""Below this cosine of their meanings two claims are not compared."""

FEATURES = (
    "near", "crowd", "rivals", "inside", "words", "words_across", "other_number", "one_number", "size",
    "days", "other_days", "other_event", "one_days", "other_country", "language",
)  # fmt: skip
"""``near``: the cosine inside the story; ``crowd``: how near other claims of other reports are anyway; ``rivals``: how
many of the two reports have another claim that is more like the other's; ``inside``: both stand in one report, which
seldom says a thing twice; then content.

``other_event``: both tell what happened, on different days ("walked out on Monday", weeks apart).
``size`` is what tells another value of one thing (1,800 jobs, 2,400 jobs) from a number of something else.
"""

# Made by benchmarks/likeness.py; in the order of FEATURES, then the constant.
WEIGHTS = (6.80, -7.40, -0.53, -1.51, 1.11, -0.57, -1.80, -0.78, 3.78, 0.88, -0.11, -0.63, -0.72, -4.79, 0.93)
CONSTANT = -0.39

_BEFORE_CONTENT = 4
MOST_BY_CONTENT = sum(weight for weight in WEIGHTS[_BEFORE_CONTENT:] if weight > 0)
"""What content adds at most."""

_TOLERANCE = 0.005
_MOST_WORDS = 3
# Numbers that differ by this many powers of ten do not measure the same thing.
_POWERS = 2.0


def content_features(one: Item, other: Item) -> tuple[float, ...]:
    """The features behind ``inside``, each from 0 to 1: functions of the two claims alone."""
    across = one.language != other.language
    shared = len(one.stems & other.stems)
    fewer = min(len(one.stems), len(other.stems))
    same_dates, other_dates = _days(one, other)
    return (
        shared / fewer if fewer and not across else 0.0,
        min(_MOST_WORDS, shared) / _MOST_WORDS if across else 0.0,
        float(_other_numbers(one, other)),
        float(bool(one.counts) != bool(other.counts)),
        max((_size(a, b) for a in one.counts for b in other.counts if comparable_units(a, b)), default=0.0),
        float(same_dates),
        float(other_dates),
        float(bool(one.happened and other.happened and not one.happened & other.happened)),
        float(bool(one.days) != bool(other.days)),
        float(bool(one.countries and other.countries and not one.countries & other.countries)),
        float(across),
    )


def content(one: Item, other: Item) -> float:
    """What content adds to the log odds that two claims are of one matter."""
    return sum(w * f for w, f in zip(WEIGHTS[_BEFORE_CONTENT:], content_features(one, other), strict=True))


def likeness(near: float, crowd: float, by_content: float, *, rivals: int = 0, inside: bool = False) -> float:
    """The probability (0 to 1) that two claims are of one matter; see :data:`FEATURES`."""
    by_place = WEIGHTS[2] * rivals + WEIGHTS[3] * inside
    odds = WEIGHTS[0] * near + WEIGHTS[1] * crowd + by_place + by_content + CONSTANT
    return 1 / (1 + math.exp(-odds))


def _other_numbers(one: Item, other: Item) -> bool:
    """Whether both have numbers and share none that is no coincidence."""
    if not one.counts or not other.counts:
        return False
    return not any(same_number(a, b) for a in one.counts for b in other.counts if a.large or b.large or a.of & b.of)


def _size(one: Count, other: Count) -> float:
    """1 for numbers of one size, down to 0 for those that differ by :data:`_POWERS` of ten."""
    small, large = sorted((one.size, other.size))
    if small == large:
        return 1.0
    return max(0.0, 1 - math.log10(large / small) / _POWERS) if small else 0.0


def same_number(one: Count, other: Count) -> bool:
    """Whether two numbers are equal in both ends and in unit, as near as rounding."""
    return one.unit == other.unit and _near(one.low, other.low) and _near(one.high, other.high)


def _near(one: float | None, other: float | None) -> bool:
    if one is None or other is None:
        return one is other
    return abs(one - other) <= _TOLERANCE * max(abs(one), abs(other))


def _days(one: Item, other: Item) -> tuple[bool, bool]:
    if not one.days or not other.days:
        return False, False
    same = any(same_days(a, b) for a in one.days for b in other.days)
    return same, not same


def same_days(one: tuple[date, date], other: tuple[date, date]) -> bool:
    """Whether two periods end on the same day, or one lies in the other and is of a month at most."""
    if one[1] == other[1]:
        return True
    inner, outer = sorted((one, other), key=lambda days: days[1] - days[0])
    return outer[0] <= inner[0] and inner[1] <= outer[1] and (outer[1] - outer[0]).days <= 31
