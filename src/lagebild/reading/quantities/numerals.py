"""The value of a numeral: digits in the convention of a language, number words and their compounds."""

from __future__ import annotations

import re
from functools import lru_cache

from lagebild.reading.quantities.lexicon import lexicon

LONGEST_WORD = 60
LONGEST_DIGITS = 24
_SPACES = "\u00a0\u202f\u2009 "
_FRACTION_SIGNS = {"½": 0.5, "¼": 0.25, "¾": 0.75, "⅓": 1 / 3, "⅔": 2 / 3}


@lru_cache(maxsize=4096)
def digits_value(digits: str, language: str) -> float | None:
    """The value of ``digits`` ("2.500", "1,3", "2 500") as ``language`` writes numbers; ``None`` for no number.

    >>> digits_value("2.500", "de"), digits_value("2,500", "en"), digits_value("1,3", "de")
    (2500.0, 2500.0, 1.3)
    """
    if len(digits) > LONGEST_DIGITS:
        return None
    rules = lexicon(language).rules
    plain = digits.rstrip("½¼¾⅓⅔")
    extra = _FRACTION_SIGNS.get(digits[len(plain) :], 0.0)
    for group in (rules.grouping, *_SPACES, "'", "’", rules.decimal):
        mark = re.escape(group)
        if re.fullmatch(rf"[1-9]\d{{0,2}}(?:{mark}\d{{3}})+(?:{re.escape(rules.decimal)}\d+)?", plain):
            if group == rules.decimal and (plain.count(group) == 1 or not group.strip()):
                break
            return float(plain.replace(group, "").replace(rules.decimal, ".")) + extra
    if re.fullmatch(rf"(?:0|[1-9]\d*)(?:[{re.escape(rules.decimal)}]\d+)?", plain):
        return float(plain.replace(rules.decimal, ".")) + extra
    if re.fullmatch(r"(?:0|[1-9]\d*)[.]\d{1,2}", plain):
        return float(plain)
    return extra or None


@lru_cache(maxsize=65536)
def word_value(word: str, language: str) -> float | None:
    """The value of a number word, compounds too; ``None`` for any other word. Articles ("ein") are none.

    >>> word_value("zweitausendfünfhundert", "de"), word_value("twenty-five", "en")
    (2500.0, 25.0)
    """
    if len(word) > LONGEST_WORD:
        return None
    rules = lexicon(language).rules
    low = word.lower()
    if low in rules.words:
        return float(rules.words[low])
    if "-" in low:
        tens, _, ones = low.partition("-")
        first, second = rules.words.get(tens), 1 if ones in rules.articles else rules.words.get(ones)
        return float(first + second) if first and second and first % 10 == 0 and second < 10 < first < 100 else None
    return _compound(low, language) if rules.inner_scales else None


def _compound(word: str, language: str) -> float | None:
    rules = lexicon(language).rules
    for scale, factor in rules.inner_scales.items():
        head, found, tail = word.partition(scale)
        if found:
            before = 1.0 if not head else _part(head, language)
            after = 0.0 if not tail else _part(tail.removeprefix(rules.linker), language)
            return None if before is None or after is None or after >= factor else before * factor + after
    ones, found, tens = word.partition(rules.linker)
    if found and (first := _one(ones, language)) and first < 10 and (second := rules.words.get(tens)):
        return first + second if second in range(20, 100, 10) else None
    return None


def _part(word: str, language: str) -> float | None:
    return _one(word, language) or _compound(word, language)


def _one(word: str, language: str) -> float | None:
    rules = lexicon(language).rules
    return 1.0 if word in ("ein", "eins") else rules.words.get(word)
