"""Find quantities: number, modifier, unit, range and what is counted."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from itertools import pairwise

import msgspec

from lagebild.model import Modifier, Quantity, Time
from lagebild.reading.quantities.atoms import NEAR, Atom, atoms
from lagebild.reading.quantities.lexicon import Lexicon, lexicon
from lagebild.reading.quantities.noun import counted, measured

_LAST_WORD = re.compile(r"(\S+)\s$")
_NEXT_WORD = re.compile(r"[\s-]{1,2}([^\W_]+(?:\.[a-z]\.)?)")
_ORDINAL_DOT = re.compile(r"\.\s?[^\W\d_]")
_SIGN = re.compile(r"(?<!\w)(?:(?:minus|plus)\s|[-−](?=\d))$", re.IGNORECASE)
# "2000 und rund 15.000": the second number is no year, so neither is the first
_LISTED = re.compile(r"\s(?:und|oder|bis|auf|and|or|to)\s(?:\w+\s){0,2}(?!(?:1[5-9]|20)\d\d\b)\d[\d.,]{2,}")
_CHANGE = re.compile(r"\b(?:von|auf|from|to|(?:number|figure|toll|total|estimate) at)\s$", re.IGNORECASE)
# "Mehrere hundert" are two hundred or more.
_SEVERAL = 2.0
# No age is higher (years).
_OLDEST = 120
# "in Syrien 40": the number does not end the name.
_PLACED = re.compile(r"(?<!\w)(?:in|im|aus|bei|unter)\s\w+\s$", re.IGNORECASE)
_CLOSING = frozenset('“”"»«’‘')
_APPOSED = re.compile(r"[,)]|\s[―—–]")
_FROM = re.compile(r"(?<!\w)(?:von|from)\s$", re.IGNORECASE)
_TO = re.compile(r"\s(?:auf|to)\s(?:\w+\s)?", re.IGNORECASE)


def find_quantities(text: str, language: str, times: Sequence[Time]) -> list[Quantity]:
    """The quantities of ``text`` in order, without overlap; numbers inside one of ``times`` are none.

    Extent: modifier, number and unit, without the noun counted. Durations are times, so no quantities.
    """
    lex = lexicon(language)
    taken = _Taken(times)
    found: list[Quantity] = []
    last = -1
    pending = [
        a
        for a in _with_ratios(text, language, lex)
        if not (a.bare and not a.scaled and _mere_article(text, a, lex)) and not taken.overlaps(a.start, a.end)
    ]
    index = 0
    while index < len(pending):
        first = pending[index]
        second = pending[index + 1] if index + 1 < len(pending) else None
        joined = second is not None and _is_range(text, first, second, lex)
        quantity = _quantity(text, first, second if joined else None, lex, last)
        if quantity is not None:
            found.append(quantity)
            last = quantity.span[1]
        index += 2 if joined else 1
    return [quantity for quantity in _share_unit(text, _share_noun(text, found)) if not _idle(text, quantity)]


def _mere_article(text: str, atom: Atom, lex: Lexicon) -> bool:
    """Whether "ein", "a", "one" has neither unit nor modifier, which would make it a number."""
    near = text[max(0, atom.start - NEAR) : atom.start]
    return not lex.modifier_in(near) and not lex.unit.match(text, atom.end, atom.end + NEAR)


def _idle(text: str, quantity: Quantity) -> bool:
    """Whether a small number word or a lone magnitude counts nothing: "those two", "the dirty dozen"."""
    plain = quantity.modifier == "exact" and quantity.unit is None and quantity.of is None
    if not plain or not quantity.text.isalpha() or quantity.value is None or 0 < quantity.value < 1:
        return False
    change = _CHANGE.search(text, max(0, quantity.span[0] - NEAR), quantity.span[0])
    return (quantity.value < 10 or quantity.value in (12, 100, 1000)) and not change


class _Taken:
    """The spans of times, for quick tests of overlap."""

    def __init__(self, times: Sequence[Time]) -> None:
        spans = sorted(time.span for time in times)
        self.starts = [start for start, _ in spans]
        self.ends: list[int] = []
        for _, end in spans:
            self.ends.append(max(end, self.ends[-1]) if self.ends else end)

    def overlaps(self, start: int, end: int) -> bool:
        index = bisect_right(self.starts, end - 1)
        return index > 0 and self.ends[index - 1] > start


def _with_ratios(text: str, language: str, lex: Lexicon) -> list[Atom]:
    """Numbers, with "jeder zweite" and "doppelt so viele" in place of the numbers in them."""
    rules = lex.rules
    special = [
        Atom(start=m.start(), end=m.end(), value=1 / rules.every[m.group(2).lower()], fraction=True)
        for m in lex.every.finditer(text)
    ]
    special += [
        Atom(start=m.start(), end=m.end(1), value=rules.times_as[m.group(1).lower()], modifier="ratio")
        for m in lex.times_as.finditer(text)
    ]
    if not special:
        return list(atoms(text, language, lex))
    merged: list[Atom] = []
    for atom in sorted([*special, *atoms(text, language, lex)], key=lambda a: (a.start, -a.end)):
        if not merged or atom.start >= merged[-1].end:
            merged.append(atom)
    return merged


def _is_range(text: str, first: Atom, second: Atom, lex: Lexicon) -> bool:
    if second.start - first.end > NEAR or first.modifier != "exact" or second.modifier != "exact":
        return False
    if first.bare or second.bare or _low(first, second) >= second.value:
        return False
    gap = text[first.end : second.start]
    unit = lex.unit.match(gap)
    rest = gap[unit.end() :] if unit else gap
    rest = re.sub(r"[$€£]$", "", rest)
    if lex.to.fullmatch(rest):
        # "from 900 to 1,200" is a change, with two quantities
        change = lex.change.search(text, max(0, first.start - NEAR), first.start)
        dashed = rest.strip() in "-–"
        return not change and not (dashed and _has_third(text, second))
    return bool(lex.conjunction.fullmatch(rest) and lex.between.search(text, max(0, first.start - 24), first.start))


def _has_third(text: str, second: Atom) -> bool:
    return text[second.end : second.end + 1] in "-–" and text[second.end + 1 : second.end + 2].isdigit()


def _low(first: Atom, second: Atom) -> float:
    """The lower end: "5 bis 7 Millionen" means millions at both ends."""
    if second.scaled and not first.scaled and second.digits == first.digits:
        for scale in (1e12, 1e9, 1e6, 1e3, 12.0):
            if second.value >= scale > first.value and first.value * scale < second.value:
                return first.value * scale
    return first.value


def _quantity(text: str, first: Atom, second: Atom | None, lex: Lexicon, last: int) -> Quantity | None:
    atom = second or first
    start, end = first.start, atom.end
    near = text[max(0, last, start - NEAR) : start]
    unit, end = _unit(text, first, end, lex)
    prefix = lex.prefix_unit.search(near) if first.digits else None
    if prefix:
        unit, start = lex.rules.prefix_units[prefix.group(1).lower()], start - len(near) + prefix.start()
        near = near[: prefix.start()]
    sign = _SIGN.search(near)
    if sign:
        start, near = start - len(near) + sign.start(), near[: sign.start()]
    if _no_quantity(text, first, near, end, unit, lex):
        return None
    modifier, opening, times = _modifier(near, first, unit, lex)
    start -= len(near) - opening
    if first.bare and modifier == "exact" and unit is None and not first.scaled:
        return None
    if first.modifier == "exact":
        modifier, end = _modifier_behind(text, end, modifier, lex)
    else:
        modifier, times = first.modifier, 1.0
    sense = -1.0 if sign and sign.group()[0] in "-−mM" else 1.0
    ratio = modifier == "ratio"
    noun = measured(text, start, lex) if ratio else counted(text, end, lex, of_part=first.fraction or unit is not None)
    words = noun.split() if noun else []
    if words and words[0].lower() in lex.durations:
        return None
    if noun and unit is None and noun.lower() in lex.rules.units and modifier == "more_than":
        unit, noun = lex.rules.units[noun.lower()], None
    common = {"text": text[start:end], "span": (start, end), "unit": unit, "of": noun}
    if second is not None:
        return msgspec.convert(
            {**common, "low": _low(first, second), "high": second.value, "modifier": "range"}, Quantity
        )
    return msgspec.convert({**common, "value": sense * times * first.value, "modifier": modifier}, Quantity)


def _unit(text: str, atom: Atom, end: int, lex: Lexicon) -> tuple[str | None, int]:
    match = lex.unit.match(text, end, end + NEAR)
    if match is None or atom.modifier == "ratio":
        return None, end
    return lex.rules.units[match.group(1).lower()], match.end()


def _modifier(near: str, atom: Atom, unit: str | None, lex: Lexicon) -> tuple[Modifier, int, float]:
    """The modifier that ends ``near``, where in ``near`` the quantity begins, and how many of the number it means."""
    match = lex.modifier_in(near)
    if match is None or atom.modifier == "ratio":
        return "exact", len(near), 1.0
    phrase = match.group(1).lower()
    before = lex.rules.before
    weak = phrase in before.prepositions and unit is None and not atom.fraction
    if weak and atom.value < before.preposition_from:
        return "exact", len(near), 1.0
    modifier = lex.modifiers[phrase]
    if modifier is None:
        # "mehrere hundert", "a few thousand": how many of the magnitude is told only vaguely
        magnitude = atom.scaled and atom.bare
        return ("more_than", match.start(1), _SEVERAL) if magnitude else ("exact", len(near), 1.0)
    return modifier, match.start(1), 1.0


def _modifier_behind(text: str, end: int, modifier: Modifier, lex: Lexicon) -> tuple[Modifier, int]:
    match = lex.after.match(text, end, end + NEAR)
    if match is None or modifier != "exact":
        return modifier, end
    phrase, after = match.group(1).lower(), lex.rules.after
    kind: Modifier = "approx" if phrase in after.approx else "at_least" if phrase in after.at_least else "at_most"
    return kind, match.end(1)


def _no_quantity(text: str, atom: Atom, near: str, end: int, unit: str | None, lex: Lexicon) -> bool:
    word = _LAST_WORD.search(near)
    previous = word.group(1) if word else ""
    if previous.lower().lstrip("(\"'„“") in lex.labels:
        return True
    following = _NEXT_WORD.match(text, end, end + NEAR)
    next_word = following.group(1) if following else ""
    if next_word.lower() in lex.durations:
        return True
    if atom.modifier == "ratio":
        return next_word.lower() in lex.rules.not_after_ratio
    if unit is not None:
        return False
    if text[end : end + 1] == "-" and text[end + 1 : end + 2].isalpha():
        return True
    return atom.digits and not atom.scaled and _mark(text, atom, previous, next_word, near, lex)


def _mark(text: str, atom: Atom, previous: str, next_word: str, near: str, lex: Lexicon) -> bool:
    """Whether plain digits are an ordinal, an age, a year, a score or a number that is part of a name."""
    end, value = atom.end, atom.value
    modified = lex.modifier_in(near) is not None
    after = text[end : end + 1]
    if after.isalpha() or (after == "." and lex.rules.capitals_mark_nouns and _ORDINAL_DOT.match(text, end)):
        return True
    if 1500 <= value <= 2100 and end - atom.start == 4 and not modified:
        return not (_counts(next_word, lex) or _LISTED.match(text, end, end + NEAR))
    if after in _CLOSING or near[-2:] == '="':
        return True
    if after in "-–" and text[end + 1 : end + 2].isdigit():
        return True
    if near[-1:] in "-–" and near and near[-2:-1].isdigit():
        return True
    aside = near[-2:] == ", " or near[-1:] == "("
    if aside and _APPOSED.match(text, end) and value < 120:
        return True
    if lex.house.match(text, end) or (value < _OLDEST and lex.ages.match(text, end)):
        return True
    if previous[:1].isupper() and previous.lower().endswith(lex.street_ends) and not _counts(next_word, lex):
        return True
    letter = len(previous) == 1 and previous.isalpha() and previous.isupper()
    return letter or _named(previous, near, next_word, lex)


def _counts(word: str, lex: Lexicon) -> bool:
    if not word or word.lower() in lex.stop:
        return False
    return word[0].isupper() if lex.rules.capitals_mark_nouns else word[0].islower()


def _named(previous: str, near: str, next_word: str, lex: Lexicon) -> bool:
    """Whether the number ends a name: a capitalised word inside a sentence and no noun after ("Apollo 11 was")."""
    inside = len(near.rstrip()) > len(previous) and near.rstrip()[: -len(previous) or None].rstrip()[-1:] not in ".!?\n"
    capital = previous[:1].isupper() and previous.isalpha() and not _PLACED.search(near)
    return capital and inside and next_word.lower() not in lex.of_these and not _counts(next_word, lex)


def _share_unit(text: str, found: list[Quantity]) -> list[Quantity]:
    """Give "114" in "von 114 auf 99 Euro" the unit of what it became."""
    for index, (here, then) in enumerate(pairwise(list(found))):
        opened = _FROM.search(text, max(0, here.span[0] - 6), here.span[0])
        if here.unit is None and then.unit and opened and _TO.fullmatch(text, here.span[1], then.span[0]):
            found[index] = msgspec.structs.replace(here, unit=then.unit)
    return found


def _share_noun(text: str, found: list[Quantity]) -> list[Quantity]:
    """Give "2000" in "2000 und 15.000 Soldaten" the noun of its neighbour."""
    for index in range(len(found) - 2, -1, -1):
        here, then = found[index], found[index + 1]
        gap = text[here.span[1] : then.span[0]]
        if here.of is None and then.of and here.unit == then.unit and len(gap) < 12 and gap[:1] == " ":
            found[index] = msgspec.structs.replace(here, of=then.of)
    return found
