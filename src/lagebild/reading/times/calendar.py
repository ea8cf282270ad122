"""Days, months, years and parts of them: expressions that name a place in the calendar."""

from __future__ import annotations

from datetime import date, timedelta

from lagebild.reading.times.context import (
    Context,
    Groups,
    Resolved,
    edge_of,
    month_of,
    nearest_year,
    number_of,
    offset_of,
    year_of,
)

_NOON = 12
# From this hour of twelve on, "at night" means before midnight.
_NIGHTFALL = 8
_DAY_STEMS = (
    ("vorgestern", -2),
    ("gestern", -1),
    ("gestrig", -1),
    ("yesterday", -1),
    ("übermorgen", 2),
    ("morg", 1),
    ("tomorrow", 1),
)
# Group -> class of the words that name a part of the day: "Abend", "abends", "Abendstunden".
_PARTS = {"part": "part", "adverb": "part_adverb", "hours": "part_hours"}
_DECADES = ("zwanziger", "dreißiger", "vierziger", "fünfziger", "sechziger", "siebziger", "achtziger", "neunziger")


def _part(groups: Groups, context: Context) -> str:
    """The part of the day that the expression names, as TIMEX3 has it ("TEV"), or nothing."""
    for name, known in _PARTS.items():
        if word := groups.get(name):
            return str(context.grammar.value(known, word))
    return ""


def date_(groups: Groups, context: Context) -> Resolved | None:
    """A day: "3. Mai", "27.8.2024", "May 3, 2016"."""
    month, number = month_of(groups, context), int(groups["day"] or 0)
    if month is None or not 1 <= month <= 12 or not 1 <= number <= 31:
        return None
    year = year_of(groups, context) or nearest_year(month, number, context)
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
    number = month_of(groups, context)
    if number is None:
        return None
    relative, year = offset_of(groups, context), year_of(groups, context)
    if year is None and context.day is not None and relative is not None:
        year = context.day.year + relative
        if relative < 0 and number < context.day.month:
            year = context.day.year
        if relative > 0 and number > context.day.month:
            year = context.day.year
    year = year or nearest_year(number, None, context)
    edge = edge_of(groups, context)
    if year is None:
        return Resolved("DATE", f"XXXX-{number:02}", edge)
    anchor = None if groups.get("year") else context.day
    return Resolved("DATE", f"{year:04}-{number:02}", edge, anchor, date(year, number, 1))


def year(groups: Groups, context: Context) -> Resolved | None:
    """A year: "2011", "Mitte 2025", "im Jahr 578"."""
    written = (groups["year"] or groups.get("year2") or "").zfill(4)
    if not int(written):
        return None
    return Resolved("DATE", written, edge_of(groups, context), day=date(int(written), 1, 1))


def weekday(groups: Groups, context: Context) -> Resolved | None:
    """A weekday near the report: "am Mittwoch", "next Friday", "Dienstagabend"."""
    number = int(context.grammar.value("weekday", groups["weekday"] or ""))
    part = _part(groups, context)
    if context.day is None:
        return Resolved("TIME" if part else "DATE", f"XXXX-WXX-{number}" + (f"T{part[1:]}" if part else ""))
    relative = offset_of(groups, context)
    back = (context.day.isoweekday() - number) % 7
    ahead = context.direction > 0 if relative is None else relative > 0 or (relative == 0 and context.direction >= 0)
    if groups.get("rel2"):
        week = context.day + timedelta(weeks=offset_of({"rel": groups["rel2"]}, context) or 0)
        day = week + timedelta(days=number - week.isoweekday())
    elif relative is None and context.direction == 0 and number in context.told:
        day = context.told[number]
    elif ahead:
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
    """The night before a day: "in der Nacht zum Samstag" carries the later day (TIMEX3 usage)."""
    if groups.get("weekday"):
        found = weekday({"weekday": groups["weekday"]}, context)
    else:
        found = day_word(groups, context) if groups.get("dayword") else date_(groups, context)
    return Resolved("TIME", found.value + "TNI", anchor=found.anchor, day=found.day) if found else None


