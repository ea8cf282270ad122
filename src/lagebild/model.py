"""The vocabulary: typed records that every room shares, and nothing else.

The field names are those of the reading contract (``lagebild.reading/1``): a record is encoded to JSON as it stands.
Positions are half-open ranges of Unicode code points into :attr:`Report.text`, which is never altered after intake.
The terms follow PolNeAR and Redewiedergabe (attributions), FactBank (certainty, polarity) and ISO-TimeML (times).
"""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

Span = tuple[int, int]
"""Half-open range of code points into a report's text."""

Spans = tuple[Span, ...]
"""The parts of a possibly discontinuous stretch of text, in the order of the text, without overlap."""

Language = Literal["de", "en"]
Form = Literal["direct", "indirect", "indirect-free-indirect", "free-indirect", "reported", "narration"]
Act = Literal["state", "confirm", "deny", "demand", "plan", "predict", "warn", "criticise", "agree", "question"]
Certainty = Literal["certain", "probable", "possible", "unknown"]
Polarity = Literal["positive", "negative"]
Orientation = Literal["past", "present", "future"]
TimeType = Literal["DATE", "TIME", "DURATION", "SET"]
Modifier = Literal["exact", "approx", "more_than", "less_than", "at_least", "at_most", "range", "ratio"]
ActorKind = Literal["person", "government", "organisation", "group", "unnamed", "outlet"]
FurnitureKind = Literal["teaser", "byline", "caption", "dateline", "agency", "notice"]


class Passage(Struct, frozen=True):
    """Words of a report: ``text`` is what ``spans`` cover, parts joined by `` … ``."""

    text: str
    spans: Spans


class Furniture(Struct, frozen=True):
    """A stretch of the text that is no reporting (teaser, byline, photo credit, agency mark): it yields no claims.

    ``name`` is what the stretch names, where it names something: the agency of an agency mark, the author of a byline.
    """

    kind: FurnitureKind
    span: Span
    name: str | None = None


class Report(Struct, frozen=True, kw_only=True):
    """One published text.

    ``published`` and ``modified`` are ISO 8601 dates or instants. ``language`` is a BCP 47 code, also of a language
    that is not read. ``raw_sha256`` is the hash of the bytes that came in, ``text_sha256`` that of ``text`` in UTF-8.
    ``origin`` is the file, address or archive record it was taken from. ``notes`` tell a person what intake could not
    find out.
    """

    id: str
    text: str
    outlet: str | None = None
    title: str | None = None
    published: str | None = None
    modified: str | None = None
    language: str | None = None
    url: str | None = None
    byline: str | None = None
    agencies: tuple[str, ...] = ()
    furniture: tuple[Furniture, ...] = ()
    origin: str | None = None
    extractor: str | None = None
    raw_sha256: str | None = None
    text_sha256: str | None = None
    notes: tuple[str, ...] = ()


class Delivery(Struct, frozen=True):
    """What intake hands on: a report with the bytes it was made from.

    ``entry`` is the key of the feed's entry, if it came from one; ``retrieved`` (ISO 8601, UTC) and ``headers`` tell
    when it was fetched and with what answer: evidence.
    """

    report: Report
    raw: bytes
    media_type: str
    entry: str | None = None
    retrieved: str | None = None
    headers: tuple[tuple[str, str], ...] = ()


class Failure(Struct, frozen=True):
    """One input that could not be taken in or read: which, why, and what a person can do."""

    origin: str
    reason: str
    remedy: str | None = None


class Time(Struct, frozen=True, kw_only=True):
    """A TIMEX3: its extent, type and value, anchored to the report's date.

    ``deadline``: something is to be done or to happen by then. ``rule`` and ``anchor`` keep what the value was computed
    from (the rule's name; the date or earlier time it was resolved against, as a TIMEX3 value). ``arrives``: the date
    that a duration counted from the anchor leads to ("vor drei Jahren": P3Y, arrives in 2021); ISO-TimeML has it as an
    unmarked begin or end point.
    """

    text: str
    span: Span
    type: TimeType
    value: str
    mod: str | None = None
    deadline: bool = False
    rule: str | None = None
    anchor: str | None = None
    arrives: str | None = None


