"""What a source yielded, made a :class:`Report`: normalised once, marked, dated, named, hashed."""

from __future__ import annotations

import hashlib

from msgspec import Struct

from lagebild.errors import InputError
from lagebild.intake.dates import iso_date
from lagebild.intake.detect import detect, primary
from lagebild.intake.furniture import find_furniture
from lagebild.intake.normalise import normalise, one_line
from lagebild.intake.options import Options, valid_id
from lagebild.model import Delivery, Report

NO_DATE = "no date: relative dates cannot be resolved; give one with --date"


class Header(Struct, frozen=True, kw_only=True):
    """What is known of a report beside its text: the header file of a ``.txt``, or what a page says of itself.

    ``language`` is stated by a person or an archive and is believed; ``language_hint`` is what a page declares, which
    is often wrong and used only where the text is too short to tell.
    """

    id: str | None = None
    outlet: str | None = None
    language: str | None = None
    published: str | None = None
    modified: str | None = None
    url: str | None = None
    title: str | None = None
    byline: str | None = None
    language_hint: str | None = None
    extractor: str | None = None


def assemble(
    text: str, header: Header, raw: bytes, *, media_type: str, origin: str | None, options: Options
) -> Delivery:
    """The delivery of ``text``; what ``options`` say wins over ``header``.

    Raises ``InputError`` where there is no text, or more than one report can have.
    """
    text = normalise(text)
    if not any(char.isalnum() for char in text):
        raise InputError("holds no text", origin=origin, remedy="Give a report with words in it.")
    if len(text) > options.max_characters:
        raise InputError(
            f"the text has {len(text)} characters, more than one report can have ({options.max_characters})",
            origin=origin,
            remedy="Split it into its reports.",
        )
    notes: list[str] = []
    title = one_line(options.title) or one_line(header.title)
    published = _date(options.date, header.published, notes)
    modified = iso_date(header.modified) if header.modified else None
    language = _language(text, title, header, options, notes)
    furniture, agencies = find_furniture(text)
    byline = one_line(header.byline) or next((f.name for f in furniture if f.kind == "byline" and f.name), None)
    url = one_line(header.url)
    return Delivery(
        Report(
            id=_id(options.id or header.id, url, text, origin),
            text=text,
            outlet=one_line(options.outlet) or one_line(header.outlet),
            title=title,
            published=published,
            modified=modified,
            language=language,
            url=url,
            byline=byline,
            agencies=agencies,
            furniture=furniture,
            origin=origin,
            extractor=header.extractor,
            raw_sha256=hashlib.sha256(raw).hexdigest(),
            text_sha256=hashlib.sha256(text.encode()).hexdigest(),
            notes=tuple(notes),
        ),
        raw,
        media_type,
    )


def _date(stated: str | None, found: str | None, notes: list[str]) -> str | None:
    for value in (stated, found):
        if not value:
            continue
        if published := iso_date(value):
            return published
        notes.append(f"{value[:60]!r} is no ISO 8601 date")
    notes.append(NO_DATE)
    return None


def _language(text: str, title: str | None, header: Header, options: Options, notes: list[str]) -> str:
    for stated in (options.language, header.language):
        if stated and (code := primary(stated)):
            return code
    code, note = detect(text, (header.language_hint,), title)
    if note:
        notes.append(note)
    return code


def _id(given: str | None, url: str | None, text: str, origin: str | None) -> str:
    """The given id, else one made from address and text: the same report has it on every machine."""
    if given is None:
        return "r-" + hashlib.sha256(f"{url or ''}\n{text}".encode()).hexdigest()[:16]
    if not valid_id(given):
        raise InputError(
            f"{given[:60]!r} cannot be an id",
            origin=origin,
            remedy="Use 1 to 200 printable characters without spaces around them.",
        )
    return given