def day_word(groups: Groups, context: Context) -> Resolved | None:
    """A day counted from the report's: "gestern", "heute Abend"."""
    word = (groups["dayword"] or "").lower()
    offset = next((o for stem, o in _DAY_STEMS if word.startswith(stem)), 0)
    part = _part(groups, context)
    part = part or ("TNI" if word == "tonight" else "")
    if context.essay and offset == 0 and not part:
        return Resolved("DATE", "PRESENT_REF", anchor=context.day)
    if context.day is None:
        return Resolved("DATE", "PRESENT_REF" if offset == 0 else ("PAST_REF" if offset < 0 else "FUTURE_REF"))
    day = context.day + timedelta(days=offset)
    return Resolved("TIME" if part else "DATE", day.isoformat() + part, anchor=context.day, day=day)


def day_beyond(groups: Groups, context: Context) -> Resolved | None:
    """Two days off, in English: "the day before yesterday"."""
    before = "before" in (groups["beyond"] or "").lower()
    return day_word({"dayword": "vorgestern" if before else "übermorgen"}, context)


def tomorrow(groups: Groups, context: Context) -> Resolved | None:
    """The adverb "morgen"; the noun is a part of the day."""
    return day_word({"dayword": "morgen"}, context)


def part_of_day(groups: Groups, context: Context) -> Resolved | None:
    """A part of the day mentioned last or of the report's ("am Abend"); of none that is known if it hangs on an event
    ("in der Nacht vor dem Brand").
    """
    part = _part(groups, context)
    if groups.get("event"):
        return Resolved("TIME", f"XXXX-XX-XX{part}")
    base = context.near or (context.direction < 0 and context.behind) or context.day
    if context.unsure and not groups.get("rel"):
        return Resolved("TIME", f"{context.unsure}-XX{part}", anchor=context.day)
    if groups.get("rel"):
        base = context.day
        if base is not None and offset_of(groups, context) == -1:
            base -= timedelta(days=1)
    return Resolved("TIME", (base.isoformat() if base else "XXXX-XX-XX") + part, anchor=base)


def part_of_date(groups: Groups, context: Context) -> Resolved | None:
    """A part of a day that is named: "am Abend des 29. Juni", "the night of June 3"."""
    found = weekday({"weekday": groups["weekday"]}, context) if groups.get("weekday") else date_(groups, context)
    return Resolved("TIME", found.value + _part(groups, context), anchor=found.anchor, day=found.day) if found else None


def one_part(groups: Groups, context: Context) -> Resolved | None:
    """How long, in parts of a day, a week or a year: "ein Nachmittag", "ein Wochenende"."""
    return Resolved("DURATION", str(context.grammar.value("one_part", groups["one"] or "")))


def share(groups: Groups, context: Context) -> Resolved | None:
    """A part of a long unit, in one word: "half-century"."""
    return Resolved("DURATION", str(context.grammar.value("share", groups["share"] or "")))


def part_adverb(groups: Groups, context: Context) -> Resolved | None:
    """A part of the day as an adverb: of the day that the sentence names, else again and again ("morgens")."""
    part = _part(groups, context)
    base = context.beside or context.near
    if base is not None:
        return Resolved("TIME", base.isoformat() + part, anchor=base, day=base)
    return Resolved("SET", "XXXX-XX-XX" + part)


def weekends(groups: Groups, context: Context) -> Resolved | None:
    """Weekends again and again: "on weekends"."""
    return Resolved("SET", "XXXX-WXX-WE")


def weekend(groups: Groups, context: Context, offset: int = 0) -> Resolved | None:
    """The weekend of the report's week, or the one before for a report of a working day that does not look ahead."""
    if context.day is None:
        return Resolved("DATE", "XXXX-WXX-WE")
    day = context.day + timedelta(weeks=offset)
    back = context.direction < 0 or (context.direction == 0 and context.day.isoweekday() < 5)
    if offset == 0 and back and context.day.isoweekday() < 6:
        day -= timedelta(weeks=1)
    iso = day.isocalendar()
    saturday = date.fromisocalendar(iso.year, iso.week, 6)
    return Resolved("DATE", f"{iso.year}-W{iso.week:02}-WE", anchor=context.day, day=saturday)


def season(groups: Groups, context: Context) -> Resolved | None:
    """A season: "im Sommer 2019", "next spring"."""
    word = (groups.get("season") or groups.get("season2") or groups.get("season3") or "").lower()
    code = str(context.grammar.value("season", word))
    year = year_of(groups, context)
    if year is None and context.day is not None:
        year = context.day.year + (offset_of(groups, context) or 0)
    return Resolved("DATE", f"{year:04}-{code}" if year else f"XXXX-{code}", anchor=context.day)


