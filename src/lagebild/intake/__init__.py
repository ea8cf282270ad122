"""Intake: from a file, folder, web address, feed, web archive or pasted text to reports with their bytes."""

from __future__ import annotations

import sys
from collections.abc import Container, Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from lagebild.errors import InputError
from lagebild.intake.assemble import NO_DATE, Header, assemble
from lagebild.intake.decode import decode
from lagebild.intake.files import take_bytes, take_path
from lagebild.intake.options import Options, check_options
from lagebild.model import Delivery, Failure

if TYPE_CHECKING:
    from lagebild.intake.fetch import Fetch

__all__ = ["NO_DATE", "Header", "Options", "deliver_text", "sort_key", "take_in"]

_DEFAULT = Options()


def take_in(
    source: str | Path, options: Options = _DEFAULT, *, network: Fetch | None = None, seen: Container[str] = ()
) -> Iterator[Delivery | Failure]:
    """The reports of ``source``, one after the other as they are needed; what cannot be taken in is a ``Failure``.

    ``source`` is a file, a folder, ``-`` for standard input, or an ``http(s)`` address of a page, a feed or a file.
    ``network`` fetches one address; it is :func:`lagebild.intake.fetch.fetch` unless given. Of a feed, the entries
    whose keys (``Delivery.entry``) are in ``seen`` are passed over.
    Raises ``InputError`` only for ``options`` that cannot be meant.
    """
    check_options(options)
    return _safely(source, options, network, seen)


def deliver_text(
    text: str | bytes,
    *,
    outlet: str | None = None,
    title: str | None = None,
    published: str | None = None,
    language: str | None = None,
    url: str | None = None,
    id: str | None = None,  # noqa: A002 - the field's name in the contract
    origin: str | None = None,
) -> Delivery:
    """The report of a text that is at hand: pasted, or from a program. Bytes are decoded first.

    Raises ``InputError`` for a date or an id that is none, and where there is no text.
    """
    check_options(Options(date=published, id=id))
    raw = text if isinstance(text, bytes) else text.encode("utf-8", "replace")
    header = Header(id=id, outlet=outlet, title=title, published=published, language=language, url=url)
    content = decode(text) if isinstance(text, bytes) else text
    return assemble(content, header, raw, media_type="text/plain", origin=origin, options=_DEFAULT)


def sort_key(delivery: Delivery) -> tuple[bool, datetime, str]:
    """Orders deliveries by time of publication; those without a date come last. A day without a time is its start."""
    published = delivery.report.published
    if published is None:
        return True, datetime.max.replace(tzinfo=UTC), delivery.report.id
    if len(published) == 10:
        day = date.fromisoformat(published)
        return False, datetime(day.year, day.month, day.day, tzinfo=UTC), delivery.report.id
    instant = datetime.fromisoformat(published)
    return False, instant if instant.tzinfo else instant.replace(tzinfo=UTC), delivery.report.id


def _safely(
    source: str | Path, options: Options, network: Fetch | None, seen: Container[str]
) -> Iterator[Delivery | Failure]:
    try:
        yield from _dispatch(source, options, network, seen)
    except InputError as error:
        yield Failure(error.origin or str(source), error.reason, error.remedy)
    except OSError as error:
        yield Failure(str(source), f"cannot be read: {error.strerror or error}", "Check the name and the permissions.")


def _dispatch(
    source: str | Path, options: Options, network: Fetch | None, seen: Container[str]
) -> Iterator[Delivery | Failure]:
    if source == "-":
        yield from _standard_input(options)
    elif isinstance(source, str) and "://" in source and not Path(source).exists():
        from lagebild.intake.address import take_address  # noqa: PLC0415 - heavy

        yield from take_address(source, options, network, seen)
    else:
        yield from take_path(Path(source), options)


def _standard_input(options: Options) -> Iterator[Delivery | Failure]:
    raw = sys.stdin.buffer.read(options.max_bytes + 1)
    if len(raw) > options.max_bytes:
        raise InputError(f"is larger than {options.max_bytes / 1e6:g} MB", origin="standard input")
    yield from take_bytes(raw, "standard input", options)
