"""From a document to its claims: attributed ones with their source chains, then what the outlet itself asserts."""

from __future__ import annotations

import hashlib
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from typing import Generic, TypeVar

from msgspec import Struct, structs

from lagebild.model import (
    Act,
    Actor,
    ActorMention,
    Attribution,
    Claim,
    Form,
    Orientation,
    Passage,
    Place,
    Polarity,
    Quantity,
    Source,
    Span,
    Spans,
    Time,
    cover,
)
from lagebild.reading.actors import ActorIndex, SourceReading, resolve_actors
from lagebild.reading.attribution.reported import find_reported
from lagebild.reading.claims.chains import read_cue, relayed_source, source_of, without_relayed
from lagebild.reading.claims.contents import claimed, is_named
from lagebild.reading.claims.echoes import Echo, find_echoes, with_rests, without_echoes
from lagebild.reading.claims.firmness import act_of, act_of_noun, certainty_of, polarity_of
from lagebild.reading.claims.framing import Framing, framing_of
from lagebild.reading.claims.main_clause import leading_sentence, main_clause
from lagebild.reading.claims.orientation import is_ahead, orientation_of
from lagebild.reading.claims.origins import with_origins
from lagebild.reading.claims.outlet import OutletContent, outlet_contents
from lagebild.reading.claims.speech_acts import with_reported
from lagebild.reading.document import Document
from lagebild.reading.segment import find_words
from lagebild.reading.times import tells_when

# What the outlet does not say itself, but nobody else either as far as is read.
_TOLD: Form = "indirect-free-indirect"
# The noun of a phrase is among its first words.
_HEAD_WORDS = 3
# What the words of an attributed content may say about its act when the cue is neutral.
_CONTENT_ACTS: tuple[Act, ...] = ("plan", "demand", "predict", "question")
# A source that the report does not name; the claim is still not the outlet's.
UNNAMED = Source(text="", spans=(), anonymous=True)

Item = TypeVar("Item", Time, Quantity, Place, ActorMention)


class Link(Struct, frozen=True):
    """One source mention of an attribution with its cue and act."""

    spans: Spans
    cue: Spans | None
    act: Act


class Chain(Struct, frozen=True):
    """An attribution's own links, innermost first, before outer attributions are added; ``said``: what counts of it."""

    attribution: Attribution
    links: tuple[Link, ...]
    framing: Framing
    said: str


def assemble(document: Document) -> tuple[tuple[Claim, ...], tuple[Actor, ...]]:
    """The claims of ``document`` in the order of the text, and its actors."""
    echoes = find_echoes(document.text, document.language, document.sentences, document.attributions)
    document = _guided(document, echoes)
    chains = [_chain(document, attribution) for attribution in document.attributions]
    mentions = tuple(dict.fromkeys(m for m in _mentions(chains, echoes)))
    index = resolve_actors(document.text, document.language, document.sentences, mentions)
    readings = dict(zip(mentions, index.sources, strict=True))
    claims = _attributed(document, chains, readings)
    claims += [_outlet_claim(document, content) for content in outlet_contents(document, [e.core for e in echoes])]
    claims = _with_echoes(document, claims, echoes, readings)
    return _finish(document, claims, index), index.actors


def _guided(document: Document, echoes: Sequence[Echo]) -> Document:
    """The document with only those attributions that are claims, each with the source it goes back to."""
    text, language, sentences = document.text, document.language, document.sentences
    reported = without_echoes(find_reported(text, language, sentences), echoes)
    kept = with_rests(text, language, without_echoes(document.attributions, echoes), echoes)
    told = without_relayed(text, kept, sentences, language)
    found = claimed(text, language, with_reported(told, reported, sentences), sentences)
    return structs.replace(document, attributions=with_origins(text, language, found, sentences))


def _chain(document: Document, attribution: Attribution) -> Chain:
    text, language = document.text, document.language
    said, asked = leading_sentence(text, attribution.content, document.sentences)
    framing = framing_of(text, attribution, language, asked=asked)
    links: list[Link] = []
    relayed = relayed_source(text, attribution, document.sentences, language)
    act = framing.act if framing.act != "state" else _told_by_nouns(document, attribution)
    if relayed is not None:
        links.append(Link((relayed,), None, act))
    if attribution.source is not None and is_named(attribution):
        links.append(Link(attribution.source, attribution.cue, act))
    return Chain(attribution, tuple(links), structs.replace(framing, act=act), said)


