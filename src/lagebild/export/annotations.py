"""Claims as W3C Web Annotations (https://www.w3.org/TR/annotation-model/), for tools that show them on the page.

Each claim is an annotation whose targets are its stretches of the report, each selected by its words with what stands
around them and by its position. Positions are code points into the report's text as intake took it from the page; that
text is named by its hash (``textSha256``), since the page may have changed. A tool that has the page alone goes by the
words.
"""

from __future__ import annotations

import base64
import hashlib
import uuid
from collections.abc import Iterator
from typing import Any

import msgspec

from lagebild._version import __version__
from lagebild.export.documents import chain
from lagebild.ledger import Filter, Ledger
from lagebild.ledger.records import LedgerClaim
from lagebild.links import is_web_address
from lagebild.model import Claim, Report, Source, Span

AROUND = 32
"""Code points before and behind a quotation that tell it from the same words elsewhere in the text."""

_PAGE = 500
_NAMESPACE = uuid.uuid5(uuid.NAMESPACE_URL, "urn:x-lagebild:claim")
_OWN_TERMS = (
    "act", "certainty", "polarity", "form", "confidence", "corrected", "outlet", "text", "resolved", "anonymous",
    "count", "actor", "claim", "textSha256",
)  # fmt: skip
_CONTEXT = [
    "http://www.w3.org/ns/anno.jsonld",
    {
        "lagebild": "urn:x-lagebild:",
        "Claim": "lagebild:Claim",
        # A list: the order of a source chain is its meaning.
        "sources": {"@id": "lagebild:sources", "@container": "@list"},
        **{term: f"lagebild:{term}" for term in _OWN_TERMS},
    },
]


def web_annotations(ledger: Ledger, story: str | None) -> Iterator[bytes]:
    """The claims of the story's present reports as one AnnotationCollection, an annotation a line."""
    name = story or ledger.story
    wanted = Filter(story=story)
    identity = uuid.uuid5(_NAMESPACE, f"story {name}").urn
    collection = {
        "@context": _CONTEXT,
        "id": identity,
        "type": "AnnotationCollection",
        "label": name,
        "generator": {"type": "Software", "name": f"Lagebild {__version__}"},
        "total": ledger.count_claims(wanted),
    }
    first = {"id": f"{identity}#1", "type": "AnnotationPage", "partOf": identity, "startIndex": 0}
    yield _open(collection) + b', "first": ' + _open(first) + b', "items": [\n'
    separator = b""
    for one, report in _with_reports(ledger, wanted):
        yield separator + msgspec.json.encode(annotation(one.claim, report))
        separator = b",\n"
    yield b"\n]}}\n"


def _open(value: dict[str, Any]) -> bytes:
    """The object without its closing brace, so that more can follow."""
    return msgspec.json.encode(value).removesuffix(b"}")


def _with_reports(ledger: Ledger, wanted: Filter) -> Iterator[tuple[LedgerClaim, Report]]:
    """Claims with the text they stand in; those of one report come one after the other, so that one text is kept."""
    report: Report | None = None
    offset = 0
    while page := ledger.claims(wanted, limit=_PAGE, offset=offset):
        for one in page:
            if report is None or report.id != one.report.id:
                report = ledger.report(one.report.id)
            yield one, report
        offset += len(page)


def annotation(claim: Claim, report: Report) -> dict[str, Any]:
    """One claim as an annotation (without the context, which its collection has)."""
    targets = [_target(span, report) for span in claim.spans]
    return {
        "id": uuid.uuid5(_NAMESPACE, claim.id).urn,
        "type": "Annotation",
        "motivation": "describing",
        "body": [_described(claim, report), _structured(claim, report)],
        "target": targets[0] if len(targets) == 1 else targets,
    }


def _described(claim: Claim, report: Report) -> dict[str, Any]:
    """What every annotation tool can show."""
    firm = f"{claim.act}, {claim.certainty}, {claim.polarity}"
    voices = " < ".join(part for part in (chain(claim), report.outlet or report.id) if part)
    return {
        "type": "TextualBody",
        "purpose": "describing",
        "format": "text/plain",
        "language": "en",
        "value": f"{voices}: {firm}",
    }


def _structured(claim: Claim, report: Report) -> dict[str, Any]:
    """The claim's properties in the words of the reading contract."""
    return {
        "type": ["Dataset", "Claim"],
        "claim": claim.id,
        "act": claim.act,
        "certainty": claim.certainty,
        "polarity": claim.polarity,
        "form": claim.form,
        "confidence": claim.confidence,
        "corrected": claim.corrected,
        "outlet": report.outlet,
        "sources": [_source(source) for source in claim.sources],
    }


def _source(source: Source) -> dict[str, Any]:
    return {
        "text": source.text,
        "resolved": source.resolved,
        "act": source.act,
        "anonymous": source.anonymous,
        "count": source.count,
        "actor": source.actor.name if source.actor else None,
    }


def _target(span: Span, report: Report) -> dict[str, Any]:
    start, end = span
    digest = hashlib.sha256(report.text.encode()).digest()
    # Without an address of the web the text itself is named, by its hash (RFC 6920).
    named = f"ni:///sha-256;{base64.urlsafe_b64encode(digest).decode().rstrip('=')}"
    return {
        "type": "SpecificResource",
        "source": report.url if is_web_address(report.url) else named,
        "textSha256": digest.hex(),
        "selector": [
            {
                "type": "TextQuoteSelector",
                "exact": report.text[start:end],
                "prefix": report.text[max(0, start - AROUND) : start],
                "suffix": report.text[end : end + AROUND],
            },
            {"type": "TextPositionSelector", "start": start, "end": end},
        ],
    }
