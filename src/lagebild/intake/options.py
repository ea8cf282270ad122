"""What a person may say about an input, and the limits that hold for every input."""

from __future__ import annotations

from msgspec import Struct

from lagebild.errors import InputError
from lagebild.intake.dates import iso_date

MEGABYTE = 1_000_000


class Options(Struct, frozen=True, kw_only=True):
    """Overrides of what an input says of itself, and caps.

    ``date`` (ISO 8601), ``language`` (BCP 47), ``outlet``, ``title`` and ``id`` win over header and page; ``id`` is for
    a single report. ``allow_private`` permits addresses inside the own network and unusual ports. The caps are in
    bytes after decompression (``max_bytes`` of a page, file or record; ``max_archive_bytes`` of all that is unpacked
    from an archive), code points (``max_characters``) and seconds (``timeout`` for one address with its redirects).
    ``feed_pause`` is the pause in seconds between two addresses of one host.
    """

    date: str | None = None
    language: str | None = None
    outlet: str | None = None
    title: str | None = None
    id: str | None = None
    allow_private: bool = False
    recursive: bool = True
    max_bytes: int = 20 * MEGABYTE
    max_archive_bytes: int = 2000 * MEGABYTE
    max_characters: int = 2 * MEGABYTE
    timeout: float = 30.0
    feed_pause: float = 1.0
    max_entries: int = 200


def check_options(options: Options) -> None:
    """Raise ``InputError`` where an override cannot be meant: a date that is none, an id that cannot be shown."""
    if options.date is not None and iso_date(options.date) is None:
        raise InputError(
            f"{options.date!r} is no date",
            origin="--date",
            remedy="Write it like 2024-09-07 or 2024-09-07T11:20+02:00.",
        )
    if options.id is not None and not valid_id(options.id):
        raise InputError(
            f"{options.id!r} cannot be an id",
            origin="--id",
            remedy="Use 1 to 200 printable characters without spaces around.",
        )


def valid_id(name: str) -> bool:
    """Whether ``name`` can stand for a report: printable, 1 to 200 characters, no white space around it."""
    return 0 < len(name) <= 200 and name.isprintable() and name == name.strip()