def part_of_year(groups: Groups, context: Context) -> Resolved | None:
    """A half or quarter: "im ersten Halbjahr 2024", "Q3", "the first half of September"."""
    written = (groups["nth"] or "").rstrip(".")
    nth = int(written) if written.isdigit() else int(context.grammar.value("ordinal_word", written))
    if groups.get("month"):
        found = month({"month": groups["month"]}, context)
        return Resolved("DATE", found.value, "START" if nth == 1 else "END", found.anchor, found.day) if found else None
    letter = "Q" if (groups.get("kind") or "").lower().startswith("q") else "H"
    year = year_of(groups, context) or (context.day.year if context.day else None)
    if nth > (2 if letter == "H" else 4):
        return None
    return Resolved("DATE", f"{year:04}-{letter}{nth}" if year else f"XXXX-{letter}{nth}", anchor=context.day)


def century(groups: Groups, context: Context) -> Resolved | None:
    """A century: the 19th is written "18"."""
    number = int(groups["nth"] or 0)
    return Resolved("DATE", f"{number - 1:02}") if 1 <= number <= 21 else None


def decade(groups: Groups, context: Context) -> Resolved | None:
    """A decade: the 1990s are written "199"; two digits mean the twentieth century."""
    word, edge = groups.get("word"), edge_of(groups, context)
    digits = next((groups[name] or "" for name in ("decade", "decade2", "decade3") if groups.get(name)), "")
    written = str((_DECADES.index(word.lower()) + 2) * 10) if word else digits
    return Resolved("DATE", (written if len(written) == 4 else "19" + written.zfill(2))[:3], edge)


def clock(groups: Groups, context: Context) -> Resolved | None:
    """A time of day on the day that its sentence mentions, else the report's: "um 15.30 Uhr", "5 p.m. EST"."""
    hour = int(groups.get("hour") or groups.get("hour24") or 0)
    minute = int(groups.get("minute") or groups.get("minute2") or groups.get("minute24") or 0)
    hour = _of_the_day(hour, groups, context)
    base = context.beside or (context.direction < 0 and context.behind) or context.day
    named = groups.get("zone") or groups.get("zone2")
    zone = str(context.grammar.value("zone", named)) if named else ""
    return Resolved("TIME", f"{base.isoformat() if base else 'XXXX-XX-XX'}T{hour:02}:{minute:02}{zone}", anchor=base)


def _of_the_day(hour: int, groups: Groups, context: Context) -> int:
    """The hour of 24 that "p.m." or "nachmittags" makes of one of 12."""
    half = (groups.get("half") or "").lower()
    word = groups.get("daytime") or groups.get("daytime2")
    part = str(context.grammar.value("daytime", word)) if word else ""
    late = half == "p" or part in {"TAF", "TEV"} or (part == "TNI" and hour >= _NIGHTFALL)
    if late and hour < _NOON:
        return hour + _NOON
    if hour == _NOON and (half == "a" or part == "TNI"):
        return 0
    return hour


def clock_name(groups: Groups, context: Context) -> Resolved | None:
    """A time of day with a name, on the day that its sentence mentions, else the report's: "um Mitternacht"."""
    base = context.beside or context.day
    if groups.get("weekday") and (named := weekday({"weekday": groups["weekday"]}, context)):
        base = named.day
    value = str(context.grammar.value("clock_name", groups["clock"] or ""))
    return Resolved("TIME", (base.isoformat() if base else "XXXX-XX-XX") + value, anchor=base)


def clock_word(groups: Groups, context: Context) -> Resolved | None:
    """A full hour in words: "um fünf Uhr"."""
    hour = number_of(groups["hour_word"] or "", context)
    return clock(groups | {"hour": f"{hour:g}"}, context) if hour.is_integer() and hour <= _NOON * 2 else None


def clock_half(groups: Groups, context: Context) -> Resolved | None:
    """Half an hour before the full one: "um halb neun" is 8.30."""
    hour = number_of(groups["half_hour"] or "", context)
    return (
        clock(groups | {"hour": f"{hour - 1:g}", "minute": "30"}, context)
        if hour.is_integer() and hour <= _NOON
        else None
    )
