"""Numbers as they stand in a text, before modifiers, ranges and units of their neighbours: one pass over the words."""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import Struct

from lagebild.model import Modifier
from lagebild.reading.quantities.lexicon import Lexicon
from lagebild.reading.quantities.numerals import digits_value, word_value

_TOKEN = re.compile(r"\d+(?:[.,'’\u00a0\u202f\u2009 ]\d+)*[½¼¾⅓⅔]?|[½¼¾]|[^\W\d_]+(?:-[^\W\d_]+)*")
_SPACED = re.compile(r"[1-9]\d{0,2}(?: \d{3})+(?:,\d+)?")
_SENTENCE_START = re.compile(r"(?:^|[.!?:\n\"„“»«])\s*$")
_OF_LARGER = re.compile(r" of ([a-z]+)", re.IGNORECASE)
MOST_IDLE = 200_000
NEAR = 48
"""How many characters around a number are looked at: it bounds the work per number."""


class Atom(Struct, frozen=True, kw_only=True):
    """One number: ``value`` with the magnitude in it; ``bare`` for a lone article, which counts only in company."""

    start: int
    end: int
    value: float
    modifier: Modifier = "exact"
    unit: str | None = None
    fraction: bool = False
    bare: bool = False
    digits: bool = False
    scaled: bool = False


def atoms(text: str, language: str, lex: Lexicon) -> Iterator[Atom]:
    """All numbers of ``text`` in order, without overlap."""
    position = 0
    idle = lex.idle
    for match in _TOKEN.finditer(text):
        if match.start() < position:
            continue
        token = match.group()
        if token in idle:
            continue
        first = token[0]
        atom = (
            _digits(text, match, language, lex)
            if first.isdigit() or first in "½¼¾"
            else _word(text, match.start(), match.end(), language, lex)
        )
        if atom is not None:
            yield atom
            position = atom.end


def _digits(text: str, match: re.Match[str], language: str, lex: Lexicon) -> Atom | None:
    start, end = match.span()
    token = match.group()
    if " " in token and not _SPACED.fullmatch(token):
        end = start + token.index(" ")
        token = text[start:end]
    value = digits_value(token, language)
    if value is None or _glued(text, start, end):
        return None
    return _scaled(text, Atom(start=start, end=end, value=value, digits=True), lex)


def _glued(text: str, start: int, end: int) -> bool:
    """Whether the digits are part of a mark: "A320", "B-52", "3:1", "24/7", "#4", "2.0.1"."""
    before, after = text[max(0, start - 2) : start], text[end : end + 2]
    if before and (before[-1].isalnum() or before[-1] in "_#/@:=&§"):
        return True
    if len(before) == 2 and before[1] in "-–." and before[0].isalnum():
        return not (before[0].isdigit() and before[1] in "-–")
    if after[:1] in (":", "/", "_", "@") and after[1:2].isalnum():
        return True
    return after[:1] == "°" and after[1:2].isdigit()


def _word(text: str, start: int, end: int, language: str, lex: Lexicon) -> Atom | None:
    word = text[start:end]
    low = word.lower()
    rules = lex.rules
    if low in lex.articles:
        return _scaled(text, Atom(start=start, end=end, value=1.0, bare=True), lex)
    lone = low in rules.magnitudes and low[-1] != "." and len(low) > 3
    value = None if lone else word_value(word, language)
    if value is not None:
        if _noun_not_number(text, start, lex) or word.isupper():
            return None
        return _scaled(text, _longer(text, start, end, value, language, lex), lex)
    if low not in lex.candidates:
        return _hyphened(text, start, end, language, lex)
    if low in rules.ratios:
        return Atom(start=start, end=end, value=rules.ratios[low], modifier="ratio")
    if low in rules.vague:
        return _vague(text, start, end, lex)
    if lone:
        return Atom(start=start, end=end, value=rules.magnitudes[low], scaled=True, bare=True)
    return Atom(start=start, end=end, value=0.5, fraction=True) if rules.fractions.get(low) == 2 else None


