"""What a time is computed from: the report's day, the day mentioned last, the direction of the sentence."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

from msgspec import Struct

from lagebild.model import Time, TimeType
from lagebild.reading.times.rules import Grammar

_SHORT_YEAR = 50
_PARTS = re.compile(r"-|(?<=.)und(?=.)")
# A date without a year that lies longer ago than this (days) is rarely meant: then the nearest one is.
RECENT = 240


class Context(Struct, frozen=True):
    """What a value is computed from: the report's day, the time mentioned last, the day named shortly before
    (``near``; in the same sentence also ``beside``), and the sentence's direction.

    ``essay``: "today" in this text means nowadays. ``direction`` is 1 where the sentence speaks of the future, -1 of
    the past, 0 where it does not tell; ``since``: what is behind "seit" or "since", so past; ``told``: the days that
    weekdays (ISO numbers) meant earlier in the report; ``begun``: the day on which something began, told last;
    ``unsure``: the month of the day that the sentence speaks of without naming it ("vor einigen Tagen"); ``last``: the
    time found last, if it is near; ``behind``: the day named last, if it lies before the report's and not far off in
    the text.
    """

    grammar: Grammar
    day: date | None
    mentioned: date | None
    beside: date | None
    direction: int
    near: date | None
    essay: bool
    since: bool = False
    told: dict[int, date] = {}
    begun: date | None = None
    unsure: str | None = None
    last: Time | None = None
    behind: date | None = None


class Resolved(Struct, frozen=True):
    """Type and value; ``anchor`` is the day used; ``day`` is what later expressions may refer to; ``arrives`` see
    :class:`lagebild.model.Time`.
    """

    type: TimeType
    value: str
    mod: str | None = None
    anchor: date | None = None
    day: date | None = None
    arrives: str | None = None


Groups = dict[str, str | None]


Resolver = Callable[[Groups, Context], Resolved | None]


def year_of(groups: Groups, context: Context) -> int | None:
    """The year that the expression names, by digits or against the report ("dieses Jahres"), if any."""
    written = groups.get("year")
    if written is not None:
        year = int(written)
        if len(written) == 2:
            return year + (1900 if year >= _SHORT_YEAR else 2000)
        return year or None
    if context.day is None:
        return None
    for name, offset in (("this", 0), ("lastyear", -1), ("nextyear", 1)):
        if groups.get(name):
            return context.day.year + offset
    return None


def month_of(groups: Groups, context: Context) -> int | None:
    """The number of the month that the expression names, if any."""
    if groups.get("m"):
        return int(groups["m"] or 0)
    word = groups.get("month")
    if word is None:
        return None
    for name in ("month", "month_short"):
        try:
            return int(context.grammar.value(name, word))
        except KeyError:
            continue
    return None


def number_of(word: str, context: Context) -> float:
    """The value of a number word; one marked "sum" in the table is that of its parts: "twenty-two".

    Raises ``KeyError`` for a word that is no number.
    """
    value = context.grammar.value("number", word)
    return sum(number_of(part, context) for part in _PARTS.split(word.lower())) if value == "sum" else float(value)


def edge_of(groups: Groups, context: Context) -> str | None:
    """START, MID or END of a period, if the expression says so ("Anfang März")."""
    word = groups.get("edge")
    return str(context.grammar.value("edge", word.strip())) if word else None


def offset_of(groups: Groups, context: Context) -> int | None:
    """How many units before (negative) or after the report's own: "letzte" is -1; ``None`` if nothing is said."""
    word = groups.get("rel")
    if word is None:
        return None
    for name in ("past", "present", "future"):
        try:
            return int(context.grammar.value(name, word.strip()))
        except KeyError:
            continue
    return 0


def nearest_year(month: int, day: int | None, context: Context) -> int | None:
    """The year of a date without one: by the sentence's direction, else the occurrence nearest to the report."""
    if context.day is None:
        return None
    today = context.day
    candidates = [today.year - 1, today.year, today.year + 1]
    if context.direction > 0:
        later = [y for y in candidates if (y, month) >= (today.year, today.month)]
        return later[0]
    if context.direction < 0:
        earlier = [y for y in candidates if (y, month, day or 1) <= (today.year, today.month, today.day)]
        recent = date(earlier[-1], month, min(day or 15, 28))
        if context.since or (today - recent).days <= RECENT:
            return earlier[-1]
    middle = day or 15
    return min(candidates, key=lambda y: abs((date(y, month, min(middle, 28)) - today).days))
