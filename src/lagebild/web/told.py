"""A told story with the views on it that take longer than a page may, made once for each telling."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import Generic, TypeVar

from msgspec import Struct, structs

from lagebild.ledger import Ledger
from lagebild.ledger.records import PlaceRow, SourceRow
from lagebild.model import Source
from lagebild.story import views
from lagebild.story.deadlines import Deadline
from lagebild.story.entries import Entry
from lagebild.story.relations import Relation
from lagebild.story.series import Series
from lagebild.story.telling import Story
from lagebild.story.threads import Thread
from lagebild.story.views import Conflict, Event, Matter, News, Topic
from lagebild.web.charts import has_chart, is_steady
from lagebild.web.place_names import PlaceNames, place_names

MOST = 12
"""Lines of a list on the first page."""

_ALL = 1_000_000

T = TypeVar("T")


class _Came(Struct, Generic[T], frozen=True):
    """Things with the day or moment (ISO) at which they came, the earliest first."""

    keys: tuple[str, ...]
    things: tuple[T, ...]

    def since(self, start: str) -> tuple[T, ...]:
        """Those that came at ``start`` or later."""
        return self.things[bisect_left(self.keys, start) :]


class Told(Struct, frozen=True):
    """A story ready for the pages; what only the first page shows is cut to :data:`MOST`.

    ``deadlines_of`` is by source, ``claims_of`` by report, ``threads_of`` and ``relations_of`` by claim.
    """

    story: Story
    sources: list[SourceRow]
    places: list[PlaceRow]
    place_names: PlaceNames
    events: list[Event]
    matters: list[Matter]
    series: list[Series]
    topics: list[Topic]
    conflicts: list[Conflict]
    past: list[Deadline]
    ahead: list[Deadline]
    deadlines_of: dict[str, list[Deadline]]
    claims_of: dict[str, list[str]]
    threads_of: dict[str, list[Thread]]
    relations_of: dict[str, list[Relation]]
    published: tuple[_Came[Thread], _Came[Relation]]
    added: tuple[_Came[Thread], _Came[Relation]]

    def news(self, since: date) -> list[News]:
        """What was published on ``since`` or later, the newest first."""
        return views.news(self._recent(self.published, since.isoformat()), since)

    def added_since(self, moment: str) -> list[News]:
        """What came into the ledger at ``moment`` (ISO, UTC) or later, the newest first."""
        return views.added_since(self._recent(self.added, moment), moment)

    def _recent(self, came: tuple[_Came[Thread], _Came[Relation]], start: str) -> Story:
        """The story without what cannot be news since ``start``."""
        first = bisect_left(self.story.deadlines, start[:10], key=lambda deadline: deadline.date)
        return structs.replace(
            self.story, threads=came[0].since(start), relations=came[1].since(start),
            deadlines=self.story.deadlines[first:],
        )  # fmt: skip


def prepared(story: Story, ledger: Ledger) -> Told:
    """The story with its views, and with what ``ledger`` counts over all of its claims."""
    past = [deadline for deadline in story.deadlines if deadline.status != "open"]
    ahead = [deadline for deadline in story.deadlines if deadline.status == "open"]
    return Told(
        story=story,
        sources=ledger.sources(limit=_ALL),
        places=ledger.places(limit=_ALL),
        place_names=place_names(story.entries.values()),
        events=views.timeline(story),
        matters=views.matters(story),
        # Those that moved first.
        series=sorted(filter(has_chart, story.series), key=is_steady),
        topics=views.topics(story)[:MOST],
        conflicts=distinct(story, views.conflicts(story))[:MOST],
        past=past[-MOST:],
        ahead=ahead[:MOST],
        deadlines_of=_grouped((key, one) for one in story.deadlines for key in _sources_of(story, one)),
        claims_of=_grouped((entry.report.id, claim) for claim, entry in story.entries.items()),
        threads_of=_grouped((claim, thread) for thread in story.threads for claim in thread.claims),
        relations_of=_grouped((claim, one) for one in story.relations for claim in (one.a, one.b)),
        published=_came(story, lambda entry: (entry.report.published or "")[:10]),
        added=_came(story, lambda entry: entry.report.added),
    )


def distinct(story: Story, conflicts: Iterable[Conflict]) -> list[Conflict]:
    """Each conflict once, in the same words of the same reports, whichever of their versions."""
    found: dict[tuple[str, ...], Conflict] = {}
    for one in conflicts:
        a, b = story.entries[one.a], story.entries[one.b]
        found.setdefault((a.address, one.claim_a, b.address, one.claim_b), one)
    return list(found.values())


def keys_of(source: Source) -> set[str]:
    """What the pages of a source may be asked for by: the actor's id and name, the words of the report."""
    actor = (source.actor.id, source.actor.name) if source.actor else ()
    return {key for key in (*actor, source.text, source.resolved) if key}


def _sources_of(story: Story, deadline: Deadline) -> set[str]:
    return {key for source in story.entries[deadline.claim].claim.sources for key in keys_of(source)}


def _grouped(pairs: Iterable[tuple[str, T]]) -> dict[str, list[T]]:
    found: dict[str, list[T]] = {}
    for key, thing in pairs:
        found.setdefault(key, []).append(thing)
    return found


def _came(story: Story, when: Callable[[Entry], str]) -> tuple[_Came[Thread], _Came[Relation]]:
    """Threads by the first of their claims, relations by the later one."""

    def first(claims: Iterable[str]) -> str:
        return min(when(story.entries[claim]) for claim in claims)

    def later(relation: Relation) -> str:
        return max(when(story.entries[relation.a]), when(story.entries[relation.b]))

    shown = [relation for relation in story.relations if relation.type in {"contradicts", "updates"}]
    return _sorted(story.threads, lambda thread: first(thread.claims)), _sorted(shown, later)


def _sorted(things: Sequence[T], key: Callable[[T], str]) -> _Came[T]:
    keyed = sorted(((key(thing), at) for at, thing in enumerate(things)))
    return _Came(tuple(one for one, _ in keyed), tuple(things[at] for _, at in keyed))
