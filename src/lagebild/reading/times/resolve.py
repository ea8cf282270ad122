"""From a matched expression to its TIMEX3 type and value; one function a kind, named by the rules in ``times.toml``."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta

from msgspec import Struct

from lagebild.model import TimeType
from lagebild.reading.times.rules import Grammar


class Context(Struct, frozen=True):
    """What a value is computed from: the report's day, the time mentioned last (and, if in the same sentence,
    ``beside``), and the sentence's direction.

    ``direction`` is 1 where the sentence speaks of the future, -1 of the past, 0 where it does not tell.
    """

    grammar: Grammar
    day: date | None
    mentioned: date | None
    beside: date | None
    direction: int


class Resolved(Struct, frozen=True):
    """Type and value; ``anchor`` is the day used; ``day`` is what later expressions may refer to."""

    type: TimeType
    value: str
    mod: str | None = None
    anchor: date | None = None
    day: date | None = None


Groups = dict[str, str | None]
Resolver = Callable[[Groups, Context], Resolved | None]
_MODS = {"knapp": "LESS_THAN", "fast": "LESS_THAN", "gut": "MORE_THAN", "über": "MORE_THAN", "mehr als": "MORE_THAN"}
_LONG_UNITS = frozenset({"DE", "CE"})
_SHORT_YEAR = 50
_NOON = 12
# A date without a year that lies longer ago than this (days) is rarely meant: then the nearest one is.
_RECENT = 240


def _year(groups: Groups, context: Context) -> int | None:
    written = groups.get("year")
    if written is not None:
        year = int(written)
        if year < 100:
            return year + (1900 if year >= _SHORT_YEAR else 2000)
        return year
    if context.day is None:
        return None
    for name, offset in (("this", 0), ("lastyear", -1), ("nextyear", 1)):
        if groups.get(name):
            return context.day.year + offset
    return None


def _month(groups: Groups, context: Context) -> int | None:
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


def _edge(groups: Groups, context: Context) -> str | None:
    word = groups.get("edge")
    return str(context.grammar.value("edge", word.strip())) if word else None


def _relative(groups: Groups, context: Context) -> int | None:
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
        if (today - recent).days <= _RECENT:
            return earlier[-1]
    middle = day or 15
    return min(candidates, key=lambda y: abs((date(y, month, min(middle, 28)) - today).days))


def date_(groups: Groups, context: Context) -> Resolved | None:
    """A day: "3. Mai", "27.8.2024", "May 3, 2016"."""
    month, number = _month(groups, context), int(groups["day"] or 0)
    if month is None or not 1 <= month <= 12 or not 1 <= number <= 31:
        return None
    year = _year(groups, context) or nearest_year(month, number, context)
    if year is None:
        return Resolved("DATE", f"XXXX-{month:02}-{number:02}")
    try:
        day = date(year, month, number)
    except ValueError:
        return None
    anchor = None if groups.get("year") else context.day
    return Resolved("DATE", day.isoformat(), anchor=anchor, day=day)


def day_of_month(groups: Groups, context: Context) -> Resolved | None:
    """A day of the month mentioned last: "am 27. desselben Monats"."""
    base, number = context.mentioned or context.day, int(groups["day"] or 0)
    if base is None or not 1 <= number <= 31:
        return None
    try:
        day = base.replace(day=number)
    except ValueError:
        return None
    return Resolved("DATE", day.isoformat(), anchor=base, day=day)


def month(groups: Groups, context: Context) -> Resolved | None:
    """A month: "im September", "Anfang März 2025", "last June"."""
    number = _month(groups, context)
    if number is None:
        return None
    relative, year = _relative(groups, context), _year(groups, context)
    if year is None and context.day is not None and relative is not None:
        year = context.day.year + relative
        if relative < 0 and number < context.day.month:
            year = context.day.year
        if relative > 0 and number > context.day.month:
            year = context.day.year
    year = year or nearest_year(number, None, context)
    edge = _edge(groups, context)
    if year is None:
        return Resolved("DATE", f"XXXX-{number:02}", edge)
    anchor = None if groups.get("year") else context.day
    return Resolved("DATE", f"{year:04}-{number:02}", edge, anchor, date(year, number, 1))


def year(groups: Groups, context: Context) -> Resolved | None:
    """A year: "2011", "Mitte 2025"."""
    written = groups["year"] or ""
    return Resolved("DATE", written, _edge(groups, context), day=date(int(written), 1, 1))


def weekday(groups: Groups, context: Context) -> Resolved | None:
    """A weekday near the report: "am Mittwoch", "next Friday", "Dienstagabend"."""
    number = int(context.grammar.value("weekday", groups["weekday"] or ""))
    part = str(context.grammar.value("part", groups["part"] or "")) if groups.get("part") else ""
    if context.day is None:
        return Resolved("TIME" if part else "DATE", f"XXXX-WXX-{number}" + (f"T{part[1:]}" if part else ""))
    relative = _relative(groups, context)
    back = (context.day.isoweekday() - number) % 7
    if (relative is not None and relative > 0) or (relative is None and context.direction > 0):
        day = context.day + timedelta(days=(number - context.day.isoweekday()) % 7)
        if relative and day == context.day:
            day += timedelta(days=7)
    elif relative is not None and relative < 0 and back == 0:
        day = context.day - timedelta(days=7)
    else:
        day = context.day - timedelta(days=back)
    value = day.isoformat() + part
    return Resolved("TIME" if part else "DATE", value, anchor=context.day, day=day)


def weekly(groups: Groups, context: Context) -> Resolved | None:
    """A weekday again and again: "mittwochs"."""
    return Resolved("SET", "P1W")


def night_to(groups: Groups, context: Context) -> Resolved | None:
    """The night before a weekday's day: "in der Nacht zum Samstag" carries the later day (TIMEX3 usage)."""
    found = weekday({"weekday": groups["weekday"]}, context)
    return Resolved("TIME", found.value + "TNI", anchor=found.anchor, day=found.day) if found else None


