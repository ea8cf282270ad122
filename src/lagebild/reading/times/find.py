"""Find the times of a text: one scan for where an expression begins, the rules in order, then its value."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from datetime import date

from msgspec import structs

from lagebild.model import Span, Time
from lagebild.reading.times.context import Context, Resolved
from lagebild.reading.times.openings import LENGTH
from lagebild.reading.times.resolve import RESOLVERS
from lagebild.reading.times.rules import Grammar, Rule, times_grammar
from lagebild.reading.times.values import date_range

# Where an expression may begin: with a word, an apostrophe ("'60s") or the second number of a range ("15-18 Uhr").
_PLACE = re.compile(r"(?:(?<![\w-])[\w'’]|(?<=\d[-–])\d)\w*")
# Prepositions and articles that a rule needs to see but that are no part of a TIMEX3's extent.
_LEAD = re.compile(r"(?:vor|in|am|an diesem|binnen|innerhalb(?: von)?|within|zu[mr]?|im)\s+", re.IGNORECASE)
_KEEPS_LEAD = frozenset({"vague", "century", "decade", "next-day", "edge-unit", "half-of", "relative-some"})
# Where a weekday or month is mentioned, the sentence so far (and a little after) tells past from future.
_WINDOW = 160

# A text of so many characters that names its days less often than once in so many is about an age, not about a day,
# unless it names one in its lead of so many characters.
_ESSAY_LENGTH, _ESSAY_EVERY = 1000, 2500
_LEAD_LENGTH = 200
_CLAUSE_MARK = re.compile(r"[,;:–—()\n]")
# Reports appeared, or will, in these years.
_FIRST, _LAST = 1500, 2500
# A clock time belongs to a day named so many characters before it in its sentence, a part of the day so many before.
_BESIDE, _NEAR = 80, 300
# What happened on a day is told in so many characters.
_TOLD_OF = 1500
# "jeweils" stands so many characters before its clock time.
_EACH = 40
# Prepositions that tell of a deadline stand so many characters before.
_LEADING = 40
_SOME_DAYS = "PXD"
# Years within so many characters behind "Altersgrenze" are an age.
_AGES = 80


def find_times(text: str, language: str, published: str | None, sentences: Sequence[Span] | None = None) -> list[Time]:
    """The times of ``text`` in order, without overlap.

    ``published`` is the report's ISO date or instant; without it relative times keep X for what is not known.
    """
    grammar = times_grammar(language)
    day = _day(published)
    essay = _is_essay(text, grammar)
    spans = list(sentences) if sentences is not None else [(0, len(text))]
    starts = [start for start, _ in spans]
    found: list[Time] = []
    mentioned: date | None = None
    named: list[tuple[int, date]] = []
    told: dict[int, date] = {}
    begun: date | None = None
    at = 0
    for place in _PLACE.finditer(text):
        start = place.start()
        if start < at:
            continue
        rules = grammar.starting(text[start : start + LENGTH])
        matches = [(rule, match) for rule in rules if (match := rule.pattern.match(text, start))] if rules else None
        if not matches:
            continue
        sentence = _sentence(spans, starts, start, len(text))
        known = Context(
            grammar=grammar,
            day=day,
            mentioned=mentioned,
            beside=_beside(text, start, sentence, named, grammar),
            direction=0,
            near=named[-1][1] if named and start - named[-1][0] <= _NEAR else None,
            essay=essay,
            told=told,
            begun=begun,
            unsure=_unsure_month(found, sentence, day),
            behind=_day_behind(named, start, day),
            last=found[-1] if found and start - found[-1].span[1] <= _NEAR else None,
        )
        time, at, mentioned = _read(text, matches, sentence, known)
        if time is None:
            continue
        found.append(time)
        if (new := _named_day(time)) is not None:
            named = [*named[-1:], new]
            if time.rule in {"weekday", "weekday-part"}:
                told[new[1].isoweekday()] = new[1]
            if time.type == "DATE" and _begins_then(text, time.span, sentence, grammar):
                begun = new[1]
    return found


def _beside(text: str, start: int, sentence: Span, named: Sequence[tuple[int, date]], grammar: Grammar) -> date | None:
    """The day named shortly before in the sentence; the first of two if each is meant ("heute und morgen, jeweils")."""
    here = [day for at, day in named if at >= sentence[0] and start - at <= _BESIDE]
    if not here:
        return None
    return here[0] if grammar.each.search(text, max(sentence[0], start - _EACH), start) else here[-1]


def _day_behind(named: Sequence[tuple[int, date]], start: int, day: date | None) -> date | None:
    """The day before the report's that is still told of at ``start``."""
    if not named or day is None or named[-1][1] >= day or start - named[-1][0] > _TOLD_OF:
        return None
    return named[-1][1]


def _unsure_month(found: Sequence[Time], sentence: Span, day: date | None) -> str | None:
    """The month of the report, if the sentence has just spoken of a day that it does not name."""
    if day is None or not found or found[-1].span[0] < sentence[0]:
        return None
    return f"{day:%Y-%m}" if found[-1].value == _SOME_DAYS and found[-1].rule == "ago" else None


def _begins_then(text: str, span: Span, sentence: Span, grammar: Grammar) -> bool:
    """Whether something begins on the day named at ``span``: "Start war am 1. Juli"."""
    around = text[max(sentence[0], span[0] - _BESIDE) : min(sentence[1], span[1] + _BESIDE)]
    return bool(grammar.begins.search(around))


def _is_essay(text: str, grammar: Grammar) -> bool:
    """Whether "today" means "nowadays": a long text that hardly ever says which day it speaks of."""
    if len(text) < _ESSAY_LENGTH:
        return False
    daily = [match.start() for match in grammar.daily.finditer(text)]
    return (not daily or daily[0] > _LEAD_LENGTH) and len(daily) * _ESSAY_EVERY < len(text)