def _told_by_nouns(document: Document, attribution: Attribution) -> Act:
    """The act that the source tells ("Kritiker") or, in reported speech, the content's first noun ("Zustimmung")."""
    spans = attribution.content if attribution.form == "reported" else attribution.source or ()
    words = [word for start, end in spans for word in find_words(document.text, start, end)][:_HEAD_WORDS]
    return act_of_noun([word.lower for word in words], document.language) or "state"


def _mentions(chains: list[Chain], echoes: list[Echo]) -> list[Spans]:
    return [link.spans for chain in chains for link in chain.links] + [echo.source for echo in echoes]


def _attributed(document: Document, chains: list[Chain], readings: dict[Spans, SourceReading]) -> list[Claim]:
    claims: list[Claim] = []
    around: list[Chain] = []  # earlier ones that reach as far as this one: contents stand in the order of the text
    for chain in chains:
        start = chain.attribution.content[0][0]
        around = [other for other in around if other.attribution.content[-1][1] > start]
        own = [_source(document, link, readings) for link in chain.links]
        outer = [
            _source(document, link, readings)
            for other in around
            if _inside(chain.attribution, other.attribution)
            for link in other.links
            if link.spans not in {mine.spans for mine in chain.links}
        ]
        claims.append(_attributed_claim(document, chain, (*own, *outer) or (UNNAMED,), bool(own), readings))
        around.append(chain)
    return claims


def _inside(inner: Attribution, outer: Attribution) -> bool:
    """Whether ``inner`` is said inside what ``outer`` renders."""
    start, end = inner.content[0][0], inner.content[-1][1]
    return inner is not outer and any(s <= start and end <= e and (s, e) != (start, end) for s, e in outer.content)


def _source(document: Document, link: Link, readings: dict[Spans, SourceReading]) -> Source:
    return source_of(document.text, link.spans, readings[link.spans], link.cue, link.act)


def _attributed_claim(
    document: Document, chain: Chain, sources: tuple[Source, ...], named: bool, readings: dict[Spans, SourceReading]
) -> Claim:
    attribution, framing, text = chain.attribution, chain.framing, document.text
    resolved = readings[chain.links[0].spans].confidence if chain.links else 1.0
    confidence = attribution.confidence * (attribution.source_confidence * resolved if named else 0.5)
    return Claim(
        id="",
        text=cover(text, attribution.content),
        spans=attribution.content,
        form=attribution.form,
        sources=sources,
        addressees=tuple(Passage(cover(text, spans), spans) for spans in attribution.addressees),
        frame=Passage(cover(text, attribution.frame), attribution.frame) if attribution.frame else None,
        act=_act(chain, document.language),
        certainty=framing.certainty or certainty_of(chain.said, document.language, framing.lemma),
        polarity=_polarity(chain, document.language),
        confidence=round(confidence, 4),
    )


def _act(chain: Chain, language: str) -> Act:
    """The act that the frame tells, or else the content's own words.

    Reported speech without a cue has it among its content's words ("Der Verband lehnte den Entwurf ab").
    """
    if chain.framing.act != "state":
        return chain.framing.act
    if chain.attribution.form != "reported" or chain.attribution.cue is not None:
        return act_of(chain.said, language, _CONTENT_ACTS)
    act = act_of(chain.said, language)
    clause = main_clause(chain.said, language)
    return act if act != "state" else read_cue(clause, ((0, len(clause)),), language).act


def _polarity(chain: Chain, language: str) -> Polarity:
    """That of the content, turned round by a frame that denies it ("did not believe that ...")."""
    said = polarity_of(chain.said, language)
    if not chain.framing.negated:
        return said
    return "positive" if said == "negative" else "negative"