def day_word(groups: Groups, context: Context) -> Resolved | None:
    """A day counted from the report's: "gestern", "heute Abend"."""
    word = (groups["dayword"] or "").lower()
    offset = next((o for stem, o in _DAY_STEMS if word.startswith(stem)), 0)
    part = str(context.grammar.value("part", groups["part"] or "")) if groups.get("part") else ""
    part = part or ("TNI" if word == "tonight" else "")
    if context.day is None:
        return Resolved("DATE", "PRESENT_REF" if offset == 0 else ("PAST_REF" if offset < 0 else "FUTURE_REF"))
    day = context.day + timedelta(days=offset)
    return Resolved("TIME" if part else "DATE", day.isoformat() + part, anchor=context.day, day=day)


_DAY_STEMS = (
    ("vorgestern", -2),
    ("gestern", -1),
    ("gestrig", -1),
    ("yesterday", -1),
    ("übermorgen", 2),
    ("morg", 1),
    ("tomorrow", 1),
)


def tomorrow(groups: Groups, context: Context) -> Resolved | None:
    """The adverb "morgen"; the noun is a part of the day."""
    return day_word({"dayword": "morgen"}, context)


def part_of_day(groups: Groups, context: Context) -> Resolved | None:
    """A part of the day mentioned last or of the report's: "am Abend"."""
    part = str(context.grammar.value("part", (groups["part"] or "").lower()))
    base = context.mentioned or context.day
    if groups.get("rel"):
        base = context.day
        if base is not None and _relative(groups, context) == -1:
            base -= timedelta(days=1)
    return Resolved("TIME", (base.isoformat() if base else "XXXX-XX-XX") + part, anchor=base)


def _amount(groups: Groups, context: Context) -> float | None:
    """The number of an expression; ``None`` for a vague one ("einige")."""
    word = (groups.get("number") or "").strip()
    if not word:
        return None
    if word[0].isdigit():
        return float(word.replace(",", "."))
    if word.lower().startswith("halb") or word.lower().startswith("half"):
        return 0.5
    try:
        return float(context.grammar.value("number", word))
    except KeyError:
        return None


def _unit(groups: Groups, context: Context) -> str:
    name = "adjective_unit" if groups.get("adjective") else "unit"
    return str(context.grammar.value(name, (groups.get("adjective") or groups.get("unit") or "").strip()))


