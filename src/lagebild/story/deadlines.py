"""Dates by which something is to happen, and what came of them."""

from __future__ import annotations

import calendar
import itertools
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import Literal

from msgspec import Struct

from lagebild.model import Span, Time
from lagebild.reading.times.values import days_of
from lagebild.story.entries import Entry
from lagebild.story.likeness import same_days
from lagebild.story.threads import Link, Part
from lagebild.story.words import says

Status = Literal["open", "met", "moved", "missed", "unknown"]
Days = tuple[date, date]

_AHEAD_ACTS = frozenset({"plan", "demand", "predict", "warn"})
# What came of a deadline is taken from claims this much alike, or of its thread.
_SAME_MATTER = 0.35
# Without words that say what came of it only claims this much alike show it.
_SURE = 0.75
# A report may still speak of a deadline that ran out as long as this ago.
_LOOKS_BACK = timedelta(days=370)
_FIRST_WORDS = 60
# What is to happen by a day seldom is done much before it.
_EARLY = timedelta(days=45)
_MONTH = 27
_HALF = re.compile(r"half|hälfte", re.IGNORECASE)
_DURATION = re.compile(r"P(\d{1,3})([DWMY])")


class Ahead(Struct, frozen=True):
    """A date of a claim that lies ahead of its report, or a deadline that it recalls, with the days it denotes."""

    time: Time
    days: Days


class Deadline(Struct, frozen=True):
    """``date`` is the last day (ISO); ``set_by`` who set it; ``evidence`` the claims that show the status."""

    claim: str
    date: str
    what: str
    status: Status
    set_by: str | None = None
    evidence: tuple[str, ...] = ()


def ahead(entry: Entry) -> list[Ahead]:
    """The dates in the claim by which something is to happen, as seen from its report."""
    found: dict[Days, Ahead] = {}
    for time in (*entry.claim.times, *entry.beside):
        days = _due_days(time, entry.day)
        if days is None or entry.day is None:
            continue
        to_come = days[1] > entry.day
        due = time.deadline or entry.claim.act == "demand"
        recalled = due and entry.day - days[1] <= _LOOKS_BACK
        if to_come or recalled:
            found.setdefault(days, Ahead(time, days))
    return list(found.values())


def _due_days(time: Time, published: date | None) -> Days | None:
    """The days by which something is due: "within two weeks" ends on a day, "in mid-May" does not last to its end."""
    days = days_of(time)
    if days is None or published is None:
        return days
    if time.type == "DURATION" and days[1] >= published and (last := _after(published, time.value)):
        return published, last
    first, last = days
    if (first.year, first.month) != (last.year, last.month) or (last - first).days < _MONTH:
        return days
    if time.mod == "MID" or (time.mod == "START" and _HALF.search(time.text)):
        return first, first.replace(day=15)
    return (first, first.replace(day=10)) if time.mod == "START" else days


