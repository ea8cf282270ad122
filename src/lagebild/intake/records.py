"""JSON: the header of a text file, and reports as the reading contract writes them, alone or one a line."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec
from msgspec import Struct

from lagebild.errors import InputError
from lagebild.intake.assemble import Header, assemble
from lagebild.intake.decode import decode
from lagebild.intake.options import Options
from lagebild.model import Delivery, Failure

_REMEDY = 'A report is an object with "text" and, where known, "id", "outlet", "language", "published", "url", "title".'


class _Record(Struct, frozen=True, kw_only=True):
    text: str
    id: str | None = None
    outlet: str | None = None
    language: str | None = None
    published: str | None = None
    modified: str | None = None
    url: str | None = None
    title: str | None = None
    byline: str | None = None


class _Reading(Struct, frozen=True):
    report: _Record


class _Kind(Struct, frozen=True):
    text: msgspec.Raw = msgspec.Raw(b"null")
    report: msgspec.Raw = msgspec.Raw(b"null")


def read_header(raw: bytes, origin: str) -> Header:
    """The header file of a text; unknown fields are ignored. Raises ``InputError`` where it is none."""
    try:
        return msgspec.json.decode(decode(raw), type=Header)
    except (msgspec.MsgspecError, RecursionError) as error:
        raise InputError(
            f"is no header: {error}",
            origin=origin,
            remedy='A header is a JSON object such as {"outlet": "…", "published": "2024-09-07", "language": "de"}.',
        ) from None


def looks_like_report(raw: bytes) -> bool:
    """Whether a JSON file holds a report or a reading, and not something else that lies in the same folder."""
    try:
        kind = msgspec.json.decode(raw.removeprefix(b"\xef\xbb\xbf"), type=_Kind)
    except (msgspec.MsgspecError, RecursionError):
        return False
    return bytes(kind.text)[:1] == b'"' or bytes(kind.report)[:1] == b"{"


def take_json(raw: bytes, origin: str, options: Options) -> Delivery:
    """The report that a JSON object is, or that its ``report`` holds. Raises ``InputError``."""
    record = _record(raw, origin)
    header = Header(
        id=record.id,
        outlet=record.outlet,
        language=record.language,
        published=record.published,
        modified=record.modified,
        url=record.url,
        title=record.title,
        byline=record.byline,
    )
    return assemble(record.text, header, raw, media_type="application/json", origin=origin, options=options)


def take_json_lines(lines: Iterator[bytes], origin: str, options: Options) -> Iterator[Delivery | Failure]:
    """One report a line; a bad line fails alone. ``lines`` may end without line ends; empty ones are passed over."""
    for number, line in enumerate(lines, start=1):
        raw = line.removeprefix(b"\xef\xbb\xbf") if number == 1 else line
        if not raw.strip():
            continue
        place = f"{origin}:{number}"
        if len(raw) > options.max_bytes:
            yield Failure(place, f"the line is longer than {options.max_bytes} bytes", "Split it into its reports.")
            continue
        try:
            yield take_json(raw.strip(), place, options)
        except InputError as error:
            yield Failure(place, error.reason, error.remedy)


def _record(raw: bytes, origin: str) -> _Record:
    try:
        text = decode(raw)
        kind = msgspec.json.decode(text, type=_Kind)
        if bytes(kind.text) == b"null" and bytes(kind.report) != b"null":
            return msgspec.json.decode(text, type=_Reading).report
        return msgspec.json.decode(text, type=_Record)
    except (msgspec.MsgspecError, RecursionError) as error:
        raise InputError(f"is no report: {error}", origin=origin, remedy=_REMEDY) from None
