"""A series of numbers as the shapes of a small chart; the page draws them as SVG."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date

from msgspec import Struct

from lagebild.story.relations import Relation
from lagebild.story.series import Point, Series

WIDTH, HEIGHT, LEFT, RIGHT, FOOT, TOP = 640, 190, 72, 16, 34, 30
"""Pixels of a chart, with the margins: beside it (the scale is written on the left), below, and above."""

_LETTER, _GAP = 6.6, 10


class Mark(Struct, frozen=True):
    """One point in pixels: ``low`` and ``high`` are the ends of its interval, of which open ones go on.

    ``disputed``: another claim contradicts it. ``label``: there is room for its words above; ``anchor`` is the side on
    which they begin.
    """

    point: Point
    x: float
    low: float
    high: float
    open_low: bool
    open_high: bool
    about: bool
    disputed: bool
    label: bool
    anchor: str


class Chart(Struct, frozen=True):
    """A series with its marks; ``scale`` are the values at the bottom and top with their places."""

    series: Series
    marks: tuple[Mark, ...]
    scale: tuple[tuple[float, float], ...]
    first: str
    last: str


def has_chart(series: Series) -> bool:
    """Whether at least two points have a day and a number."""
    return len(_drawn(series)) > 1


def is_steady(series: Series) -> bool:
    """Whether every point gives the same number."""
    return len({(point.low, point.high) for point in series.points}) == 1


def disputed(series: Series, relations_of: Mapping[str, Sequence[Relation]]) -> set[str]:
    """The claims of the series that another one of it contradicts."""
    inside = {point.claim for point in series.points}
    return {
        claim
        for one in inside
        for relation in relations_of.get(one, ())
        if relation.type == "contradicts" and {relation.a, relation.b} <= inside
        for claim in (relation.a, relation.b)
    }


def chart(series: Series, against: Collection[str] = ()) -> Chart:
    """The chart of a series that :func:`has_chart`; ``against`` are the claims that are contradicted."""
    points = _drawn(series)
    values = [value for point in points for value in _ends(point)]
    least, most = min(*values, 0.0), max(values) or 1.0
    days = [date.fromisoformat(point.as_of or "").toordinal() for point in points]
    span = max(days) - min(days) or 1

    def y(value: float) -> float:
        return round(HEIGHT - FOOT - (value - least) / (most - least) * (HEIGHT - FOOT - TOP), 1)

    marks: list[Mark] = []
    taken: list[tuple[float, float, float]] = []
    for point, day in zip(points, days, strict=True):
        low, high = (y(value) for value in _ends(point))
        x = round(LEFT + (day - min(days)) / span * (WIDTH - LEFT - RIGHT), 1)
        anchor = "start" if x < WIDTH / 3 else "end" if x > WIDTH * 2 / 3 else "middle"
        box = _box(len(point.text) * _LETTER, x, high, anchor)
        free = not any(box[0] < right and left < box[1] and abs(box[2] - at) < 2 * _GAP for left, right, at in taken)
        if free:
            taken.append(box)
        about = point.modifier in {"approx", "ratio"}
        marks.append(
            Mark(
                point, x, low, high, point.low is None, point.high is None, about, point.claim in against, free, anchor
            )
        )
    first, last = min(p.as_of or "" for p in points), max(p.as_of or "" for p in points)
    return Chart(series, tuple(marks), ((least, y(least)), (most, y(most))), first, last)


def _box(width: float, x: float, y: float, anchor: str) -> tuple[float, float, float]:
    """Left and right edge and height of words at a mark."""
    left = x - width * {"start": 0, "middle": 0.5, "end": 1}[anchor]
    return left, left + width + _GAP, y


def _drawn(series: Series) -> list[Point]:
    return [point for point in series.points if point.as_of and _known(point)]


def _known(point: Point) -> list[float]:
    return [value for value in (point.low, point.high, point.value) if value is not None]


def _ends(point: Point) -> tuple[float, float]:
    known = _known(point)
    return min(known), max(known)
