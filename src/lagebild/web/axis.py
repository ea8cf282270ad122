"""The time axis: dated claims and deadlines as marks in lanes over a stretch of days; the page draws them as SVG."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from datetime import date, timedelta

from msgspec import Struct

from lagebild.story.deadlines import Deadline
from lagebild.story.views import Event

WIDTH, LABEL, ROW, MARGIN, FOOT = 960, 22, 16, 12, 24
"""Pixels: the axis from edge to edge, the name of a lane, a row of marks in it, the margins, the days below."""
DOT, BAR = 10, 6
"""Pixels: a mark of a day or so across, and how high that of a longer time is: it says less about each of its days."""

_GAP = 2
_MOST_ROWS = 6
_MOST_LANES = 8
_MOST_MARKS = 5000
_MANY = 1500
_BEFORE, _AFTER = timedelta(days=366), timedelta(days=731)
_SHORTEST = timedelta(days=6)
_MOST_TICKS = 8
# Steps of the axis that people count in: days for short stretches, then months.
_DAYS, _MONTHS = (1, 2, 7, 14), (1, 3, 6, 12, 24, 60, 120, 240, 600, 1200, 6000, 12000)


class Window(Struct, frozen=True):
    """The days shown, both included."""

    first: date
    last: date

    @property
    def days(self) -> int:
        """How many there are."""
        return (self.last - self.first).days + 1

    def moved(self, share: float) -> Window:
        """The same length, later (or earlier) by ``share`` of it, as far as the calendar goes."""
        by = min(round(self.days * share), (date.max - self.last).days)
        by = max(by, (date.min - self.first).days)
        return Window(_shifted(self.first, by), _shifted(self.last, by))

    def scaled(self, factor: float) -> Window:
        """``factor`` times as long around the same middle, a week at least."""
        more = round(self.days * (factor - 1) / 2)
        first, last = _shifted(self.first, -more), _shifted(self.last, more)
        if last - first >= _SHORTEST:
            return Window(first, last)
        last = max(last, _shifted(date.min, _SHORTEST.days))
        return Window(_shifted(last, -_SHORTEST.days), last)


class Mark(Struct, frozen=True):
    """An event in pixels; ``width`` is at least that of a dot."""

    event: Event
    x: float
    y: int
    width: float


class Due(Struct, frozen=True):
    """A deadline in pixels."""

    deadline: Deadline
    x: float
    y: int


class Lane(Struct, frozen=True):
    """The marks of one voice; ``hidden`` counts those that found no room."""

    name: str
    top: int
    marks: tuple[Mark, ...]
    hidden: int


class Axis(Struct, frozen=True):
    """What is drawn: deadlines above, then the lanes; ``today`` is a place on the axis, ``None`` outside of it."""

    window: Window
    due: tuple[Due, ...]
    lanes: tuple[Lane, ...]
    ticks: tuple[tuple[float, str], ...]
    today: float | None
    height: int


def default_window(events: Sequence[Event], today: date | None) -> Window | None:
    """A year back and two ahead, as far as there are events, less where these are too many to be told apart.

    All events if none is near; ``None`` without any.
    """
    if not events:
        return None
    whole = whole_window(events)
    if today is None:
        return whole
    around = Window(_shifted(today, -_BEFORE.days), _shifted(today, _AFTER.days))
    inside = events_in(events, around)
    if not inside:
        return whole
    while len(inside) > _MANY and (closer := Window(*_halved(around, today))) != around:
        around, inside = closer, events_in(events, closer) or inside
    first = max(around.first, min(date.fromisoformat(event.first_day) for event in inside))
    last = min(around.last, max(date.fromisoformat(event.last_day) for event in inside))
    return Window(first, last).scaled(1.04)


def _halved(window: Window, today: date) -> tuple[date, date]:
    """Half of the window around ``today``, a week at least."""
    back, ahead = (today - window.first).days // 2, (window.last - today).days // 2
    half_a_week = _SHORTEST.days // 2
    return _shifted(today, -max(back, half_a_week)), _shifted(today, max(ahead, half_a_week))


def whole_window(events: Sequence[Event]) -> Window:
    """From the first to the last day of any of the ``events``."""
    first = min(event.first_day for event in events)
    return Window(date.fromisoformat(first), date.fromisoformat(max(event.last_day for event in events)))


def events_in(events: Sequence[Event], window: Window) -> list[Event]:
    """Those of ``events``, ordered by their first day, of which some day is in the window."""
    first, last = window.first.isoformat(), window.last.isoformat()
    before = bisect_left(events, _after(last), key=lambda event: event.first_day)
    return [event for event in events[:before] if event.last_day >= first]


def axis(
    events: Sequence[Event],
    deadlines: Iterable[Deadline],
    lane_of: Callable[[Event], str],
    others: str,
    window: Window,
    today: date | None,
) -> Axis:
    """The axis over ``window``: the lanes of most events, the rest together in one named ``others``."""
    shown = events_in(events, window)
    due = _due(deadlines, window)
    counts = Counter(lane_of(event) for event in shown)
    named = [name for name, _ in sorted(counts.items(), key=lambda one: (-one[1], one[0]))]
    if len(named) > _MOST_LANES:
        named = named[: _MOST_LANES - 1]
    inside: dict[str, list[Event]] = {name: [] for name in named}
    for event in shown:
        name = lane_of(event)
        inside.setdefault(name if name in named else others, []).append(event)
    lanes = []
    top = max((one.y for one in due), default=0) + (ROW if due else MARGIN)
    for name, found in inside.items():
        lane, rows = _lane(name, found, window, top)
        lanes.append(lane)
        top += LABEL + rows * ROW + _GAP
    at = _x(today, window) if today is not None and window.first <= today <= window.last else None
    return Axis(window, tuple(due), tuple(lanes), tuple(_ticks(window)), at, top + FOOT)


def _lane(name: str, events: Sequence[Event], window: Window, top: int) -> tuple[Lane, int]:
    """The lane, and how many rows it takes. The shorter an event, the surer it finds room: it says more about a day."""
    rows = [bytearray(WIDTH) for _ in range(_MOST_ROWS)]
    marks: list[Mark] = []
    placed = sorted(((*_pixels(event, window), event) for event in events[:_MOST_MARKS]), key=lambda p: (p[1], p[0]))
    used = 0
    for x, width, event in placed:
        start, end = int(x), int(x + width) + _GAP
        row = next((at for at, taken in enumerate(rows) if not any(taken[start:end])), None)
        if row is None:
            continue
        rows[row][start:end] = b"\x01" * len(rows[row][start:end])
        used = max(used, row + 1)
        marks.append(Mark(event, x, top + LABEL + row * ROW, width))
    marks.sort(key=lambda mark: (mark.x, mark.y))
    return Lane(name, top, tuple(marks), len(events) - len(marks)), used


def _due(deadlines: Iterable[Deadline], window: Window) -> list[Due]:
    """Deadlines inside the window, those of near days below each other."""
    found: list[Due] = []
    free: list[float] = []
    first, last = window.first.isoformat(), window.last.isoformat()
    for deadline in sorted(deadlines, key=lambda d: d.date):
        if not first <= deadline.date <= last:
            continue
        x = _x(date.fromisoformat(deadline.date), window)
        row = next((at for at, end in enumerate(free) if end <= x), len(free))
        if row == _MOST_ROWS:
            continue
        free[row : row + 1] = [x + DOT + _GAP]
        found.append(Due(deadline, x, LABEL + row * ROW))
    return found


def _pixels(event: Event, window: Window) -> tuple[float, float]:
    """The left edge and the width of an event's mark."""
    start = max(date.fromisoformat(event.first_day), window.first)
    end = min(date.fromisoformat(event.last_day), window.last)
    left, right = _x(start, window), _x(end, window)
    width = max(right - left, DOT)
    return round(min(max(left - (DOT / 2 if width == DOT else 0), 0), WIDTH - width), 1), round(width, 1)


