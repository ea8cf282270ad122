"""Near copies: reports that print one text, such as an agency's; five outlets that print it count as one origin."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from hashlib import blake2b

from msgspec import Struct

_WORD = re.compile(r"\w+")
# Runs of so many words; of their hashes one in so many is kept, the same ones in every report (Broder 1997).
_RUN, _SAMPLE = 5, 4
# So much of the shorter report stands in the longer one.
_COPIED = 0.5
# Runs that stand in more reports than this are phrases, not copies.
_COMMON = 50
_FEWEST = 6


class Copies(Struct, frozen=True):
    """Reports that share most of their words; ``origin`` had them first. ``shared``: the least share of a copy."""

    origin: str
    copies: tuple[str, ...]
    shared: float


def near_copies(texts: Mapping[str, str], order: Iterable[str]) -> list[Copies]:
    """Groups of near copies among ``texts`` (by report id); ``order`` holds the ids, the earliest first.

    A report is a copy of the earliest one that it shares half of its words with, counted in runs of five.
    """
    runs = {report: _runs(texts[report]) for report in order if report in texts}
    rank = {report: at for at, report in enumerate(runs)}
    holders: dict[int, list[str]] = defaultdict(list)
    found: dict[str, dict[str, float]] = {}
    for report, own in runs.items():
        origin = _origin(report, runs, holders, rank) if len(own) >= _FEWEST else None
        if origin is not None:
            found.setdefault(origin[0], {})[report] = origin[1]
        else:
            for run in own:
                holders[run].append(report)
    return [Copies(origin, tuple(group), round(min(group.values()), 2)) for origin, group in found.items()]


def _origin(
    report: str, runs: Mapping[str, frozenset[int]], holders: Mapping[int, list[str]], rank: Mapping[str, int]
) -> tuple[str, float] | None:
    """The earliest report of which ``report`` is a copy, and the share of words they have in common."""
    shared: dict[str, int] = defaultdict(int)
    for run in runs[report]:
        others = holders.get(run, ())
        if len(others) <= _COMMON:
            for other in others:
                shared[other] += 1
    for other in sorted(shared, key=rank.__getitem__):
        fewer = min(len(runs[report]), len(runs[other]))
        if fewer >= _FEWEST and shared[other] >= _COPIED * fewer:
            return other, shared[other] / fewer
    return None


def _runs(text: str) -> frozenset[int]:
    words = _WORD.findall(text.lower())
    hashes = (
        int.from_bytes(blake2b(" ".join(words[at : at + _RUN]).encode(), digest_size=8).digest(), "big")
        for at in range(len(words) - _RUN + 1)
    )
    return frozenset(value for value in hashes if value % _SAMPLE == 0)
