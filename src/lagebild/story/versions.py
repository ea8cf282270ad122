"""What became of one report: the sentences that a new version adds, drops or changes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import Literal

from msgspec import Struct

from lagebild.model import Reading, Span
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


class _Version(Struct, frozen=True):
    """A version's reading with its sentences and their places."""

    reading: Reading
    sentences: list[tuple[str, Span]]

    def place(self, sentence: str) -> Span:
        """Where the sentence stands first."""
        return next(span for text, span in self.sentences if text == sentence)


def compare_versions(old: Reading, new: Reading) -> VersionChange:
    """The changes from ``old`` to ``new``, in the order of the text."""
    before, after = _Version(old, _sentences(old)), _Version(new, _sentences(new))
    texts = [text for text, _ in before.sentences], [text for text, _ in after.sentences]
    owned = any(word in sentence.lower() for sentence in texts[1] if sentence not in texts[0] for word in _NOTICE)
    changes = [
        Change(_kind(one, other, before, after), one, other, owned)
        for one, other in _aligned(*texts)
        if one != other and not _is_notice(other)
    ]
    return VersionChange(old.report.id, new.report.id, tuple(changes))


def _is_notice(sentence: str | None) -> bool:
    return sentence is not None and sentence.lower().lstrip("([ ").startswith(_NOTICE)


def _sentences(reading: Reading) -> list[tuple[str, Span]]:
    """The sentences, white space as single spaces, with their places."""
    text = reading.report.text
    places = find_sentences(text, reading.report.language or "en")
    return [(" ".join(text[start:end].split()), (start, end)) for start, end in places]


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


def _kind(one: str | None, other: str | None, old: _Version, new: _Version) -> ChangeKind:
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


def _values(sentence: str, version: _Version, kind: Literal["times", "quantities"]) -> set[str]:
    reading, (start, end) = version.reading, version.place(sentence)
    if kind == "times":
        return {time.value for time in reading.times if start <= time.span[0] < end}
    sources = {span for claim in reading.claims for source in claim.sources for span in source.spans}
    return {
        f"{q.value} {q.low} {q.high} {q.unit}"
        for q in reading.quantities
        if start <= q.span[0] < end and not any(s <= q.span[0] < e for s, e in sources)
    }


def _sources(sentence: str, version: _Version) -> set[str]:
    reading, (start, end) = version.reading, version.place(sentence)
    return {
        source.text
        for claim in reading.claims
        for source in claim.sources
        if any(start <= span[0] < end for span in source.spans)
    }