def _x(day: date, window: Window) -> float:
    return round(MARGIN + (day - window.first).days / max(window.days - 1, 1) * (WIDTH - 2 * MARGIN), 1)


def _ticks(window: Window) -> list[tuple[float, str]]:
    """Days to write below the axis, not more than fit."""
    for step in _DAYS:
        if window.days / step <= _MOST_TICKS:
            # Mondays, where weeks are counted.
            start = window.first if step < 7 else _shifted(window.first, -window.first.weekday() % 7)
            days = [_shifted(start, step * at) for at in range(_MOST_TICKS + 1)]
            return [(_x(day, window), day.isoformat()) for day in days if window.first <= day <= window.last]
    months = window.last.year * 12 + window.last.month - window.first.year * 12 - window.first.month + 1
    step = next((step for step in _MONTHS if months / step <= _MOST_TICKS), _MONTHS[-1])
    first = window.first.year * 12 + window.first.month - 1
    starts = range(first - first % step, first + months, step)
    days = [date(at // 12, at % 12 + 1, 1) for at in starts if date.min.year * 12 <= at]
    return [
        (_x(day, window), day.isoformat()[: 4 if step % 12 == 0 else 7])
        for day in days
        if window.first <= day <= window.last
    ]


def _shifted(day: date, days: int) -> date:
    return date.fromordinal(min(max(day.toordinal() + days, date.min.toordinal()), date.max.toordinal()))


def _after(day: str) -> str:
    """A text that stands behind ``day`` and before the next."""
    return day + "~"
