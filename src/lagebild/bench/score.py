"""The metric of Petersen-Frey and Biemann (LREC-COLING 2024) for quotations and their roles, by overlap of words.

Quotations of a report are paired one to one so that the overlap is largest over all; what is left over stands alone.
``macro`` follows the authors' script: the precision of a part (quotation, speaker, cue, frame, addressee) is averaged
over the pairs where it was read, its recall over those where the gold has it; ``roles`` and ``joint`` average over the
parts that they hold. ``micro`` counts words. One convention differs from the authors': marks, and "dass" or "that", at
the ends of a content count on neither side.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import pairwise

import numpy as np
from msgspec import Struct, field

from lagebild.bench.corpora import FORMS, ROLES, ROLES_OF, Document, Quote, words_in
from lagebild.errors import InputError
from lagebild.model import Attribution
from lagebild.reading.languages.grammar import grammar

Words = frozenset[int]
Parts = Mapping[str, Words]
Read = Callable[[Document], Sequence[Attribution]]
QUOTATION = "quotation"
_OPENERS = frozenset({"dass", "daß", "that"})
_HALF = 0.5
# A tie between pairs of the same overlap goes to the one of the same form, as in the authors' script.
_SAME_FORM = 0.01
SURE = 0.8
"""A source named with more confidence than this, of content and source together, is relied on."""
_BINS = (0.0, 0.2, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9)


class F1(Struct, frozen=True):
    """Precision, recall and their harmonic mean, from 0 to 1."""

    precision: float
    recall: float

    @property
    def f1(self) -> float:
        """The harmonic mean; 0 where both are."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


class Bin(Struct, frozen=True):
    """Attributions of a confidence from ``low`` on: how many, their mean confidence, the share that is right.

    Right is a content that overlaps by half with a source that does or that is not read; where sources cannot be
    compared (see :class:`Verdict`) it is left out.
    """

    low: float
    count: int
    confidence: float
    right: float


class Figures(Struct, frozen=True):
    """Figures by part of an attribution ("quotation", each role, "roles", "joint", with gold forms "form"), and counts.

    ``found``: F1 of contents at least half right; ``sourced``: of those whose source is at least half right too.
    ``wrong``: of ``named`` sources, the count without a word of the gold's, or where the gold has none; often that is
    another mention of the same person. ``misnamed``: the same of the ``compared`` ones, where the gold names
    somebody and neither side has a mere pronoun; of these ``sure`` ones are read with more than :data:`SURE`, and
    ``misnamed_sure`` the same of them. ``reliability``: by confidence, see :class:`Bin`.
    """

    macro: dict[str, F1]
    micro: dict[str, F1]
    found: float
    sourced: float
    named: int
    wrong: int
    compared: int
    misnamed: int
    sure: int
    misnamed_sure: int
    gold: int
    read: int
    reliability: tuple[Bin, ...]


class _Sums(Struct):
    """What a run over documents adds up; ``shares`` are (sum, count) of precisions and of recalls by part."""

    precisions: defaultdict[str, list[float]] = field(default_factory=lambda: defaultdict(lambda: [0.0, 0]))
    recalls: defaultdict[str, list[float]] = field(default_factory=lambda: defaultdict(lambda: [0.0, 0]))
    words: defaultdict[str, list[int]] = field(default_factory=lambda: defaultdict(lambda: [0, 0, 0]))
    right_forms: int = 0
    known_forms: int = 0
    found: int = 0
    sourced: int = 0
    named: int = 0
    wrong: int = 0
    compared: int = 0
    misnamed: int = 0
    sure: int = 0
    misnamed_sure: int = 0
    gold: int = 0
    read: int = 0
    judged: list[tuple[float, bool]] = field(default_factory=list)


def overlap(gold: Words, read: Words) -> float:
    """F1 of two sets of words; two empty ones agree."""
    if not gold and not read:
        return 1.0
    return 2 * len(gold & read) / (len(gold) + len(read))


