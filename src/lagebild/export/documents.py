"""A story as JSON, JSON Lines or CSV."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

import msgspec

from lagebild.ledger import Filter, Ledger
from lagebild.ledger.records import LedgerClaim
from lagebild.model import Actor, Claim, Reading, Report
from lagebild.story.telling import copies_in, tell

STORY_SCHEMA = "lagebild.story/1"
_PAGE = 500
_COLUMNS = (
    "claim", "report", "outlet", "published", "text", "form", "act", "certainty", "polarity", "confidence",
    "source", "source_act", "anonymous", "count", "times", "quantities", "places",
)  # fmt: skip
# A spreadsheet takes a cell that begins like this for a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def readings(ledger: Ledger, story: str | None) -> Iterator[Reading]:
    """All readings of the story, all versions, in the order of their publication."""
    rows = ledger.reports(Filter(story=story, latest=False), limit=1_000_000)
    for row in reversed(rows):
        reading = ledger.reading(row.id)
        yield reading if reading is not None else Reading(report=ledger.report(row.id), reader="")


def story_document(ledger: Ledger, story: str | None, today: date | None = None) -> bytes:
    """The story contract (``lagebild.story/1``) as one JSON object; deadlines are judged as of ``today``."""
    told = tell(ledger, story, today)
    reports: list[Report] = []
    claims: list[dict[str, Any]] = []
    actors: dict[str, Actor] = {}
    for reading in readings(ledger, story):
        reports.append(reading.report)
        claims.extend(msgspec.to_builtins(claim) | {"report": reading.report.id} for claim in reading.claims)
        for actor in reading.actors:
            actors.setdefault(actor.id, msgspec.structs.replace(actor, mentions=()))
    document = {
        "schema": STORY_SCHEMA,
        "story": story or ledger.story,
        "reports": reports,
        "claims": claims,
        "actors": list(actors.values()),
        "threads": told.threads,
        "relations": told.relations,
        "series": told.series,
        "deadlines": told.deadlines,
        "versions": told.versions,
        "copies": copies_in(ledger, story),
        "corrections": ledger.corrections(),
    }
    return msgspec.json.encode(document)


def claim_table(ledger: Ledger, story: str | None) -> Iterator[str]:
    """One line of CSV a claim, a header line first; lists are joined by "; "."""
    yield csv_line(_COLUMNS)
    offset = 0
    while page := ledger.claims(Filter(story=story), limit=_PAGE, offset=offset):
        for one in page:
            yield csv_line(_cells(one))
        offset += len(page)


def chain(claim: Claim) -> str:
    """The sources of a claim, innermost first, without the outlet."""
    return " < ".join(source.resolved or source.text for source in claim.sources)


def _cells(one: LedgerClaim) -> tuple[object, ...]:
    claim = one.claim
    inner = claim.sources[0] if claim.sources else None
    return (
        claim.id,
        one.report.id,
        one.report.outlet,
        one.report.published,
        claim.text,
        claim.form,
        claim.act,
        claim.certainty,
        claim.polarity,
        claim.confidence,
        chain(claim),
        inner.act if inner else None,
        inner.anonymous if inner else None,
        inner.count if inner else None,
        "; ".join(f"{time.text} = {time.value}" for time in claim.times),
        "; ".join(f"{quantity.text} {quantity.of or quantity.unit or ''}".strip() for quantity in claim.quantities),
        "; ".join(f"{place.text} ({place.country or '?'})" for place in claim.places),
    )


def csv_line(cells: Sequence[object]) -> str:
    """The cells as one line of CSV, line end included; none of them is a formula to a spreadsheet."""
    buffer = io.StringIO()
    csv.writer(buffer, lineterminator="\n").writerow([_harmless(cell) for cell in cells])
    return buffer.getvalue()


def _harmless(cell: object) -> object:
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_FORMULA) else cell
