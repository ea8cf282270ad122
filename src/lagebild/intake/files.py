"""Files and folders."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from lagebild.errors import InputError
from lagebild.intake import sniff
from lagebild.intake.assemble import Header, assemble
from lagebild.intake.decode import decode
from lagebild.intake.options import Options
from lagebild.intake.records import looks_like_report, read_header, take_json, take_json_lines
from lagebild.model import Delivery, Failure

KINDS = "Lagebild reads .txt, .html, .json, .jsonl, .warc and .warc.gz, folders of them, web addresses and feeds."


def take_path(path: Path, options: Options) -> Iterator[Delivery | Failure]:
    """The reports of a file or of all files of a folder. Raises ``InputError`` where there is nothing to read."""
    if path.is_dir():
        yield from take_folder(path, options)
    elif not path.exists():
        raise InputError("there is no such file or folder", origin=str(path), remedy="Check the spelling.")
    elif not path.is_file():
        raise InputError("is no ordinary file", origin=str(path), remedy=KINDS)
    else:
        yield from take_file(path, options)


def take_folder(folder: Path, options: Options) -> Iterator[Delivery | Failure]:
    """The reports of all readable files of a folder, sorted by path; a bad file fails alone.

    Hidden files, files of other kinds and JSON that holds no report are passed over, and links that lead out of the
    folder are not followed.
    """
    root = folder.resolve()
    for path in _walk(folder, root, options):
        try:
            if path.suffix.lower() == ".json" and not looks_like_report(_bytes(path, options)):
                continue
            yield from take_file(path, options)
        except InputError as error:
            yield Failure(error.origin or str(path), error.reason, error.remedy)
        except OSError as error:
            yield Failure(str(path), f"cannot be read: {error.strerror or error}", "Check the permissions of the file.")


def take_file(path: Path, options: Options) -> Iterator[Delivery | Failure]:
    """The reports of one file, by its name, else by how it begins. Raises ``InputError`` or ``OSError``."""
    kind = sniff.by_name(path.name)
    if kind == "jsonl":
        with path.open("rb") as lines:
            yield from take_json_lines(_lines(lines, options), str(path), options)
        return
    if kind == "warc":
        from lagebild.intake.warc import take_warc  # noqa: PLC0415 - heavy

        with path.open("rb") as archive:
            yield from take_warc(archive, str(path), options)
        return
    raw = _bytes(path, options)
    header = _header(path, options) if (kind or "text") == "text" else Header()
    yield from take_bytes(raw, str(path), options, kind=kind, header=header)


def take_bytes(
    raw: bytes,
    origin: str,
    options: Options,
    *,
    kind: sniff.Kind | None = None,
    charset: str | None = None,
    header: Header | None = None,
) -> Iterator[Delivery | Failure]:
    """The reports that ``raw`` holds; ``header`` is what is known beside it. Raises ``InputError``."""
    kind = kind or sniff.by_content(raw)
    header = header or Header()
    if kind == "html":
        from lagebild.intake.page import take_page  # noqa: PLC0415 - heavy

        yield take_page(raw, origin, options, charset=charset, header=header)
    elif kind == "json":
        yield take_json(raw, origin, options)
    elif kind == "jsonl":
        yield from take_json_lines(iter(raw.splitlines()), origin, options)
    elif kind == "warc":
        import io  # noqa: PLC0415

        from lagebild.intake.warc import take_warc  # noqa: PLC0415 - heavy

        yield from take_warc(io.BytesIO(raw), origin, options)
    elif kind == "feed":
        raise InputError(
            "is a feed", origin=origin, remedy="Give the feed's web address: its entries are fetched from there."
        )
    else:
        text = _decoded(raw, charset, origin)
        yield assemble(text, header, raw, media_type="text/plain", origin=origin, options=options)


def _decoded(raw: bytes, charset: str | None, origin: str) -> str:
    try:
        return decode(raw, charset)
    except InputError as error:
        raise InputError(error.reason, origin=origin, remedy=error.remedy) from None


def _header(path: Path, options: Options) -> Header:
    beside = path.with_suffix(".json")
    if not beside.is_file():
        return Header()
    return read_header(_bytes(beside, options), str(beside))


def _bytes(path: Path, options: Options) -> bytes:
    """All bytes of a file. Raises ``InputError`` where they are more than allowed."""
    with path.open("rb") as file:
        raw = file.read(options.max_bytes + 1)
    if len(raw) > options.max_bytes:
        raise InputError(
            f"is larger than {options.max_bytes / 1e6:g} MB", origin=str(path), remedy="Give the report alone, as text."
        )
    return raw


def _lines(file: object, options: Options) -> Iterator[bytes]:
    """Lines of a file, none held in memory beyond the cap: the rest of a longer one is read and dropped."""
    from typing import BinaryIO, cast  # noqa: PLC0415

    source = cast(BinaryIO, file)
    while line := source.readline(options.max_bytes + 1):
        kept = line
        while not line.endswith(b"\n") and len(line) > options.max_bytes:
            line = source.readline(options.max_bytes + 1)
        yield kept


def _walk(folder: Path, root: Path, options: Options) -> Iterator[Path]:
    """The files of a folder that may hold reports, sorted; the headers of texts are not among them."""
    try:
        entries = sorted(folder.iterdir())
    except OSError:
        return
    texts = {entry.stem for entry in entries if sniff.by_name(entry.name) == "text"}
    for entry in entries:
        if entry.name.startswith(".") or not entry.resolve().is_relative_to(root):
            continue
        if entry.is_dir():
            # A link to a folder inside would deliver its files twice, or go round in circles.
            if options.recursive and not entry.is_symlink():
                yield from _walk(entry, root, options)
        elif entry.suffix.lower() == ".json" and entry.stem in texts:
            continue
        elif entry.is_file() and sniff.by_name(entry.name) not in (None, "feed"):
            yield entry
