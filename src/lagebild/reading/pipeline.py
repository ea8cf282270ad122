"""The way of one report through the reading, step by step."""

from __future__ import annotations

from lagebild._version import __version__
from lagebild.errors import InputError
from lagebild.model import Attribution, Language, Reading, Report, Span
from lagebild.reading.attribution import find_attributions
from lagebild.reading.claims import assemble
from lagebild.reading.document import Document, subtract
from lagebild.reading.languages import LANGUAGES
from lagebild.reading.places import find_places
from lagebild.reading.quantities import find_quantities
from lagebild.reading.segment import find_sentences
from lagebild.reading.times import find_times

READER = f"lagebild {__version__}"
"""Name and version of the reader, kept with each reading."""


def read_report(report: Report) -> Reading:
    """The reading of ``report``: a pure function of its text, language and date.

    Raises :class:`lagebild.errors.InputError` for a language that is not read.
    """
    language = _language(report)
    text = report.text
    # 1. sentences, cut free of furniture
    holes = tuple(mark.span for mark in report.furniture)
    sentences = _reporting(text, language, holes)
    # 2. attributions that lie in those sentences
    attributions = tuple(a for a in find_attributions(text, language, sentences) if _outside(a, holes))
    # 3. times, then quantities (a number inside a time is none), then places
    times = tuple(find_times(text, language, report.published, sentences))
    quantities = tuple(find_quantities(text, language, times))
    places = tuple(find_places(text, language, sentences))
    # 4. claims with source chains and actors
    document = Document(
        report=report,
        language=language,
        sentences=sentences,
        attributions=attributions,
        times=times,
        quantities=quantities,
        places=places,
    )
    claims, actors = assemble(document)
    return Reading(
        report=report, reader=READER, claims=claims, times=times, quantities=quantities, places=places, actors=actors
    )


def _language(report: Report) -> Language:
    if report.language not in LANGUAGES:
        named = f"language {report.language!r} is not read" if report.language else "the language is not known"
        raise InputError(named, origin=report.origin or report.id, remedy="German (de) and English (en) are read")
    return report.language


def _reporting(text: str, language: Language, holes: tuple[Span, ...]) -> tuple[Span, ...]:
    parts = (part for sentence in find_sentences(text, language) for part in subtract(sentence, holes))
    stripped = ((s, e, text[s:e]) for s, e in parts)
    return tuple(
        (s + len(words) - len(words.lstrip()), s + len(words.rstrip())) for s, e, words in stripped if words.strip()
    )


def _outside(attribution: Attribution, holes: tuple[Span, ...]) -> bool:
    return not any(s < end and start < e for start, end in attribution.content for s, e in holes)