def pair(overlaps: Sequence[Sequence[float]]) -> list[tuple[int, int]]:
    """Pairs of (row, column), one to one, with the largest sum of ``overlaps`` (Kuhn 1955).

    Raises :class:`InputError` without SciPy, which is an extra.
    """
    if not overlaps or not overlaps[0]:
        return []
    try:
        from scipy.optimize import linear_sum_assignment  # noqa: PLC0415 - an extra
    except ModuleNotFoundError as error:
        remedy = 'install it with: pip install "lagebild[bench]"'
        raise InputError("the benchmark needs SciPy", origin="lagebild bench", remedy=remedy) from error
    rows, columns = linear_sum_assignment(np.asarray(overlaps), maximize=True)
    return list(zip(rows.tolist(), columns.tolist(), strict=True))


def score(documents: Iterable[Document], read: Read) -> Figures:
    """Figures of ``read`` over ``documents``."""
    sums = _Sums()
    for document in documents:
        _add(sums, document, read(document))
    names = [name for name in (QUOTATION, *ROLES) if name in sums.words]
    groups = {name: [name] for name in names} | {"roles": names[1:], "joint": names}
    forms = {"form": _form(sums)} if sums.known_forms else {}
    return Figures(
        macro={group: _macro(sums, parts) for group, parts in groups.items()} | forms,
        micro={group: _micro(sums, parts) for group, parts in groups.items()} | forms,
        found=_share(2 * sums.found, sums.gold + sums.read),
        sourced=_share(2 * sums.sourced, sums.gold + sums.read),
        named=sums.named,
        wrong=sums.wrong,
        compared=sums.compared,
        misnamed=sums.misnamed,
        sure=sums.sure,
        misnamed_sure=sums.misnamed_sure,
        gold=sums.gold,
        read=sums.read,
        reliability=tuple(reliability(sums.judged)),
    )


def reliability(judged: Sequence[tuple[float, bool]]) -> Iterator[Bin]:
    """What was read, as (confidence, whether it is right), by confidence."""
    for low, high in pairwise((*_BINS, 1.01)):
        inside = [(confidence, right) for confidence, right in judged if low <= confidence < high]
        if inside:
            confidence, right = (sum(values) / len(inside) for values in zip(*inside, strict=True))
            yield Bin(low, len(inside), confidence, right)


def _share(part: float, whole: float) -> float:
    return part / whole if whole else 0.0


def _macro(sums: _Sums, parts: Sequence[str]) -> F1:
    def mean(shares: Mapping[str, list[float]]) -> float:
        return _share(sum(shares[p][0] for p in parts), sum(shares[p][1] for p in parts))

    return F1(mean(sums.precisions), mean(sums.recalls))


def _micro(sums: _Sums, parts: Sequence[str]) -> F1:
    right, read, gold = (sum(sums.words[p][i] for p in parts) for i in range(3))
    return F1(_share(right, read), _share(right, gold))


def _form(sums: _Sums) -> F1:
    return F1(_share(sums.right_forms, sums.read), _share(sums.right_forms, sums.known_forms))


def _add(sums: _Sums, document: Document, reading: Sequence[Attribution]) -> None:
    paired = _paired(document, reading)
    sums.gold, sums.read = sums.gold + len(paired.gold), sums.read + len(paired.read)
    sums.known_forms += sum(quote.form >= 0 for quote in document.quotes)
    for i, j in paired.pairs:
        _count(sums, paired.gold[i], paired.read[j])
        sums.right_forms += _same_form(document.quotes[i], reading[j])
        _judge(sums, document, paired.gold[i], paired.read[j], confidence_of(reading[j]))
    for i in set(range(len(paired.gold))) - {i for i, _ in paired.pairs}:
        _count(sums, paired.gold[i], {})
    for j in set(range(len(paired.read))) - {j for _, j in paired.pairs}:
        _count(sums, {}, paired.read[j])
    for found, verdict in zip(reading, _verdicts(document, paired), strict=True):
        if not (verdict.content and found.source and verdict.source is None):
            sums.judged.append((confidence_of(found), verdict.content and verdict.source is not False))


class _Paired(Struct, frozen=True):
    """The parts of gold quotations and of read ones, and which belong together."""

    gold: list[Parts]
    read: list[Parts]
    pairs: list[tuple[int, int]]


def _paired(document: Document, reading: Sequence[Attribution]) -> _Paired:
    gold = [_gold_parts(document, quote) for quote in document.quotes]
    read = [_read_parts(document, found) for found in reading]
    likeness = [
        [_likeness(document.quotes[i], g, reading[j], r) for j, r in enumerate(read)] for i, g in enumerate(gold)
    ]
    return _Paired(gold, read, pair(likeness))


