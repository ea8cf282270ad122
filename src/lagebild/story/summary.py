"""What a person wants first of a story: which reports, who says what, dates ahead, numbers; the newest first."""

from __future__ import annotations

from collections import Counter
from datetime import date

from msgspec import Struct

from lagebild.ledger import Filter, Ledger
from lagebild.ledger.records import LedgerClaim, ReportRow, SourceRow
from lagebild.model import Quantity, Time
from lagebild.story.deadlines import Days, ahead
from lagebild.story.entries import Entry
from lagebild.story.items import Count

_MOST_REPORTS = 10_000


class SourceSays(Struct, frozen=True):
    """A source with its latest claims."""

    source: SourceRow
    claims: tuple[LedgerClaim, ...]


class Coming(Struct, frozen=True):
    """A day or period that lies ahead of the day of reference, and the claim that names it."""

    time: Time
    first_day: date
    last_day: date
    claim: LedgerClaim


class Number(Struct, frozen=True):
    """A number in a claim."""

    quantity: Quantity
    claim: LedgerClaim


class Summary(Struct, frozen=True):
    """The summary of one story as of ``today``: the latest report's day unless another was asked for."""

    story: str
    reports: int
    outlets: tuple[tuple[str, int], ...]
    first: str | None
    last: str | None
    today: date | None
    newest: tuple[ReportRow, ...]
    sources: tuple[SourceSays, ...]
    ahead: tuple[Coming, ...]
    numbers: tuple[Number, ...]


def summarise(ledger: Ledger, *, story: str | None = None, today: date | None = None, most: int = 8) -> Summary:
    """The summary of ``story`` (the current one by default), with at most ``most`` entries a part."""
    everything = Filter(story=story)
    reports = ledger.reports(everything, limit=_MOST_REPORTS)
    days = sorted(row.published[:10] for row in reports if row.published)
    reference = today or (date.fromisoformat(days[-1]) if days else None)
    outlets = Counter(row.outlet or "?" for row in reports)
    return Summary(
        story=story or ledger.story,
        reports=ledger.count_reports(everything),
        outlets=tuple(sorted(outlets.items(), key=lambda pair: (-pair[1], pair[0]))),
        first=days[0] if days else None,
        last=days[-1] if days else None,
        today=reference,
        newest=tuple(reports[:most]),
        sources=_sources(ledger, story, most),
        ahead=_ahead(ledger, story, reference, most) if reference else (),
        numbers=_numbers(ledger, story, most),
    )


def _sources(ledger: Ledger, story: str | None, most: int) -> tuple[SourceSays, ...]:
    found = ledger.sources(Filter(story=story), limit=most)
    return tuple(
        SourceSays(row, tuple(ledger.claims(Filter(story=story, source=row.actor or row.name), limit=3)))
        for row in found
    )


def _ahead(ledger: Ledger, story: str | None, today: date, most: int) -> tuple[Coming, ...]:
    """Each day ahead once, as deadlines have it, with the newest claim that names it; the nearest day first."""
    claims = ledger.claims(Filter(story=story, about_from=today.isoformat()), limit=50 * most)
    found: dict[Days, Coming] = {}
    for one in claims:
        for named in ahead(Entry(one.claim, one.report)):
            if named.days[1] > today and named.days not in found:
                found[named.days] = Coming(named.time, *named.days, one)
    return tuple(sorted(found.values(), key=lambda a: (a.last_day, a.first_day))[:most])


def _numbers(ledger: Ledger, story: str | None, most: int) -> tuple[Number, ...]:
    """The newest numbers that count something, one a thing counted and value, as series compare them."""
    found: dict[Count, Number] = {}
    for one in ledger.claims(Filter(story=story, numbers=True), limit=20 * most):
        for quantity, count in zip(one.claim.quantities, Entry(one.claim, one.report).item.counts, strict=True):
            if (count.of or count.unit) and count not in found:
                found[count] = Number(quantity, one)
    return tuple(found.values())[:most]
