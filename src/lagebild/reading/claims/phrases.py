"""Tables of phrases compiled to one pattern each: "sieht … vor" matches with a gap of up to six words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

_GAP = r"(?:[^\w.;:]+\w+){0,6}?[^\w.;:]+"
_GAP_MARK = " … "
# Behind a phrase its word is over: "can" is not in "can't", "won" not in "won't".
_END = r"(?!\w|['’]t\b)"
# Before a phrase no word is cut: "paid" is not in "low-paid". What begins with an apostrophe is tied on ("we're").
_BEGIN = r"\b(?<!\w-)"

# Phrases by their next letter or gap; the key "" marks that one ends here.
_Tree = dict[str, "_Tree"]


def compile_phrases(phrases: Sequence[str]) -> re.Pattern[str]:
    """One pattern for all ``phrases`` (lower case), the longest first, on word boundaries; matches nothing if empty.

    Upper case matches as well: a text in lower case may be longer than the text, so that positions would not fit.
    Common beginnings are written once: a long list of alternatives would be tried one by one at every word.
    """
    words = [phrase for phrase in phrases if phrase[0].isalnum()]
    tied = [phrase for phrase in phrases if not phrase[0].isalnum()]
    written = [f"{begin}{_written(_tree(some))}{_END}" for begin, some in ((_BEGIN, words), ("", tied)) if some]
    return re.compile("|".join(written) if written else r"(?!)", re.IGNORECASE)


def _tree(phrases: Iterable[str]) -> _Tree:
    root: _Tree = {}
    for phrase in phrases:
        node = root
        for key in _keys(phrase):
            node = node.setdefault(key, {})
        node[""] = {}
    return root


def _keys(phrase: str) -> Iterable[str]:
    for at, part in enumerate(phrase.split(_GAP_MARK)):
        if at:
            yield _GAP_MARK
        yield from part


def _written(node: _Tree) -> str:
    """The pattern of what follows in ``node``; letters before gaps, more before the end."""
    ways = [
        (_GAP if key == _GAP_MARK else re.escape(key)) + _written(following)
        for key, following in sorted(node.items(), key=lambda item: len(item[0]))
        if key
    ]
    if not ways:
        return ""
    if "" in node:
        return f"(?:{'|'.join(ways)})?"
    return ways[0] if len(ways) == 1 else f"(?:{'|'.join(ways)})"