def _period(amount: float | None, unit: str) -> str:
    """A duration: "P3D", "PT2H", "PXM" where the number is vague; halves in the next smaller unit."""
    time = "T" if unit.startswith("T") else ""
    letter = unit if unit in _LONG_UNITS else unit[-1]
    if amount is None:
        return f"P{time}X{letter}"
    smaller = {"Y": ("M", 12), "D": ("TH", 24), "TH": ("TM", 60), "TM": ("TS", 60)}
    if amount != int(amount) and unit in smaller:
        unit, factor = smaller[unit]
        return _period(amount * factor, unit)
    return f"P{time}{amount:g}{letter}"


def _mod(groups: Groups) -> str | None:
    word = (groups.get("approx") or "").strip().lower()
    return (_MODS.get(word, "APPROX")) if word else None


def _shift(base: date, amount: float, unit: str) -> Resolved | None:
    """The day, week, month or year ``amount`` units from ``base``, as coarse as the unit."""
    steps = int(amount)
    try:
        if unit == "D":
            day = base + timedelta(days=steps)
            return Resolved("DATE", day.isoformat(), anchor=base, day=day)
        if unit == "W":
            day = base + timedelta(weeks=steps)
            iso = day.isocalendar()
            return Resolved("DATE", f"{iso.year}-W{iso.week:02}", anchor=base, day=day)
        if unit in {"M", "Q"}:
            months = base.year * 12 + base.month - 1 + steps * (3 if unit == "Q" else 1)
            day = date(months // 12, months % 12 + 1, 1)
            value = f"{day.year:04}-Q{(day.month - 1) // 3 + 1}" if unit == "Q" else f"{day.year:04}-{day.month:02}"
            return Resolved("DATE", value, anchor=base, day=day)
        if unit in {"Y", "DE", "CE"}:
            first = base.year + steps * {"Y": 1, "DE": 10, "CE": 100}[unit]
            width = {"Y": 4, "DE": 3, "CE": 2}[unit]
            return Resolved("DATE", f"{first:04}"[:width], anchor=base, day=date(first, 1, 1))
    except (ValueError, OverflowError):
        return None
    return None


def ago(groups: Groups, context: Context) -> Resolved | None:
    """So long before the report: "vor drei Tagen", "two years ago"."""
    return _from_report(groups, context, -1)


def ahead(groups: Groups, context: Context) -> Resolved | None:
    """So long after the report: "in zwei Monaten", "within a week"."""
    return _from_report(groups, context, 1)


def _from_report(groups: Groups, context: Context, sign: int) -> Resolved | None:
    amount, unit = _amount(groups, context), _unit(groups, context)
    if amount is None or unit.startswith("T") or context.day is None:
        return Resolved("DURATION", _period(amount, unit), _mod(groups), context.day)
    found = _shift(context.day, sign * amount, unit)
    return Resolved("DATE", found.value, _mod(groups), context.day, found.day) if found else None


def later(groups: Groups, context: Context) -> Resolved | None:
    """So long after the time mentioned last; without one a duration: "zwei Stunden später"."""
    amount, unit = _amount(groups, context), _unit(groups, context)
    if amount is None and not groups.get("approx"):
        return None
    direction = (groups["direction"] or "").lower()
    sign = -1 if direction in {"zuvor", "davor", "früher", "vorher", "earlier", "before"} else 1
    if amount is None or unit.startswith("T") or context.mentioned is None:
        return Resolved("DURATION", _period(amount, unit), _mod(groups))
    return _shift(context.mentioned, sign * amount, unit)


def neighbour(groups: Groups, context: Context) -> Resolved | None:
    """The day or year before or after the time mentioned last: "am Tag darauf", "im Jahr zuvor"."""
    word = (groups["direction"] or "").lower()
    base = context.mentioned or context.day
    if base is None:
        return None
    sign = -1 if re.search(r"zuvor|vor|before|previous", word) else 1
    unit = "Y" if re.search(r"jahr|year", word) else "D"
    return _shift(base, sign, unit)


def relative(groups: Groups, context: Context) -> Resolved | None:
    """The unit before, around or after the report: "diese Woche", "im vergangenen Jahr", "next month"."""
    word = (groups["unit"] or "").lower()
    offset = _relative(groups, context) or 0
    edge = _edge(groups, context)
    if context.day is None:
        return Resolved("DATE", ("PAST_REF", "PRESENT_REF", "FUTURE_REF")[(offset > 0) + (offset >= 0)], edge)
    if word.startswith(("wochenend", "weekend")):
        found = weekend(groups, context, offset)
    elif word.startswith(("halbjahr", "quartal")):
        found = _shift(context.day, offset, "Q")
    else:
        unit = _unit(groups, context)
        found = _shift(context.day, offset, unit)
    return Resolved("DATE", found.value, edge, context.day, found.day) if found else None


def this_year(groups: Groups, context: Context) -> Resolved | None:
    """An adverb for the report's year: "heuer"."""
    return _shift(context.day, 0, "Y") if context.day else Resolved("DATE", "PRESENT_REF")


def weekend(groups: Groups, context: Context, offset: int = 0) -> Resolved | None:
    """The weekend of the report's week, or the one before for a report early in the week."""
    if context.day is None:
        return Resolved("DATE", "XXXX-WXX-WE")
    day = context.day + timedelta(weeks=offset)
    if offset == 0 and context.direction <= 0 and context.day.isoweekday() < 5:
        day -= timedelta(weeks=1)
    iso = day.isocalendar()
    saturday = date.fromisocalendar(iso.year, iso.week, 6)
    return Resolved("DATE", f"{iso.year}-W{iso.week:02}-WE", anchor=context.day, day=saturday)


def span_of(groups: Groups, context: Context) -> Resolved | None:
    """A period that ends or begins at the report: "in den letzten drei Jahren"."""
    return Resolved("DURATION", _period(_amount(groups, context), _unit(groups, context)), anchor=context.day)


def some_units(groups: Groups, context: Context) -> Resolved | None:
    """A vague period: "in den letzten Monaten", "seit Jahren"."""
    groups = groups | {"unit": groups.get("unit") or groups.get("unit2")}
    return Resolved("DURATION", _period(None, _unit(groups, context)), anchor=context.day)


def duration(groups: Groups, context: Context) -> Resolved | None:
    """How long: "drei Wochen", "vierstündig", "several years"."""
    return Resolved("DURATION", _period(_amount(groups, context), _unit(groups, context)), _mod(groups))


def every(groups: Groups, context: Context) -> Resolved | None:
    """How often: "jedes Jahr", "every two weeks"."""
    if groups.get("weekday"):
        return Resolved("SET", "P1W")
    if groups.get("part"):
        return Resolved("SET", "P1D")
    return Resolved("SET", _period(_amount(groups, context) or 1, _unit(groups, context)))


def season(groups: Groups, context: Context) -> Resolved | None:
    """A season: "im Sommer 2019", "next spring"."""
    word = (groups.get("season") or groups.get("season2") or groups.get("season3") or "").lower()
    code = str(context.grammar.value("season", word))
    year = _year(groups, context)
    if year is None and context.day is not None:
        year = context.day.year + (_relative(groups, context) or 0)
    return Resolved("DATE", f"{year:04}-{code}" if year else f"XXXX-{code}", anchor=context.day)


def part_of_year(groups: Groups, context: Context) -> Resolved | None:
    """A half or quarter: "im ersten Halbjahr 2024", "Q3", "the first half of September"."""
    written = (groups["nth"] or "").rstrip(".")
    nth = int(written) if written.isdigit() else int(context.grammar.value("ordinal_word", written))
    if groups.get("month"):
        found = month({"month": groups["month"]}, context)
        return Resolved("DATE", found.value, "START" if nth == 1 else "END", found.anchor, found.day) if found else None
    letter = "H" if "hal" in (groups.get("kind") or "").lower() else "Q"
    year = _year(groups, context) or (context.day.year if context.day else None)
    if nth > (2 if letter == "H" else 4):
        return None
    return Resolved("DATE", f"{year:04}-{letter}{nth}" if year else f"XXXX-{letter}{nth}", anchor=context.day)


def century(groups: Groups, context: Context) -> Resolved | None:
    """A century: the 19th is written "18"."""
    number = int(groups["nth"] or 0)
    return Resolved("DATE", f"{number - 1:02}") if 1 <= number <= 21 else None


_DECADES = ("zwanziger", "dreißiger", "vierziger", "fünfziger", "sechziger", "siebziger", "achtziger", "neunziger")


def decade(groups: Groups, context: Context) -> Resolved | None:
    """A decade: the 1990s are written "199"; two digits mean the twentieth century."""
    word = groups.get("word")
    written = (
        str((_DECADES.index(word.lower()) + 2) * 10) if word else groups.get("decade") or groups.get("decade2") or ""
    )
    return Resolved("DATE", (written if len(written) == 4 else "19" + written.zfill(2))[:3])


def clock(groups: Groups, context: Context) -> Resolved | None:
    """A time of day on the day that its sentence mentions, else the report's: "um 15.30 Uhr", "5 p.m."."""
    hour = int(groups.get("hour") or groups.get("hour24") or 0)
    minute = int(groups.get("minute") or groups.get("minute2") or groups.get("minute24") or 0)
    half = (groups.get("half") or "").lower()
    if half == "p" and hour < _NOON:
        hour += _NOON
    if half == "a" and hour == _NOON:
        hour = 0
    base = context.beside or context.day
    return Resolved("TIME", f"{base.isoformat() if base else 'XXXX-XX-XX'}T{hour:02}:{minute:02}", anchor=base)


def long(groups: Groups, context: Context) -> Resolved | None:
    """An adjective of duration: "monatelang"."""
    return Resolved("DURATION", str(context.grammar.value("long_word", groups["all"] or "")))


def set_word(groups: Groups, context: Context) -> Resolved | None:
    """An adverb of frequency: "jährlich", "daily"."""
    word = groups["all"] or ""
    for candidate in (word, re.sub(r"e[nmrs]?$", "", word)):
        try:
            return Resolved("SET", str(context.grammar.value("set_word", candidate)))
        except KeyError:
            continue
    return None


def vague(groups: Groups, context: Context) -> Resolved | None:
    """A vague reference: "derzeit", "recently", "bald"."""
    return Resolved("DATE", str(context.grammar.value("vague", groups["all"] or "")), anchor=context.day)


def holiday(groups: Groups, context: Context) -> Resolved | None:
    """A holiday or feast: fixed days and those that hang on Easter (Gregorian, Butcher 1876)."""
    rule = str(context.grammar.value("holiday", groups["holiday"] or ""))
    year = _year(groups, context)
    if year is None:
        if context.day is None:
            return None
        year = min(
            (context.day.year + o for o in (-1, 0, 1)),
            key=lambda y: abs((_feast(rule, y) - context.day).days),  # type: ignore[operator]
        )
    day = _feast(rule, year)
    return Resolved("DATE", day.isoformat(), anchor=context.day, day=day)


def _feast(rule: str, year: int) -> date:
    if not rule.startswith("easter"):
        month_number, number = rule.split("-")
        return date(year, int(month_number), int(number))
    a, b, c = year % 19, year // 100, year % 100
    h = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    k = (32 + 2 * (b % 4) + 2 * (c // 4) - h - c % 4) % 7
    m = (a + 11 * h + 22 * k) // 451
    easter = date(year, (h + k - 7 * m + 114) // 31, (h + k - 7 * m + 114) % 31 + 1)
    return easter + timedelta(days=int(rule.removeprefix("easter")))


RESOLVERS: dict[str, Resolver] = {
    "date": date_,
    "day_of_month": day_of_month,
    "month": month,
    "year": year,
    "weekday": weekday,
    "weekly": weekly,
    "night_to": night_to,
    "day_word": day_word,
    "tomorrow": tomorrow,
    "part_of_day": part_of_day,
    "ago": ago,
    "ahead": ahead,
    "later": later,
    "neighbour": neighbour,
    "relative": relative,
    "weekend": weekend,
    "this_year": this_year,
    "span_of": span_of,
    "some_units": some_units,
    "duration": duration,
    "every": every,
    "season": season,
    "part_of_year": part_of_year,
    "century": century,
    "decade": decade,
    "clock": clock,
    "long": long,
    "set_word": set_word,
    "vague": vague,
    "holiday": holiday,
}
