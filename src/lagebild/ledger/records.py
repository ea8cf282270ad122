"""What the ledger answers with, where the vocabulary has no record for it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from msgspec import Struct

from lagebild.model import Claim, Failure, Quantity, Span, Time


class Added(Struct, frozen=True):
    """What became of a delivery: new, the same text as before, or a new version of ``previous``."""

    status: Literal["added", "unchanged", "version"]
    report: str
    version: int = 1
    previous: str | None = None


class ReportRow(Struct, frozen=True):
    """A report in a list: its header without the text; ``unread``: why it has no reading, ``added``: when (ISO)."""

    id: str
    outlet: str | None
    title: str | None
    published: str | None
    language: str | None
    url: str | None
    version: int
    latest: bool
    claims: int
    unread: str | None
    added: str = ""


class LedgerClaim(Struct, frozen=True):
    """A claim with the report it stands in; ``times`` are all of the report, also those outside any claim."""

    claim: Claim
    report: ReportRow
    times: tuple[Time, ...] = ()


class SourceRow(Struct, frozen=True):
    """A source over all its claims: ``name`` is the actor's or the mention's own, ``actor`` its id if it has one.

    ``outlet`` is the one it is heard in, ``None`` for several.
    """

    name: str
    actor: str | None
    kind: str | None
    anonymous: bool
    claims: int
    reports: int
    outlet: str | None = None


class Profile(Struct, frozen=True):
    """How one source speaks: its claims by act, certainty and outlet, the most frequent first.

    ``unnamed`` counts those of somebody unnamed who speaks for it.
    """

    claims: int
    unnamed: int
    acts: dict[str, int]
    certainties: dict[str, int]
    outlets: dict[str, int]


class TimeRow(Struct, frozen=True):
    """A date in a claim: ``first_day`` and ``last_day`` (ISO) are the days that it denotes."""

    time: Time
    first_day: str
    last_day: str
    claim: Claim
    report: ReportRow


class PlaceRow(Struct, frozen=True):
    """A place over all its claims, with degrees north and east."""

    name: str
    country: str | None
    latitude: float
    longitude: float
    claims: int


class QuantityRow(Struct, frozen=True):
    """A number in a claim."""

    quantity: Quantity
    claim: Claim
    report: ReportRow


class Hit(Struct, frozen=True):
    """Something found by words: a report or a claim, the passage around the words, and where in it they are."""

    kind: Literal["report", "claim"]
    report: ReportRow
    claim: Claim | None
    passage: str
    marks: tuple[Span, ...]


class StoryRow(Struct, frozen=True):
    """A story; one of them is the current one."""

    name: str
    reports: int
    current: bool


class Subscription(Struct, frozen=True):
    """A feed that a story follows: ``refreshed`` is when it was last asked, ``problem`` why that failed."""

    feed: str
    added: str
    refreshed: str | None = None
    problem: str | None = None


class Problem(Struct, frozen=True):
    """Something wrong in the ledger, where, and what to do."""

    where: str
    what: str
    remedy: str


class Summary(Struct, frozen=True):
    """What adding a batch came to."""

    added: tuple[Added, ...] = ()
    unread: tuple[Failure, ...] = ()
    failures: tuple[Failure, ...] = ()

    def count(self, status: str) -> int:
        """How many deliveries ended as ``status``."""
        return sum(1 for one in self.added if one.status == status)


def joined(summaries: Iterable[Summary]) -> Summary:
    """What several batches came to together."""
    listed = list(summaries)
    return Summary(
        tuple(one for summary in listed for one in summary.added),
        tuple(one for summary in listed for one in summary.unread),
        tuple(one for summary in listed for one in summary.failures),
    )
