"""Resolve the source mentions of a report: short forms and pronouns to full mentions, all mentions to actors."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from msgspec import Struct

from lagebild.model import Actor, ActorMention, ActorRef, Span, Spans
from lagebild.reading.actors.mentions import Mention, actors_table, read_mention, slug

# How sure a resolution is, by what it rests on.
_SURE = 1.0
_SAME_HEAD = 0.9
_NEAR_PRONOUN = 0.85
_FAR_PRONOUN = 0.6
_OPEN = 0.5
# A pronoun further from its mention than this (code points) is left open.
_REACH = 900
_NEAR = 350
_MOST_MENTIONS = 50


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


class _Antecedent(Struct, frozen=True):
    mention: Mention
    confidence: float


def resolve_actors(text: str, language: str, sentences: Sequence[Span], sources: Sequence[Spans]) -> ActorIndex:
    """Resolve ``sources`` (spans of source mentions in ``text``), and collect the actors they name.

    Where a pronoun or short form fits no mention, or several equally well, it is left open: a wrong name costs more
    than none.
    """
    mentions = [read_mention(text, spans, language) for spans in sources]
    ordered = sorted({m.spans: m for m in mentions}.values(), key=lambda m: m.spans)
    resolved: dict[Spans, _Antecedent | None] = {}
    for at, mention in enumerate(ordered):
        resolved[mention.spans] = _antecedent(mention, ordered[:at], resolved, _reach(text, mention, language))
    readings = tuple(_reading(mention, resolved[mention.spans], language) for mention in mentions)
    return ActorIndex(_actors(text, mentions, readings), readings)


def _reach(text: str, mention: Mention, language: str) -> int:
    """How far back a pronoun may be followed: to the last sentence that opens with somebody it could mean instead.

    It never leaves its paragraph. For other mentions the whole text is in reach.
    """
    start = mention.spans[0][0]
    if mention.type != "pronoun":
        return 0
    paragraph = text.rfind("\n", 0, start) + 1
    openings = _rivals(mention.text.lower(), language).finditer(text, paragraph, start)
    return max((match.start(1) for match in openings), default=paragraph)


@cache
def _rivals(pronoun: str, language: str) -> re.Pattern[str]:
    """Finds sentences that open with a phrase the pronoun may stand for, by its determiner."""
    words = actors_table(language).rivals.get(pronoun)
    return re.compile(rf"(?:^|[.!?][“”\"«»’]*\s+|\n)((?:{words})\s)" if words else r"()(?!)", re.MULTILINE)


def _antecedent(
    mention: Mention, before: list[Mention], resolved: dict[Spans, _Antecedent | None], reach: int
) -> _Antecedent | None:
    """The full mention that ``mention`` goes back to, if it is no full mention itself.

    A pronoun is not followed beyond ``reach``: another may have come in between.
    """
    full = [m for m in before if m.type != "pronoun" and resolved[m.spans] is None]
    if mention.type == "pronoun":
        here = [other for other in before if other.spans[0][0] >= reach]
        return _pronoun(mention, here, resolved)
    if mention.type == "person" and mention.name and " " not in mention.name:
        named = [m for m in full if m.name and m.name.split()[-1] == mention.name and " " in m.name]
        return _Antecedent(named[-1], _SURE) if named and len({m.name for m in named}) == 1 else None
    if mention.type in {"role", "body", "unnamed", "other"} and mention.definite and len(mention.text.split()) <= 2:
        same = [m for m in full if _has_head(m, mention.head) and len(m.text) > len(mention.text)]
        return _Antecedent(same[-1], _SAME_HEAD) if same else None
    if mention.type == "other" and len(mention.text.split()) == 1:
        named = [m for m in full if m.name and m.name.split()[-1] in {mention.text, mention.text.removesuffix("s")}]
        return _Antecedent(named[-1], _SURE) if named else None
    return None


def _has_head(mention: Mention, head: str) -> bool:
    words = [w.strip(",").lower() for w in mention.text.split()]
    return any(w == head or (len(head) >= 5 and w.endswith(head)) for w in words)


def _pronoun(mention: Mention, before: list[Mention], resolved: dict[Spans, _Antecedent | None]) -> _Antecedent | None:
    """The nearest source before a pronoun that it can agree with; sources go on speaking, so no others are asked."""
    start = mention.spans[0][0]
    for other in reversed(before):
        distance = start - other.spans[-1][1]
        if distance > _REACH:
            return None
        link = resolved[other.spans]
        full = link.mention if link else other
        if full.type == "pronoun" or not _agrees(mention, full):
            continue
        base = link.confidence if link else _SURE
        return _Antecedent(full, min(base, _NEAR_PRONOUN if distance <= _NEAR else _FAR_PRONOUN))
    return None


def _agrees(pronoun: Mention, full: Mention) -> bool:
    """Whether number and gender fit; "sie" is feminine or plural, a named person may be of any gender."""
    word = pronoun.text.lower()
    if word in {"er", "ihm", "ihn", "he", "him", "dieser"}:
        return full.gender in {"m", "?"} and full.kind != "outlet" and full.type in {"person", "role", "unnamed"}
    if word in {"she", "her"}:
        return full.gender in {"f", "?"} and full.type in {"person", "role", "unnamed"}
    if word == "sie":
        return full.gender in {"f", "p"} or (full.type == "person" and full.gender == "?")
    if word in {"they", "them", "ihnen", "beide"}:
        return full.gender == "p" or full.type in {"body", "unnamed"}
    if word in {"it", "es"}:
        return full.gender == "n" or full.type in {"body", "state"}
    return False


def _reading(mention: Mention, link: _Antecedent | None, language: str) -> SourceReading:
    full = link.mention if link else mention
    left_open = mention.type == "pronoun" and link is None
    return SourceReading(
        anonymous=full.anonymous if link else mention.anonymous,
        count=mention.count
        if mention.count is not None
        else (full.count if link and mention.type == "pronoun" else None),
        actor=None if left_open else _actor_ref(full, language),
        resolved=full.text if link else None,
        resolved_spans=full.spans if link else None,
        confidence=link.confidence if link else (_OPEN if left_open else _SURE),
        role=_role(full),
    )


def _role(mention: Mention) -> str | None:
    """What the mention says of a named person besides the name: title or function."""
    if mention.name is None or mention.name == mention.text:
        return None
    words = mention.text.replace(mention.name, " ").strip(" ,").split()
    return " ".join(words) or None


def _actor_ref(mention: Mention, language: str) -> ActorRef | None:
    """The actor of a full mention; unnamed people are no actor: nothing ties them to those of other reports."""
    if mention.anonymous:
        return None
    if mention.type == "state" and mention.country:
        return ActorRef(f"state:{mention.country}", _without_article(mention.text, language), "government")
    if mention.name:
        return ActorRef(f"person:{slug(mention.name)}", mention.name, "person")
    name = _without_article(mention.text.split(",")[0], language)
    return ActorRef(f"{mention.kind}:{slug(name)}", name, mention.kind) if name else None


def _without_article(words: str, language: str) -> str:
    """The name without its article; a German genitive ("des US-Militärs") loses its ending too."""
    first, _, rest = words.partition(" ")
    if not rest or first.lower() not in actors_table(language).words.articles:
        return words
    head, *tail = rest.split(" ")
    if first.lower() == "des" and head.endswith("s") and not head.endswith(("ss", "us")):
        head = head.removesuffix("s")
    return " ".join((head, *tail))


def _actors(text: str, mentions: list[Mention], readings: tuple[SourceReading, ...]) -> tuple[Actor, ...]:
    found: dict[str, tuple[ActorRef, str | None, set[Span]]] = {}
    for mention, reading in zip(mentions, readings, strict=True):
        if reading.actor is None:
            continue
        _, role, spans = found.setdefault(reading.actor.id, (reading.actor, None, set()))
        spans.update(mention.spans[:1])
        found[reading.actor.id] = (reading.actor, role or reading.role, spans)
    actors: list[Actor] = []
    for ref, role, spans in found.values():
        spans |= {span for span in _further(text, ref) if not any(s < span[1] and span[0] < e for s, e in spans)}
        listed = tuple(ActorMention(ref.id, text[s:e], (s, e)) for s, e in sorted(spans)[:_MOST_MENTIONS])
        actors.append(Actor(id=ref.id, name=ref.name, kind=ref.kind, role=role, mentions=listed))
    return tuple(sorted(actors, key=lambda actor: (actor.mentions[0].span, actor.id)))


def _further(text: str, ref: ActorRef) -> list[Span]:
    """Where else the actor is named: by the name, a person also by the last part of it."""
    names = [ref.name]
    if ref.kind == "person" and " " in ref.name:
        names.append(ref.name.split()[-1])
    pattern = r"(?<![\w-])(?:" + "|".join(re.escape(n) for n in names if len(n) > 3) + r")s?(?![\w-])"
    if not any(len(n) > 3 for n in names):
        return []
    return [match.span() for match in re.finditer(pattern, text)]
