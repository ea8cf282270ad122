"""Resolve the source mentions of a report: short forms and pronouns to full mentions, all mentions to actors."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence

from msgspec import Struct

from lagebild.model import Actor, ActorMention, ActorRef, Span, Spans
from lagebild.reading.actors.antecedents import resolve
from lagebild.reading.actors.bodies import is_actor
from lagebild.reading.actors.body_mentions import body_ref
from lagebild.reading.actors.candidates import Antecedent
from lagebild.reading.actors.lone_names import lone_name
from lagebild.reading.actors.mention import Mention
from lagebild.reading.actors.mentions import read_mention
from lagebild.reading.actors.scene import Scene, view, with_names
from lagebild.reading.actors.tables import lexicon

# How sure a reading is where nothing had to be resolved, and where something had to but was left open.
_SURE = 1.0
_OPEN = 0.5


class SourceReading(Struct, frozen=True):
    """What a source mention stands for. ``resolved`` is the nearest full mention of a pronoun or short form."""

    anonymous: bool
    count: int | None
    actor: ActorRef | None
    resolved: str | None = None
    resolved_spans: Spans | None = None
    confidence: float = _SURE
    role: str | None = None


class ActorIndex(Struct, frozen=True):
    """The actors of a report, and what each source mention stands for, in the order given."""

    actors: tuple[Actor, ...]
    sources: tuple[SourceReading, ...]


def resolve_actors(text: str, language: str, sentences: Sequence[Span], sources: Sequence[Spans]) -> ActorIndex:
    """Resolve ``sources`` (spans of source mentions in ``text``), and collect the actors that the text names.

    Where a pronoun or short form fits no mention, or several equally well, it is left open: a wrong name costs more
    than none. The result is the same for the same arguments; the time is linear in the length of the text.
    """
    scene = view(text, sentences, lexicon(language))
    names = [name for spans in sources if (name := lone_name(scene, spans)) is not None]
    if names:
        scene = with_names(scene, names)
    mentions = [read_mention(scene, spans) for spans in sources]
    links = resolve(scene, mentions)
    readings = tuple(_reading(mention, links.get(mention.spans)) for mention in mentions)
    return ActorIndex(_actors(scene, mentions, readings, links), readings)


def _reading(mention: Mention, link: Antecedent | None) -> SourceReading:
    full = link.mention if link else mention
    left_open = link is None and mention.type in {"pronoun", "relative"}
    count = mention.count
    if count is None and link is not None and mention.type in {"pronoun", "relative"}:
        count = full.count
    longer = link is not None and full.spans != mention.spans
    return SourceReading(
        anonymous=full.anonymous or (mention.anonymous and full.person is None),
        count=count,
        actor=full.ref,
        resolved=full.text if longer else None,
        resolved_spans=full.spans if longer else None,
        confidence=link.confidence if link else (_OPEN if left_open else _SURE),
        role=full.role,
    )


def _actors(
    scene: Scene, mentions: list[Mention], readings: tuple[SourceReading, ...], links: dict[Spans, Antecedent]
) -> tuple[Actor, ...]:
    """One record for each actor over all its mentions, in the order of their first mentions."""
    found: dict[str, tuple[ActorRef, list[str], set[Span]]] = {}
    taken: list[Span] = []
    for mention, reading in zip(mentions, readings, strict=True):
        if reading.actor is None:
            continue
        _, roles, spans = found.setdefault(reading.actor.id, (reading.actor, [], set()))
        roles += [reading.role] if reading.role else []
        full = links[mention.spans].mention if mention.spans in links else mention
        if len(mention.spans) == 1 and full.type in {"person", "body"} and not mention.owned:
            spans.add(mention.spans[0])
            taken.append(mention.spans[0])
    taken.sort()
    for ref, span in _named(scene):
        if not _overlaps(span, taken):
            found.setdefault(ref.id, (ref, [], set()))[2].add(span)
    actors = [
        Actor(
            id=ref.id,
            name=ref.name,
            kind=ref.kind,
            role=roles[0] if roles and ref.kind == "person" else None,
            mentions=tuple(ActorMention(ref.id, scene.text[s:e], (s, e)) for s, e in sorted(spans)),
        )
        for ref, roles, spans in found.values()
        if spans
    ]
    return tuple(sorted(actors, key=lambda actor: (actor.mentions[0].span, actor.id)))


def _named(scene: Scene) -> Iterator[tuple[ActorRef, Span]]:
    """Persons and known bodies that the text names anywhere."""
    for person in scene.persons:
        ref = ActorRef(person.key, person.name, "person")
        for naming in person.namings:
            yield ref, (naming.start, naming.end)
    for body in scene.bodies:
        if is_actor(scene.words, body, scene.lexicon):
            yield body_ref(scene, body.key, body.start, body.end), (body.start, body.end)


def _overlaps(span: Span, taken: list[Span]) -> bool:
    at = bisect_left(taken, (span[1], -1)) - 1
    return any(start < span[1] and span[0] < end for start, end in taken[max(0, at - 2) : at + 1])
