"""From a matched expression to its TIMEX3 type and value: the functions that the rules in ``times.toml`` name."""

from __future__ import annotations

from lagebild.model import Time
from lagebild.reading.times import calendar, feasts, periods
from lagebild.reading.times.context import Resolver

RESOLVERS: dict[str, Resolver] = {
    "date": calendar.date_,
    "day_of_month": calendar.day_of_month,
    "month": calendar.month,
    "year": calendar.year,
    "weekday": calendar.weekday,
    "weekly": calendar.weekly,
    "night_to": calendar.night_to,
    "day_word": calendar.day_word,
    "tomorrow": calendar.tomorrow,
    "part_of_day": calendar.part_of_day,
    "part_of_date": calendar.part_of_date,
    "ago": periods.ago,
    "ago_lasting": periods.ago_lasting,
    "same_unit": periods.same_unit,
    "duration_and": periods.duration_and,
    "part_adverb": calendar.part_adverb,
    "clock_name": calendar.clock_name,
    "one_part": calendar.one_part,
    "clock_half": calendar.clock_half,
    "clock_word": calendar.clock_word,
    "ahead": periods.ahead,
    "ahead_told": periods.ahead_told,
    "from_day": periods.from_day,
    "day_beyond": calendar.day_beyond,
    "weekends": calendar.weekends,
    "share": calendar.share,
    "ahead_lasting": periods.ahead_lasting,
    "within": periods.within,
    "unit_edge": periods.unit_edge,
    "later": periods.later,
    "nth_unit": periods.nth_unit,
    "former": periods.former,
    "then": periods.then,
    "neighbour": periods.neighbour,
    "relative": periods.relative,
    "weekend": calendar.weekend,
    "this_year": periods.this_year,
    "span_of": periods.span_of,
    "some_units": periods.some_units,
    "duration": periods.duration,
    "every": periods.every,
    "season": calendar.season,
    "part_of_year": calendar.part_of_year,
    "century": calendar.century,
    "decade": calendar.decade,
    "clock": calendar.clock,
    "long": periods.long,
    "set_word": periods.set_word,
    "vague": periods.vague,
    "holiday": feasts.holiday,
}


def tells_when(time: Time) -> bool:
    """Whether ``time`` says when something is, and not what somebody once was ("Ex-Minister")."""
    return time.rule != "former"
