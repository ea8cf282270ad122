"""Batches: nothing stops them but the ledger itself, and they go on where they stopped."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import pytest
from tests.ledger.synthetic import TEXT, delivery, numbered, read, read_all, readable

from lagebild.ledger import Filter, Ledger, add_all
from lagebild.ledger.records import Added
from lagebild.model import Delivery, Failure, Reading, Report


def test_a_bad_report_is_told_and_the_batch_goes_on(ledger: Ledger) -> None:
    outcomes: list[Added | Failure] = []
    batch: list[Delivery | Failure] = [
        delivery("a", url="https://example.org/a"),
        Failure("b.txt", "cannot be decoded", "save it as UTF-8"),
        delivery("c", "UNLESBAR.", origin="c.txt"),
        delivery("d", "Une phrase.", language="fr", origin="d.txt"),
        delivery("e", "Ein halbes Zeichen \ud83d."),
        delivery("f", TEXT + " Ende."),
    ]
    summary = add_all(ledger, batch, read_all, readable, outcomes.append)
    assert [one.report for one in summary.added] == ["a", "d", "f"]
    assert [failure.origin for failure in summary.failures] == ["b.txt", "c.txt", "e"]
    assert [(failure.origin, failure.reason) for failure in summary.unread] == [("d.txt", "no reader for fr")]
    assert [isinstance(outcome, Failure) for outcome in outcomes] == [False, True, True, False, True, False]
    assert {row.id for row in ledger.reports()} == {"a", "d", "f"}


def test_what_is_there_already_is_not_read_again(ledger: Ledger) -> None:
    readings = 0

    def counting(reports: Iterable[Report]) -> Iterator[Reading | Failure]:
        nonlocal readings
        for report in reports:
            readings += 1
            yield read(report)

    add_all(ledger, map(numbered, range(10)), counting, readable)
    summary = add_all(ledger, map(numbered, range(12)), counting, readable)
    assert readings == 12
    assert (summary.count("unchanged"), summary.count("added")) == (10, 2)


def test_versions_inside_one_batch_are_read_under_their_own_ids(ledger: Ledger) -> None:
    url = "https://example.org/a"
    batch = [
        delivery(url=url),
        delivery(text=TEXT.replace("250", "280"), url=url),
        delivery(url=url),
        delivery(url="https://example.org/b"),
    ]

    def ahead(reports: Iterable[Report]) -> Iterator[Reading | Failure]:
        """A pool of readers draws all reports before the first is written."""
        yield from [read(report) for report in list(reports)]

    summary = add_all(ledger, batch, ahead, readable)
    assert [(one.status, one.report) for one in summary.added] == [
        ("added", "r1"),
        ("version", "r1@2"),
        ("unchanged", "r1"),
        ("added", "r1@3"),
    ]
    assert summary.failures == ()
    for one in ledger.reports(Filter(latest=False)):
        assert ledger.reading(one.id) == read(ledger.report(one.id))
    assert ledger.check() == []


def test_an_interrupted_batch_keeps_what_it_has_and_goes_on(ledger: Ledger) -> None:
    def interrupted(outcome: Added | Failure) -> None:
        if isinstance(outcome, Added) and outcome.report == "n3":
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        add_all(ledger, map(numbered, range(8)), read_all, readable, interrupted)
    assert {row.id for row in ledger.reports()} == {"n0", "n1", "n2", "n3"}
    summary = add_all(ledger, map(numbered, range(8)), read_all, readable)
    assert (summary.count("unchanged"), summary.count("added")) == (4, 4)


def test_a_long_known_batch_is_told_as_it_goes(ledger: Ledger) -> None:
    """Progress must not wait for the next report that needs reading."""
    add_all(ledger, map(numbered, range(5)), read_all, readable)
    told: list[int] = []
    drawn = 0

    def drawing() -> Iterator[Delivery]:
        nonlocal drawn
        for number in range(5):
            drawn += 1
            yield numbered(number)

    add_all(ledger, drawing(), read_all, readable, lambda _: told.append(drawn))
    assert told == [1, 2, 3, 4, 5]
