"""What stands in a report without being reporting: teasers, bylines, photo credits, datelines, agency marks, notices.

The marks are data (``furniture.toml``). They are narrow on purpose: a sentence taken for a mark is a claim lost.
"""

from __future__ import annotations

import re
from functools import cache
from importlib import resources
from typing import Literal

import msgspec
from msgspec import Struct

from lagebild.model import Furniture, FurnitureKind

_NAME = (
    r"(?:[A-ZÄÖÜ][\w'’.\-]*\s)(?:(?:[A-ZÄÖÜ][\w'’.\-]*|van|von|de|der|den|del|di|al|el|bin|zu)\s){0,3}[A-ZÄÖÜ][\w'’\-]+"
)
_TOWN = r"[A-ZÄÖÜ][\w.'’\-]*(?:\s(?:am|im|an der|of|de|[A-ZÄÖÜ][\w.'’\-]*)){0,3}"
_DASH = "[-–—―]"
_PARTS = re.compile(r"\s*(?:/|,|;|\bund\b|\band\b)\s*")


class Mark(Struct, frozen=True, forbid_unknown_fields=True):
    """One kind of mark: where in a line, in which lines, of what form."""

    kind: FurnitureKind
    where: Literal["line", "start", "end"]
    pattern: str
    lines: int = 0
    longest: int = 300


class Table(Struct, frozen=True, forbid_unknown_fields=True):
    """The file ``furniture.toml``."""

    agencies: tuple[str, ...]
    places: tuple[str, ...]
    mark: tuple[Mark, ...]


def find_furniture(text: str) -> tuple[tuple[Furniture, ...], tuple[str, ...]]:
    """The furniture of ``text`` in its order, without overlap, and the agencies that its marks name."""
    found: list[Furniture] = []
    agencies: dict[str, None] = {}
    lines = [match.span() for match in re.finditer(r"[^\n]+", text)]
    for index, (start, end) in enumerate(lines):
        for mark, pattern in _marks():
            if not _applies(mark, index, len(lines), end - start):
                continue
            match = (
                pattern.fullmatch(text, start, end)
                if mark.where == "line"
                else _at_edge(mark, pattern, text, start, end)
            )
            if match is None or any(match.start() < f.span[1] and f.span[0] < match.end() for f in found):
                continue
            named, signed = _named(match)
            agencies.update(dict.fromkeys(signed))
            found.append(Furniture(mark.kind, match.span(), named))
            if match.span() == (start, end):
                break
    return tuple(sorted(found, key=lambda piece: piece.span)), tuple(agencies)


def _applies(mark: Mark, index: int, count: int, length: int) -> bool:
    if length > mark.longest:
        return False
    if mark.lines > 0:
        return index < mark.lines
    return mark.lines == 0 or index >= count + mark.lines


def _at_edge(mark: Mark, pattern: re.Pattern[str], text: str, start: int, end: int) -> re.Match[str] | None:
    if mark.where == "start":
        return pattern.match(text, start, end)
    # A mark at the end of a line is short: only the last stretch is searched.
    for match in re.finditer(r"[(\[]", text[max(start, end - 140) : end]):
        at = max(start, end - 140) + match.start()
        if hit := pattern.fullmatch(text, at, end):
            return hit
    return None


def _named(match: re.Match[str]) -> tuple[str | None, tuple[str, ...]]:
    """What the mark names, and the agencies among it."""
    groups = {key: value for key, value in match.groupdict().items() if value}
    signed = next((value for key, value in groups.items() if key.startswith("agency")), "")
    agencies = tuple(part for part in _PARTS.split(signed) if part)
    name = groups.get("name") or signed or None
    return name, agencies


@cache
def _table() -> Table:
    raw = resources.files(__package__).joinpath("furniture.toml").read_bytes()
    return msgspec.toml.decode(raw, type=Table)


@cache
def _marks() -> tuple[tuple[Mark, re.Pattern[str]], ...]:
    table = _table()
    agency = _alternatives(table.agencies)
    parts = {
        "{agencies}": rf"{agency}(?:\s?[/,]\s?{agency}){{0,4}}(?:\s(?:und|and)\s{agency})?",
        "{agency}": agency,
        "{names}": rf"{_NAME}(?:(?:,\s{_NAME}){{0,3}}\s(?:und|and|&)\s{_NAME})?",
        "{name}": _NAME,
        "{town}": _TOWN,
        "{place}": _alternatives(table.places),
        "{dash}": _DASH,
        "{bullet}": r"[\[(►▶→>»*•–—+\-]{0,3}\s?",
    }
    return tuple((mark, re.compile(_fill(mark.pattern, parts))) for mark in table.mark)


def _fill(pattern: str, parts: dict[str, str]) -> str:
    for place, part in parts.items():
        pattern = pattern.replace(place, part)
    return pattern


def _alternatives(words: tuple[str, ...]) -> str:
    """A group of the words, the longer first, so that ``dpa-AFX`` is not read as ``dpa``."""
    return "(?:" + "|".join(map(re.escape, sorted(words, key=len, reverse=True))) + ")"
