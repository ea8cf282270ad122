"""Holidays and feasts: on fixed days, from Easter or Advent, on a weekday of a month, or by the moon."""

from __future__ import annotations

from calendar import monthrange
from collections import defaultdict
from datetime import date, timedelta
from functools import cache
from importlib import resources

from lagebild.reading.times.context import RECENT, Context, Groups, Resolved, year_of

_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
# The day is told by the table: by reckoning, or by sight of the new moon, which differs between countries.
_RECKONED, _SIGHTED = "moon:", "sighted:"


def holiday(groups: Groups, context: Context) -> Resolved | None:
    """A holiday or feast of the year that is named, else the nearest to the report in the sentence's direction.

    One that hangs on the sight of the moon is approximate: it may begin a day earlier or later.
    """
    rule = str(context.grammar.value("holiday", groups["holiday"] or ""))
    year = year_of(groups, context)
    if year is not None:
        day = next(iter(feast_days(rule, year)), None)
    else:
        day = _nearest(rule, context.day, context.direction) if context.day else None
    if day is None:
        return None
    mod = "APPROX" if rule.startswith(_SIGHTED) else None
    return Resolved("DATE", day.isoformat(), mod, anchor=context.day, day=day)


def _nearest(rule: str, today: date, direction: int) -> date | None:
    """The day of the feast nearest to the report, in the sentence's direction if that is not far."""
    days = [day for year in (today.year - 1, today.year, today.year + 1) for day in feast_days(rule, year)]
    told = [day for day in days if direction * (day - today).days > 0 and abs((day - today).days) <= RECENT]
    return min(told or days, key=lambda day: abs((day - today).days), default=None)


def feast_days(rule: str, year: int) -> tuple[date, ...]:
    """When the feast begins in ``year``: once, but by the moon also twice or never.

    Rules: "10-03"; "easter-2"; "advent+7" (days from the first Sunday of Advent); "05-sun2" (second Sunday of May),
    "05-mon-1" (last Monday of May), "11-thu4+1" (the day after the fourth Thursday of November); "moon:passover" and
    "sighted:ashura" as the table has it.
    """
    if rule.startswith((_RECKONED, _SIGHTED)):
        return _by_the_moon().get((rule.partition(":")[2], year), ())
    if rule.startswith("advent"):
        eve = date(year, 12, 24)
        first = eve - timedelta(days=eve.isoweekday() % 7 + 21)
        return (first + timedelta(days=int(rule.removeprefix("advent"))),)
    if rule.startswith("easter"):
        return (_easter(year) + timedelta(days=int(rule.removeprefix("easter"))),)
    month, number = rule.split("-", 1)
    if not number[0].isalpha():
        return (date(year, int(month), int(number)),)
    nth, _, more = number[3:].partition("+")
    day = _nth_weekday(year, int(month), _WEEKDAYS.index(number[:3]) + 1, int(nth))
    return (day + timedelta(days=int(more or 0)),)


@cache
def _by_the_moon() -> dict[tuple[str, int], tuple[date, ...]]:
    """The first days of the feasts in ``data/feasts.tsv``, by name and year; made by ``training/feasts.py``."""
    found: defaultdict[tuple[str, int], list[date]] = defaultdict(list)
    for line in resources.files(__package__).joinpath("data", "feasts.tsv").read_text("utf-8").splitlines():
        name, _, written = line.partition("\t")
        day = date.fromisoformat(written)
        found[name, day.year].append(day)
    return {key: tuple(days) for key, days in found.items()}


def _nth_weekday(year: int, month: int, number: int, nth: int) -> date:
    """The ``nth`` day of that ISO weekday in the month; -1 is the last."""
    if nth > 0:
        first = date(year, month, 1)
        return first + timedelta(days=(number - first.isoweekday()) % 7 + 7 * (nth - 1))
    last = date(year, month, monthrange(year, month)[1])
    return last - timedelta(days=(last.isoweekday() - number) % 7)


def _easter(year: int) -> date:
    """Easter Sunday of the Gregorian calendar (Butcher 1876)."""
    a, b, c = year % 19, year // 100, year % 100
    h = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    k = (32 + 2 * (b % 4) + 2 * (c // 4) - h - c % 4) % 7
    m = (a + 11 * h + 22 * k) // 451
    return date(year, (h + k - 7 * m + 114) // 31, (h + k - 7 * m + 114) % 31 + 1)
