"""Files that came as bytes with a name: dropped into the browser. A header file goes with the text of its name."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import PurePosixPath

from msgspec import Struct

from lagebild.errors import InputError
from lagebild.intake import sniff
from lagebild.intake.assemble import Header
from lagebild.intake.files import KINDS, take_bytes
from lagebild.intake.normalise import one_line
from lagebild.intake.options import Options
from lagebild.intake.records import read_header
from lagebild.model import Delivery, Failure

# Files of several reports: the cap on bytes holds for each of them.
_SEVERAL = ("jsonl", "warc")


class Upload(Struct, frozen=True):
    """A file by the name its sender gave it. The name is shown and tells the kind; nothing is ever stored under it."""

    name: str
    raw: bytes

    @property
    def path(self) -> PurePosixPath:
        """The name without folders and invisible marks."""
        return PurePosixPath(one_line(PurePosixPath(self.name.replace("\\", "/")).name) or "file")


def take_uploads(files: Sequence[Upload], options: Options) -> Iterator[Delivery | Failure]:
    """The reports of ``files``; one that is none fails alone, with its name as origin."""
    texts = {file.path.stem for file in files if sniff.by_name(file.path.name) == "text"}
    headers = {
        file.path.stem: file for file in files if file.path.suffix.lower() == ".json" and file.path.stem in texts
    }
    for file in files:
        if file is headers.get(file.path.stem):
            continue
        try:
            yield from _take(file, headers.get(file.path.stem), options)
        except InputError as error:
            yield Failure(error.origin or file.path.name, error.reason, error.remedy)


def _take(file: Upload, beside: Upload | None, options: Options) -> Iterator[Delivery | Failure]:
    name = file.path.name
    kind = sniff.by_name(name)
    if kind is None and file.path.suffix:
        raise InputError(f"is of a kind that is not read ({file.path.suffix})", origin=name, remedy=KINDS)
    if kind not in _SEVERAL and len(file.raw) > options.max_bytes:
        raise InputError(
            f"is larger than {options.max_bytes / 1e6:g} MB", origin=name, remedy="Give the report alone, as text."
        )
    header = read_header(beside.raw, beside.path.name) if beside and kind == "text" else Header()
    yield from take_bytes(file.raw, name, options, kind=kind, header=header)
