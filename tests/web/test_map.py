"""The map: what it is fitted to, where names find room, countries drawn as countries."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from playwright.sync_api import Page
from starlette.testclient import TestClient

from lagebild.ledger import Filter, Ledger
from lagebild.ledger.records import PlaceRow
from lagebild.web.app import create_app
from lagebild.web.basemap import HEIGHT, WIDTH, WORLD, View, fitted, outlines, spots
from lagebild.web.place_names import country_name

BAGHDAD = PlaceRow("Baghdad", "IQ", 33.3, 44.4, 8)
ERBIL = PlaceRow("Erbil", "IQ", 36.2, 44.0, 4)
IRAQ = PlaceRow("Iraq", "IQ", 33.3, 44.4, 6)
WASHINGTON = PlaceRow("Washington", "US", 38.9, -77.0, 1)


def _name(place: PlaceRow) -> str:
    return place.name


def _german(code: str) -> str:
    return country_name(code, "de")


def test_one_far_place_does_not_make_it_a_globe() -> None:
    view = fitted([BAGHDAD, ERBIL, WASHINGTON])
    assert [spot.place.name for spot in spots([BAGHDAD, ERBIL, WASHINGTON], view, _name)] == ["Baghdad", "Erbil"]
    assert view.span < 30
    assert fitted([]) == WORLD


def test_names_that_would_cover_each_other_are_left_to_the_more_spoken_of() -> None:
    near = PlaceRow("Kadhimiya", "IQ", 33.31, 44.41, 2)
    first, second = spots([BAGHDAD, near], fitted([BAGHDAD, ERBIL]), _name)
    assert (first.label, second.label) == (True, False)
    assert first.radius == 2 * second.radius


def test_a_country_is_drawn_and_named_where_no_circle_is() -> None:
    view = fitted([BAGHDAD, ERBIL])
    shown = spots([BAGHDAD], view, _name)
    (named,) = [one for one in outlines(view, [IRAQ], shown, _german) if one.place]
    assert named.path.startswith("M")
    assert not (abs(named.y - shown[0].y) < shown[0].radius and abs(named.x - shown[0].x) < shown[0].radius)


def test_countries_beside_are_named_where_they_are_seen_and_cover_nothing() -> None:
    view = fitted([BAGHDAD, ERBIL])
    shown = spots([BAGHDAD, ERBIL], view, _name)
    names = {one.name: one for one in outlines(view, [IRAQ], shown, _german) if one.name}
    assert {"Irak", "Syrien", "Iran"} <= names.keys()
    for one in names.values():
        assert 0 < one.x < WIDTH
        assert 0 < one.y < HEIGHT
    boxes = [(one.x - 3.6 * len(one.name), one.y - 8, one.x + 3.6 * len(one.name), one.y) for one in names.values()]
    for at, a in enumerate(boxes):
        assert not any(a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3] for b in boxes[at + 1 :])


def test_no_country_is_drawn_across_the_whole_world() -> None:
    for one in outlines(WORLD, [], [], _german):
        for ring in one.path.split("M")[1:]:
            steps = [int(step) for step in re.findall(r"-?\d+", ring.partition("l")[2])]
            assert max(map(abs, steps[0::2]), default=0) < 18_000


@given(
    st.floats(-90, 90),
    st.floats(-180, 180),
    st.floats(0.01, 1000),
    st.floats(0.01, 100),
    st.floats(-9, 9),
    st.floats(-9, 9),
)
def test_views_stay_on_the_globe(
    latitude: float, longitude: float, span: float, factor: float, east: float, north: float
) -> None:
    view = View(latitude, longitude, span).scaled(factor).moved(east, north)
    assert -80 <= view.latitude <= 80
    assert -180 <= view.longitude <= 180
    assert view.pixels(view.latitude, view.longitude) == (WIDTH / 2, HEIGHT / 2)


def test_places_lead_to_their_claims(read_demo: Path) -> None:
    with Ledger(read_demo) as ledger:
        first = ledger.places()[0]
        assert ledger.count_claims(Filter(place=first.name, country=first.country)) == first.claims
    client = TestClient(create_app(read_demo))
    page = client.get("/map?lang=en").text
    address = re.search(rf'href="(/search[^"]*place={first.name}[^"]*)"', page)
    assert address
    assert client.get(address[1].replace("&amp;", "&")).text.count('class="card') == first.claims


@pytest.mark.parametrize(
    "view", ["x", "1,2", "91,0,10", "0,181,10", "0,0,0", "nan,0,1", "0,0,inf", "1,2,3,4", "0,0,-1"]
)
def test_a_view_that_makes_no_sense_is_the_fitted_one(read_demo: Path, view: str) -> None:
    client = TestClient(create_app(read_demo))
    assert client.get(f"/map?view={view}").text.count("<circle") == client.get("/map").text.count("<circle")


@pytest.mark.browser
def test_the_map_is_walked_by_key(page: Page, complaints: list[str], address: str) -> None:
    page.goto(f"{address}/map?lang=en")
    page.keyboard.press("9")
    page.wait_for_url("**view=**")
    page.locator(".map text", has_text="Baghdad").wait_for()
    page.keyboard.press("0")
    page.locator(".map circle").first.click()
    page.wait_for_url("**/search?**")
    assert page.locator(".card").count() > 0
    assert complaints == []


@pytest.mark.parametrize(
    ("language", "names", "not_names"),
    [
        ("de", (">Bagdad<", ">Irak<", ">Syrien<"), (">Baghdad<", ">Iraq<")),
        ("en", (">Baghdad<", ">Iraq<"), (">Bagdad<",)),
    ],
)
def test_places_have_the_names_that_the_readers_language_has_for_them(
    read_demo: Path, language: str, names: tuple[str, ...], not_names: tuple[str, ...]
) -> None:
    page = TestClient(create_app(read_demo)).get(f"/map?lang={language}").text
    assert [name for name in names if name not in page] == []
    assert [name for name in not_names if name in page] == []
    assert "/search?place=Baghdad" in page
