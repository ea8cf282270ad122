"""What is counted or measured: the noun phrase behind a number, or the one whose number changes."""

from __future__ import annotations

import re

from lagebild.reading.quantities.lexicon import Lexicon

_WORD = re.compile(r"[ \u00a0]([^\W_]+(?:['’.-][^\W_]+)*)")
_REACH = 90


def counted(text: str, end: int, lex: Lexicon, *, of_part: bool) -> str | None:
    """The noun phrase that follows a number ending at ``end``; after a part or a unit also behind "der", "of the"."""
    start = end
    opener = lex.genitive.match(text, end, end + _REACH)
    if opener:
        start = opener.end() - 1
    elif of_part and not lex.rules.capitals_mark_nouns:
        return None
    phrase = _phrase(text, start, lex)
    if phrase is None:
        return None
    first, last = phrase
    opener = lex.genitive.match(text, last, last + _REACH)
    if opener and lex.rules.capitals_mark_nouns and (more := _phrase(text, opener.end() - 1, lex)):
        last = more[1]
    return text[first:last]


def measured(text: str, start: int, lex: Lexicon) -> str | None:
    """The "Zahl der ..." nearest in front of a ratio, in the same sentence."""
    low = max(0, start - _REACH)
    found = None
    for match in lex.measured.finditer(text, low, start):
        found = match
    if found is None or re.search(r"[.!?\n]\s", text[found.end() : start]):
        return None
    phrase = _phrase(text, found.end() - 1, lex)
    return text[found.start() : phrase[1]] if phrase else None


def _phrase(text: str, start: int, lex: Lexicon) -> tuple[int, int] | None:
    """Adjectives and their noun: in German up to the last capital in a row, in English up to three words."""
    position, first, last = start, None, None
    for _ in range(4):
        match = _WORD.match(text, position, position + _REACH)
        if match is None or match.group(1).lower() in lex.stop or match.group(1)[0].isdigit():
            break
        word, capital = match.group(1), match.group(1)[0].isupper()
        if lex.rules.capitals_mark_nouns:
            if last is not None and not capital:
                break
            if not capital and not re.search(r"(?:e|er|en|es|em)$", word):
                break
        first = match.start(1) if first is None else first
        position = match.end()
        if capital or not lex.rules.capitals_mark_nouns:
            last = position
        if not lex.rules.capitals_mark_nouns and _is_plural(word, lex):
            break
    return (first, last) if first is not None and last is not None else None


def _is_plural(word: str, lex: Lexicon) -> bool:
    """Whether an English word ends the phrase counted: "shots", "people", but not "plain-clothes" or "bank's"."""
    possessive = word.endswith(("'s", "’s"))
    return word.lower() in lex.rules.noun.plural or (
        word.endswith("s") and len(word) > 3 and not possessive and "-" not in word
    )