def _after(start: date, duration: str) -> date | None:
    """The day on which a TIMEX3 duration of whole days, weeks, months or years counted from ``start`` ends."""
    match = _DURATION.fullmatch(duration)
    if match is None:
        return None
    count, unit = int(match[1]), match[2]
    if unit in "DW":
        return start + timedelta(days=count * (7 if unit == "W" else 1))
    months = start.year * 12 + start.month - 1 + count * (12 if unit == "Y" else 1)
    year, month = divmod(months, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return date(year, month + 1, min(start.day, last))


def outcome(entry: Entry) -> Status | None:
    """What the claim says has come of something: put off, not happened, or happened; ``None``: it tells no outcome."""
    text, language = entry.claim.text, entry.report.language
    if says(text, language, "moved"):
        return "moved"
    if says(text, language, "missed"):
        return "missed"
    dated = [days for time in entry.claim.times if (days := days_of(time))]
    past = [days for days in dated if entry.day and days[1] <= entry.day]
    happened = says(text, language, "met") is not None or (bool(past) and len(past) == len(dated))
    to_come = any(entry.day and days[1] > entry.day for days in dated)
    if entry.claim.act in _AHEAD_ACTS or to_come or not happened:
        return None
    return "missed" if entry.claim.polarity == "negative" else "met"


class _Due(Struct, frozen=True):
    """A deadline of a claim, by the clause that names it."""

    claim: str
    part: int
    one: Ahead


def deadlines(entries: Mapping[str, Entry], links: Iterable[Link], today: date) -> list[Deadline]:
    """All deadlines of the story, the nearest first, with their status as of ``today``.

    Mentions of one deadline (the same day in the same matter) share what came of it.
    """
    companions = _companions(entries, links)
    due = [_Due(claim, _clause(entry, one), one) for claim, entry in entries.items() for one in ahead(entry)]
    groups = _groups(due, companions)
    after = _next_claims(entries)
    reports = {claim: entry.report.id for claim, entry in entries.items()}
    # The last days that each report names.
    named: dict[str, set[date]] = defaultdict(set)
    for each in due:
        named[reports[each.claim]].add(each.one.days[1])
    listed = []
    for group in groups:
        known = _Known(tuple(entries[each.claim] for each in group), _beside(group, named, reports))
        others = [(entries[claim].part(part), likeness) for (claim, part), likeness in _near(group, companions).items()]
        others += [
            (entries[after[each.claim]], 1.0) for each in group if _points_to_outcome(entries, after.get(each.claim))
        ]
        # Who recalls a deadline when it has run out may say what came of it: "by January, but it never came".
        # Also that it is put off: "promised for the middle of the month, it will arrive only by the 26th".
        own = [(entries[each.claim].part(each.part), each.one) for each in group]
        others += [(part, 1.0) for part, one in own if _recalls(part, one) or _puts_off(part, one)]
        others.sort(key=lambda pair: pair[0].order)
        for each in group:
            status, evidence = _status(each.one, [o for o in others if o[0].order > known.first], known, today)
            entry = entries[each.claim]
            last = each.one.days[1].isoformat()
            listed.append(Deadline(each.claim, last, entry.claim.text, status, entry.voice, evidence))
    return sorted(listed, key=lambda d: (d.date, entries[d.claim].order))


class _Known(Struct, frozen=True):
    """A deadline's mentions, and the last days that their reports name beside it: those are other steps."""

    mentions: tuple[Entry, ...]
    beside: frozenset[date]

    @property
    def first(self) -> tuple[str, str, Span]:
        return min(entry.order for entry in self.mentions)

    def stands(self, other: Entry) -> bool:
        """Whether the deadline is still told as it was in the other's report or later."""
        return any((entry.report.published or "") >= (other.report.published or "") for entry in self.mentions)


def _companions(entries: Mapping[str, Entry], links: Iterable[Link]) -> dict[Part, dict[Part, float]]:
    """For each clause the clauses of the same matter, with their likeness; a lone date is that of the whole claim."""
    near: dict[Part, dict[Part, float]] = defaultdict(dict)
    for a, b, likeness in links:
        if likeness >= _SAME_MATTER:
            near[a][b] = near[b][a] = likeness
    for claim, entry in entries.items():
        for part in range(1, len(entry.parts)) if len(ahead(entry)) == 1 else ():
            near[(claim, part)] = near[(claim, 0)] | near[(claim, part)]
    return near


def _near(group: Sequence[_Due], companions: Mapping[Part, Mapping[Part, float]]) -> dict[Part, float]:
    """What is of the matter of a deadline and is no mention of it, with the best likeness."""
    own = {(each.claim, each.part) for each in group}
    near: dict[Part, float] = {}
    for part in own:
        for other, likeness in companions.get(part, {}).items():
            if other not in own:
                near[other] = max(likeness, near.get(other, 0.0))
    return near


def _beside(group: Sequence[_Due], named: Mapping[str, set[date]], reports: Mapping[str, str]) -> frozenset[date]:
    return frozenset().union(*(named[reports[each.claim]] for each in group))


def _clause(entry: Entry, one: Ahead) -> int:
    """The clause that the date stands in; 0 where the claim is of one clause."""
    inside = (k for k in range(1, len(entry.parts)) if one.time in entry.parts[k].times)
    return next(inside, 0)


def _groups(due: Sequence[_Due], companions: Mapping[Part, Mapping[Part, float]]) -> list[list[_Due]]:
    """Mentions of one deadline together: of one matter, and ending on the same day."""
    group_of: dict[int, list[int]] = {at: [at] for at in range(len(due))}
    at_part: dict[Part, list[int]] = defaultdict(list)
    for at, each in enumerate(due):
        at_part[(each.claim, each.part)].append(at)
    for at, each in enumerate(due):
        for part in companions.get((each.claim, each.part), ()):
            for other in at_part.get(part, ()):
                if due[other].one.days[1] == each.one.days[1] and group_of[at] is not group_of[other]:
                    joined = sorted(group_of[at] + group_of[other])
                    group_of.update(dict.fromkeys(joined, joined))
    unique = {id(group): group for group in group_of.values()}
    return [[due[at] for at in group] for group in unique.values()]


def _next_claims(entries: Mapping[str, Entry]) -> dict[str, str]:
    """For each claim the one that follows it in the report."""
    ordered = sorted(entries.values(), key=lambda entry: entry.order)
    return {
        one.claim.id: other.claim.id for one, other in itertools.pairwise(ordered) if one.report.id == other.report.id
    }


def _recalls(entry: Entry, one: Ahead) -> bool:
    return entry.day is not None and entry.day > one.days[1] and outcome(entry) == "missed"


def _puts_off(entry: Entry, one: Ahead) -> bool:
    later = [each for each in ahead(entry) if each.days[0] > one.days[1]]
    return len(later) == 1 and outcome(entry) == "moved"


def _points_to_outcome(entries: Mapping[str, Entry], claim: str | None) -> bool:
    """Whether the claim that follows a deadline points back to it and says what came of it: "it passed in silence"."""
    if claim is None:
        return False
    entry = entries[claim]
    begins = says(entry.claim.text[:_FIRST_WORDS], entry.report.language, "pointing")
    return begins is not None and not ahead(entry) and outcome(entry) in {"missed", "moved"}


Told = tuple[Entry, float]
"""What is told of the matter of a deadline, and how sure it is that it is of that matter."""


def _status(one: Ahead, later: Sequence[Told], known: _Known, today: date) -> tuple[Status, tuple[str, ...]]:
    """``later``: claims of the same matter made after the deadline was first named. The surest of them decides."""
    told: list[tuple[float, int, Status, str]] = []
    for at, (other, likeness) in enumerate(later):
        came = "moved" if _moves(other, one, likeness, known) else _came(other, one, likeness)
        if came is not None:
            told.append((likeness, -at, came, other.claim.id))
    best = max(told, default=None)
    if best is not None:
        return best[2], (best[3],)
    return ("open" if one.days[1] >= today else "unknown"), ()


def _came(other: Entry, one: Ahead, likeness: float) -> Status | None:
    """What a later claim says came of the deadline: known in time or when it had run out."""
    says_so = outcome(other)
    if says_so is None or other.day is None or one.days[1] - other.day > _EARLY:
        return None
    dated = [days for time in other.claim.times if (days := days_of(time)) and days[1] <= other.day]
    on_the_day = any(same_days(days, one.days) for days in dated)
    if says_so == "met":
        in_time = on_the_day or not dated or any(days[0] <= one.days[1] for days in dated)
        by_words = says(other.claim.text, other.report.language, "met") is not None
        return "met" if in_time and (by_words or on_the_day or likeness >= _SURE) else None
    by_words = says(other.claim.text, other.report.language, "missed") is not None
    ran_out = other.day > one.days[1] and says_so == "missed"
    return "missed" if ran_out and (by_words or likeness >= _SURE) else None


def _moves(other: Entry, one: Ahead, likeness: float, known: _Known) -> bool:
    """Whether the claim names a later date for it: in words, or where nobody names the old one any more."""
    dates = [each for each in ahead(other) if not same_days(each.days, one.days)]
    later = [each for each in dates if each.days[1] > one.days[1] and each.days[0] > one.days[0]]
    if len(later) != 1:
        return False
    if outcome(other) == "moved":
        return True
    replaced = later[0].days[1] not in known.beside and not known.stands(other)
    return len(dates) == 1 and replaced and likeness >= _SURE
