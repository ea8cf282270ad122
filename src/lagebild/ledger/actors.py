"""Persons of several reports that are one by their names: what is merged, on what evidence, and merges in a row.

Bodies and states have one id in all reports and languages already, from the tables. Only persons of one story are
compared, and only where a single fuller name fits: two persons of one last name stay two.
"""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Literal

from msgspec import Struct

from lagebild.model import ActorRef
from lagebild.reading.actors.names import one_slip

Evidence = Literal["last name", "parts of the name", "one letter"]
"""A last name alone that one person of the story has; fewer first names or initials; a slip of one letter."""

_LONG_NAME = 6


class Merge(Struct, frozen=True):
    """An actor of a reading, with the name it has there, that is listed under another."""

    actor: str
    name: str
    into: ActorRef
    evidence: Evidence


def propose(people: Mapping[str, str]) -> list[Merge]:
    """The merges among ``people``, names of persons by id: each into the one person with a fuller name that fits."""
    merges: list[Merge] = []
    sharing: dict[object, list[str]] = defaultdict(list)
    for actor, name in people.items():
        for key in _shared(name):
            sharing[key].append(actor)
    for actor, name in sorted(people.items()):
        others = {other for key in _shared(name) for other in sharing[key]} - {actor}
        fuller = [
            (other, evidence) for other in sorted(others) if (evidence := _evidence(name, people[other])) is not None
        ]
        if len(fuller) == 1:
            (into, evidence) = fuller[0]
            merges.append(Merge(actor, name, ActorRef(into, people[into], "person"), evidence))
    return merges


def _shared(name: str) -> Iterator[object]:
    """What two names of one person have in common: the last name, or all parts but one and this one's first letter."""
    parts = name.lower().split()
    yield parts[-1] if parts else ""
    for at, part in enumerate(parts):
        yield at, part[0], *parts[:at], *parts[at + 1 :]


def _evidence(name: str, longer: str) -> Evidence | None:
    """Why ``name`` is the person that ``longer`` names more fully, if it is."""
    parts, full = name.lower().split(), longer.lower().split()
    if len(parts) == 1:
        return "last name" if len(full) > 1 and parts[0] == full[-1] else None
    if len(parts) < len(full) and parts[-1] == full[-1] and _among(parts[:-1], full[:-1]):
        return "parts of the name"
    if len(parts) != len(full) or name >= longer:
        return None
    different = [(a, b) for a, b in zip(parts, full, strict=True) if a != b]
    long = all(min(len(a), len(b)) >= _LONG_NAME and a[0] == b[0] and one_slip(a, b) for a, b in different)
    return "one letter" if len(different) == 1 and long else None


def _among(parts: Sequence[str], full: Sequence[str]) -> bool:
    """Whether all first names are among the fuller ones in their order, initials counted."""
    rest = iter(full)
    return all(any(part == other or (part.endswith(".") and other[0] == part[0]) for other in rest) for part in parts)


def resolved(merges: Mapping[str, ActorRef]) -> dict[str, ActorRef]:
    """Where each merged actor ends up when merges follow one another; one that leads back to itself stays as it is."""
    found: dict[str, ActorRef] = {}
    for actor in merges:
        seen, at = {actor}, merges[actor]
        while at.id in merges and at.id not in seen:
            seen.add(at.id)
            at = merges[at.id]
        if at.id not in seen or at.id == actor:
            found[actor] = at
        elif merges[at.id].id == at.id:
            found[actor] = merges[at.id]
    return {actor: ref for actor, ref in found.items() if ref.id != actor}


def joined(actor: Iterable[str], merges: Iterable[tuple[str, str]]) -> set[str]:
    """All ids that merges tie to those of ``actor``, in either direction."""
    ids, pairs = set(actor), list(merges)
    while more := {one for pair in pairs if set(pair) & ids for one in pair} - ids:
        ids |= more
    return ids


def load(connection: sqlite3.Connection) -> list[Merge]:
    """The machine's merges."""
    rows = connection.execute(
        "SELECT actor, own_name, into_actor, name, kind, evidence FROM actor_merge ORDER BY actor"
    )
    return [
        Merge(r["actor"], r["own_name"], ActorRef(r["into_actor"], r["name"], r["kind"]), r["evidence"]) for r in rows
    ]


def derive(connection: sqlite3.Connection, known: Sequence[Merge]) -> list[Merge]:
    """The merges that the present reports give, story by story; what two stories tell differently is left apart.

    ``known`` are the merges by which the tables are listed now: their actors stand in the stories of the fuller name.
    """
    rows = connection.execute(
        """SELECT DISTINCT story_report.story, source.actor, source.name
           FROM source JOIN claim ON claim.number = source.claim
           JOIN story_report ON story_report.report = claim.report
           WHERE source.actor LIKE 'person:%' ORDER BY story_report.story, source.actor"""
    )
    stories: dict[int, dict[str, str]] = {}
    for row in rows:
        stories.setdefault(row["story"], {}).setdefault(row["actor"], row["name"])
    found: dict[str, set[Merge]] = {}
    for people in stories.values():
        people |= {merge.actor: merge.name for merge in known if merge.into.id in people}
        for merge in propose(people):
            found.setdefault(merge.actor, set()).add(merge)
    return [merge for merges in found.values() for merge in merges if len(merges) == 1]


def write(connection: sqlite3.Connection, merges: Iterable[Merge]) -> None:
    """Keep these merges and no others; to be called inside a transaction."""
    connection.execute("DELETE FROM actor_merge")
    connection.executemany(
        "INSERT INTO actor_merge (actor, own_name, into_actor, name, kind, evidence) VALUES (?, ?, ?, ?, ?, ?)",
        [(m.actor, m.name, m.into.id, m.into.name, m.into.kind, m.evidence) for m in merges],
    )
