"""Deadlines as people go through them: by day, those of one outcome together, the same words once."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from msgspec import Struct

from lagebild.story.deadlines import Deadline


class Group(Struct, frozen=True):
    """Deadlines of one day with the same ``status`` by the same ``evidence``; each line is of the same words."""

    status: str
    evidence: tuple[str, ...]
    lines: tuple[tuple[Deadline, ...], ...]


def by_day(deadlines: Sequence[Deadline]) -> list[tuple[str, list[Group]]]:
    """The deadlines by day, the earliest first."""
    ordered = sorted(deadlines, key=lambda deadline: deadline.date)
    return [(day, _groups(list(ones))) for day, ones in groupby(ordered, key=lambda deadline: deadline.date)]


def _groups(deadlines: Sequence[Deadline]) -> list[Group]:
    found: dict[tuple[str, tuple[str, ...]], dict[str, list[Deadline]]] = {}
    for one in deadlines:
        found.setdefault((one.status, tuple(one.evidence)), {}).setdefault(one.what, []).append(one)
    return [
        Group(status, evidence, tuple(tuple(alike) for alike in lines.values()))
        for (status, evidence), lines in found.items()
    ]
