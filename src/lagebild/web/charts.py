"""A series of numbers as the shapes of a small chart; the page draws them as SVG."""

from __future__ import annotations

from datetime import date

from msgspec import Struct

from lagebild.story.series import Point, Series

WIDTH, HEIGHT, MARGIN = 640, 160, 28


class Mark(Struct, frozen=True):
    """One point in pixels: ``low`` and ``high`` are the ends of its interval; an open end has no value."""

    point: Point
    x: float
    low: float
    high: float
    open_low: bool
    open_high: bool
    about: bool


class Chart(Struct, frozen=True):
    """A series with its marks; ``least`` and ``most`` are the values at the bottom and top."""

    series: Series
    marks: tuple[Mark, ...]
    least: float
    most: float
    first: str
    last: str


def has_chart(series: Series) -> bool:
    """Whether at least two points have a day and a number."""
    return len(_drawn(series)) > 1


def _drawn(series: Series) -> list[Point]:
    return [point for point in series.points if point.as_of and _ends(point) is not None]


def chart(series: Series) -> Chart:
    """The chart of a series that :func:`has_chart`."""
    points = _drawn(series)
    values = [value for point in points for value in (_ends(point) or ())]
    least, most = min(*values, 0.0), max(values) or 1.0
    days = [date.fromisoformat(point.as_of or "").toordinal() for point in points]
    span = max(days) - min(days) or 1

    def y(value: float) -> float:
        return round(HEIGHT - MARGIN - (value - least) / (most - least) * (HEIGHT - 2 * MARGIN), 1)

    marks = []
    for point, day in zip(points, days, strict=True):
        low, high = _ends(point) or (0.0, 0.0)
        x = round(MARGIN + (day - min(days)) / span * (WIDTH - 2 * MARGIN), 1)
        about = point.modifier in {"approx", "ratio"}
        marks.append(Mark(point, x, y(low), y(high), point.low is None, point.high is None, about))
    first, last = min(p.as_of or "" for p in points), max(p.as_of or "" for p in points)
    return Chart(series, tuple(marks), least, most, first, last)


def _ends(point: Point) -> tuple[float, float] | None:
    known = [value for value in (point.low, point.high, point.value) if value is not None]
    return (min(known), max(known)) if known else None
