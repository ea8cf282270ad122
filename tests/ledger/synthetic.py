"""Reports and readings made up for the store's tests, without the reading engine: deterministic, small, whole."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator

from lagebild.model import (
    Actor,
    ActorMention,
    ActorRef,
    Claim,
    Delivery,
    Failure,
    Passage,
    Place,
    Quantity,
    Reading,
    Report,
    Source,
    Span,
    Time,
)

_SENTENCE = re.compile(r"[^.]+\.")
_SAYS = re.compile(r"(?P<source>[\w' -]+?) (?P<cue>sagte|bestätigte|said|denied), (?:dass |that )?(?P<content>.+)\.")
_ACTS = {"sagte": "state", "said": "state", "bestätigte": "confirm", "denied": "deny"}
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_NUMBER = re.compile(r"\b\d{2,3}\b(?!-)")
_PLACE = re.compile(r"\b(?:Nordhafen|Kesselburg)\b")

TEXT = (
    "Die Ministerin Ana Løw sagte, dass der Truppenabzug am 2031-05-02 in Nordhafen beginne. "
    "Sprecher Jon Ård bestätigte, 250 Soldaten blieben nach den Friedensgesprächen in Kesselburg. "
    "Die Brücke war am Morgen gesperrt."
)


def delivery(report_id: str = "r1", text: str = TEXT, **header: str | None) -> Delivery:
    """A delivery as intake makes it: the text's bytes are its raw form."""
    raw = text.encode("utf-8", "surrogatepass")
    fields: dict[str, str | None] = {"outlet": "Hafenbote", "published": "2031-04-01", "language": "de", **header}
    report = Report(
        id=report_id,
        text=text,
        raw_sha256=hashlib.sha256(raw).hexdigest(),
        text_sha256=hashlib.sha256(raw).hexdigest(),
        **fields,  # type: ignore[arg-type]
    )
    return Delivery(report, raw, "text/plain")


def numbered(number: int) -> Delivery:
    """The report of that number: each has a text, a date and an address of its own."""
    day = f"2031-{number % 12 + 1:02}-{number % 28 + 1:02}"
    text = f"Sprecher Jon Ård sagte, Abzug {number} beginne am {day} in Nordhafen mit {100 + number} Leuten. " * 3
    return delivery(f"n{number}", text + TEXT, published=day, url=f"https://example.org/{number}")


def read(report: Report) -> Reading:
    """A reading with everything a reading can hold; a text with the word UNLESBAR cannot be read."""
    if "UNLESBAR" in report.text:
        raise ValueError("unreadable")
    text = report.text
    spans = [match.span() for match in _SENTENCE.finditer(text)]
    claims = tuple(_claim(report, span) for span in spans)
    whole = (0, len(text))
    mentions = tuple(mention for claim in claims for mention in claim.actors)
    named = {mention.id: mention.text for mention in mentions}
    return Reading(
        report=report,
        reader="synthetic/1",
        claims=claims,
        times=_times(text, whole),
        quantities=_quantities(text, whole),
        places=_places(text, whole),
        actors=tuple(
            Actor(id=key, name=name, kind="person", mentions=tuple(m for m in mentions if m.id == key))
            for key, name in named.items()
        ),
    )


def read_all(reports: Iterable[Report]) -> Iterator[Reading | Failure]:
    """Readings in the order of the reports, as the reading room gives them."""
    for report in reports:
        try:
            yield read(report)
        except ValueError as error:
            yield Failure(report.origin or report.id, str(error))


def readable(report: Report) -> str | None:
    """Why a report cannot be read."""
    return None if report.language in ("de", "en") else f"no reader for {report.language}"


def _claim(report: Report, span: Span) -> Claim:
    start = span[0] + len(report.text[slice(*span)]) - len(report.text[slice(*span)].lstrip())
    match = _SAYS.fullmatch(report.text, start, span[1])
    content = match.span("content") if match else (start, span[1])
    key = hashlib.sha256(f"{report.id} {content}".encode()).hexdigest()[:12]
    source: tuple[Source, ...] = ()
    mention: tuple[ActorMention, ...] = ()
    if match:
        actor = ActorRef(hashlib.sha256(match["source"].encode()).hexdigest()[:8], match["source"].title(), "person")
        cue = Passage(match["cue"], (match.span("cue"),))
        act = _ACTS[match["cue"]]
        source = (Source(text=match["source"], spans=(match.span("source"),), cue=cue, act=act, actor=actor),)  # type: ignore[arg-type]
        mention = (ActorMention(actor.id, match["source"], match.span("source")),)
    return Claim(
        id=f"c-{key}",
        text=report.text[slice(*content)],
        spans=(content,),
        form="indirect" if match else "narration",
        sources=source,
        frame=Passage(report.text[start : span[1]], ((start, span[1]),)),
        act=source[0].act if source else "state",
        polarity="negative" if source and source[0].act == "deny" else "positive",
        confidence=0.5,
        times=_times(report.text, content),
        quantities=_quantities(report.text, content),
        places=_places(report.text, content),
        actors=mention,
    )


def _times(text: str, span: Span) -> tuple[Time, ...]:
    found = _DAY.finditer(text, *span)
    return tuple(Time(text=m[0], span=m.span(), type="DATE", value=m[0], deadline=True) for m in found)


def _quantities(text: str, span: Span) -> tuple[Quantity, ...]:
    return tuple(Quantity(text=m[0], span=m.span(), value=float(m[0])) for m in _NUMBER.finditer(text, *span))


def _places(text: str, span: Span) -> tuple[Place, ...]:
    return tuple(Place(text=m[0], span=m.span(), name=m[0], country="IQ") for m in _PLACE.finditer(text, *span))
