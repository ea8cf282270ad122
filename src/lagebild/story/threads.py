"""Claims of one proposition as threads: clusters of links by average likeness."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from msgspec import Struct

Part = tuple[str, int]
"""A claim's id and the part of it: 0 is the whole claim, others its clauses (in a series: which of its numbers)."""

Link = tuple[Part, Part, float]

JOINED = 0.58
"""Two groups of claims become one thread where their likeness is this on average."""
_UNLINKED = 0.05
# Two claims of one report count for so many pairs: where they are unlike, the report itself parts two matters.
_INSIDE = 5
# A link this weak joins nothing that better ones have not joined.
_WEAKEST = 0.2
# The likeness of two claims that a person put together: above all others.
_SAME = 2.0


class Thread(Struct, frozen=True):
    """Claims that make the same proposition, the earliest first."""

    id: str
    claims: tuple[str, ...]


def threads(
    links: Iterable[Link],
    order: Sequence[str],
    together: Collection[frozenset[str]] = (),
    apart: Collection[frozenset[str]] = (),
    reports: Mapping[str, str] | None = None,
) -> list[Thread]:
    """The threads of two claims or more, the earliest first; a claim of several clauses can stand in several.

    ``order`` holds all claims from the earliest to the latest. The most alike are joined first; a pair without a link
    counts as hardly alike, so that one doubtful link does not chain two matters. The result depends on the links alone,
    not on the order they come in. ``together`` and ``apart`` are pairs of claims that a person has decided on;
    ``reports`` tells the report of each claim.
    """
    rank = {claim: at for at, claim in enumerate(order)}
    groups = gathered(links, order, together, apart, reports)
    clusters = {tuple(sorted({claim for claim, _ in group}, key=rank.__getitem__)) for group in groups}
    holding: dict[str, list[set[str]]] = {}
    for cluster in clusters:
        for claim in cluster:
            holding.setdefault(claim, []).append(set(cluster))
    kept = (
        cluster
        for cluster in clusters
        if len(cluster) > 1 and not any(set(cluster) < other for other in holding[cluster[0]])
    )
    ordered = sorted(kept, key=lambda cluster: [rank[claim] for claim in cluster])
    return list(_named(ordered))


def gathered(
    links: Iterable[Link],
    order: Sequence[str],
    together: Collection[frozenset[str]] = (),
    apart: Collection[frozenset[str]] = (),
    reports: Mapping[str, str] | None = None,
) -> list[list[Part]]:
    """The parts in groups whose likeness is :data:`JOINED` on average; those without any link are left out."""
    rank = {claim: at for at, claim in enumerate(order)}
    alike = _Alike(links, rank, reports or {})
    for pair in together:
        if all(claim in rank for claim in pair):
            first, second = sorted(pair, key=rank.__getitem__)
            alike.known[((first, 0), (second, 0))] = _SAME
    groups = [[part] for part in sorted({part for pair in alike.known for part in pair}, key=alike.place)]
    group_of = {group[0]: at for at, group in enumerate(groups)}
    strong = [pair for pair, value in alike.known.items() if value >= _WEAKEST]
    for a, b in sorted(strong, key=lambda pair: (-alike.known[pair], alike.place(pair[0]), alike.place(pair[1]))):
        one, other = sorted((group_of[a], group_of[b]))
        if one == other or _parted(groups[one], groups[other], apart):
            continue
        if alike.known[(a, b)] == _SAME or alike.average(groups[one], groups[other]) >= JOINED:
            groups[one], groups[other] = groups[one] + groups[other], []
            group_of.update(dict.fromkeys(groups[one], one))
    return [group for group in groups if group]


class _Alike:
    """How alike parts are: ``known`` for those that are linked, the earlier one first."""

    def __init__(self, links: Iterable[Link], rank: Mapping[str, int], reports: Mapping[str, str]) -> None:
        self._rank, self._reports = rank, reports
        pairs = ((self._pair(a, b), value) for a, b, value in links if a[0] in rank and b[0] in rank)
        self.known: dict[tuple[Part, Part], float] = dict(pairs)

    def place(self, part: Part) -> tuple[int, int]:
        return self._rank[part[0]], part[1]

    def average(self, one: Sequence[Part], other: Sequence[Part]) -> float:
        """The mean likeness over all pairs of two groups, those inside one report counted :data:`_INSIDE` times."""
        total = weight = 0.0
        for a in one:
            for b in other:
                counts = _INSIDE if a[0] != b[0] and self._inside(a, b) else 1
                total += counts * self.known.get(self._pair(a, b), _UNLINKED)
                weight += counts
        return total / weight

    def _pair(self, a: Part, b: Part) -> tuple[Part, Part]:
        return (a, b) if self.place(a) < self.place(b) else (b, a)

    def _inside(self, a: Part, b: Part) -> bool:
        report = self._reports.get(a[0])
        return report is not None and report == self._reports.get(b[0])


def _named(clusters: Iterable[tuple[str, ...]]) -> Iterator[Thread]:
    """Each is named by its earliest claim, with a number behind it if an earlier thread begins with that claim too."""
    begun: Counter[str] = Counter()
    for cluster in clusters:
        first = cluster[0]
        begun[first] += 1
        yield Thread(f"{first}.{begun[first]}" if begun[first] > 1 else first, cluster)


def _parted(one: Sequence[Part], other: Sequence[Part], apart: Collection[frozenset[str]]) -> bool:
    return bool(apart) and any(frozenset((a[0], b[0])) in apart for a in one for b in other)
