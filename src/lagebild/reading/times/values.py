"""The days that a TIMEX3 value denotes."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta

from lagebild.model import Time

_DAY = re.compile(r"^(\d{4})-(\d{2})-(\d{2})(?:T.*)?$")
_MONTH = re.compile(r"^(\d{4})-(\d{2})$")
_WEEK = re.compile(r"^(\d{4})-W(\d{2})(?:-(WE|\d))?$")
_PART = re.compile(r"^(\d{4})-(Q[1-4]|H[12]|SP|SU|FA|AU|WI)$")
_YEAR = re.compile(r"^(\d{4})$")
_DECADE = re.compile(r"^(\d{3})$")
# First and last month; a winter is counted to the year it begins in.
_PARTS = {
    "Q1": (1, 3), "Q2": (4, 6), "Q3": (7, 9), "Q4": (10, 12), "H1": (1, 6), "H2": (7, 12),
    "SP": (3, 5), "SU": (6, 8), "FA": (9, 11), "AU": (9, 11), "WI": (12, 14),
}  # fmt: skip


def days_of(time: Time) -> tuple[date, date] | None:
    """First and last day of what ``time`` denotes or, for a duration counted from a day, of where it arrives."""
    return date_range(time.arrives or time.value)


def date_range(value: str) -> tuple[date, date] | None:
    """First and last day of a TIMEX3 ``value`` (ISO-TimeML); ``None`` for durations, vague and broken values."""
    try:
        return _range(value)
    except ValueError:
        return None


def _range(value: str) -> tuple[date, date] | None:
    if match := _DAY.match(value):
        day = date(int(match[1]), int(match[2]), int(match[3]))
        return day, day
    if match := _MONTH.match(value):
        return _months(int(match[1]), int(match[2]), int(match[2]))
    if match := _WEEK.match(value):
        return _week(int(match[1]), int(match[2]), match[3])
    if match := _PART.match(value):
        return _months(int(match[1]), *_PARTS[match[2]])
    if match := _YEAR.match(value):
        return _months(int(match[1]), 1, 12)
    if match := _DECADE.match(value):
        first = int(match[1]) * 10
        return date(first, 1, 1), date(first + 9, 12, 31)
    return None


def _week(year: int, week: int, day: str | None) -> tuple[date, date]:
    monday = date.fromisocalendar(year, week, 1)
    if day == "WE":
        return monday + timedelta(days=5), monday + timedelta(days=6)
    if day:
        return monday + timedelta(days=int(day) - 1), monday + timedelta(days=int(day) - 1)
    return monday, monday + timedelta(days=6)


def _months(year: int, first: int, last: int) -> tuple[date, date]:
    final, month = year + (last - 1) // 12, (last - 1) % 12 + 1
    return date(year, first, 1), date(final, month, monthrange(final, month)[1])