def _outlet_claim(document: Document, found: OutletContent) -> Claim:
    content, language = cover(document.text, found.spans), document.language
    said, asked = leading_sentence(document.text, found.spans, document.sentences)
    form: Form = _TOLD if found.told else "narration"
    return Claim(
        id="",
        text=content,
        spans=found.spans,
        form=form,
        sources=(UNNAMED,) if found.told else (),
        act="question" if asked else act_of(said, language, said=False),
        certainty="unknown" if asked else certainty_of(said, language),
        polarity=polarity_of(said, language),
        confidence=found.confidence,
    )


def _with_echoes(
    document: Document, claims: list[Claim], echoes: list[Echo], readings: dict[Spans, SourceReading]
) -> list[Claim]:
    """Each echo's source added to the claim before it, outermost: the claim was there before it was confirmed."""
    claims = sorted(claims, key=lambda claim: claim.spans)
    for echo in echoes:
        at = next((i for i in range(len(claims) - 1, -1, -1) if claims[i].spans[-1][1] <= echo.sentence[0]), None)
        if at is None:
            continue
        source = source_of(document.text, echo.source, readings[echo.source], echo.cue, echo.act)
        claim = claims[at]
        if any(other.spans == source.spans for other in claim.sources):
            continue
        form: Form = "indirect" if claim.form == "narration" else claim.form
        claims[at] = structs.replace(claim, form=form, sources=(*claim.sources, source))
    return claims


def _finish(document: Document, claims: list[Claim], index: ActorIndex) -> tuple[Claim, ...]:
    mentions = _InOrder([m for actor in index.actors for m in actor.mentions])
    all_times = _InOrder(time for time in document.times if tells_when(time))
    quantities = _InOrder(document.quantities)
    places = _InOrder(document.places)
    seen: dict[str, int] = {}
    finished: list[Claim] = []
    for claim in sorted(_once(claims), key=lambda c: (c.spans, len(c.sources))):
        times = all_times.within(claim.spans)
        said, _ = leading_sentence(document.text, claim.spans, document.sentences)
        orientation = orientation_of(said, document.language, claim.act, times, document.report.published)
        key = f"{document.report.id}\n{claim.spans}\n{bool(claim.sources)}"
        digest = hashlib.sha256(key.encode()).hexdigest()[:12]
        seen[digest] = seen.get(digest, 0) + 1
        suffix = f"-{seen[digest]}" if seen[digest] > 1 else ""
        finished.append(
            structs.replace(
                claim,
                id=f"c-{digest}{suffix}",
                act=_scheduled(claim, orientation, ahead=is_ahead(times, document.report.published)),
                orientation=orientation,
                times=times,
                quantities=quantities.within(claim.spans),
                places=places.within(claim.spans),
                actors=mentions.within(claim.spans),
            )
        )
    return tuple(finished)


def _once(claims: Iterable[Claim]) -> Iterable[Claim]:
    """The claims, of those with the same words and sources the surest alone: network and rules may both read one."""
    found: dict[tuple[Spans, tuple[Spans, ...]], Claim] = {}
    for claim in claims:
        key = (claim.spans, tuple(source.spans for source in claim.sources))
        if key not in found or found[key].confidence < claim.confidence:
            found[key] = claim
    return found.values()


def _scheduled(claim: Claim, orientation: Orientation, *, ahead: bool) -> Act:
    """What the report itself says of a day still to come is a prediction, though in the present tense."""
    told = not claim.sources and claim.act == "state" and orientation == "future" and ahead
    return "predict" if told else claim.act


class _InOrder(Generic[Item]):
    """What stands in a text, in its order, so that what a claim holds is found without looking at all."""

    def __init__(self, items: Iterable[Item]) -> None:
        self._items: list[Item] = sorted(items, key=lambda item: item.span)
        self._starts: list[int] = [item.span[0] for item in self._items]

    def within(self, spans: Spans) -> tuple[Item, ...]:
        """The items that lie inside one of ``spans``."""
        first = bisect_left(self._starts, min(start for start, _ in spans))
        last = bisect_left(self._starts, max(end for _, end in spans))
        return tuple(item for item in self._items[first:last] if _holds(spans, item.span))


def _holds(spans: Spans, span: Span) -> bool:
    return any(start <= span[0] and span[1] <= end for start, end in spans)
