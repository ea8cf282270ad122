"""What a later claim does to an earlier one of the same proposition, with the words that show it.

Decided by what both say, clause by clause: their values, dates, polarity, what kind of act each is, and the words that
a language has for states that change (``story.toml``).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations, pairwise
from typing import Literal

from msgspec import Struct

from lagebild.model import Certainty
from lagebild.reading.times.values import days_of
from lagebild.story.deadlines import ahead, outcome
from lagebild.story.differences import FUTURE, Difference, Words, denies, difference, holds
from lagebild.story.entries import Entry
from lagebild.story.likeness import same_days
from lagebild.story.threads import Link, Part, Thread
from lagebild.story.words import says

RelationType = Literal["repeats", "updates", "contradicts", "hedges", "drops-source"]

# From here on two claims are of one matter.
_SAME_MATTER = 0.5
# In one report less alike will do where two sources differ, least of all side by side: the report puts them together.
_ASIDE, _NEXT = 0.4, 0.3
_NEXT_NUMBERS = 0.1
# The report itself says that the next one stands against it ("erklärte dagegen").
_AGAINST = 0.05
# Other numbers and dates of one thread are told of from here on.
_VALUED = 0.6
# What came of a plan, where no thread holds it; what is put off says itself that there was a plan.
_CAME = {"met": 0.6, "missed": 0.6, "moved": 0.4}
# No likeness is enough.
_NEVER = 2.0
# The values of two sources that are told side by side are of one size.
_ASIDE_TIMES = 3.0
# Clauses with numbers or dates are compared rather than others that are a little more alike.
_TELLING = 0.3
# Another date of a thing is told of only from here on, and a missing source rather was not needed below.
_SURE = 0.6
# Two versions of one report with clauses this much alike: what differs was changed.
_SAME_WORDS = 0.9
# That is, with so many of their words the same.
_MOSTLY = 0.5
# Reports this many days apart can contradict each other; later ones rather know more.
_AT_ONCE = 2
_WHOLE_THREAD = 40
_FIRM: dict[Certainty, int] = {"certain": 2, "probable": 1, "possible": 0, "unknown": 0}


class Relation(Struct, frozen=True):
    """``a`` is the earlier claim, ``b`` the later; ``because``: the words of both that show it, as they stand."""

    a: str
    b: str
    type: RelationType
    because: Words = ()


class _Meeting(Struct, frozen=True):
    """Two claims of one matter by the clauses that are most alike; ``mates``: what else is told of it.

    ``whole`` is all of the claim that ``b`` is a clause of; ``next_to``: they follow each other in one report.
    """

    a: Entry
    b: Entry
    whole: Entry
    likeness: float
    mates: tuple[Entry, ...]
    threaded: bool
    next_to: bool


def relations(entries: Mapping[str, Entry], found: Sequence[Thread], links: Iterable[Link]) -> list[Relation]:
    """The relations between claims of one thread, and between claims that are linked as one matter."""
    best = _best_clauses(entries, links)
    following = _following(entries)
    threaded: set[tuple[str, str]] = set()
    mates: dict[str, set[str]] = defaultdict(set)
    for thread in found:
        small = len(thread.claims) <= _WHOLE_THREAD
        threaded.update(pair for pair in combinations(thread.claims, 2) if small or pair in best)
        for claim in thread.claims if small else ():
            mates[claim].update(thread.claims)
    chosen = {
        pair
        for pair, (likeness, _, _) in best.items()
        if likeness >= _ASIDE or (pair in following and likeness >= _AGAINST)
    }
    related: list[Relation] = []
    for a, b in sorted(chosen | threaded, key=lambda pair: (entries[pair[0]].order, entries[pair[1]].order)):
        likeness, one, other = best.get((a, b), (0.0, (a, 0), (b, 0)))
        known = tuple(entries[claim] for claim in sorted((mates[a] | mates[b]) - {a, b}))
        clauses = entries[a].part(one[1]), entries[b].part(other[1])
        related += _between(_Meeting(*clauses, entries[b], likeness, known, (a, b) in threaded, (a, b) in following))
    return related


def _following(entries: Mapping[str, Entry]) -> set[tuple[str, str]]:
    """Each claim with the one that follows it in its report."""
    ordered = sorted(entries.values(), key=lambda entry: entry.order)
    return {(a.claim.id, b.claim.id) for a, b in pairwise(ordered) if a.report.id == b.report.id}


def _best_clauses(
    entries: Mapping[str, Entry], links: Iterable[Link]
) -> dict[tuple[str, str], tuple[float, Part, Part]]:
    """For each two claims the clauses that are most alike, those first that can differ: both with numbers or dates."""
    ranked: dict[tuple[str, str], tuple[float, float, Part, Part]] = {}
    for a, b, likeness in links:
        one, other = (a, b) if entries[a[0]].order <= entries[b[0]].order else (b, a)
        clauses = entries[one[0]].part(one[1]), entries[other[0]].part(other[1])
        telling = likeness >= _SAME_MATTER and _measurable(*clauses)
        rank = (likeness + _TELLING * telling, likeness, one, other)
        ranked[(one[0], other[0])] = max(rank, ranked.get((one[0], other[0]), rank))
    return {pair: (likeness, one, other) for pair, (_, likeness, one, other) in ranked.items()}


def _measurable(a: Entry, b: Entry) -> bool:
    return bool((a.item.counts and b.item.counts) or (ahead(a) and ahead(b)))


def _between(met: _Meeting) -> Iterator[Relation]:
    a, b = met.a, met.b
    one, other = a.claim.id, b.claim.id
    if changed := _rewritten(met) or _came_of_it(met):
        yield Relation(one, other, "updates", changed)
        return
    differing = difference(a, b, met.likeness, next_to=met.next_to)
    if differing is not None:
        if met.likeness >= _enough(met, differing):
            yield Relation(one, other, _conflict(met, differing), differing.words)
        return
    if not met.threaded:
        return
    if _FIRM[a.claim.certainty] != _FIRM[b.claim.certainty]:
        yield Relation(one, other, "hedges", (a.claim.text, b.claim.text))
    if a.report.id == b.report.id:
        return
    if met.likeness >= _SAME_MATTER and _happened_since(a, b):
        yield Relation(one, other, "updates", (a.claim.text, b.claim.text))
        return
    if a.source is not None and b.source is None and a.address != b.address and met.likeness >= _SURE:
        yield Relation(one, other, "drops-source", (a.claim.sources[0].text,))
    yield Relation(one, other, "repeats")


def _enough(met: _Meeting, differing: Difference) -> float:
    """How much alike two claims that differ must be to be told as a conflict."""
    a, b = met.a, met.b
    if a.report.id != b.report.id:
        if not met.threaded:
            return _NEVER
        return _SAME_MATTER if differing.by == "polarity" else _VALUED
    if differing.by == "number" and _other_times(a, b):
        return _NEVER
    if met.next_to and differing.by != "polarity" and met.whole.set_against:
        return _AGAINST
    if met.next_to and differing.by == "number" and _one_size(a, b):
        return _NEXT_NUMBERS
    if a.source == b.source:
        return _SAME_MATTER
    return _NEXT if met.next_to else _ASIDE


def _one_size(a: Entry, b: Entry) -> bool:
    """Whether each of two sentences side by side has one number, of one size: "counted 5,200", "the other 3,900".

    The second says the same thing or leaves it unsaid.
    """
    if len(a.item.counts) != 1 or len(b.item.counts) != 1:
        return False
    x, y = a.item.counts[0], b.item.counts[0]
    small, large = sorted((x.size, y.size))
    unsaid = not y.of and (y.unit is None or y.unit == "%" or y.unit.isupper())
    return large <= _ASIDE_TIMES * small and (unsaid or bool(x.of & y.of))


def _other_times(a: Entry, b: Entry) -> bool:
    """Whether one report tells two numbers of different times: "54 per cent; in May it had been 47"."""
    one, other = ({days for days in e.item.days if e.day and days[1] < e.day} for e in (a, b))
    return one != other and a.source == b.source


def _rewritten(met: _Meeting) -> Words | None:
    """The words of both versions of one report where the later one changed them."""
    a, b = met.a, met.b
    if a.address != b.address or a.report.id == b.report.id or met.likeness < _SAME_WORDS:
        return None
    shared, all_stems = a.item.stems & b.item.stems, a.item.stems | b.item.stems
    if a.said == b.said or len(shared) < _MOSTLY * len(all_stems):
        return None
    return a.said, b.said


def _came_of_it(met: _Meeting) -> Words | None:
    """The words that show what came of something that was planned, demanded or announced.

    That it did not come, or was put off, may stand in another clause of ``whole``: "It stayed open, contrary to what
    they had demanded."
    """
    a, b = met.a, met.b
    if a.report.id == b.report.id or not a.day or not b.day or a.day >= b.day:
        return None
    came = outcome(b)
    if came is None and outcome(met.whole) in {"missed", "moved"}:
        b, came = met.whole, outcome(met.whole)
    looks_ahead = a.claim.act in FUTURE or bool(ahead(a))
    if not looks_ahead or came is None or (not met.threaded and met.likeness < _CAME[came]):
        return None
    dates = ahead(met.whole)
    if came == "moved" and dates and all(any(same_days(x.days, y.days) for x in ahead(a)) for y in dates):
        return None
    return a.claim.text, b.claim.text


def _happened_since(a: Entry, b: Entry) -> bool:
    """Whether all that the later claim tells of happened on days after the earlier claim was published."""
    days = [days_of(time) for time in b.claim.times]
    known = [one for one in days if one is not None]
    return (
        bool(known)
        and all(a.day is not None and b.day is not None and a.day < first and last <= b.day for first, last in known)
        and not ahead(a)
    )


def _conflict(met: _Meeting, differing: Difference) -> RelationType:
    """Whether the later claim replaces the earlier or stands against it."""
    a, b = met.a, met.b
    values = differing.by != "polarity"
    if a.address == b.address and a.report.id != b.report.id:
        return "updates" if values or a.source == b.source else "contradicts"
    newer = says(b.claim.text, b.report.language, "newer") is not None
    if a.report.id == b.report.id:
        return "updates" if newer else "contradicts"
    if any(_still_stands(a, b, other) for other in met.mates):
        return "updates" if values and newer else "contradicts"
    if differing.by == "number" and not newer and _counted_once(a, b):
        return "contradicts"
    shared_past = [days for days in a.item.days & b.item.days if a.day and days[1] <= a.day]
    if shared_past and not ahead(a):
        return "contradicts"
    days = (b.day - a.day).days if a.day and b.day else 0
    if days <= _AT_ONCE:
        return "contradicts"
    if values or newer or a.source == b.source:
        return "updates"
    # What was not so can have come about; what was said to be so and is denied is denied.
    return "updates" if denies(a) and a.claim.act not in FUTURE and b.claim.orientation == "past" else "contradicts"


def _still_stands(a: Entry, b: Entry, other: Entry) -> bool:
    """Whether the earlier value was not replaced: it is told beside the later one or after it, or knew that one."""
    if holds(a, other) and not holds(b, other):
        return other.address == b.address or (other.report.published or "") > (b.report.published or "")
    newer = says(other.claim.text, other.report.language, "newer") is not None
    replaced = newer and other.source == a.source and other.order > a.order
    told_before = other.report.id == a.report.id and not replaced
    return told_before and holds(b, other) and not holds(a, other)


def _counted_once(a: Entry, b: Entry) -> bool:
    """Whether two named sources count what is over: neither can have become more since."""
    over = a.claim.orientation == b.claim.orientation == "past"
    return over and a.source is not None and b.source is not None and a.source != b.source
