"""Parts of one content that its frame stands between, as one attribution."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from msgspec import structs

from lagebild.model import Attribution, Span


def joined(read: Sequence[Attribution], sentences: Sequence[Span]) -> list[Attribution]:
    """``read`` with neighbours in one sentence as one, where the second has no source or cue but the first's."""
    found: list[Attribution] = []
    for attribution in read:
        before = found[-1] if found else None
        if before is not None and _same_sentence(before, attribution, sentences) and _goes_on(before, attribution):
            found[-1] = structs.replace(before, content=(*before.content, *attribution.content))
        else:
            found.append(attribution)
    return found


def _goes_on(one: Attribution, other: Attribution) -> bool:
    return (
        one.content[-1][1] <= other.content[0][0]
        and "direct" not in {one.form, other.form}
        and other.source in {None, one.source}
        and other.cue in {None, one.cue}
    )


def _same_sentence(one: Attribution, other: Attribution, sentences: Sequence[Span]) -> bool:
    at = bisect_right(sentences, one.content[0][0], key=lambda span: span[0]) - 1
    return at >= 0 and other.content[-1][1] <= sentences[at][1]