def _named_day(time: Time) -> tuple[int, date] | None:
    """Where ``time`` names a day, and which; none for what is computed from another day."""
    of_another = (time.rule or "").startswith(("clock", "part")) and time.rule != "part-of-date"
    if time.type == "SET" or "X" in time.value or of_another:
        return None
    try:
        return time.span[0], date.fromisoformat(time.value[:10])
    except ValueError:
        return None


def _day(published: str | None) -> date | None:
    """The report's day; one far from any report's is none, so that there is a year before it and one after."""
    try:
        day = date.fromisoformat((published or "")[:10])
    except ValueError:
        return None
    return day if _FIRST <= day.year <= _LAST else None


def _sentence(spans: Sequence[Span], starts: list[int], position: int, length: int) -> Span:
    index = bisect_right(starts, position) - 1
    if index >= 0 and position < spans[index][1]:
        return spans[index]
    return max(0, position - _WINDOW), min(length, position + _WINDOW)


def _read(
    text: str, matches: list[tuple[Rule, re.Match[str]]], sentence: Span, known: Context
) -> tuple[Time | None, int, date | None]:
    """The time of the first match that has a value, where to go on, and the day that later expressions refer to."""
    grammar, mentioned, start = known.grammar, known.mentioned, matches[0][1].start()
    window = text[max(sentence[0], start - _WINDOW) : min(sentence[1], start + _WINDOW)]
    for rule, match in matches:
        begins = _before(start, sentence)
        due = grammar.deadline.search(text, begins, start)
        direction = _direction(window, grammar) or (1 if due else 0)
        since = grammar.since.search(text, begins, start) or (
            direction <= 0 and grammar.between.search(text, begins, start)
        )
        context = structs.replace(known, direction=-1 if since else direction, since=bool(since))
        if rule.name == "duration" and grammar.ages.search(text, max(sentence[0], start - _AGES), start):
            continue
        groups = {name: value for name, value in match.groupdict().items() if value is not None}
        resolved = RESOLVERS[rule.resolve](
            {**dict.fromkeys(rule.pattern.groupindex), **groups, "all": match.group()}, context
        )
        if resolved is None:
            continue
        begin, end = _extent(text, match, rule.name)
        return (
            Time(
                text=text[begin:end],
                span=(begin, end),
                type=resolved.type,
                value=resolved.value,
                mod=resolved.mod,
                deadline=resolved.type != "SET" and _is_deadline(text, (begin, end), sentence, resolved, context),
                rule=rule.name,
                anchor=resolved.anchor.isoformat() if resolved.anchor else None,
                arrives=resolved.arrives,
            ),
            end,
            resolved.day or mentioned,
        )
    return None, start + 1, mentioned


def _before(begin: int, sentence: Span) -> int:
    """Where to look for the words in front of ``begin``: one character early, so that a word that opens the sentence
    has one that is no letter before it.
    """
    return max(sentence[0], begin - _LEADING, 1) - 1


def _direction(window: str, grammar: Grammar) -> int:
    future, past = grammar.future.search(window), grammar.past.search(window)
    if past:
        return 0 if future else -1
    return 1 if future or grammar.present.search(window) else 0


def _extent(text: str, match: re.Match[str], rule: str) -> Span:
    """The match without the preposition in front, and without white space at its ends."""
    begin, end = match.span()
    lead = None if rule in _KEEPS_LEAD else _LEAD.match(text, begin, end)
    if lead is not None and lead.end() < end:
        begin = lead.end()
    while begin < end and text[begin].isspace():
        begin += 1
    while end > begin and text[end - 1].isspace():
        end -= 1
    return begin, end


def _is_deadline(text: str, span: Span, sentence: Span, resolved: Resolved, known: Context) -> bool:
    """Whether something is to be done or to happen by then: "bis ...", or a planned event that lies ahead."""
    days = date_range(resolved.arrives or resolved.value)
    if known.day is None or days is None or days[1] < known.day:
        return False
    grammar, begin = known.grammar, span[0]
    due = grammar.deadline.search(text, _before(begin, sentence), begin)
    if due and not _ends_range(text, begin, sentence, grammar):
        return True
    # What was told of the report's own day has happened, unless the sentence speaks of the future alone.
    if days[1] == known.day and known.direction <= 0:
        return False
    clause = _clause(text, span, sentence)
    if grammar.past.search(clause) and not grammar.planned.search(clause):
        return False
    window = text[max(sentence[0], begin - _WINDOW) : min(sentence[1], begin + _WINDOW)]
    scheduled = known.direction > 0 and grammar.present.search(window)
    return bool(scheduled or grammar.planned.search(window))


def _clause(text: str, span: Span, sentence: Span) -> str:
    """The clause that holds ``span``, as far as marks tell."""
    before = text[max(sentence[0], span[0] - _WINDOW) : span[0]]
    behind = text[span[0] : min(sentence[1], span[1] + _WINDOW)]
    return _CLAUSE_MARK.split(before)[-1] + _CLAUSE_MARK.split(behind)[0]


def _ends_range(text: str, begin: int, sentence: Span, grammar: Grammar) -> bool:
    """Whether the time only ends a range: "von 8 bis 12 Uhr", "vom 3. bis zum 5. Mai"."""
    start = max(sentence[0], begin - 50)
    joins = list(grammar.joins_range.finditer(text, start, begin))
    if not joins or text[joins[-1].end() : begin].strip():
        return False
    words = text[start : joins[-1].start()].split()
    return any(grammar.opens_range.search(" ".join(words[:-count]) + " ") for count in range(1, 4) if words[:-count])
