"""The claims of a story in the order they became known, each with what it is compared by."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date
from functools import cached_property

from msgspec import structs

from lagebild.ledger import Ledger
from lagebild.ledger.records import LedgerClaim, ReportRow
from lagebild.model import Claim, Span, Time
from lagebild.reading.claims.firmness import polarity_of
from lagebild.reading.languages import LANGUAGES
from lagebild.story.items import Item, item
from lagebild.story.parts import parts
from lagebild.story.words import says

_FIRST_WORDS = 60
_LONGEST_SENTENCE = 500


class Entry:
    """A claim in its report. Entries compare by publication, then report and place in the text.

    ``beside``: times of its sentence that stand in no claim ("They had until 31 August to produce a timetable").
    """

    def __init__(self, claim: Claim, report: ReportRow, beside: tuple[Time, ...] = ()) -> None:
        self.claim, self.report, self.beside = claim, report, beside
        self.order = (report.published or "", report.id, claim.spans[0] if claim.spans else (0, 0))
        self._clauses: dict[int, Entry] = {}

    @cached_property
    def item(self) -> Item:
        """What the claim is compared by."""
        return item(self.claim, self.report.language)

    @cached_property
    def parts(self) -> tuple[Claim, ...]:
        """The claim, then its clauses; see :func:`lagebild.story.parts.parts`."""
        return parts(self.claim)

    def part(self, number: int) -> Entry:
        """The clause of that number as an entry of its own; 0 is the claim."""
        if number == 0:
            return self
        if number not in self._clauses:
            self._clauses[number] = Entry(self._clause(self.parts[number]), self.report)
        return self._clauses[number]

    def _clause(self, part: Claim) -> Claim:
        """What one clause denies another need not."""
        if part.polarity == "positive" or self.report.language not in LANGUAGES:
            return part
        return structs.replace(part, polarity=polarity_of(part.text, self.report.language))

    @property
    def said(self) -> str:
        """The words, with those that name the sources."""
        return " < ".join([self.claim.text, *(source.text for source in self.claim.sources)])

    @cached_property
    def day(self) -> date | None:
        """The day of publication."""
        try:
            return date.fromisoformat((self.report.published or "")[:10])
        except ValueError:
            return None

    @property
    def source(self) -> str | None:
        """Who says it first of all: an actor's id, or the words that name an unnamed one; ``None``: the outlet."""
        if not self.claim.sources:
            return None
        inner = self.claim.sources[0]
        return inner.actor.id if inner.actor else (inner.resolved or inner.text).lower()

    @property
    def voice(self) -> str | None:
        """The words that name who says it first of all; without a source the outlet's name."""
        inner = self.claim.sources[0] if self.claim.sources else None
        return (inner.resolved or inner.text) if inner else self.report.outlet

    @cached_property
    def set_against(self) -> bool:
        """Whether the report sets the claim against what stands before it: "However, the ministry said ..."."""
        frame = self.claim.frame.text if self.claim.frame else ""
        return says(f"{frame} {self.claim.text[:_FIRST_WORDS]}", self.report.language, "against") is not None

    @property
    def address(self) -> str:
        """What versions of one report share."""
        return self.report.url or self.report.id


def load_entries(ledger: Ledger, story: str | None = None) -> dict[str, Entry]:
    """All claims of the story, every version of every report, by id, in their order."""
    by_report: dict[str, list[LedgerClaim]] = defaultdict(list)
    for one in ledger.all_claims(story):
        by_report[one.report.id].append(one)
    entries = [entry for claims in by_report.values() for entry in _entries(claims)]
    return {entry.claim.id: entry for entry in sorted(entries, key=lambda e: e.order)}


def _entries(claims: Sequence[LedgerClaim]) -> Iterator[Entry]:
    """The entries of one report, each time outside all claims with the one whose words reach around it."""
    contents = [span for one in claims for span in one.claim.spans]
    beside: dict[str, list[Time]] = defaultdict(list)
    for time in claims[0].times:
        if any(start < time.span[1] and time.span[0] < end for start, end in contents):
            continue
        around = [
            (end - start, one.claim.id)
            for one in claims
            for start, end in [_reach(one.claim)]
            if start <= time.span[0] and time.span[1] <= end
        ]
        if around and min(around)[0] <= _LONGEST_SENTENCE:
            beside[min(around)[1]].append(time)
    return (Entry(one.claim, one.report, tuple(beside.get(one.claim.id, ()))) for one in claims)


def _reach(claim: Claim) -> Span:
    """From the first to the last word of a claim with its frame, sources and cues."""
    frame = claim.frame.spans if claim.frame else ()
    named = [span for source in claim.sources for span in (*source.spans, *(source.cue.spans if source.cue else ()))]
    spans = [*claim.spans, *frame, *named]
    return min(start for start, _ in spans), max(end for _, end in spans)
