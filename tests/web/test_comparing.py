"""Two reports side by side: pairs, what only one has, what stands in the place of what."""

from __future__ import annotations

from pathlib import Path

import pytest
from starlette.testclient import TestClient

from lagebild.ledger import Ledger
from lagebild.story.telling import tell
from lagebild.story.versions import Change
from lagebild.web.app import create_app
from lagebild.web.comparing import changed, pairs_of
from lagebild.web.told import Told, prepared


@pytest.fixture(scope="module")
def told(read_demo: Path) -> Told:
    with Ledger(read_demo, read_only=True) as ledger:
        return prepared(tell(ledger), ledger)


@pytest.fixture(scope="module")
def client(read_demo: Path) -> TestClient:
    return TestClient(create_app(read_demo))


def test_what_is_told_otherwise_comes_before_what_is_told_alike(told: Told) -> None:
    pairs = pairs_of(told, "r1-meridian", "r4-halyard")
    standings = [pair.standing for pair in pairs]
    assert standings == sorted(standings, reverse=True)
    firmness = next(p for p in pairs if p.types == ("hedges",) and "2.500" in p.left.claim.text)
    assert "2,500" in firmness.right.claim.text
    assert firmness.left.claim.certainty != firmness.right.claim.certainty


def test_both_ways_round_the_pairs_are_the_same(told: Told) -> None:
    there, back = pairs_of(told, "r1-meridian", "r4-halyard"), pairs_of(told, "r4-halyard", "r1-meridian")
    assert {(one.left.claim.id, one.right.claim.id) for one in there} == {
        (one.right.claim.id, one.left.claim.id) for one in back
    }


def test_only_the_words_that_differ_are_marked() -> None:
    found = changed(Change("number", "Nine soldiers were hurt.", "Five soldiers were hurt on Monday."))
    assert found.old == [("Nine", True), ("soldiers were", False), ("hurt.", True)]
    assert found.new == [("Five", True), ("soldiers were", False), ("hurt on Monday.", True)]
    assert changed(Change("added", None, "It is over.")).new == [("It is over.", True)]


def test_versions_stand_in_their_order_whichever_is_named_first(client: TestClient) -> None:
    one = client.get("/compare?a=r5-meridian&b=r5-meridian-v2&lang=en").text
    other = client.get("/compare?b=r5-meridian&a=r5-meridian-v2&lang=en").text
    assert "<del>sechs</del>" in one
    assert "<ins>sieben</ins>" in one
    assert one[one.index("<main") :] == other[other.index("<main") :]


def test_the_text_stands_whole_on_both_sides(client: TestClient) -> None:
    page = client.get("/compare?a=r1-meridian&b=r4-halyard&lang=en").text
    assert page.count('class="side"') == 2
    for standing in ("only", "otherwise", "alike"):
        assert f'class="differs {standing}"' in page


def test_reports_of_the_same_matters_are_offered(client: TestClient) -> None:
    page = client.get("/compare?a=r5-meridian&lang=en").text
    assert "b=r5-meridian-v2" in page
    assert page.count('href="/compare?a=r5-meridian') > 3
    assert client.get("/compare?a=nothing").status_code == 404
    assert client.get("/compare?a=r1-meridian&b=nothing").status_code == 404
