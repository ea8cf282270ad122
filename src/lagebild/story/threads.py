"""Claims of one proposition as threads: clusters of links by average likeness."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from msgspec import Struct

Link = tuple[str, str, float]

JOINED = 0.48
"""Two groups of claims become one thread where their likeness is this on average."""
_UNLINKED = 0.3


class Thread(Struct, frozen=True):
    """Claims that make the same proposition, the earliest first; its id is that of the earliest."""

    id: str
    claims: tuple[str, ...]


def threads(links: Iterable[Link], order: Sequence[str]) -> list[Thread]:
    """The threads of two claims or more, the earliest first.

    ``order`` holds all claims from the earliest to the latest. The most alike are joined first; a pair without a link
    counts as hardly alike, so that one doubtful link does not chain two matters. The result depends on the links alone,
    not on the order they come in.
    """
    place = {claim: at for at, claim in enumerate(order)}
    group_of: dict[str, int] = {}
    groups: dict[int, list[str]] = {}
    likeness = {(a, b) if place[a] < place[b] else (b, a): value for a, b, value in links if a in place and b in place}
    for claim in sorted({claim for pair in likeness for claim in pair}, key=place.__getitem__):
        group_of[claim] = place[claim]
        groups[place[claim]] = [claim]
    for a, b in sorted(likeness, key=lambda pair: (-likeness[pair], place[pair[0]], place[pair[1]])):
        one, other = sorted((group_of[a], group_of[b]))
        if one != other and _average(groups[one], groups[other], likeness, place) >= JOINED:
            groups[one] += groups.pop(other)
            group_of.update(dict.fromkeys(groups[one], one))
    clusters = (sorted(group, key=place.__getitem__) for group in groups.values() if len(group) > 1)
    return [Thread(cluster[0], tuple(cluster)) for cluster in sorted(clusters, key=lambda c: place[c[0]])]


def _average(
    one: Sequence[str], other: Sequence[str], likeness: dict[tuple[str, str], float], place: dict[str, int]
) -> float:
    total = 0.0
    for a in one:
        for b in other:
            total += likeness.get((a, b) if place[a] < place[b] else (b, a), _UNLINKED)
    return total / (len(one) * len(other))
