"""Stories: there is always a current one, and reports may be in several."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.ledger.synthetic import numbered, read

from lagebild.errors import LedgerError
from lagebild.ledger import Filter, Ledger
from lagebild.ledger.records import StoryRow


def add(ledger: Ledger, number: int) -> None:
    one = numbered(number)
    ledger.add(one, read(one.report))


def test_a_new_ledger_has_a_story_and_it_is_the_current_one(ledger: Ledger) -> None:
    assert ledger.stories() == [StoryRow("main", 0, True)]
    add(ledger, 1)
    assert ledger.stories() == [StoryRow("main", 1, True)]


def test_reports_go_to_the_current_story_and_questions_too(ledger: Ledger, path: Path) -> None:
    add(ledger, 1)
    ledger.new_story("Hafen")
    add(ledger, 2)
    assert [row.id for row in ledger.reports()] == ["n2"]
    assert [row.id for row in ledger.reports(Filter(story="main"))] == ["n1"]
    assert ledger.count_reports(Filter(everywhere=True)) == 2
    with Ledger(path) as again:
        assert again.story == "Hafen"


def test_a_report_can_be_in_several_stories(ledger: Ledger) -> None:
    add(ledger, 1)
    ledger.new_story("Hafen")
    ledger.put_into_story("n1", "Hafen")
    ledger.put_into_story("n1", "Hafen")
    assert [(row.name, row.reports) for row in ledger.stories()] == [("Hafen", 1), ("main", 1)]
    ledger.take_out_of_story("n1", "main")
    assert [(row.name, row.reports) for row in ledger.stories()] == [("Hafen", 1), ("main", 0)]
    assert ledger.report("n1").id == "n1"


def test_adding_a_known_report_puts_it_into_the_current_story_as_well(ledger: Ledger) -> None:
    add(ledger, 1)
    ledger.new_story("Hafen")
    assert ledger.add(numbered(1), None).status == "unchanged"
    assert ledger.count_reports() == 1


def test_renaming_and_deleting(ledger: Ledger) -> None:
    add(ledger, 1)
    ledger.rename_story("main", "Truppen")
    assert ledger.story == "Truppen"
    ledger.new_story("Hafen")
    ledger.delete_story("Truppen")
    assert [row.name for row in ledger.stories()] == ["Hafen"]
    assert ledger.count_reports(Filter(everywhere=True)) == 1
    assert ledger.check() == []


def test_the_current_story_cannot_be_deleted(ledger: Ledger) -> None:
    with pytest.raises(LedgerError, match="current story") as caught:
        ledger.delete_story("main")
    assert caught.value.remedy


@pytest.mark.parametrize("name", ["", " ", " x", "a\nb", "x" * 201, "main"])
def test_names_that_cannot_be_are_refused(ledger: Ledger, name: str) -> None:
    with pytest.raises(LedgerError):
        ledger.new_story(name)
    assert ledger.stories() == [StoryRow("main", 0, True)]


def test_asking_for_an_unknown_story_says_so(ledger: Ledger) -> None:
    for question in (ledger.use_story, ledger.delete_story, lambda name: ledger.reports(Filter(story=name))):
        with pytest.raises(LedgerError, match="no story 'Nebel'"):
            question("Nebel")


def test_feed_entries_are_remembered_by_feed(ledger: Ledger) -> None:
    ledger.feeds.mark_seen("https://example.org/feed", "a")
    ledger.feeds.mark_seen("https://example.org/feed", "a")
    assert ledger.feeds.seen("https://example.org/feed") == {"a"}
    assert ledger.feeds.seen("https://example.org/other") == frozenset()