class Verdict(Struct, frozen=True):
    """Whether half of a content is right, and of its source; None where sources cannot be compared."""

    content: bool
    source: bool | None


def verdicts(document: Document, reading: Sequence[Attribution]) -> list[Verdict]:
    """One for each of ``reading``; sources are compared where gold and reading name somebody, not by a mere pronoun."""
    return _verdicts(document, _paired(document, reading))


def _verdicts(document: Document, paired: _Paired) -> list[Verdict]:
    found = [Verdict(False, None)] * len(paired.read)
    for i, j in paired.pairs:
        wanted, got = paired.gold[i], paired.read[j]
        if overlap(wanted[QUOTATION], got[QUOTATION]) >= _HALF:
            right = overlap(wanted["speaker"], got["speaker"]) >= _HALF
            found[j] = Verdict(True, right if _comparable(document, wanted, got) else None)
    return found


def _likeness(quote: Quote, gold: Parts, found: Attribution, read: Parts) -> float:
    shared = overlap(gold[QUOTATION], read[QUOTATION])
    return shared + _SAME_FORM * (shared > 0 and _same_form(quote, found))


def _same_form(quote: Quote, found: Attribution) -> bool:
    return quote.form >= 0 and FORMS[quote.form].lower() == found.form.replace("-", "")


def _count(sums: _Sums, gold: Parts, read: Parts) -> None:
    """Adds one pair, or with an empty side what stands alone."""
    for name in gold or read:
        wanted, got = gold.get(name, frozenset()), read.get(name, frozenset())
        right = len(wanted & got)
        for shares, words in ((sums.precisions[name], got), (sums.recalls[name], wanted)):
            if words:
                shares[0] += right / len(words)
                shares[1] += 1
        for at, count in enumerate((right, len(got), len(wanted))):
            sums.words[name][at] += count


def confidence_of(found: Attribution) -> float:
    """How sure the reading is of content and source together."""
    return found.confidence * (found.source_confidence if found.source else 1.0)


def _judge(sums: _Sums, document: Document, wanted: Parts, got: Parts, confidence: float) -> None:
    """Counts a pair whose contents overlap by half."""
    if overlap(wanted[QUOTATION], got[QUOTATION]) < _HALF:
        return
    likeness = overlap(wanted["speaker"], got["speaker"])
    sums.found += 1
    sums.sourced += likeness >= _HALF
    if got["speaker"]:
        sums.named += 1
        sums.wrong += likeness == 0
        if _comparable(document, wanted, got):
            sums.compared += 1
            sums.misnamed += likeness == 0
            sums.sure += confidence > SURE
            sums.misnamed_sure += likeness == 0 and confidence > SURE


def _comparable(document: Document, wanted: Parts, got: Parts) -> bool:
    return _names(document, wanted["speaker"]) and _names(document, got["speaker"])


def _names(document: Document, speaker: Words) -> bool:
    """Whether somebody is named, not only by a pronoun."""
    closed = grammar(document.language)
    return any(document.words[i].lower not in closed.pronouns | closed.relatives for i in speaker)


def _gold_parts(document: Document, quote: Quote) -> Parts:
    roles = {role: frozenset(quote.roles.get(role, ())) for role in ROLES_OF[document.language]}
    return {QUOTATION: _bare(document, quote.content)} | roles


def _read_parts(document: Document, found: Attribution) -> Parts:
    addressees = [span for addressee in found.addressees for span in addressee]
    spans = {"speaker": found.source, "cue": found.cue, "frame": found.frame, "addressee": addressees}
    roles = {r: frozenset(words_in(document.words, spans[r] or ())) for r in ROLES_OF[document.language]}
    return {QUOTATION: _bare(document, words_in(document.words, found.content))} | roles


def _bare(document: Document, content: Iterable[int]) -> Words:
    """Without marks at its ends and "dass" or "that" in front."""
    words = list(content)
    while words and (not document.words[words[0]].text[0].isalnum() or document.words[words[0]].lower in _OPENERS):
        words.pop(0)
    while words and not document.words[words[-1]].text[-1].isalnum():
        words.pop()
    return frozenset(words)
