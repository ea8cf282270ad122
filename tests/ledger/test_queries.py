"""Questions to the ledger."""

from __future__ import annotations

import pytest
from tests.ledger.synthetic import TEXT, delivery, read

from lagebild.ledger import Filter, Ledger

DENIAL = "A spokesman denied, that 40 advisers remain in Nordhafen after 2031-06-30."


@pytest.fixture
def story(ledger: Ledger) -> Ledger:
    deliveries = [
        delivery("r1", TEXT, published="2031-04-01"),
        delivery("r2", DENIAL, published="2031-04-03T08:00:00+02:00", language="en", outlet="Two Rivers Post"),
        delivery("r3", "Die Lage ist ruhig.", published=None),
        delivery("r4", "Une phrase.", published="2031-04-02", language="fr", outlet="Le Quai"),
    ]
    for one in deliveries:
        ledger.add(one, None if one.report.language == "fr" else read(one.report), unread=None)
    return ledger


def texts(ledger: Ledger, wanted: Filter) -> list[str]:
    return [found.claim.text.split()[0] for found in ledger.claims(wanted)]


def test_reports_come_newest_first_and_those_without_a_date_last(story: Ledger) -> None:
    assert [row.id for row in story.reports()] == ["r2", "r4", "r1", "r3"]
    assert [row.claims for row in story.reports()] == [1, 0, 3, 1]
    assert [row.id for row in story.reports(limit=2, offset=1)] == ["r4", "r1"]
    assert story.count_reports() == 4


@pytest.mark.parametrize(
    ("wanted", "ids"),
    [
        (Filter(outlet="Hafenbote"), ["r1", "r3"]),
        (Filter(language="en"), ["r2"]),
        (Filter(since="2031-04-02"), ["r2", "r4"]),
        (Filter(until="2031-04-03"), ["r2", "r4", "r1"]),
        (Filter(since="2031-04-02", until="2031-04-02"), ["r4"]),
        (Filter(report="r3"), ["r3"]),
    ],
)
def test_reports_are_filtered(story: Ledger, wanted: Filter, ids: list[str]) -> None:
    assert [row.id for row in story.reports(wanted)] == ids
    assert story.count_reports(wanted) == len(ids)


@pytest.mark.parametrize(
    ("wanted", "beginnings"),
    [
        (Filter(), ["40", "der", "250", "Die", "Die"]),
        (Filter(report="r1"), ["der", "250", "Die"]),
        (Filter(act="deny"), ["40"]),
        (Filter(polarity="negative"), ["40"]),
        (Filter(certainty="probable"), []),
        (Filter(form="narration"), ["Die", "Die"]),
        (Filter(source=""), ["Die", "Die"]),
        (Filter(attributed=False), ["Die", "Die"]),
        (Filter(attributed=True), ["40", "der", "250"]),
        (Filter(source="Sprecher Jon Ård"), ["250"]),
        (Filter(country="IQ"), ["40", "der", "250"]),
        (Filter(country="US"), []),
        (Filter(about_from="2031-05-01", about_until="2031-05-31"), ["der"]),
        (Filter(about_from="2031-05-02"), ["40", "der"]),
        (Filter(deadline=True), ["40", "der"]),
        (Filter(numbers=True, language="en"), ["40"]),
        (Filter(act="confirm", since="2031-04-02"), []),
    ],
)
def test_claims_are_filtered(story: Ledger, wanted: Filter, beginnings: list[str]) -> None:
    assert texts(story, wanted) == beginnings
    assert story.count_claims(wanted) == len(beginnings)


def test_claims_are_found_by_source_and_actor_id(story: Ledger) -> None:
    actor = next(source.actor for source in story.sources() if source.name.startswith("Die Ministerin"))
    assert texts(story, Filter(source=actor)) == ["der"]
    assert texts(story, Filter(actor=actor)) == ["der"]


def test_pages_of_claims_follow_each_other(story: Ledger) -> None:
    pages = [found for offset in range(5) for found in story.claims(limit=1, offset=offset)]
    assert pages == story.claims()


def test_one_claim_with_its_report(story: Ledger) -> None:
    claim = story.claims()[0].claim
    found = story.claim(claim.id)
    assert found.claim == claim
    assert found.report.id == "r2"


def test_sources_come_with_their_counts(story: Ledger) -> None:
    again = delivery("r5", TEXT.replace("250", "300"), published="2031-04-09", url="https://example.org/5")
    story.add(again, read(again.report))
    rows = [(row.name, row.claims, row.reports) for row in story.sources()]
    assert rows == [("Die Ministerin Ana Løw", 2, 2), ("Sprecher Jon Ård", 2, 2), ("A Spokesman", 1, 1)]
    assert [row.name for row in story.sources(Filter(act="deny"))] == ["A Spokesman"]


def test_dates_ahead_come_earliest_first(story: Ledger) -> None:
    assert [row.first_day for row in story.times()] == ["2031-05-02", "2031-06-30"]
    (ahead,) = story.times(Filter(about_from="2031-06-01"))
    assert (ahead.time.text, ahead.report.id, ahead.last_day) == ("2031-06-30", "r2", "2031-06-30")
    assert ahead.time in ahead.claim.times


def test_numbers_come_with_their_claims(story: Ledger) -> None:
    rows = story.quantities(Filter(report="r1"))
    assert [row.quantity.value for row in rows] == [2.0, 250.0]
    assert all(row.quantity in row.claim.quantities for row in rows)
