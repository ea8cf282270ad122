"""Two reports, or two versions of one, side by side: what both tell, what only one does, what was told otherwise."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from difflib import SequenceMatcher
from typing import Literal

from msgspec import Struct
from starlette.requests import Request
from starlette.responses import Response

from lagebild.ledger import Filter
from lagebild.model import Reading, Report
from lagebild.story.entries import Entry
from lagebild.story.versions import Change, compare_versions
from lagebild.web.render import open_ledger, render
from lagebild.web.segments import Segment, marks_of, pages_of, paragraphs
from lagebild.web.telling import of_the_story
from lagebild.web.told import Told

Standing = Literal["alike", "otherwise", "only"]
Words = list[tuple[str, bool]]
"""Words in a row, and whether they stand on this side only."""

_GRAVEST_FIRST = ("contradicts", "updates", "drops-source", "hedges", "repeats")
_MOST_OFFERED = 30


class Pair(Struct, frozen=True):
    """A claim of each report about one matter; ``types``: the relations between them, the gravest first."""

    left: Entry
    right: Entry
    types: tuple[str, ...]

    @property
    def standing(self) -> Standing:
        """Whether both tell it alike."""
        return "alike" if self.types == ("repeats",) else "otherwise"


class Side(Struct, frozen=True):
    """One of the reports: its text, how each of its claims stands to the other report, and those that only it has.

    Of a very long text it is the first page; ``goes_on`` tells that there are more, in the reader.
    """

    report: Report
    text: list[list[Segment]]
    standing: dict[str, Standing]
    only: list[Entry]
    goes_on: bool


class Changed(Struct, frozen=True):
    """A sentence of two versions with the words that differ."""

    change: Change
    old: Words
    new: Words


@of_the_story
def compare_page(request: Request, told: Told) -> Response:
    """Both reports side by side; without a second one, those that are worth comparing with."""
    a, b = (request.query_params.get(name, "") for name in ("a", "b"))
    if not b:
        return _choice(request, told, a)
    with open_ledger(request) as ledger:
        versions = [row.id for row in ledger.versions(a)]
        of_one = b in versions
        if of_one:
            a, b = sorted((a, b), key=versions.index)
        reports, readings = (ledger.report(a), ledger.report(b)), (ledger.reading(a), ledger.reading(b))
    pairs = pairs_of(told, a, b)
    left = _side(told, reports[0], readings[0], {pair.left.claim.id: pair for pair in reversed(pairs)}, b)
    right = _side(told, reports[1], readings[1], {pair.right.claim.id: pair for pair in reversed(pairs)}, a)
    old, new = readings
    changes = compare_versions(old, new).changes if of_one and old and new else ()
    return render(
        request, "compare.html", left=left, right=right, of_one=of_one, changes=list(map(changed, changes)),
        otherwise=[pair for pair in pairs if pair.standing == "otherwise"],
        alike=[pair for pair in pairs if pair.standing == "alike"],
    )  # fmt: skip


def _choice(request: Request, told: Told, wanted: str) -> Response:
    shared: Counter[str] = Counter()
    for claim in told.claims_of.get(wanted, ()):
        for thread in told.threads_of.get(claim, ()):
            shared.update({told.story.entries[one].report.id for one in thread.claims} - {wanted})
    with open_ledger(request) as ledger:
        report, versions = ledger.report(wanted), ledger.versions(wanted)
        best = [
            (row, count)
            for other, count in shared.most_common(_MOST_OFFERED)
            for row in ledger.reports(Filter(report=other), limit=1)
        ]
    others = [row for row in versions if row.id != wanted]
    return render(request, "compare_with.html", report=report, versions=others, best=best)


def pairs_of(told: Told, a: str, b: str) -> list[Pair]:
    """What both reports tell, what is told otherwise first, then as ``a`` has it in its text."""
    entries, found = told.story.entries, dict[tuple[str, str], list[str]]()
    others = set(told.claims_of.get(b, ()))
    for claim in told.claims_of.get(a, ()):
        for relation in told.relations_of.get(claim, ()):
            other = relation.b if relation.a == claim else relation.a
            if other in others:
                found.setdefault((claim, other), []).append(relation.type)
    pairs = [
        Pair(entries[one], entries[other], tuple(sorted(set(types) - _implied(types), key=_GRAVEST_FIRST.index)))
        for (one, other), types in found.items()
    ]
    return sorted(pairs, key=lambda pair: (pair.standing == "alike", pair.left.order, pair.right.order))


def _implied(types: Collection[str]) -> set[str]:
    """That a claim repeats another goes without saying where it is hedged or has lost its source."""
    return {"repeats"} if len(set(types)) > 1 else set()


def _side(told: Told, report: Report, reading: Reading | None, paired: dict[str, Pair], other: str) -> Side:
    claims = reading.claims if reading else ()
    standing: dict[str, Standing] = {}
    for claim in claims:
        pair = paired.get(claim.id)
        standing[claim.id] = pair.standing if pair else "alike" if _told_in(told, claim.id, other) else "only"
    only = [told.story.entries[one] for one, what in standing.items() if what == "only" and one in told.story.entries]
    pages = pages_of(report.text)
    text = paragraphs(report.text, marks_of(claims, report.furniture), pages[0])
    return Side(report, text, standing, only, len(pages) > 1)


def _told_in(told: Told, claim: str, report: str) -> bool:
    """Whether the report tells the matter of the claim too."""
    threads = told.threads_of.get(claim, ())
    return any(told.story.entries[one].report.id == report for thread in threads for one in thread.claims)


def changed(change: Change) -> Changed:
    """The change with the words marked that only one version has."""
    old, new = (change.old or "").split(), (change.new or "").split()
    olds: Words = []
    news: Words = []
    for operation, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if b > a:
            olds.append((" ".join(old[a:b]), operation != "equal"))
        if d > c:
            news.append((" ".join(new[c:d]), operation != "equal"))
    return Changed(change, olds, news)
