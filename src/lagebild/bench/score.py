"""The metric of Petersen-Frey and Biemann (LREC-COLING 2024) for quotations and their roles, by overlap of words.

Quotations of a report are paired one to one, the best overlap first. The overlap F1 of each part is summed over pairs
and divided by the mean number of gold and read quotations (macro); micro counts words instead of quotations. ``joint``
is the mean over the parts of a pair. The authors' script pairs what is left over too, without any overlap, where empty
roles agree with empty ones; ``strict`` figures count overlapping pairs only. Two conventions differ from the authors':
marks and a "dass" or "that" at the ends of a content count on neither side.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence

from msgspec import Struct

from lagebild.bench.corpora import FORMS, Document, Quote, words_in
from lagebild.model import Attribution

Words = frozenset[int]
Read = Callable[[Document], Sequence[Attribution]]
_OPENERS = frozenset({"dass", "daß", "that"})
_HALF = 0.5


class Figures(Struct, frozen=True):
    """Shares from 0 to 1 by part of an attribution, and counts.

    ``found``: F1 of contents at least half right; ``sourced``: of those whose source is at least half right too.
    ``wrong``: of ``named`` sources, the count without a word of the right one.
    """

    macro: dict[str, float]
    micro: dict[str, float]
    strict: dict[str, float]
    found: float
    sourced: float
    named: int
    wrong: int
    gold: int
    read: int


class _Sums:
    def __init__(self) -> None:
        self.macro: defaultdict[str, float] = defaultdict(float)
        self.strict: defaultdict[str, float] = defaultdict(float)
        self.words: defaultdict[str, list[int]] = defaultdict(lambda: [0, 0])
        self.found = self.sourced = self.named = self.wrong = self.gold = self.read = 0


def overlap(gold: Words, read: Words) -> float:
    """F1 of two sets of words; two empty ones agree."""
    if not gold and not read:
        return 1.0
    return 2 * len(gold & read) / (len(gold) + len(read))


def pair(gold: Sequence[Words], read: Sequence[Words]) -> list[tuple[int, int]]:
    """One to one, the best overlap first; what is left over is paired in the order of the text."""
    scored = sorted(((-overlap(g, r), i, j) for i, g in enumerate(gold) for j, r in enumerate(read)))
    pairs: list[tuple[int, int]] = []
    left, right = set(range(len(gold))), set(range(len(read)))
    for _, i, j in scored:
        if i in left and j in right:
            pairs.append((i, j))
            left.remove(i)
            right.remove(j)
    return pairs


def score(documents: Iterable[Document], read: Read) -> Figures:
    """Figures of ``read`` over ``documents``."""
    sums = _Sums()
    for document in documents:
        _add(sums, document, read(document))
    total = sums.gold + sums.read

    def share(value: float) -> float:
        return 2 * value / total if total else 0.0

    return Figures(
        macro={name: share(value) for name, value in sums.macro.items()},
        micro={name: 2 * right / both if both else 0.0 for name, (right, both) in sums.words.items()},
        strict={name: share(value) for name, value in sums.strict.items()},
        found=share(sums.found),
        sourced=share(sums.sourced),
        named=sums.named,
        wrong=sums.wrong,
        gold=sums.gold,
        read=sums.read,
    )


def _add(sums: _Sums, document: Document, reading: Sequence[Attribution]) -> None:
    gold = [_gold_parts(document, quote) for quote in document.quotes]
    read = [_read_parts(document, found) for found in reading]
    sums.gold, sums.read = sums.gold + len(gold), sums.read + len(read)
    for parts in (*gold, *read):
        for name, words in parts.items():
            sums.words[name][1] += len(words)
    for i, j in pair([parts["quotation"] for parts in gold], [parts["quotation"] for parts in read]):
        here = {name: overlap(words, read[j][name]) for name, words in gold[i].items()}
        for name, words in gold[i].items():
            sums.words[name][0] += len(words & read[j][name])
        quote, found = document.quotes[i], reading[j]
        if quote.form >= 0:
            here["form"] = float(FORMS[quote.form].lower() == found.form.replace("-", "").lower())
        here["joint"] = sum(here.values()) / len(here)
        for name, value in here.items():
            sums.macro[name] += value
            if here["quotation"] > 0:
                sums.strict[name] += value
        if here["quotation"] >= _HALF:
            sums.found += 1
            sums.sourced += here["speaker"] >= _HALF
            if found.source:
                sums.named += 1
                sums.wrong += here["speaker"] == 0


def _gold_parts(document: Document, quote: Quote) -> dict[str, Words]:
    roles = ("speaker", "cue", "frame") if quote.form >= 0 else ("speaker", "cue")
    return {"quotation": _bare(document, quote.content)} | {r: frozenset(quote.roles.get(r, ())) for r in roles}


def _read_parts(document: Document, found: Attribution) -> dict[str, Words]:
    parts = {"quotation": found.content, "speaker": found.source, "cue": found.cue}
    if document.language == "de":
        parts["frame"] = found.frame
    read = {name: frozenset(words_in(document.words, spans or ())) for name, spans in parts.items()}
    return read | {"quotation": _bare(document, sorted(read["quotation"]))}


def _bare(document: Document, content: Iterable[int]) -> Words:
    """Without marks at its ends and "dass" or "that" in front."""
    words = list(content)
    while words and (not document.words[words[0]].text[0].isalnum() or document.words[words[0]].lower in _OPENERS):
        words.pop(0)
    while words and not document.words[words[-1]].text[-1].isalnum():
        words.pop()
    return frozenset(words)
