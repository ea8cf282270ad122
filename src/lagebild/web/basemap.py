"""The map: a window on the world, outlines of countries in it, places as circles; the page draws them as SVG."""

from __future__ import annotations

import gzip
from collections.abc import Callable, Sequence
from functools import cache
from importlib import resources
from itertools import accumulate, pairwise
from math import cos, radians, sqrt

from msgspec import Struct, structs

from lagebild.ledger.records import PlaceRow

Box = tuple[float, float, float, float]
"""Left, top, right and bottom in pixels."""

WIDTH, HEIGHT = 960, 540
"""Pixels of the map."""

_HUNDREDTHS = 100
_WORLD = 178.0
_CLOSEST, _FITTED = 1.0, 6.0
_MARGIN = 1.35
# Of all claims, the share whose places the map is fitted to: one mention of a far country does not make it a globe.
_MOST_OF_THEM = 0.8
_LEAST, _MOST = 4.0, 24.0
_MOST_LABELS = 40
_SHADES = 3
_LETTER, _LINE = 7.2, 16
# The grid of outlines, in hundredths of degrees, from so many degrees of height on: finer than a pixel or two.
_GRIDS = ((60.0, 40), (15.0, 10), (0.0, 2))


class View(Struct, frozen=True):
    """What part of the world is shown: its middle, and how many degrees it is high."""

    latitude: float
    longitude: float
    span: float

    @property
    def across(self) -> float:
        """Degrees of longitude from edge to edge; at its middle the map is true to shape (equirectangular)."""
        return self.span * WIDTH / HEIGHT / self._narrowing

    @property
    def _narrowing(self) -> float:
        return max(cos(radians(self.latitude)), 0.2)

    def pixels(self, latitude: float, longitude: float) -> tuple[float, float]:
        """Where a point of the earth is on the map."""
        x = WIDTH / 2 + (longitude - self.longitude) / self.across * WIDTH
        return round(x, 1), round(HEIGHT / 2 - (latitude - self.latitude) / self.span * HEIGHT, 1)

    def moved(self, east: float, north: float) -> View:
        """The view a share of its size to the east and north, on the globe still."""
        latitude = min(max(self.latitude + north * self.span, -80.0), 80.0)
        return View(latitude, min(max(self.longitude + east * self.across, -180.0), 180.0), self.span)

    def scaled(self, factor: float) -> View:
        """``factor`` times as high, no more than the world."""
        span = min(max(self.span * factor, _CLOSEST), _WORLD)
        return WORLD if span == _WORLD else View(self.latitude, self.longitude, span)

    def transform(self) -> str:
        """The SVG transform of outlines in hundredths of degrees east and south."""
        (x, y), per_degree = self.pixels(0.0, 0.0), HEIGHT / self.span
        return f"translate({x} {y}) scale({WIDTH / self.across / _HUNDREDTHS:.5f} {per_degree / _HUNDREDTHS:.5f})"


WORLD = View(0.0, 10.0, _WORLD)


class Outline(Struct, frozen=True):
    """A country as a path for :meth:`View.transform`, named at ``x``, ``y``; with claims about it its ``place``.

    ``name`` is "" where there is no room for it.
    """

    path: str
    place: PlaceRow | None = None
    name: str = ""
    share: int = 0
    x: float = 0.0
    y: float = 0.0


class Spot(Struct, frozen=True):
    """A place in pixels; ``label`` says whether there is room for its name."""

    place: PlaceRow
    name: str
    x: float
    y: float
    radius: float
    label: bool


class _Country(Struct, frozen=True):
    """Its ISO code, west, south, east and north in degrees, rings in hundredths of degrees east and south."""

    code: str
    box: tuple[float, float, float, float]
    rings: tuple[tuple[tuple[int, int], ...], ...]


def fitted(places: Sequence[PlaceRow]) -> View:
    """The view on most of what is spoken of; the world if there is nothing."""
    if not places:
        return WORLD
    middle = _median([(p.latitude, p.claims) for p in places]), _median([(p.longitude, p.claims) for p in places])
    nearest = sorted(places, key=lambda p: (p.latitude - middle[0]) ** 2 + (p.longitude - middle[1]) ** 2)
    wanted = sum(place.claims for place in places) * _MOST_OF_THEM
    before = accumulate((place.claims for place in nearest), initial=0)
    kept = [place for place, sum_before in zip(nearest, before, strict=False) if sum_before < wanted]
    south, north = min(p.latitude for p in kept), max(p.latitude for p in kept)
    west, east = min(p.longitude for p in kept), max(p.longitude for p in kept)
    view = View((south + north) / 2, (west + east) / 2, 1.0)
    span = max(north - south, (east - west) / view.across, _FITTED) * _MARGIN
    return WORLD if span >= _WORLD else View(view.latitude, view.longitude, span)


