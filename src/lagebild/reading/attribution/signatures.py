"""Quotations that are signed: a line of words in marks, a dash, and who said it."""

from __future__ import annotations

import re

from msgspec import structs

from lagebild.model import Attribution

# Only a name that ends its line is a signature: a dash may open any clause.
_NAME = r"[^\W\d_a-z][\w.’'-]*(?: [^\W\d_a-z][\w.’'-]*){1,3}(?<![.])"
_SIGNATURE = re.compile(
    rf"[.!?…]*[”“\"»«’'][ \u00a0]*[―—–][ \u00a0]*(?P<name>{_NAME})\.?[ \u00a0]*(?=\n|$)",
)
_SURE = 0.9


def signed(text: str, attribution: Attribution) -> Attribution:
    """The attribution with the name that stands signed behind its words, if one does, as its source."""
    found = _SIGNATURE.match(text, attribution.content[-1][1]) if attribution.form == "direct" else None
    if found is None:
        return attribution
    return structs.replace(attribution, source=(found.span("name"),), source_confidence=_SURE)
