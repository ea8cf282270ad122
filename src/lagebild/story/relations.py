"""What a later claim does to an earlier one of the same proposition, with the words that show it.

Decided by what both say, clause by clause: their values, dates, polarity, what kind of act each is, and the words that
a language has for states that change (``story.toml``).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations
from typing import Literal

from msgspec import Struct

from lagebild.model import Certainty
from lagebild.story.deadlines import ahead, outcome
from lagebild.story.entries import Entry
from lagebild.story.items import Count, comparable_units, magnitude
from lagebild.story.likeness import same_days, same_number
from lagebild.story.threads import Link, Part, Thread
from lagebild.story.words import says

RelationType = Literal["repeats", "updates", "contradicts", "hedges", "drops-source"]

# From here on two claims are of one matter, even where the threads part them.
SAME_MATTER = 0.5
# Two sources side by side in one report differ on a number or date: less alike will do, the report puts them together.
_ASIDE = 0.4
# Clauses with numbers or dates are compared rather than others that are a little more alike.
_TELLING = 0.3
# Another date of a thing is told of only from here on, and a missing source rather was not needed below.
_SURE = 0.6
# Two versions of one report with clauses this much alike: what differs was changed.
_SAME_WORDS = 0.9
# Reports this many days apart can contradict each other; later ones rather know more.
_AT_ONCE = 2
_ROUGH = 0.05
_WHOLE_THREAD = 40
_FUTURE = frozenset({"plan", "predict", "demand", "warn"})
_FIRM: dict[Certainty, int] = {"certain": 2, "probable": 1, "possible": 0, "unknown": 0}
_DENIALS = frozenset({"deny", "question"})

Words = tuple[str, ...]


class Relation(Struct, frozen=True):
    """``a`` is the earlier claim, ``b`` the later; ``because``: the words of both that show it, as they stand."""

    a: str
    b: str
    type: RelationType
    because: Words = ()


class _Meeting(Struct, frozen=True):
    """Two claims of one matter by the clauses that are most alike; ``beside``: what else ``b``'s report says of it."""

    a: Entry
    b: Entry
    likeness: float
    beside: tuple[Entry, ...]
    threaded: bool


def relations(entries: Mapping[str, Entry], found: Sequence[Thread], links: Iterable[Link]) -> list[Relation]:
    """The relations between claims of one thread, and between claims that are linked as one matter."""
    best = _best_clauses(entries, links)
    beside: dict[tuple[str, str], set[str]] = defaultdict(set)
    threaded: set[tuple[str, str]] = set()
    chosen = {pair for pair, (likeness, _, _) in best.items() if likeness >= _ASIDE}
    for thread in found:
        inside = [
            pair for pair in combinations(thread.claims, 2) if len(thread.claims) <= _WHOLE_THREAD or pair in best
        ]
        threaded.update(inside)
        for claim in thread.claims:
            beside[(thread.id, entries[claim].report.id)].add(claim)
    told = _told_beside(entries, found, beside)
    related: list[Relation] = []
    for a, b in sorted(chosen | threaded, key=lambda pair: (entries[pair[0]].order, entries[pair[1]].order)):
        likeness, one, other = best.get((a, b), (0.0, (a, 0), (b, 0)))
        near = tuple(entries[claim] for claim in sorted(told.get(b, set()) - {a, b}))
        related += _between(
            _Meeting(entries[a].part(one[1]), entries[b].part(other[1]), likeness, near, (a, b) in threaded)
        )
    return related


def _best_clauses(
    entries: Mapping[str, Entry], links: Iterable[Link]
) -> dict[tuple[str, str], tuple[float, Part, Part]]:
    """For each two claims the clauses that are most alike, those first that can differ: both with numbers or dates."""
    ranked: dict[tuple[str, str], tuple[float, float, Part, Part]] = {}
    for a, b, likeness in links:
        one, other = (a, b) if entries[a[0]].order <= entries[b[0]].order else (b, a)
        clauses = entries[one[0]].part(one[1]), entries[other[0]].part(other[1])
        telling = likeness >= SAME_MATTER and _measurable(*clauses)
        rank = (likeness + _TELLING * telling, likeness, one, other)
        ranked[(one[0], other[0])] = max(rank, ranked.get((one[0], other[0]), rank))
    return {pair: (likeness, one, other) for pair, (_, likeness, one, other) in ranked.items()}


def _measurable(a: Entry, b: Entry) -> bool:
    return bool((a.item.counts and b.item.counts) or (ahead(a) and ahead(b)))


def _told_beside(
    entries: Mapping[str, Entry], found: Sequence[Thread], beside: Mapping[tuple[str, str], set[str]]
) -> dict[str, set[str]]:
    """For each claim the claims of its report that share a thread with it."""
    told: dict[str, set[str]] = defaultdict(set)
    for thread in found:
        for claim in thread.claims:
            told[claim] |= beside[(thread.id, entries[claim].report.id)]
    return told


def _between(met: _Meeting) -> Iterator[Relation]:
    a, b = met.a, met.b
    one, other = a.claim.id, b.claim.id
    if (changed := _rewritten(met)) or (changed := _came_of_it(a, b)):
        yield Relation(one, other, "updates", changed)
        return
    differing = _differing(met)
    aside = a.report.id == b.report.id and a.source != b.source and (_numbers(a, b) or _dates(a, b)) is not None
    if differing is not None:
        if met.likeness >= (_ASIDE if aside else SAME_MATTER):
            yield Relation(one, other, _conflict(met), differing)
        return
    if met.likeness < SAME_MATTER and not met.threaded:
        return
    if _FIRM[a.claim.certainty] != _FIRM[b.claim.certainty]:
        yield Relation(one, other, "hedges", (a.claim.text, b.claim.text))
    if a.report.id == b.report.id:
        return
    if a.source is not None and b.source is None and a.address != b.address and met.likeness >= _SURE:
        yield Relation(one, other, "drops-source", (a.claim.sources[0].text,))
    yield Relation(one, other, "repeats")


