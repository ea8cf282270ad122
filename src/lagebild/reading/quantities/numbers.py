"""What a number in digits or words is worth, in both conventions (2.500 and 2,500)."""

from __future__ import annotations

import re
from functools import cache

from msgspec import Struct

from lagebild.reading.languages import table


class Context(Struct, frozen=True):
    """Words around a number that make it no quantity, or end what it counts."""

    not_before: frozenset[str]
    not_after: frozenset[str]
    articles: frozenset[str]
    stop_of: frozenset[str]
    genitives: frozenset[str]
    ages: frozenset[str]


class QuantityTable(Struct, frozen=True):
    """``quantities.toml``: see the comments there."""

    thousands: str
    decimal: str
    units_of_number: dict[str, int]
    scales: dict[str, float]
    vague: dict[str, float]
    fixed: dict[str, float]
    fractions: dict[str, float]
    ratios: dict[str, float]
    modifiers: dict[str, tuple[str, ...]]
    units: dict[str, str]
    context: Context


@cache
def quantity_table(language: str) -> QuantityTable:
    """The table of ``language``."""
    return table(language, "quantities", QuantityTable)


def digits_value(written: str, language: str) -> float | None:
    """The value of ``written`` ("2.500", "3,5"); ``None`` for what is no number in this language's convention."""
    words = quantity_table(language)
    thousands, decimal = re.escape(words.thousands), re.escape(words.decimal)
    if re.fullmatch(rf"\d{{1,3}}(?:[{thousands}\u0020\u00a0\u202f’']\d{{3}})+(?:{decimal}\d+)?", written):
        whole, _, part = written.partition(words.decimal)
        return float(re.sub(r"\D", "", whole) + ("." + part if part else ""))
    if re.fullmatch(rf"\d+(?:{decimal}\d+)?", written):
        return float(written.replace(words.decimal, "."))
    return None


@cache
def word_value(word: str, language: str) -> float | None:
    """The value of a number word, German compounds included ("zweitausendfünfhundert"); ``None`` for other words."""
    words = quantity_table(language)
    if word in words.fixed:
        return words.fixed[word]
    if language == "de":
        return _compound(word, words.units_of_number)
    total = 0
    for part in word.split("-"):
        if part not in words.units_of_number:
            return None
        total += words.units_of_number[part]
    return float(total)


def _compound(word: str, units: dict[str, int]) -> float | None:
    for scale, factor in (("tausend", 1000), ("hundert", 100)):
        if scale in word:
            before, _, after = word.partition(scale)
            left = _compound(before, units) if before else 1
            right = _compound(after.removeprefix("und"), units) if after else 0
            return left * factor + right if left is not None and right is not None else None
    if word in units:
        return float(units[word])
    if word in {"ein", "eins"}:
        return 1.0
    if "und" in word:
        small, _, tens = word.partition("und")
        low, high = units.get(small, 1 if small == "ein" else None), units.get(tens)
        if low is not None and high is not None and high >= 20:
            return float(low + high)
    return None