def _vague(text: str, start: int, end: int, lex: Lexicon) -> Atom:
    """A vague number, alone or of a larger one: "thousands", "tens of thousands"."""
    value = lex.rules.vague[text[start:end].lower()]
    larger = _OF_LARGER.match(text, end, end + NEAR)
    factor = lex.rules.vague.get(larger.group(1).lower()) if larger else None
    if larger and factor and factor > value:
        value, end = value * factor, larger.end()
    return Atom(start=start, end=end, value=value, modifier="more_than", scaled=True)


def _hyphened(text: str, start: int, end: int, language: str, lex: Lexicon) -> Atom | None:
    """A part such as "two-thirds"; any other word is kept in mind as no number."""
    word = text[start:end]
    head, _, tail = word.lower().partition("-")
    parts, value = lex.rules.fractions.get(tail), word_value(head, language)
    if parts and value and value < parts:
        return Atom(start=start, end=end, value=value / parts, fraction=True)
    if len(lex.idle) < MOST_IDLE:
        lex.idle.add(word)
    return None


def _noun_not_number(text: str, start: int, lex: Lexicon) -> bool:
    """Whether a capital inside a sentence makes the number word a noun ("die Elf", "außer Acht")."""
    if not text[start].isupper():
        return False
    return not _SENTENCE_START.search(text, max(0, start - 4), start)


_NEXT = re.compile(r"[\s-](?:and )?([^\W\d_]+(?:-[^\W\d_]+)?)")


def _longer(text: str, start: int, end: int, value: float, language: str, lex: Lexicon) -> Atom:
    """Number words in a row: "two hundred and fifty", "three thousand five hundred"."""
    scaled = False
    for _ in range(6):
        match = _NEXT.match(text, end, end + NEAR)
        if match is None or lex.rules.inner_scales:
            break
        word = match.group(1).lower()
        factor = lex.rules.magnitudes.get(word) if len(word) > 2 else None
        more = word_value(word, language)
        if factor in (100, 1000) and factor is not None:
            value = value // 1000 * 1000 + value % 1000 * factor if factor == 100 else value * factor
        elif more is not None and scaled and _fits_behind(more, value):
            value += more
        else:
            break
        scaled, end = True, match.end()
    return Atom(start=start, end=end, value=value, scaled=scaled)


def _fits_behind(more: float, value: float) -> bool:
    """Whether "five hundred" may follow "three thousand", "fifty" "two hundred"."""
    return any(more < scale and value % scale == 0 for scale in (100, 1000))


def _scaled(text: str, atom: Atom, lex: Lexicon) -> Atom:
    """``atom`` with the magnitude or fraction word behind it ("1,3 Mio.", "zwei Drittel", "a dozen")."""
    match = lex.magnitude.match(text, atom.end, atom.end + NEAR)
    if match and (atom.digits or len(match.group(1)) > 2) and not _metre(match, atom, text):
        factor = lex.rules.magnitudes[match.group(1).lower()]
        value = round(atom.value * factor, 6)
        return Atom(start=atom.start, end=match.end(), value=value, scaled=True, digits=atom.digits)
    word = _NEXT.match(text, atom.end, atom.end + NEAR)
    parts = lex.rules.fractions.get(word.group(1).lower()) if word and " and " not in word.group() else None
    if word and parts and atom.value < parts and not atom.digits and _fraction_here(text, word, atom, parts):
        return Atom(start=atom.start, end=word.end(), value=atom.value / parts, fraction=True)
    return atom


def _metre(match: re.Match[str], atom: Atom, text: str) -> bool:
    """Whether "m" is no million: it is one only in money ("$5m")."""
    return match.group(1).lower() == "m" and text[max(0, atom.start - 1) : atom.start] not in {"$", "€", "£"}


def _fraction_here(text: str, word: re.Match[str], atom: Atom, parts: float) -> bool:
    """English "a third time" is an ordinal, "a third of" and "two thirds" are parts; a German noun has a capital."""
    if word.group(1)[0].isupper():
        return True
    return word.group(1).endswith("s") or text.startswith((" of", ".", ","), word.end()) or parts in (2, 4)
