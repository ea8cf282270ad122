"""The public corpora as reports. They are not part of the project: their folder is given on the command line."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

from lagebild.errors import InputError
from lagebild.model import Report

_DATE = re.compile(r"\((\d{4}-\d{2}-\d{2})\)\s*$")


def existing(path: Path) -> Path:
    """The path; raises :class:`InputError` that says what is missing."""
    if not path.exists():
        raise InputError("not there", origin=str(path), remedy="give the folder of the corpora with --corpora PATH")
    return path


def quotations_de(corpora: Path, part: str = "dev") -> Iterator[Report]:
    """German Wikinews with quotations (Petersen-Frey and Biemann 2024); the date stands in the document's name."""
    for line in existing(corpora / "quotations-de" / f"{part}.jsonl").read_text("utf-8").splitlines():
        raw = json.loads(line)
        date = _DATE.search(raw["documentName"])
        yield Report(
            id=raw["documentName"], text=raw["originalText"], language="de", published=date[1] if date else None
        )


def attributions_en(corpora: Path, part: str = "dev") -> Iterator[Report]:
    """US political news (PolNeAR, Newell et al. 2018)."""
    for line in existing(corpora / "attributions-en" / f"{part}.jsonl").read_text("utf-8").splitlines():
        raw = json.loads(line)
        yield Report(id=raw["file"], text=raw["text"], language="en", published=raw["date"], outlet=raw["publisher"])


def timeml(folder: Path) -> Iterator[tuple[Report, list[tuple[int, int, str, str]]]]:
    """TimeML files: each report with its gold TIMEX3 (start, end, type, value)."""
    for path in sorted(existing(folder).glob("*.tml")):
        root = ElementTree.fromstring(path.read_bytes())
        created = next(
            (t.get("value") for t in root.iter("TIMEX3") if t.get("functionInDocument") == "CREATION_TIME"), None
        )
        text: list[str] = []
        items: list[tuple[int, int, str, str]] = []
        body = root.find("TEXT")
        if body is not None:
            _walk(body, text, items)
        yield Report(id=path.stem, text="".join(text), language="de", published=created), items


def _walk(element: ElementTree.Element, text: list[str], items: list[tuple[int, int, str, str]]) -> None:
    start = sum(map(len, text))
    text.append(element.text or "")
    for child in element:
        _walk(child, text, items)
        text.append(child.tail or "")
    end = sum(map(len, text))
    if element.tag == "TIMEX3" and end > start:
        items.append((start, end, element.get("type", ""), element.get("value", "")))
