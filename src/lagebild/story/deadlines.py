"""Dates by which something is to happen, and what came of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import Literal

from msgspec import Struct

from lagebild.model import Time
from lagebild.reading.times.values import date_range
from lagebild.story.entries import Entry
from lagebild.story.likeness import same_days
from lagebild.story.threads import Link, Thread
from lagebild.story.words import says

Status = Literal["open", "met", "moved", "missed", "unknown"]
Days = tuple[date, date]

_AHEAD_ACTS = frozenset({"plan", "demand", "predict", "warn"})
# What came of a deadline is taken from claims this much alike, or of its thread.
_SAME_MATTER = 0.5
# A report may still speak of a deadline that ran out as long as this ago.
_LOOKS_BACK = timedelta(days=370)
_FIRST_WORDS = 60


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
    for time in entry.claim.times:
        days = date_range(time.value)
        if days is None or entry.day is None:
            continue
        to_come = days[1] > entry.day
        due = time.deadline or entry.claim.act == "demand"
        recalled = due and entry.day - days[1] <= _LOOKS_BACK
        if to_come or recalled:
            found.setdefault(days, Ahead(time, days))
    return list(found.values())


def outcome(entry: Entry) -> Status | None:
    """What the claim says has come of something: put off, not happened, or happened; ``None``: it tells no outcome."""
    text, language = entry.claim.text, entry.report.language
    if says(text, language, "moved"):
        return "moved"
    if says(text, language, "missed"):
        return "missed"
    dated = [days for time in entry.claim.times if (days := date_range(time.value))]
    past = [days for days in dated if entry.day and days[1] <= entry.day]
    happened = says(text, language, "met") is not None or (bool(past) and len(past) == len(dated))
    if entry.claim.act in _AHEAD_ACTS or not happened:
        return None
    return "missed" if entry.claim.polarity == "negative" else "met"


class _Due(Struct, frozen=True):
    """A deadline of a claim, by the clause that names it."""

    claim: str
    part: int
    one: Ahead


def deadlines(
    entries: Mapping[str, Entry], found: Iterable[Thread], links: Iterable[Link], today: date
) -> list[Deadline]:
    """All deadlines of the story, the nearest first, with their status as of ``today``.

    Mentions of one deadline (the same day in the same matter) share what came of it.
    """
    companions = _companions(entries, found, links)
    due = [_Due(claim, _clause(entry, one), one) for claim, entry in entries.items() for one in ahead(entry)]
    groups = _groups(due, companions)
    after = _next_claims(entries)
    listed = []
    for group in groups:
        near = {part for each in group for part in companions[(each.claim, each.part)]}
        near |= {(after[each.claim], 0) for each in group if _points_to_outcome(entries, after.get(each.claim))}
        near -= {(each.claim, each.part) for each in group}
        first = min(entries[each.claim].order for each in group)
        others = sorted((entries[claim].part(part) for claim, part in near), key=lambda e: e.order)
        for each in group:
            status, evidence = _status(each.one, [o for o in others if o.order > first], today)
            entry = entries[each.claim]
            ids = tuple(dict.fromkeys(other.claim.id for other in evidence))
            listed.append(
                Deadline(each.claim, each.one.days[1].isoformat(), entry.claim.text, status, entry.voice, ids)
            )
    return sorted(listed, key=lambda d: (d.date, entries[d.claim].order))


def _companions(
    entries: Mapping[str, Entry], found: Iterable[Thread], links: Iterable[Link]
) -> dict[tuple[str, int], set[tuple[str, int]]]:
    """For each clause the clauses of the same matter; a claim's clauses share those of the claim."""
    near: dict[tuple[str, int], set[tuple[str, int]]] = defaultdict(set)
    threaded = {frozenset(pair) for thread in found for pair in _pairs(thread.claims)}
    for a, b, likeness in links:
        if likeness >= _SAME_MATTER or (likeness >= _SAME_MATTER / 2 and frozenset((a[0], b[0])) in threaded):
            near[a].add(b)
            near[b].add(a)
    for claim, entry in entries.items():
        for part in range(1, len(entry.parts)):
            near[(claim, part)] |= near[(claim, 0)] if len(ahead(entry)) == 1 else set()
    return near


def _pairs(claims: Sequence[str]) -> Iterable[tuple[str, str]]:
    return ((a, b) for at, a in enumerate(claims) for b in claims[at + 1 :])


def _clause(entry: Entry, one: Ahead) -> int:
    """The clause that the date stands in; 0 where the claim is of one clause."""
    inside = (k for k in range(1, len(entry.parts)) if one.time in entry.parts[k].times)
    return next(inside, 0)


def _groups(due: Sequence[_Due], companions: Mapping[tuple[str, int], set[tuple[str, int]]]) -> list[list[_Due]]:
    """Mentions of one deadline together: of one matter, and ending on the same day."""
    group_of: dict[int, list[int]] = {at: [at] for at in range(len(due))}
    at_part: dict[tuple[str, int], list[int]] = defaultdict(list)
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
        one.claim.id: other.claim.id
        for one, other in zip(ordered, ordered[1:], strict=False)
        if one.report.id == other.report.id
    }


def _points_to_outcome(entries: Mapping[str, Entry], claim: str | None) -> bool:
    """Whether the claim that follows a deadline points back to it and says what came of it: "it passed in silence"."""
    if claim is None:
        return False
    entry = entries[claim]
    begins = says(entry.claim.text[:_FIRST_WORDS], entry.report.language, "pointing")
    return begins is not None and not ahead(entry) and outcome(entry) in {"missed", "moved"}


def _status(one: Ahead, later: Sequence[Entry], today: date) -> tuple[Status, list[Entry]]:
    """``later``: claims of the same matter made after the deadline was first named, the earliest first."""
    moved = [other for other in later if _moves(other, one)]
    told = [(other, _came(other, one)) for other in later]
    met = [other for other, came in told if came == "met"]
    missed = [other for other, came in told if came == "missed"]
    if met and not (moved and moved[0].order < met[0].order):
        return "met", met[:1]
    if moved:
        return "moved", moved[:1]
    if one.days[1] >= today:
        return "open", []
    return ("missed", missed[:1]) if missed else ("unknown", [])


def _came(other: Entry, one: Ahead) -> Status | None:
    """What a later claim says came of the deadline: known in time or when it had run out."""
    says_so = outcome(other)
    if says_so is None or other.day is None:
        return None
    dated = [days for time in other.claim.times if (days := date_range(time.value)) and days[1] <= other.day]
    in_time = any(days[0] <= one.days[1] for days in dated) or (not dated and other.day >= one.days[0])
    if says_so == "met" and in_time:
        return "met"
    if says_so == "missed" and other.day > one.days[1]:
        return "missed"
    return None


def _moves(other: Entry, one: Ahead) -> bool:
    """Whether the claim names a later date for it, told before or soon after this one ran out."""
    dates = [each for each in ahead(other) if not same_days(each.days, one.days)]
    later = [each for each in dates if each.days[1] > one.days[1] and each.days[0] > one.days[0]]
    return len(later) == 1 and (len(dates) == 1 or outcome(other) == "moved")
