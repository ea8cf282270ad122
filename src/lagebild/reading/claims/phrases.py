"""Tables of phrases compiled to one pattern each: "sieht … vor" matches with a gap of up to six words."""

from __future__ import annotations

import re
from collections.abc import Sequence

_GAP = r"(?:[^\w.;:]+\w+){0,6}?[^\w.;:]+"


def compile_phrases(phrases: Sequence[str]) -> re.Pattern[str]:
    """One pattern for all ``phrases`` (lower case), longest first, on word boundaries; matches nothing if empty.

    Upper case matches as well: a text in lower case may be longer than the text, so that positions would not fit.
    """
    if not phrases:
        return re.compile(r"(?!)")
    ordered = sorted(phrases, key=len, reverse=True)
    written = (_GAP.join(re.escape(part) for part in phrase.split(" … ")) for phrase in ordered)
    # What begins with an apostrophe is tied to the word before it ("we're"); "low-paid" is one word.
    return re.compile(r"(?:(?<!\w)(?<!\w-)|(?=['’]))(?:" + "|".join(written) + r")(?!\w|['’]t\b)", re.IGNORECASE)
