"""What a later claim does to an earlier one of the same proposition, with the words that show it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations
from typing import Literal

from msgspec import Struct

from lagebild.model import Certainty
from lagebild.story.deadlines import ahead
from lagebild.story.entries import Entry
from lagebild.story.items import Count
from lagebild.story.likeness import same_days, same_number
from lagebild.story.threads import Thread

RelationType = Literal["repeats", "updates", "contradicts", "hedges", "drops-source"]

# Below this, another number or date is rather that of another thing, and a missing source was rather not needed.
_SAME_MATTER = 0.6
# Reports this many days apart can contradict each other; later ones rather know more.
_AT_ONCE = 2
_ROUGH = 0.05
_WHOLE_THREAD = 40
_FUTURE = frozenset({"plan", "predict", "demand", "warn"})
_FIRM: dict[Certainty, int] = {"certain": 2, "probable": 1, "possible": 0, "unknown": 0}


class Relation(Struct, frozen=True):
    """``a`` is the earlier claim, ``b`` the later; ``because``: the words of both that show it, as they stand."""

    a: str
    b: str
    type: RelationType
    because: tuple[str, ...] = ()


def relations(
    entries: Mapping[str, Entry], found: Sequence[Thread], links: Iterable[tuple[str, str, float]]
) -> list[Relation]:
    """The relations between claims of one thread, and between claims that are linked."""
    linked = list(links)
    likeness = {frozenset((a, b)): value for a, b, value in linked}
    pairs = {pair for thread in found for pair in _pairs(thread, likeness)}
    pairs |= {(a, b) if entries[a].order < entries[b].order else (b, a) for a, b, _ in linked}
    ordered = sorted(pairs, key=lambda pair: (entries[pair[0]].order, entries[pair[1]].order))
    return [
        relation
        for a, b in ordered
        for relation in _between(entries[a], entries[b], likeness.get(frozenset((a, b)), 0.0))
    ]


def _pairs(thread: Thread, likeness: Mapping[frozenset[str], float]) -> Iterator[tuple[str, str]]:
    for a, b in combinations(thread.claims, 2):
        if len(thread.claims) <= _WHOLE_THREAD or frozenset((a, b)) in likeness:
            yield a, b


def _between(a: Entry, b: Entry, likeness: float) -> Iterator[Relation]:
    one, other = a.claim, b.claim
    differing = _numbers(a, b) or _dates(a, b) or _polarity(a, b)
    if differing is not None and likeness < _SAME_MATTER:
        return
    if differing is not None:
        yield Relation(one.id, other.id, _conflict(a, b), differing)
        return
    if _FIRM[one.certainty] != _FIRM[other.certainty]:
        yield Relation(one.id, other.id, "hedges", (one.text, other.text))
    if a.report.id == b.report.id:
        return
    if a.source is not None and b.source is None and a.address != b.address and likeness >= _SAME_MATTER:
        yield Relation(one.id, other.id, "drops-source", (one.sources[0].text,))
    yield Relation(one.id, other.id, "repeats")


def _numbers(a: Entry, b: Entry) -> tuple[str, ...] | None:
    """The words of two numbers of the same thing that cannot both be right."""
    if any(same_number(x, y) for x in a.item.counts for y in b.item.counts):
        return None
    for x, one in zip(a.item.counts, a.claim.quantities, strict=True):
        for y, other in zip(b.item.counts, b.claim.quantities, strict=True):
            if _comparable(a, b, x, y) and (_apart(x, y) or _narrower(x, y)):
                return one.text, other.text
    return None


def _comparable(a: Entry, b: Entry, x: Count, y: Count) -> bool:
    if x.unit != y.unit:
        return False
    alone = len(a.item.counts) == len(b.item.counts) == 1
    return bool(x.of & y.of) or (alone and (not x.of or not y.of or a.item.language != b.item.language))


def _apart(x: Count, y: Count) -> bool:
    slack = _ROUGH if x.about != y.about else 0.0

    def below(high: float | None, low: float | None) -> bool:
        return high is not None and low is not None and high * (1 + slack) < low

    return below(x.high, y.low) or below(y.high, x.low)


def _narrower(x: Count, y: Count) -> bool:
    """Whether the later number says more than the earlier: an open end is closed."""
    return (x.low is None or x.high is None) and y.low is not None and y.high is not None


def _dates(a: Entry, b: Entry) -> tuple[str, ...] | None:
    """The words of two dates ahead, one of each claim, that differ."""
    ones, others = ahead(a), ahead(b)
    if len(ones) != 1 or len(others) != 1 or same_days(ones[0].days, others[0].days):
        return None
    return ones[0].time.text, others[0].time.text


def _polarity(a: Entry, b: Entry) -> tuple[str, ...] | None:
    if a.claim.polarity == b.claim.polarity:
        return None
    return a.claim.text, b.claim.text


def _conflict(a: Entry, b: Entry) -> RelationType:
    """Whether the later claim replaces the earlier or stands against it."""
    if a.address == b.address and a.report.id != b.report.id:
        return "updates"
    if a.report.id == b.report.id:
        return "contradicts"
    shared_past = [days for days in a.item.days & b.item.days if a.day and days[1] <= a.day]
    if shared_past and not ahead(a):
        return "contradicts"
    days = (b.day - a.day).days if a.day and b.day else 0
    if days <= _AT_ONCE:
        return "contradicts"
    both_ahead = a.claim.act in _FUTURE and b.claim.act in _FUTURE
    different = a.source is not None and b.source is not None and a.source != b.source
    opposed = a.claim.polarity != b.claim.polarity
    return "contradicts" if different and (both_ahead or opposed) else "updates"
