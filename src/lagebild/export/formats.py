"""The files that a story can be written as: what each is called, what kind of data it is, and who writes it."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from msgspec import Struct

from lagebild.contract import encode_reading
from lagebild.export.annotations import web_annotations
from lagebild.export.calendar import calendar
from lagebild.export.documents import claim_table, readings, story_document
from lagebild.ledger import Ledger
from lagebild.story.telling import tell


class Format(Struct, frozen=True):
    """A kind of file: its media type, the end of its name, and what writes it, piece by piece, of a story."""

    media_type: str
    suffix: str
    write: Callable[[Ledger, str | None], Iterator[bytes]]


def _json(ledger: Ledger, story: str | None) -> Iterator[bytes]:
    yield story_document(ledger, story) + b"\n"


def _json_lines(ledger: Ledger, story: str | None) -> Iterator[bytes]:
    for reading in readings(ledger, story):
        yield encode_reading(reading) + b"\n"


def _csv(ledger: Ledger, story: str | None) -> Iterator[bytes]:
    for line in claim_table(ledger, story):
        yield line.encode()


def _calendar(ledger: Ledger, story: str | None) -> Iterator[bytes]:
    yield calendar(tell(ledger, story)).encode()


FORMATS = {
    "json": Format("application/json", "json", _json),
    "jsonl": Format("application/jsonl", "jsonl", _json_lines),
    "csv": Format("text/csv; charset=utf-8", "csv", _csv),
    "ics": Format("text/calendar; charset=utf-8", "ics", _calendar),
    "annotations": Format('application/ld+json; profile="http://www.w3.org/ns/anno.jsonld"', "jsonld", web_annotations),
}
