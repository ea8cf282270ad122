"""Durations, distances and repetitions: expressions that count units, alone or from a known day."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta

from msgspec import structs

from lagebild.reading.times import calendar
from lagebild.reading.times.context import Context, Groups, Resolved, edge_of, number_of, offset_of

_MODS = {"knapp": "LESS_THAN", "fast": "LESS_THAN", "gut": "MORE_THAN", "über": "MORE_THAN", "mehr als": "MORE_THAN"}
_STEMS = (("jahr", "Y"), ("year", "Y"), ("monat", "M"), ("month", "M"), ("woche", "W"), ("week", "W"))
# The rules of what lies so long after the report.
_FROM_NOW = frozenset({"ahead", "within"})
_WHOLE_PERIOD = re.compile(r"P(\d{1,4})([DWMY])")
_LONG_UNITS = frozenset({"DE", "CE"})
# Half of a unit is told in the next smaller one.
_SMALLER = {"DE": ("Y", 10), "Y": ("M", 12), "W": ("D", 7)}


def _amount(groups: Groups, context: Context) -> float | None:
    """The number of an expression; ``None`` for a vague one ("einige")."""
    word = (groups.get("number") or "").strip()
    if not word:
        return None
    more = 0.5 if groups.get("and_half") or groups.get("half_more") else 0.0
    if word[0].isdigit():
        return float(word.replace(",", ".")) + more
    try:
        return number_of(word, context) + more
    except KeyError:
        # "eine halbe" is no word of the table, but "anderthalb" and "zweieinhalb" are.
        return 0.5 if "halb" in word.lower() or word.lower().startswith("half") else None


def _unit(groups: Groups, context: Context) -> str:
    name = "adjective_unit" if groups.get("adjective") else "unit"
    return str(context.grammar.value(name, (groups.get("adjective") or groups.get("unit") or "").strip()))


def period(amount: float | None, unit: str) -> str:
    """A duration: "P3D", "PT2H", "P0.5Y", "PXM" where the number is vague."""
    time = "T" if unit.startswith("T") else ""
    letter = unit if unit in _LONG_UNITS else unit[-1]
    if amount is None:
        return f"P{time}X{letter}"
    return f"P{time}{amount:g}{letter}"


def _mod(groups: Groups) -> str | None:
    word = (groups.get("approx") or "").strip().lower()
    return (_MODS.get(word, "APPROX")) if word else None


def shift(base: date, amount: float, unit: str) -> Resolved | None:
    """The day, week, month or year ``amount`` units from ``base``, as coarse as the unit."""
    if amount % 1 and unit in _SMALLER:
        unit, times = _SMALLER[unit]
        amount *= times
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


def _lasting(groups: Groups, context: Context) -> Resolved:
    return Resolved("DURATION", period(_amount(groups, context), _unit(groups, context)), _mod(groups), context.day)


def ago(groups: Groups, context: Context) -> Resolved | None:
    """So long before the report: "vor drei Tagen", "two years ago"."""
    return _from_report(groups, context, -1)


def ago_lasting(groups: Groups, context: Context) -> Resolved | None:
    """So long before the report, as a stretch of time unless it names a day: "vor drei Jahren" is P3Y (KRAUTS)."""
    found = ago(groups, context)
    if _unit(groups, context) == "D":
        return found
    return structs.replace(_lasting(groups, context), arrives=_arrival(found))


def ahead_lasting(groups: Groups, context: Context) -> Resolved | None:
    """So long after the report, as a stretch of time unless it names a day: "in zwei Jahren" is P2Y (KRAUTS)."""
    return ahead(groups, context) if _unit(groups, context) == "D" else within(groups, context)


def within(groups: Groups, context: Context) -> Resolved | None:
    """No longer than so long from the report on: "binnen zwei Wochen"."""
    found = ahead(groups, context)
    return structs.replace(_lasting(groups, context), arrives=_arrival(found))


def _arrival(found: Resolved | None) -> str | None:
    return found.value if found is not None and found.type == "DATE" else None


def ahead(groups: Groups, context: Context) -> Resolved | None:
    """So long after the report: "in zwei Monaten", "within a week"."""
    return _from_report(groups, context, 1)


def ahead_told(groups: Groups, context: Context) -> Resolved | None:
    """So long after the report, or how long where the sentence tells of the past: "the first time in ten years"."""
    return _lasting(groups, context) if context.direction < 0 else ahead(groups, context)


def from_day(groups: Groups, context: Context) -> Resolved | None:
    """So long after a day that is named: "two weeks from Friday", "a year from now"."""
    base = context.day
    groups = groups | {"month": groups.get("month") or groups.get("month2"), "day": groups.get("day") or groups["day2"]}
    if not groups.get("now"):
        context = structs.replace(context, direction=1)
        named = (
            calendar.weekday({"weekday": groups["weekday"]}, context)
            if groups.get("weekday")
            else calendar.date_(groups, context)
            if groups.get("month")
            else calendar.day_word(groups, context)
        )
        base = named.day if named else None
    amount, unit = _amount(groups, context), _unit(groups, context)
    if amount is None or base is None or unit.startswith("T"):
        return _lasting(groups, context)
    # A week from a day is a day, a week from now is a week.
    if unit == "W" and not groups.get("now"):
        unit, amount = "D", amount * 7
    found = shift(base, amount, unit)
    return Resolved("DATE", found.value, _mod(groups), base, found.day) if found else None


def _from_report(groups: Groups, context: Context, sign: int) -> Resolved | None:
    amount, unit = _amount(groups, context), _unit(groups, context)
    if amount is None or unit.startswith("T") or context.day is None:
        return _lasting(groups, context)
    found = shift(context.day, sign * amount, unit)
    return Resolved("DATE", found.value, _mod(groups), context.day, found.day) if found else None


def later(groups: Groups, context: Context) -> Resolved | None:
    """So long after the time mentioned last; without one a duration: "zwei Stunden später"."""
    amount, unit = _amount(groups, context), _unit(groups, context)
    if amount is None and not groups.get("approx"):
        return None
    direction = (groups["direction"] or "").lower()
    sign = -1 if direction in {"zuvor", "davor", "früher", "vorher", "earlier", "before"} else 1
    if amount is None or unit.startswith("T") or context.mentioned is None:
        return Resolved("DURATION", period(amount, unit), _mod(groups))
    return shift(context.mentioned, sign * amount, unit)


def nth_unit(groups: Groups, context: Context) -> Resolved | None:
    """A day or week counted from the day on which something began: "am zweiten Tag", "in der dritten Woche"."""
    if context.begun is None:
        return None
    steps = int(context.grammar.value("ordinal_word", groups["nth"] or "")) - 1
    return shift(context.begun, steps, _unit(groups, context))


def former(groups: Groups, context: Context) -> Resolved:
    """What somebody once was: "Ex-Minister". Tells of a person, not when something was."""
    return Resolved("DATE", "PAST_REF")


def then(groups: Groups, context: Context) -> Resolved | None:
    """The time told last, or the end of a stretch of time that begins at the report: "in einem Jahr, spätestens dann".

    The end is counted to the day (ISO-TimeML's implicit end point of an anchored duration), and so is approximate.
    """
    last = context.last
    if last is None or context.day is None:
        return None
    if last.type == "DATE" and last.value[0].isdigit():
        return Resolved("DATE", last.value, anchor=context.day)
    stretch = _WHOLE_PERIOD.fullmatch(last.value) if last.rule in _FROM_NOW else None
    if stretch is None:
        return None
    amount, unit = int(stretch[1]), stretch[2]
    months = {"M": 1, "Y": 12}.get(unit)
    try:
        if months is None:
            end = context.day + timedelta(days=amount * {"D": 1, "W": 7}[unit])
        else:
            year, month = divmod(context.day.year * 12 + context.day.month - 1 + amount * months, 12)
            end = date(year, month + 1, min(context.day.day, monthrange(year, month + 1)[1]))
    except (ValueError, OverflowError):
        return None
    return Resolved("DATE", end.isoformat(), "APPROX", context.day, end)


def neighbour(groups: Groups, context: Context) -> Resolved | None:
    """The day or year before or after the time mentioned last: "am Tag darauf", "im Jahr zuvor"."""
    word = (groups["direction"] or "").lower()
    unit = next((unit for stem, unit in _STEMS if stem in word), "D")
    # A day follows a day, not a year mentioned before; "im Vorjahr" is the year before the report's, unless the
    # sentence itself speaks of another.
    near = context.beside if word.startswith("vorjahr") else context.mentioned
    told = (context.near or context.behind) if unit == "D" else near
    base = told or context.day
    if base is None:
        return None
    sign = -1 if re.search(r"zuvor|vor|before|previous", word) else 1
    part = next((str(value) for pattern, value in context.grammar.classes["part"] if pattern.search(word)), "")
    if unit == "D" and told is None and sign > 0 and context.direction < 0:
        # What has happened did not happen on the day after the report: it follows a day that is not named.
        return Resolved("TIME" if part else "DATE", "XXXX-XX-XX" + (part if " " in word else ""))
    found = shift(base, sign, unit)
    if found is None or not part or unit != "D" or " " not in word:
        return found
    return Resolved("TIME", found.value + part, anchor=base, day=found.day)


def relative(groups: Groups, context: Context) -> Resolved | None:
    """The unit before, around or after the report: "diese Woche", "im vergangenen Jahr", "next month"."""
    word = (groups["unit"] or "").lower()
    offset = offset_of(groups, context) or 0
    edge = edge_of(groups, context)
    if context.day is None:
        return Resolved("DATE", ("PAST_REF", "PRESENT_REF", "FUTURE_REF")[(offset > 0) + (offset >= 0)], edge)
    if word.startswith(("wochenend", "weekend")):
        found = calendar.weekend(groups, context, offset)
    elif word.startswith(("halbjahr", "quartal")):
        found = shift(context.day, offset, "Q")
    else:
        unit = _unit(groups, context)
        found = shift(context.day, offset, unit)
    return Resolved("DATE", found.value, edge, context.day, found.day) if found else None


def unit_edge(groups: Groups, context: Context) -> Resolved | None:
    """The beginning, middle or end of a unit in one word: "Jahresende", "Wochenbeginn"."""
    if groups.get("year"):
        return calendar.year(groups, context)
    unit, edge = groups["unit"] or groups["unit2"], groups["edge"] or groups["edge2"]
    return relative({"unit": unit, "edge": edge}, context)


def this_year(groups: Groups, context: Context) -> Resolved | None:
    """An adverb for the report's year: "heuer"."""
    return shift(context.day, 0, "Y") if context.day else Resolved("DATE", "PRESENT_REF")


def span_of(groups: Groups, context: Context) -> Resolved | None:
    """A period that ends or begins at the report: "in den letzten drei Jahren"."""
    amount = _amount(groups, context) if "number" in groups else 1
    return Resolved("DURATION", period(amount, _unit(groups, context)), anchor=context.day)


def some_units(groups: Groups, context: Context) -> Resolved | None:
    """A vague period: "in den letzten Monaten", "seit Jahren"."""
    groups = groups | {"unit": groups.get("unit") or groups.get("unit2")}
    return Resolved("DURATION", period(None, _unit(groups, context)), anchor=context.day)


def duration(groups: Groups, context: Context) -> Resolved | None:
    """How long: "drei Wochen", "vierstündig", "several years"."""
    return Resolved("DURATION", period(_amount(groups, context), _unit(groups, context)), _mod(groups))


def duration_and(groups: Groups, context: Context) -> Resolved | None:
    """How long, in two units: "drei Jahre und zwei Monate"."""
    first = period(_amount(groups, context), _unit(groups, context))
    rest = {"number": groups["number2"], "unit": groups["unit2"]}
    second = period(_amount(rest, context), _unit(rest, context))
    if first.startswith("PT") and not second.startswith("PT"):
        return None
    return Resolved("DURATION", first + second[2 if first.startswith("PT") else 1 :])


def same_unit(groups: Groups, context: Context) -> Resolved | None:
    """The day, month or year mentioned last: "an diesem Tag", "im selben Jahr"."""
    word = next((groups[name] or "" for name in ("same", "same2", "same3") if groups.get(name)), "").lower()
    evening = groups.get("samepart") or groups.get("samepart2")
    part = str(context.grammar.value("part", evening)) if evening else ""
    unit = "D" if part else str(context.grammar.value("unit", word))
    base = context.near if unit == "D" else context.mentioned
    found = shift(base, 0, unit) if base else None
    return Resolved("TIME", found.value + part, anchor=base, day=base) if found and part else found


def every(groups: Groups, context: Context) -> Resolved | None:
    """How often: "jedes Jahr", "every two weeks"."""
    if groups.get("weekday"):
        return Resolved("SET", "P1W")
    if groups.get("part"):
        return Resolved("SET", "P1D")
    amount = None if groups.get("vague") else 2 if groups.get("other") else _amount(groups, context) or 1
    unit = next(groups[name] for name in ("unit", "unit2", "unit3", "unit4") if groups.get(name))
    return Resolved("SET", period(amount, _unit({"unit": unit}, context)))


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
