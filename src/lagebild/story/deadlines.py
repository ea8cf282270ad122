"""Dates by which something is to happen, and what came of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import Literal

from msgspec import Struct

from lagebild.model import Time
from lagebild.reading.times.values import days_of
from lagebild.story.entries import Entry

Status = Literal["open", "met", "moved", "missed", "unknown"]
Days = tuple[date, date]

_AHEAD_ACTS = frozenset({"plan", "demand", "predict", "warn"})
# What came of a deadline is only taken from claims this much alike: a wrong "met" is worse than an open question.
_SAME_MATTER = 0.7
# A report may still speak of a deadline that ran out as long as this ago.
_LOOKS_BACK = timedelta(days=370)


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
        days = days_of(time)
        if days is None or entry.day is None:
            continue
        to_come = days[1] > entry.day
        due = time.deadline or entry.claim.act == "demand"
        recalled = due and entry.day - days[1] <= _LOOKS_BACK
        if to_come or recalled:
            found.setdefault(days, Ahead(time, days))
    return list(found.values())


def deadlines(entries: Mapping[str, Entry], links: Iterable[tuple[str, str, float]], today: date) -> list[Deadline]:
    """All deadlines of the story, the nearest first, with their status as of ``today``."""
    companions: dict[str, set[str]] = {}
    for a, b, likeness in links:
        if likeness >= _SAME_MATTER:
            companions.setdefault(a, set()).add(b)
            companions.setdefault(b, set()).add(a)
    listed = []
    for claim, entry in entries.items():
        others = sorted((entries[o] for o in companions.get(claim, ()) if o != claim), key=lambda e: e.order)
        for one in ahead(entry):
            status, evidence = _status(entry, one, others, today)
            last = one.days[1].isoformat()
            listed.append(
                Deadline(claim, last, entry.claim.text, status, entry.voice, tuple(e.claim.id for e in evidence))
            )
    return sorted(listed, key=lambda d: (d.date, entries[d.claim].order))


def _status(entry: Entry, one: Ahead, others: Sequence[Entry], today: date) -> tuple[Status, list[Entry]]:
    """``others``: claims of the same matter, the earliest first."""
    later = [other for other in others if other.order > entry.order]
    moved = [other for other in later if _moves(other, one)]
    if moved:
        return "moved", moved[:1]
    if one.days[1] >= today:
        return "open", []
    past = [other for other in later if other.day and other.day > one.days[1] and not ahead(other)]
    missed = [other for other in past if other.claim.polarity == "negative"]
    if missed:
        return "missed", missed[:1]
    met = [other for other in past if other.claim.act not in _AHEAD_ACTS and other.claim.certainty == "certain"]
    return ("met", met[:1]) if met else ("unknown", [])


def _moves(other: Entry, one: Ahead) -> bool:
    """Whether the claim names a later date, told before or soon after this one ran out."""
    dates = ahead(other)
    return len(dates) == 1 and dates[0].days[1] > one.days[1] and dates[0].days[0] > one.days[0]