def spots(places: Sequence[PlaceRow], view: View, called: Callable[[PlaceRow], str]) -> list[Spot]:
    """The places inside the view, the most spoken of first, ``called`` so; names where they do not cover each other."""
    inside = [(place, *view.pixels(place.latitude, place.longitude)) for place in places]
    inside = [(place, x, y) for place, x, y in inside if 0 <= x <= WIDTH and 0 <= y <= HEIGHT]
    most = max((place.claims for place, _, _ in inside), default=1)
    taken: list[Box] = []
    found = []
    for place, x, y in inside:
        spot = Spot(place, called(place), x, y, round(max(_LEAST, _MOST * sqrt(place.claims / most)), 1), label=True)
        box = _name_box(spot)
        if box[2] > WIDTH or len(taken) == _MOST_LABELS or any(_cross(box, other) for other in taken):
            found.append(structs.replace(spot, label=False))
        else:
            taken.append(box)
            found.append(spot)
    return found


def _name_box(spot: Spot) -> Box:
    """Where the name of a place is written: to the right of its circle."""
    right = spot.x + spot.radius
    return right, spot.y - _LINE / 2, right + 6 + _LETTER * len(spot.name), spot.y + _LINE / 2


def _covered(spots: Sequence[Spot]) -> list[Box]:
    """What circles and their names cover."""
    circles = [(s.x - s.radius, s.y - s.radius, s.x + s.radius, s.y + s.radius) for s in spots]
    return [*circles, *(_name_box(spot) for spot in spots if spot.label)]


