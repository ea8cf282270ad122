"""Quotations that are signed: a line of words in marks, a dash, and who said it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from msgspec import structs

from lagebild.model import Attribution

# Only a name that ends its line is a signature: a dash may open any clause.
_NAME = r"[^\W\d_a-z][\w.’'-]*(?: [^\W\d_a-z][\w.’'-]*){1,3}(?<![.])"
_SIGNATURE = re.compile(
    rf"[.!?…]*[”“\"»«’'][ \u00a0]*[―—–][ \u00a0]*(?P<name>{_NAME})\.?[ \u00a0]*(?=\n|$)",
)
_SURE = 0.9


def signed(text: str, attributions: Sequence[Attribution]) -> list[Attribution]:
    """The attributions with the names that stand signed behind words in marks as their sources.

    Words that several sign one after the other are as many attributions.
    """
    return [part for attribution in attributions for part in _by_signature(text, attribution)]


def _by_signature(text: str, attribution: Attribution) -> Iterator[Attribution]:
    begin, last = 0, len(attribution.content)
    for at, (_, end) in enumerate(attribution.content, 1):
        found = _SIGNATURE.match(text, end) if attribution.form == "direct" else None
        if found is not None:
            content, source = attribution.content[begin:at], (found.span("name"),)
            yield structs.replace(attribution, content=content, source=source, cue=None, source_confidence=_SURE)
            begin = at
    if begin < last:
        rest = attribution.content[begin:]
        yield attribution if begin == 0 else structs.replace(attribution, content=rest, source=None)
