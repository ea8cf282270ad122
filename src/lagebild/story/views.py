"""Views on a told story as rows: what is due, what conflicts, numbers, the timeline, positions, comparison, news."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date

from msgspec import Struct

from lagebild.reading.times.values import days_of
from lagebild.story.copies import Copies
from lagebild.story.entries import Entry
from lagebild.story.telling import Story


class Conflict(Struct, frozen=True):
    """Two claims that cannot both hold, or of which the later replaces the earlier; ``because`` are their words."""

    type: str
    a: str
    said_by_a: str
    claim_a: str
    b: str
    said_by_b: str
    claim_b: str
    because: tuple[str, ...]


class Event(Struct, frozen=True):
    """A claim on the time axis by what it is about; days are ISO."""

    first_day: str
    last_day: str
    time: str
    what: str
    said_by: str
    report: str
    claim: str


class Position(Struct, frozen=True):
    """What an actor says in one thread: the latest words, and how often it spoke before."""

    actor: str
    thread: str
    matter: str
    since: str
    latest: str
    words: str
    act: str
    certainty: str
    polarity: str
    claims: int


class Move(Struct, frozen=True):
    """What an actor said in a matter on a day."""

    day: str
    words: str
    act: str
    certainty: str
    polarity: str
    claim: str


class Matter(Struct, frozen=True):
    """A thread that known actors speak in: its first words, and what each actor said, the latest last."""

    thread: str
    claim: str
    words: str
    cells: dict[str, tuple[Move, ...]]


class Difference(Struct, frozen=True):
    """What one report has and the other lacks, or says otherwise; ``a`` and ``b`` are the words of each."""

    kind: str
    a: str | None
    b: str | None


class Topic(Struct, frozen=True):
    """A thread as one line: its first words, who said them, how many reports and outlets tell it, when last."""

    thread: str
    claim: str
    words: str
    said_by: str
    reports: int
    outlets: int
    latest: str


class News(Struct, frozen=True):
    """Something that came up since a day: a new matter, a changed value, a contradiction, a deadline that ran out."""

    kind: str
    day: str
    what: str
    said_by: str
    claim: str


def said_by(entry: Entry) -> str:
    """Who vouches, the innermost source first, the outlet last."""
    names = [s.resolved or (s.actor.name if s.actor and not s.text else s.text) for s in entry.claim.sources]
    return " < ".join([*(name for name in names if name), entry.report.outlet or entry.report.id])


def conflicts(story: Story, *types: str) -> list[Conflict]:
    """Relations of ``types`` (contradictions by default), the latest first."""
    wanted = types or ("contradicts",)
    found = [relation for relation in story.relations if relation.type in wanted]
    return [
        Conflict(
            relation.type, relation.a, said_by(a), a.claim.text, relation.b, said_by(b), b.claim.text, relation.because
        )
        for relation in reversed(found)
        for a, b in [(story.entries[relation.a], story.entries[relation.b])]
    ]


def timeline(story: Story) -> list[Event]:
    """Every claim with a date, by that date."""
    events = [event for entry in story.entries.values() for event in _events(entry)]
    return sorted(events, key=lambda e: (e.first_day, e.last_day))


def _events(entry: Entry) -> Iterator[Event]:
    seen: set[tuple[date, date]] = set()
    for time in entry.claim.times:
        days = days_of(time)
        if days is not None and days not in seen:
            seen.add(days)
            first, last = (day.isoformat() for day in days)
            yield Event(first, last, time.text, entry.claim.text, said_by(entry), entry.report.id, entry.claim.id)


def matters(story: Story) -> list[Matter]:
    """The threads that known actors speak in, those of most actors first."""
    found = []
    # An actor goes by the name that the story met first, in whichever language: "Irak", "Iraq".
    names: dict[str, str] = {}
    for thread in story.threads:
        spoken: dict[str, list[Move]] = {}
        for entry in (story.entries[claim] for claim in thread.claims):
            actor = entry.claim.sources[0].actor if entry.claim.sources else None
            if actor is not None:
                one = entry.claim
                move = Move(_day(entry), one.text, one.act, one.certainty, one.polarity, one.id)
                spoken.setdefault(names.setdefault(actor.id, actor.name), []).append(move)
        first = thread.claims[0]
        if spoken:
            cells = {actor: tuple(moves) for actor, moves in spoken.items()}
            found.append(Matter(thread.id, first, story.entries[first].claim.text, cells))
    return sorted(found, key=lambda matter: -len(matter.cells))


def topics(story: Story) -> list[Topic]:
    """The threads as lines, those that most outlets tell first, of these the latest."""
    found = []
    for thread in story.threads:
        told = [story.entries[claim] for claim in thread.claims]
        first, addresses = told[0], {entry.address for entry in told}
        outlets = {entry.report.outlet or entry.address for entry in told}
        found.append(
            Topic(
                thread.id, first.claim.id, first.claim.text, said_by(first), len(addresses), len(outlets),
                max(map(_day, told)),
            )
        )  # fmt: skip
    found.sort(key=lambda topic: topic.latest, reverse=True)
    return sorted(found, key=lambda topic: (-topic.outlets, -topic.reports))


def positions(story: Story) -> list[Position]:
    """What each known actor says in each thread, by actor."""
    found = [
        Position(
            actor, matter.thread, matter.words, moves[0].day, last.day, last.words, last.act, last.certainty,
            last.polarity, len(moves),
        )
        for matter in matters(story)
        for actor, moves in matter.cells.items()
        for last in moves[-1:]
    ]  # fmt: skip
    return sorted(found, key=lambda p: (p.actor, p.since, p.thread))


def compare(story: Story, a: str, b: str) -> list[Difference]:
    """What the reports ``a`` and ``b`` (by id or outlet) have in common but otherwise, then what only one has."""
    ones, others = (_claims_of(story, wanted) for wanted in (a, b))
    thread_of = {claim: thread.id for thread in story.threads for claim in thread.claims}
    differences = []
    for relation in story.relations:
        if relation.type == "repeats":
            continue
        for one, other in ((relation.a, relation.b), (relation.b, relation.a)):
            if one in ones and other in others:
                differences.append(Difference(relation.type, ones[one].claim.text, others[other].claim.text))
    here = {thread_of[claim] for claim in ones if claim in thread_of}
    there = {thread_of[claim] for claim in others if claim in thread_of}
    only_a = [
        Difference("only in the first", e.claim.text, None) for c, e in ones.items() if _lacks(c, thread_of, there)
    ]
    only_b = [
        Difference("only in the second", None, e.claim.text) for c, e in others.items() if _lacks(c, thread_of, here)
    ]
    return [*differences, *only_a, *only_b]


def _lacks(claim: str, thread_of: dict[str, str], others: set[str]) -> bool:
    return thread_of.get(claim) not in others


def _claims_of(story: Story, wanted: str) -> dict[str, Entry]:
    return {claim: entry for claim, entry in story.entries.items() if wanted in {entry.report.id, entry.report.outlet}}


def news(story: Story, since: date) -> list[News]:
    """What was published on ``since`` or later, the newest first."""
    return _news_since(story, since.isoformat(), _day)


def added_since(story: Story, moment: str) -> list[News]:
    """What came into the ledger at ``moment`` (ISO, UTC) or later, whenever it was published, the newest first."""
    return _news_since(story, moment, lambda entry: entry.report.added)


def _news_since(story: Story, start: str, came: Callable[[Entry], str]) -> list[News]:
    entries = story.entries
    found = [
        _news("new", entries[thread.claims[0]])
        for thread in story.threads
        if min(came(entries[claim]) for claim in thread.claims) >= start
    ]
    found += [
        _news(relation.type, entries[relation.b])
        for relation in story.relations
        if relation.type in {"contradicts", "updates"}
        and max(came(entries[c]) for c in (relation.a, relation.b)) >= start
    ]
    for deadline in story.deadlines:
        if story.today is not None and start[:10] <= deadline.date < story.today.isoformat():
            entry = story.entries[deadline.claim]
            found.append(
                News(f"deadline {deadline.status}", deadline.date, deadline.what, said_by(entry), deadline.claim)
            )
    unique = {(one.kind, one.claim): one for one in found}
    return sorted(unique.values(), key=lambda n: n.day, reverse=True)


def digest(story: Story, copies: Iterable[Copies], since: date | None = None) -> list[News]:
    """The story in one list: contradictions, deadlines, near copies, and what came up since ``since``."""
    entries = story.entries
    found = [
        News("conflict", _day(entries[c.b]), f"{c.claim_b} / {c.claim_a}", f"{c.said_by_b} / {c.said_by_a}", c.b)
        for c in conflicts(story)
    ]
    found += [News(f"deadline {d.status}", d.date, d.what, said_by(entries[d.claim]), d.claim) for d in story.deadlines]
    found += [News("copies", "", ", ".join(one.copies), one.origin, "") for one in copies]
    return [*found, *(news(story, since) if since else ())]


def _news(kind: str, entry: Entry) -> News:
    return News(kind, _day(entry), entry.claim.text, said_by(entry), entry.claim.id)


def _day(entry: Entry) -> str:
    return (entry.report.published or "")[:10]