def outlines(
    view: View, spoken: Sequence[PlaceRow], shown: Sequence[Spot], called: Callable[[str], str]
) -> list[Outline]:
    """The countries of which something may be inside the view, by their codes ``called`` so; some are ``spoken`` of.

    A name stands near the middle of its country, where it covers none of the spots ``shown``; of a country that nothing
    is said about it is left out where there is no room.
    """
    west, east = view.longitude - view.across / 2, view.longitude + view.across / 2
    south, north = view.latitude - view.span / 2, view.latitude + view.span / 2
    named = {place.country: place for place in reversed(spoken) if place.country}
    most = max((place.claims for place in spoken), default=1)
    grid, covered = next(grid for least, grid in _GRIDS if view.span >= least), _covered(shown)
    found = []
    drawn = zip(_countries(), _paths(grid), strict=True)
    # Those that something is said of are named first: the others take the room that is left.
    for country, path in sorted(drawn, key=lambda one: one[0].code not in named):
        left, bottom, right, top = country.box
        if not path or left > east or right < west or bottom > north or top < south:
            continue
        place, name = named.get(country.code), called(country.code) if country.code else ""
        share = min(_SHADES, 1 + _SHADES * place.claims // (most + 1)) if place else 0
        x, y = view.pixels(*_middle(country, (west, north, east, south)))
        y = _free(name, x, y, covered) if place else y
        box = _country_box(name, x, y)
        across = (right - left) / view.across * WIDTH
        if name and (place or _fits(box, across, covered)):
            covered.append(box)
            found.append(Outline(path, place, name, share, x, y))
        else:
            found.append(Outline(path))
    return found


def _country_box(name: str, x: float, y: float) -> Box:
    half = _LETTER * len(name) / 2
    return x - half, y - _LINE, x + half, y + _LINE / 2


def _fits(box: Box, width: float, covered: Sequence[Box]) -> bool:
    """Whether a name stands on the map, in a country of this ``width`` in pixels, and covers nothing."""
    on_map = box[0] >= 0 and box[1] >= 0 and box[2] <= WIDTH and box[3] <= HEIGHT
    return on_map and box[2] - box[0] <= width and not any(_cross(box, other) for other in covered)


def _free(name: str, x: float, y: float, covered: Sequence[Box]) -> float:
    """The height near ``y`` at which the name covers nothing; ``y`` itself if there is none."""
    for lines in (0, -2, 2, -3, 3, -4, 4):
        at = y + lines * _LINE
        if not any(_cross(_country_box(name, x, at), other) for other in covered):
            return round(at, 1)
    return y


def _middle(country: _Country, window: Box) -> tuple[float, float]:
    """Latitude and longitude of the middle of the largest part inside the window: where a country's name is written."""
    west, north, east, south = window
    left, bottom, right, top = country.box
    rings: Sequence[Sequence[tuple[float, float]]] = country.rings
    if not (west <= left and right <= east and south <= bottom and top <= north):
        edges = west * _HUNDREDTHS, -north * _HUNDREDTHS, east * _HUNDREDTHS, -south * _HUNDREDTHS
        rings = [part for ring in rings if (part := _clipped(ring, edges))] or rings
    ring = max(rings, key=lambda ring: abs(_area(ring)))
    doubled = 3 * _area(ring) or 1
    closed = list(pairwise([*ring, ring[0]]))
    x = sum((a[0] + b[0]) * (a[0] * b[1] - b[0] * a[1]) for a, b in closed) / doubled
    y = sum((a[1] + b[1]) * (a[0] * b[1] - b[0] * a[1]) for a, b in closed) / doubled
    return -y / _HUNDREDTHS, x / _HUNDREDTHS


def _clipped(ring: Sequence[tuple[float, float]], window: Box) -> list[tuple[float, float]]:
    """The part of a ring inside a window, edge by edge (Sutherland and Hodgman 1974)."""
    points = list(ring)
    for axis, edge, sign in ((0, window[0], 1), (1, window[1], 1), (0, window[2], -1), (1, window[3], -1)):
        kept: list[tuple[float, float]] = []
        for a, b in pairwise([*points[-1:], *points]):
            if (a[axis] - edge) * sign * (b[axis] - edge) * sign < 0:
                share = (edge - a[axis]) / (b[axis] - a[axis])
                kept.append((a[0] + share * (b[0] - a[0]), a[1] + share * (b[1] - a[1])))
            if (b[axis] - edge) * sign >= 0:
                kept.append(b)
        points = kept
    return points


def _area(ring: Sequence[tuple[float, float]]) -> float:
    """Twice the area that the ring encloses, signed by its direction."""
    return float(sum(a[0] * b[1] - b[0] * a[1] for a, b in pairwise([*ring, ring[0]])))


@cache
def _paths(grid: int) -> list[str]:
    """The outline of each country on a ``grid`` of so many hundredths of degrees; "" for one too small for it."""
    return ["".join(_path(ring, grid) for ring in country.rings) for country in _countries()]


def _path(ring: Sequence[tuple[int, int]], grid: int) -> str:
    points = [(round(x / grid) * grid, round(y / grid) * grid) for x, y in ring]
    kept = [point for at, point in enumerate(points) if at == 0 or point != points[at - 1]]
    if len(kept) < 4:
        return ""
    steps = " ".join(f"{b[0] - a[0]} {b[1] - a[1]}" for a, b in pairwise(kept))
    return f"M{kept[0][0]} {kept[0][1]}l{steps}z"


@cache
def _countries() -> list[_Country]:
    packed = resources.files("lagebild.web").joinpath("data", "countries.tsv.gz").read_bytes()
    return [_country(line.split("\t")) for line in gzip.decompress(packed).decode().splitlines()]


def _country(fields: Sequence[str]) -> _Country:
    west, south, east, north = map(float, fields[1:5])
    return _Country(fields[0], (west, south, east, north), tuple(_ring(written) for written in fields[5:]))


def _ring(written: str) -> tuple[tuple[int, int], ...]:
    """A ring is written as steps, east and south by turns."""
    steps = [int(step) for step in written.split()]
    return tuple(zip(accumulate(steps[0::2]), accumulate(steps[1::2]), strict=True))


def _median(weighed: list[tuple[float, int]]) -> float:
    """The value with half of the weight on either side."""
    ordered = sorted(weighed)
    half = sum(weight for _, weight in ordered) / 2
    sums = accumulate(weight for _, weight in ordered)
    return next(value for (value, _), reached in zip(ordered, sums, strict=True) if reached >= half)


def _cross(a: Box, b: Box) -> bool:
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]
