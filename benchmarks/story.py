"""How well stories are told: threads, relations, series and deadlines against the gold of stories made up for it.

A gold quotation stands for the claims that share half of it; two quotations are together where any of their claims
stand in one thread. Pairs inside one report do not count as links.
"""

from __future__ import annotations

from collections import defaultdict
from itertools import combinations
from pathlib import Path

from msgspec import Struct

from benchmarks.gold import Mention, Pack, folders, opened

_PRECISION = {"day": 10, "month": 7}
_ROUNDING = 0.005


class Share(Struct):
    """So many right of so many."""

    right: int = 0
    of: int = 0

    def count(self, right: bool) -> None:
        """One more, right or not."""
        self.right += right
        self.of += 1

    def __str__(self) -> str:
        return f"{self.right / self.of:.3f} ({self.right} of {self.of})" if self.of else "none"


Figures = dict[str, Share]


def score(pack: Pack) -> Figures:
    """The figures of one story by name."""
    figures: Figures = defaultdict(Share)
    thread_of: dict[str, set[str]] = defaultdict(set)
    for thread in pack.story.threads:
        for claim in thread.claims:
            thread_of[claim].add(thread.id)
    _threads(pack, thread_of, figures)
    _relations(pack, figures)
    _deadlines(pack, figures)
    _series(pack, figures)
    return figures


def _ids(pack: Pack, mention: Mention) -> set[str]:
    return {entry.claim.id for entry in pack.at(mention)}


def _threads(pack: Pack, thread_of: dict[str, set[str]], figures: Figures) -> None:
    def together(a: Mention, b: Mention) -> bool:
        one, other = (set().union(*(thread_of[claim] for claim in _ids(pack, mention))) for mention in (a, b))
        return bool(one & other)

    named: dict[str, set[str]] = defaultdict(set)
    for thread in pack.gold["threads"]:
        for mention in thread["claims"]:
            for claim in _ids(pack, mention):
                named[claim].add(thread["id"])
        pairs = combinations(thread["claims"], 2) if thread["core"] else ()
        for a, b in pairs:
            if a["report"] != b["report"]:
                linked = together(a, b)
                figures["main threads linked"].count(linked)
                if pack.languages[a["report"]] != pack.languages[b["report"]]:
                    figures["across languages"].count(linked)
    for a, b in pack.gold["not_same"]:
        figures["look-alikes apart"].count(not together(a, b))
    related = {
        frozenset((a, b)) for one in pack.gold["relations"] for a in _ids(pack, one["a"]) for b in _ids(pack, one["b"])
    }
    for told in pack.story.threads:
        for a, b in combinations([claim for claim in told.claims if claim in named], 2):
            figures["links right"].count(bool(named[a] & named[b]) or frozenset((a, b)) in related)


def _relations(pack: Pack, figures: Figures) -> None:
    told: dict[frozenset[str], set[str]] = defaultdict(set)
    for relation in pack.story.relations:
        told[frozenset((relation.a, relation.b))].add(relation.type)
    for gold in pack.gold["relations"]:
        types = [told[frozenset((a, b))] for a in _ids(pack, gold["a"]) for b in _ids(pack, gold["b"])]
        figures[gold["type"]].count(any(gold["type"] in found for found in types))


def _deadlines(pack: Pack, figures: Figures) -> None:
    for gold in pack.gold["deadlines"]:
        own = _ids(pack, gold)
        cut = _PRECISION.get(gold.get("precision", "day"), 4)
        found = [d for d in pack.story.deadlines if d.claim in own and d.date[:cut] == gold["date"][:cut]]
        figures["deadlines dated"].count(bool(found))
        figures["deadlines' status"].count(any(d.status == gold["met"] for d in found))


def _series(pack: Pack, figures: Figures) -> None:
    def near(a: float | None, b: float | None) -> bool:
        return a == b or (a is not None and b is not None and abs(a - b) <= _ROUNDING * max(abs(a), abs(b)))

    for gold in pack.gold["series"]:
        common: set[int] | None = None
        for point in gold["points"]:
            own = _ids(pack, point)
            found = {
                at
                for at, one in enumerate(pack.story.series)
                for p in one.points
                if p.claim in own and near(p.low, point["low"]) and near(p.high, point["high"])
            }
            figures["series points"].count(bool(found))
            common = found if common is None else common & found
        figures["series held together"].count(bool(common))


def report(more: Path | None) -> None:
    """Print the figures of each story."""
    for folder in folders(more):
        with opened(folder) as (pack, _):
            figures = score(pack)
        print(f"story {pack.name}: " + "; ".join(f"{name} {share}" for name, share in figures.items()))
