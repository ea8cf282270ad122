"""The bundled gazetteer: names of cities, countries and provinces, read once when the first place is looked up."""

from __future__ import annotations

import gzip
from functools import cache
from importlib import resources

from msgspec import Struct

from lagebild.reading.languages import table


class Entry(Struct, frozen=True):
    """One place: ``kind`` is city, country, region, river, island or continent; ``country`` is ISO 3166 alpha-2."""

    name: str
    kind: str
    country: str | None
    latitude: float | None
    longitude: float | None
    population: int


class Extra(Struct, frozen=True):
    """A place that the gazetteer's sources lack."""

    name: str
    country: str
    kind: str
    latitude: float
    longitude: float


class PlacesTable(Struct, frozen=True):
    """``places.toml``: see the comments there."""

    locative: frozenset[str]
    weak_locative: frozenset[str]
    with_article_in: frozenset[str]
    articles: frozenset[str]
    entered: tuple[str, ...]
    parts_of: frozenset[str]
    part_prefixes: tuple[str, ...]
    conjunctions: frozenset[str]
    not_places: frozenset[str]
    with_locative: frozenset[str]
    person_titles: frozenset[str]
    body_nouns: frozenset[str]
    namesakes: frozenset[str]
    bare_cities: bool
    extra: tuple[Extra, ...]


class Gazetteer(Struct, frozen=True):
    """Names with their lines in the file, parsed when they are looked up; ``longest`` is in words."""

    lines: dict[str, str]
    extra: dict[str, Entry]
    longest: int

    def find(self, name: str) -> list[Entry]:
        """The places of that name, the likeliest first."""
        if name in self.extra:
            return [self.extra[name]]
        return [_entry(line) for line in self.lines.get(name, "").split("\n") if line]


def _entry(line: str) -> Entry:
    _, place, kind, country, latitude, longitude, population = line.split("\t")
    return Entry(
        place,
        kind,
        country or None,
        float(latitude) if latitude else None,
        float(longitude) if longitude else None,
        int(population),
    )


@cache
def places_table(language: str) -> PlacesTable:
    """The table of ``language``."""
    return table(language, "places", PlacesTable)


@cache
def _names() -> dict[str, str]:
    packed = resources.files(__package__).joinpath("data", "gazetteer.tsv.gz").read_bytes()
    names: dict[str, str] = {}
    for line in gzip.decompress(packed).decode("utf-8").splitlines():
        name = line[: line.index("\t")]
        names[name] = f"{names[name]}\n{line}" if name in names else line
    return names


@cache
def gazetteer(language: str) -> Gazetteer:
    """The gazetteer with the own additions of ``language``."""
    extra = {
        e.name: Entry(e.name, e.kind, e.country or None, e.latitude, e.longitude, 1_000_000)
        for e in places_table(language).extra
    }
    return Gazetteer(_names(), extra, 4)
