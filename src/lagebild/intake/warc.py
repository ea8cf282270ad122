"""Web archives (WARC, ISO 28500): the pages that were answered with success, one report each."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Iterator
from email.message import Message
from typing import Any, BinaryIO, cast

from lagebild.errors import InputError
from lagebild.intake.assemble import Header
from lagebild.intake.options import Options
from lagebild.model import Delivery, Failure

_PAGES = ("text/html", "application/xhtml+xml")


def take_warc(stream: BinaryIO, origin: str, options: Options) -> Iterator[Delivery | Failure]:
    """The pages of an archive, compressed or not, in its order; a page that fails is a ``Failure``, the rest goes on.

    Raises ``InputError`` where it is no archive, breaks off, or unpacks to more than ``options.max_archive_bytes``.
    """
    from warcio.archiveiterator import ArchiveIterator  # noqa: PLC0415 - heavy
    from warcio.exceptions import ArchiveLoadFailed  # noqa: PLC0415

    capped = _Capped(stream, origin, options.max_archive_bytes)
    records = 0
    try:
        for record in ArchiveIterator(capped, no_record_parse=False):
            records += 1
            if record.rec_type == "response" and (page := _page_type(record)):
                yield _take_record(record, page, origin, options)
    except (ArchiveLoadFailed, ValueError) as error:
        raise _broken(origin, str(error)) from None
    if capped.broken or not records:
        raise _broken(origin, capped.broken or "it holds no records")


def _broken(origin: str, reason: str) -> InputError:
    return InputError(f"is no web archive, or a broken one: {reason[:200]}", origin=origin, remedy="Check the file.")


def _page_type(record: Any) -> Message | None:
    """The content type of a record that is a page."""
    if record.http_headers is None or record.http_headers.get_statuscode() != "200":
        return None
    kind = Message()
    kind["content-type"] = record.http_headers.get_header("content-type") or ""
    return kind if kind.get_content_type() in _PAGES else None


def _take_record(record: Any, kind: Message, origin: str, options: Options) -> Delivery | Failure:
    from lagebild.intake.page import take_page  # noqa: PLC0415 - heavy

    url = record.rec_headers.get_header("WARC-Target-URI")
    place = f"{origin}#{url or record.rec_headers.get_header('WARC-Record-ID')}"
    raw = record.content_stream().read(options.max_bytes + 1)
    if len(raw) > options.max_bytes:
        return Failure(place, f"the page is larger than {options.max_bytes / 1e6:g} MB", None)
    try:
        return take_page(raw, place, options, charset=kind.get_content_charset(), header=Header(url=url))
    except InputError as error:
        return Failure(place, error.reason, error.remedy)


class _Capped:
    """A readable stream that unpacks gzip as it is read and stops at a number of bytes."""

    def __init__(self, stream: BinaryIO, origin: str, cap: int) -> None:
        start = stream.read(2)
        stream.seek(0)
        self._stream = cast(Any, gzip.GzipFile(fileobj=stream) if start == b"\x1f\x8b" else stream)
        self._origin = origin
        self._left = cap
        self.broken: str | None = None

    def read(self, size: int = -1) -> bytes:
        """Up to ``size`` bytes, never more than 1 MB; where the compression is broken, the stream ends after
        what came before.
        """
        try:
            part: bytes = self._stream.read1(min(size, 1 << 20) if size >= 0 else 1 << 20)
        except (EOFError, zlib.error, gzip.BadGzipFile) as error:
            self.broken = str(error)
            return b""
        self._left -= len(part)
        if self._left < 0:
            raise InputError(
                "unpacks to more than an archive may hold", origin=self._origin, remedy="Split the archive."
            )
        return part

    def close(self) -> None:
        """Leave the stream to whoever opened it."""
