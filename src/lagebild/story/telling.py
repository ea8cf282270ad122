"""The whole story of a ledger: threads, relations, series, deadlines, versions."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import pairwise

from msgspec import Struct

from lagebild.ledger import Filter, Ledger
from lagebild.ledger.records import ReportRow
from lagebild.story.components import joinable
from lagebild.story.copies import Copies, near_copies
from lagebild.story.deadlines import Deadline, deadlines
from lagebild.story.entries import Entry, load_entries
from lagebild.story.nearness import pairs
from lagebild.story.relations import Relation, relations
from lagebild.story.series import Series, series
from lagebild.story.suggestions import Suggestion, suggestions
from lagebild.story.threads import Link, Thread, threads
from lagebild.story.versions import VersionChange, compare_versions

_MOST_REPORTS = 1_000_000


class Story(Struct, frozen=True):
    """What is told across the reports of one story as of ``today``; entries by claim id, the earliest first.

    ``untold`` counts the earlier reports that were left out.
    """

    name: str
    today: date | None
    entries: dict[str, Entry]
    threads: tuple[Thread, ...]
    relations: tuple[Relation, ...]
    series: tuple[Series, ...]
    deadlines: tuple[Deadline, ...]
    versions: tuple[VersionChange, ...]
    suggestions: tuple[Suggestion, ...] = ()
    untold: int = 0


def tell(ledger: Ledger, story: str | None = None, today: date | None = None, most: int | None = None) -> Story:
    """The story (the current one by default); ``today`` is the day of the latest report unless another is given.

    ``most`` bounds what the telling takes: of more reports the latest are told and the others counted (``untold``).
    Only claims that :func:`lagebild.story.links.link_new` has seen are in threads.
    """
    entries = load_entries(ledger, story, most)
    judged: dict[str, set[frozenset[str]]] = {"together": set(), "apart": set(), "unrelated": set()}
    for verdict, a, b in ledger.judged_pairs():
        if a in entries and b in entries:
            judged[verdict].add(frozenset((a, b)))
    links: list[Link] = [
        (pair.a, pair.b, pair.likeness)
        for pair in pairs(ledger, entries, story, most)
        if frozenset((pair.a[0], pair.b[0])) not in judged["apart"]
    ]
    reports = {claim: entry.report.id for claim, entry in entries.items()}
    joined = joinable(links, judged["together"])
    found = threads(joined, list(entries), judged["together"], judged["apart"], reports)
    days = [entry.day for entry in entries.values() if entry.day is not None]
    reference = today or (max(days) if days else None)
    related = [one for one in relations(entries, found, links) if frozenset((one.a, one.b)) not in judged["unrelated"]]
    return Story(
        name=story or ledger.story,
        today=reference,
        entries=entries,
        threads=tuple(found),
        relations=tuple(related),
        series=tuple(series(entries, found, links)),
        deadlines=tuple(deadlines(entries, links, reference)) if reference else (),
        versions=tuple(_versions(ledger, story, most)),
        suggestions=tuple(suggestions(entries, related, links, set().union(*judged.values()))),
        untold=0 if most is None else max(0, ledger.count_reports(Filter(story=story, latest=False)) - most),
    )


def copies_in(ledger: Ledger, story: str | None = None) -> list[Copies]:
    """Near copies among the latest versions of the story's reports; apart from the story, since it takes every text."""
    rows = sorted(ledger.reports(Filter(story=story), limit=_MOST_REPORTS), key=lambda r: (r.published or "", r.id))
    return near_copies({row.id: ledger.report(row.id).text for row in rows}, [row.id for row in rows])


def _versions(ledger: Ledger, story: str | None, most: int | None) -> Iterator[VersionChange]:
    rows = ledger.reports(Filter(story=story, latest=False), limit=most or _MOST_REPORTS)
    chains: dict[str, list[ReportRow]] = {}
    for row in rows:
        chains.setdefault(row.url or row.id, []).append(row)
    for chain in chains.values():
        ordered = sorted(chain, key=lambda row: row.version)
        for old, new in pairwise(ordered):
            before, after = ledger.reading(old.id), ledger.reading(new.id)
            if before is not None and after is not None:
                yield compare_versions(before, after)
