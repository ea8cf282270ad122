"""What places are called on the pages: in the reader's language, as the reports of the story call them there."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from lagebild.reading.actors.tables import lexicon
from lagebild.reading.places.gazetteer import gazetteer
from lagebild.story.entries import Entry

PlaceKey = tuple[str, str | None]
"""A place by the gazetteer's name and its country (ISO 3166 alpha-2)."""

PlaceNames = dict[str, dict[PlaceKey, str]]
"""By language what each place is called."""


def place_names(entries: Iterable[Entry]) -> PlaceNames:
    """The words that reports of each language use most for a place, of those that are names of it."""
    counted: dict[str, dict[PlaceKey, Counter[str]]] = {}
    for entry in entries:
        inside = counted.setdefault(entry.report.language or "", {})
        for place in entry.claim.places:
            inside.setdefault((place.name, place.country), Counter())[place.text] += 1
    return {
        language: {key: name for key, words in places.items() if (name := _name(key, words)) is not None}
        for language, places in counted.items()
    }


def _name(key: PlaceKey, words: Counter[str]) -> str | None:
    """The most frequent words that name the place by themselves: no adjective, no case ending, no pointing."""
    name, country = key
    called = sorted(words, key=lambda one: (-words[one], one))
    return next((one for one in called if _names(one, name, country)), None)


def _names(words: str, name: str, country: str | None) -> bool:
    return any(entry.name == name and entry.country == country for entry in gazetteer("en").find(words))


def country_name(code: str | None, language: str) -> str:
    """The country's name in ``language``; its code where the tables have none."""
    return lexicon(language).display.get(f"state:{code}", code or "")
