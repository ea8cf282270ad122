"""Make the outlines of countries that the map is drawn on.

They are Natural Earth's (public domain, 1:50 million), as the npm package ``world-atlas`` carries them: TopoJSON
(``countries-50m.json``), in which neighbours share their borders ("arcs"). Rounded to a hundredth of a degree,
about 1 km.
"""

from __future__ import annotations

import argparse
import gzip
import json
from itertools import accumulate, pairwise
from pathlib import Path
from typing import Any

Ring = list[tuple[int, int]]
"""Points in hundredths of degrees, east and north."""

_HUNDREDTHS = 100
# Of an island smaller than this across, in hundredths of degrees, nothing would be seen.
_SMALLEST = 20
_HALF_ROUND = 180 * _HUNDREDTHS


def shapes(topology: dict[str, Any]) -> dict[str, list[Ring]]:
    """The rings of each country under its numeric code (ISO 3166), or its name where it has none."""
    arcs = [_arc(points, topology["transform"]) for points in topology["arcs"]]
    found: dict[str, list[Ring]] = {}
    for country in topology["objects"]["countries"]["geometries"]:
        polygons = [country["arcs"]] if country["type"] == "Polygon" else country.get("arcs", [])
        rings = [_ring(ring, arcs) for polygon in polygons for ring in polygon]
        kept = [ring for ring in rings if len(ring) > 3 and _across(ring) >= _SMALLEST]
        if kept:
            found.setdefault(country.get("id") or country["properties"]["name"], []).extend(kept)
    return found


def _arc(points: list[list[int]], transform: dict[str, list[float]]) -> Ring:
    """An arc's points: they are written as steps on a grid."""
    (x_scale, y_scale), (x_first, y_first) = transform["scale"], transform["translate"]
    return [
        (round((x * x_scale + x_first) * _HUNDREDTHS), round((y * y_scale + y_first) * _HUNDREDTHS))
        for x, y in zip(accumulate(p[0] for p in points), accumulate(p[1] for p in points), strict=True)
    ]


def _ring(numbers: list[int], arcs: list[Ring]) -> Ring:
    """The arcs of a ring in a row, each point once; a negative number is an arc backwards."""
    found: Ring = []
    for number in numbers:
        for x, y in arcs[number] if number >= 0 else reversed(arcs[~number]):
            # Where a ring crosses the 180th meridian it goes on beyond it, so that it is not drawn across the world.
            turns = round((found[-1][0] - x) / (2 * _HALF_ROUND)) if found else 0
            point = (x + turns * 2 * _HALF_ROUND, y)
            if not found or found[-1] != point:
                found.append(point)
    return found


def _across(ring: Ring) -> int:
    return max(max(x for x, _ in ring) - min(x for x, _ in ring), max(y for _, y in ring) - min(y for _, y in ring))


def line(country: str, rings: list[Ring]) -> str:
    """A country as a line of the file: ISO 3166 alpha-2 code or "", west, south, east, north in degrees, its rings.

    A ring is its first point and the steps to the others, in hundredths of degrees east and south, as SVG draws them.
    """
    xs, ys = [x for ring in rings for x, _ in ring], [y for ring in rings for _, y in ring]
    box = (min(xs) / _HUNDREDTHS, min(ys) / _HUNDREDTHS, max(xs) / _HUNDREDTHS, max(ys) / _HUNDREDTHS)
    return "\t".join((_code(country), *(f"{edge:g}" for edge in box), *map(_steps, rings)))


def _code(country: str) -> str:
    import pycountry

    found = pycountry.countries.get(numeric=country)
    return found.alpha_2 if found else ""


def _steps(ring: Ring) -> str:
    return " ".join(f"{b[0] - a[0]} {a[1] - b[1]}" for a, b in pairwise([(0, 0), *ring]))


def main() -> None:
    """Write the outlines."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("source", type=Path, help="countries-50m.json of the npm package world-atlas")
    parser.add_argument("--out", type=Path, default=Path("src/lagebild/web/data/countries.tsv.gz"))
    given = parser.parse_args()
    lines = [line(country, rings) for country, rings in shapes(json.loads(given.source.read_bytes())).items()]
    given.out.write_bytes(gzip.compress("\n".join(lines).encode(), 9, mtime=0))
    print(f"{len(lines)} countries, {given.out.stat().st_size} bytes in {given.out}")


if __name__ == "__main__":
    main()
