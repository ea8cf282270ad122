"""The map: where the claims are about."""

from __future__ import annotations

from functools import partial
from math import isfinite

from starlette.requests import Request
from starlette.responses import Response

from lagebild.ledger.records import PlaceRow
from lagebild.reading.places.gazetteer import gazetteer
from lagebild.web.basemap import HEIGHT, WIDTH, WORLD, View, fitted, outlines, spots
from lagebild.web.place_names import country_name
from lagebild.web.render import Link, linker, page_number, render
from lagebild.web.telling import of_the_story
from lagebild.web.texts import language_of
from lagebild.web.told import Told

_PAGE = 50
_MOST_SPOTS = 400
_MOVE, _ZOOM = 0.4, 2.0


@of_the_story
def map_page(request: Request, told: Told) -> Response:
    """Places by how many claims speak of them, on the part of the world that the address gives."""
    page = page_number(request)
    places = told.places[:_MOST_SPOTS]
    whole = fitted(places)
    view = _asked(request) or whole
    countries = {place for place in places if _is_country(place)}
    language = language_of(request)
    called = told.place_names.get(language, {})

    def named(place: PlaceRow) -> str:
        own = country_name(place.country, language) if place in countries else None
        return called.get((place.name, place.country)) or own or place.name

    shown = spots([place for place in places if place not in countries], view, named)
    spoken = [place for place in places if place in countries]
    drawn = outlines(view, spoken, shown, partial(country_name, language=language))
    inside = len(shown) + sum(1 for outline in drawn if outline.place)
    return render(
        request, "map.html", view=view, outlines=drawn, spots=shown, outside=len(places) - inside,
        rows=[
            (place, named(place), "" if place in countries else country_name(place.country, language))
            for place in told.places[(page - 1) * _PAGE : page * _PAGE]
        ],
        page=page, more=len(told.places) > page * _PAGE,
        moves=_moves(linker(request), view, whole),
        width=WIDTH, height=HEIGHT, asked=_address(view) if view != whole else {},
    )  # fmt: skip


def _is_country(place: PlaceRow) -> bool:
    """Whether the place is a whole country, to be drawn as one: it has a position too, but that is its capital's."""
    entries = gazetteer("en").find(place.name)
    return any(entry.kind == "country" and entry.country == place.country for entry in entries)


def _asked(request: Request) -> View | None:
    """The view that the address asks for, if it is one."""
    try:
        latitude, longitude, span = (float(part) for part in request.query_params.get("view", "").split(","))
    except ValueError:
        return None
    on_earth = -90 <= latitude <= 90 and -180 <= longitude <= 180 and span > 0 and isfinite(span)
    return View(latitude, longitude, span).scaled(1.0) if on_earth else None


def _address(view: View) -> dict[str, str]:
    return {"view": f"{view.latitude:.2f},{view.longitude:.2f},{view.span:.2f}"}


def _moves(link: Link, view: View, whole: View) -> list[tuple[str, str, str]]:
    """Ways to other views: the name of each, its key, its address."""
    views = (
        ("closer", "+", view.scaled(1 / _ZOOM)),
        ("wider", "-", view.scaled(_ZOOM)),
        ("west", "a", view.moved(-_MOVE, 0)),
        ("east", "d", view.moved(_MOVE, 0)),
        ("north", "w", view.moved(0, _MOVE)),
        ("south", "s", view.moved(0, -_MOVE)),
        ("fitted", "0", whole),
        ("world", "9", WORLD),
    )
    return [(name, key, link("/map", **_address(one))) for name, key, one in views]
