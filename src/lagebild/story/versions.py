"""What became of one report: the sentences that a new version adds, drops or changes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import Literal

from msgspec import Struct

from lagebild.model import Reading
from lagebild.reading.segment import find_sentences

ChangeKind = Literal["added", "removed", "number", "date", "source", "wording"]

# Sentences of which this share of words is alike are one sentence, changed.
_CHANGED = 0.5
_NOTICE = ("berichtigung", "korrektur", "correction", "clarification", "klarstellung")


class Change(Struct, frozen=True):
    """``old`` or ``new`` is ``None`` where nothing stood.

    ``owned``: a note of the new version speaks of a correction.
    """

    kind: ChangeKind
    old: str | None
    new: str | None
    owned: bool = False


class VersionChange(Struct, frozen=True):
    """From one version of a report to the next."""

    old: str
    new: str
    changes: tuple[Change, ...]


def compare_versions(old: Reading, new: Reading) -> VersionChange:
    """The changes from ``old`` to ``new``, in the order of the text."""
    before, after = _sentences(old), _sentences(new)
    owned = any(word in sentence.lower() for sentence in after if sentence not in before for word in _NOTICE)
    changes = [
        Change(_kind(one, other, old, new), one, other, owned)
        for one, other in _aligned(before, after)
        if one != other and not _is_notice(other)
    ]
    return VersionChange(old.report.id, new.report.id, tuple(changes))


def _is_notice(sentence: str | None) -> bool:
    return sentence is not None and sentence.lower().lstrip("([ ").startswith(_NOTICE)


def _sentences(reading: Reading) -> list[str]:
    text = reading.report.text
    return [" ".join(text[start:end].split()) for start, end in find_sentences(text, reading.report.language or "en")]


def _aligned(before: Sequence[str], after: Sequence[str]) -> Iterator[tuple[str | None, str | None]]:
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    for operation, a, b, c, d in matcher.get_opcodes():
        if operation != "equal":
            yield from _paired(before[a:b], after[c:d])


def _paired(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[str | None, str | None]]:
    """Changed sentences with what they became, then what is gone and what is new."""
    alike = sorted(
        (
            (-SequenceMatcher(None, one.split(), other.split(), autojunk=False).ratio(), i, j)
            for i, one in enumerate(old)
            for j, other in enumerate(new)
        )
    )
    partner: dict[int, int] = {}
    for ratio, i, j in alike:
        if -ratio >= _CHANGED and i not in partner and j not in partner.values():
            partner[i] = j
    yield from ((one, new[partner[i]] if i in partner else None) for i, one in enumerate(old))
    yield from ((None, other) for j, other in enumerate(new) if j not in partner.values())


def _kind(one: str | None, other: str | None, old: Reading, new: Reading) -> ChangeKind:
    if one is None:
        return "added"
    if other is None:
        return "removed"
    if _values(one, old, "times") != _values(other, new, "times"):
        return "date"
    if _values(one, old, "quantities") != _values(other, new, "quantities"):
        return "number"
    if _sources(one, old) != _sources(other, new):
        return "source"
    return "wording"


def _values(sentence: str, reading: Reading, kind: Literal["times", "quantities"]) -> set[str]:
    start, end = _place(sentence, reading)
    if kind == "times":
        return {time.value for time in reading.times if start <= time.span[0] < end}
    sources = {span for claim in reading.claims for source in claim.sources for span in source.spans}
    return {
        f"{q.value} {q.low} {q.high} {q.unit}"
        for q in reading.quantities
        if start <= q.span[0] < end and not any(s <= q.span[0] < e for s, e in sources)
    }


def _sources(sentence: str, reading: Reading) -> set[str]:
    start, end = _place(sentence, reading)
    return {
        source.text
        for claim in reading.claims
        for source in claim.sources
        if any(start <= span[0] < end for span in source.spans)
    }


def _place(sentence: str, reading: Reading) -> tuple[int, int]:
    text = reading.report.text
    for start, end in find_sentences(text, reading.report.language or "en"):
        if " ".join(text[start:end].split()) == sentence:
            return start, end
    return 0, 0