class Quantity(Struct, frozen=True, kw_only=True):
    """A number with what it counts: ``value`` for a single number, ``low`` and ``high`` for a range.

    ``unit`` is an ISO 4217 code for money, a UCUM-like symbol for measures ("km", "%"), ``None`` for plain counts.
    ``of`` is the noun phrase of what is counted or measured. A ratio's value is its factor ("verdoppeln": 2).
    """

    text: str
    span: Span
    value: float | None = None
    low: float | None = None
    high: float | None = None
    modifier: Modifier = "exact"
    unit: str | None = None
    of: str | None = None


class Place(Struct, frozen=True, kw_only=True):
    """A toponym resolved to WGS 84 degrees and an ISO 3166 alpha-2 country (``None``: spans several or unknown).

    ``confidence`` (0 to 1) is low where several places of that name are plausible.
    """

    text: str
    span: Span
    name: str
    latitude: float | None = None
    longitude: float | None = None
    country: str | None = None
    kind: str | None = None
    confidence: float = 1.0


class ActorRef(Struct, frozen=True):
    """The actor that a source mention stands for."""

    id: str
    name: str
    kind: ActorKind


class ActorMention(Struct, frozen=True):
    """Words of the text that mention an actor; ``id`` is that of :class:`Actor`."""

    id: str
    text: str
    span: Span


class Actor(Struct, frozen=True, kw_only=True):
    """A person, organisation, government, group or unnamed source: one record over all its mentions in a report.

    ``role`` is the title or function that a mention gives ("Sprecher des US-Außenministeriums").
    """

    id: str
    name: str
    kind: ActorKind
    role: str | None = None
    mentions: tuple[ActorMention, ...] = ()


class Attribution(Struct, frozen=True, kw_only=True):
    """Somebody's words, thoughts or plans inside a report, as found: content, source, cue, addressees, frame.

    ``content`` is without source, cue, "dass"/"that" and outer quotation marks. ``source`` is ``None`` where the
    report names none. ``source_confidence`` is that of the source alone; both confidences are between 0 and 1.
    """

    form: Form
    content: Spans
    source: Spans | None = None
    cue: Spans | None = None
    addressees: tuple[Spans, ...] = ()
    frame: Spans | None = None
    confidence: float = 1.0
    source_confidence: float = 1.0


class Source(Struct, frozen=True, kw_only=True):
    """One link of a source chain: who says it, in which words, doing what.

    ``count`` is the number of anonymous sources where the text gives one. ``resolved`` is the nearest full mention
    where ``text`` is a pronoun or short form.
    """

    text: str
    spans: Spans
    cue: Passage | None = None
    act: Act = "state"
    anonymous: bool = False
    count: int | None = None
    actor: ActorRef | None = None
    resolved: str | None = None


class Claim(Struct, frozen=True, kw_only=True):
    """One attributed or asserted content. ``sources`` runs from the innermost outwards; empty: the outlet itself.

    ``orientation`` is where the content lies in time, seen from the report, by tense, aspect and dates.
    ``corrected``: a person has judged it.
    """

    id: str
    text: str
    spans: Spans
    form: Form
    sources: tuple[Source, ...] = ()
    addressees: tuple[Passage, ...] = ()
    frame: Passage | None = None
    act: Act = "state"
    certainty: Certainty = "certain"
    polarity: Polarity = "positive"
    orientation: Orientation = "present"
    confidence: float = 1.0
    times: tuple[Time, ...] = ()
    quantities: tuple[Quantity, ...] = ()
    places: tuple[Place, ...] = ()
    actors: tuple[ActorMention, ...] = ()
    corrected: bool = False


class Reading(Struct, frozen=True, kw_only=True):
    """All that was read in one report: the object that ``lagebild read`` prints."""

    schema: Literal["lagebild.reading/1"] = "lagebild.reading/1"
    report: Report
    reader: str
    claims: tuple[Claim, ...] = ()
    times: tuple[Time, ...] = ()
    quantities: tuple[Quantity, ...] = ()
    places: tuple[Place, ...] = ()
    actors: tuple[Actor, ...] = ()


def cover(text: str, spans: Spans) -> str:
    """The words that ``spans`` cover in ``text``, parts joined by `` … ``."""
    return " … ".join(text[start:end] for start, end in spans)