def _rewritten(met: _Meeting) -> Words | None:
    """The words of both versions of one report where the later one changed them."""
    a, b = met.a, met.b
    if a.address != b.address or a.report.id == b.report.id or met.likeness < _SAME_WORDS:
        return None
    return None if a.said == b.said else (a.said, b.said)


def _came_of_it(a: Entry, b: Entry) -> Words | None:
    """The words that show what came of something that was planned, demanded or announced."""
    if a.report.id == b.report.id or not a.day or not b.day or a.day >= b.day:
        return None
    looks_ahead = a.claim.act in _FUTURE or bool(ahead(a))
    if not looks_ahead or (b.claim.act in _FUTURE and not outcome(b)) or (ahead(b) and not outcome(b)):
        return None
    return (a.claim.text, b.claim.text) if outcome(b) else None


def _differing(met: _Meeting) -> Words | None:
    a, b = met.a, met.b
    return _numbers(a, b) or _dates(a, b) or _polarity(a, b)


def _numbers(a: Entry, b: Entry) -> Words | None:
    """The words of two numbers of the same thing that cannot both be right."""
    if any(_agree(x, y) for x in a.item.counts for y in b.item.counts):
        return None
    for x, one in zip(a.item.counts, a.claim.quantities, strict=True):
        for y, other in zip(b.item.counts, b.claim.quantities, strict=True):
            if _comparable(a, b, x, y) and (_apart(x, y) or _narrower(x, y)):
                return one.text, other.text
    return None


def _agree(x: Count, y: Count) -> bool:
    """Whether two numbers are one, or one is the bound that the other names ("up to 1,800", "about 1,800")."""
    if same_number(x, y):
        return True
    ends = [[end for end in (count.low, count.high) if end is not None] for count in (x, y)]
    return x.unit == y.unit and (len(ends[0]) == 1 or len(ends[1]) == 1) and bool(set(ends[0]) & set(ends[1]))


def _comparable(a: Entry, b: Entry, x: Count, y: Count) -> bool:
    if not comparable_units(x, y):
        return False
    if x.of & y.of:
        return True
    alone = len(a.item.counts) == len(b.item.counts) == 1
    unsaid = not x.of or not y.of or a.item.language != b.item.language
    large = x.large and y.large and magnitude(x, y)
    return (alone and (unsaid or large)) or (not (x.of and y.of) and large)


def _apart(x: Count, y: Count) -> bool:
    slack = _ROUGH if x.about != y.about else 0.0

    def below(high: float | None, low: float | None) -> bool:
        return high is not None and low is not None and high * (1 + slack) < low

    return below(x.high, y.low) or below(y.high, x.low)


def _narrower(x: Count, y: Count) -> bool:
    """Whether the later number says more than the earlier: an open end is closed."""
    return (x.low is None or x.high is None) and y.low is not None and y.high is not None


def _dates(a: Entry, b: Entry) -> Words | None:
    """The words of two dates ahead, one of each claim, that differ."""
    ones, others = ahead(a), ahead(b)
    if len(ones) != 1 or not others or any(same_days(ones[0].days, other.days) for other in others):
        return None
    return ones[0].time.text, others[-1].time.text


def _polarity(a: Entry, b: Entry) -> Words | None:
    if _denies(a) == _denies(b):
        return None
    return a.claim.text, b.claim.text


def _denies(entry: Entry) -> bool:
    """Whether the claim says that something is not so, or its source says so of it; "not before May" is a date."""
    negative = entry.claim.polarity == "negative"
    if negative and says(entry.claim.text, entry.report.language, "moved") and ahead(entry):
        negative = False
    return negative != (bool(entry.claim.sources) and entry.claim.sources[0].act in _DENIALS)


def _conflict(met: _Meeting) -> RelationType:
    """Whether the later claim replaces the earlier or stands against it."""
    a, b = met.a, met.b
    if a.address == b.address and a.report.id != b.report.id:
        return "updates"
    newer = says(b.claim.text, b.report.language, "newer") is not None
    if a.report.id == b.report.id:
        return "updates" if newer else "contradicts"
    if any(_holds(a, other) for other in met.beside):
        return "contradicts"
    shared_past = [days for days in a.item.days & b.item.days if a.day and days[1] <= a.day]
    if shared_past and not ahead(a):
        return "contradicts"
    days = (b.day - a.day).days if a.day and b.day else 0
    if days <= _AT_ONCE:
        return "contradicts"
    if _numbers(a, b) or _dates(a, b) or newer or a.source == b.source:
        return "updates"
    # What was not so yet can have come about; what was said to be so and is denied is denied.
    return "contradicts" if _denies(b) or a.claim.act in _FUTURE else "updates"


def _holds(a: Entry, other: Entry) -> bool:
    """Whether a claim says the same number or date as ``a``, which then stands beside what differs."""
    numbers = any(same_number(x, y) for x in a.item.counts for y in other.item.counts)
    dates = any(same_days(x.days, y.days) for x in ahead(a) for y in ahead(other))
    return numbers or dates
