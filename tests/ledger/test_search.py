"""Search: word forms, parts of compounds, whatever a person types."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.ledger.synthetic import TEXT, delivery, read

from lagebild.ledger import Filter, Ledger
from lagebild.ledger.folding import fold
from lagebild.ledger.search import marks_in

ENGLISH = "A spokesman said, that 40 advisers remain at the bases. The café near the bridge was closed."


@pytest.fixture
def searched(ledger: Ledger) -> Ledger:
    for one in (delivery(), delivery("e1", ENGLISH, language="en", outlet="Two Rivers Post", title="Resümee")):
        ledger.add(one, read(one.report))
    return ledger


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("Truppenabzug", "Truppenabzug"),
        ("abzug", "abzug"),  # inside a compound
        ("gespräch", "gespräch"),  # inside a compound, with a vowel that loses its dots
        ("gesprach", "gespräch"),
        ("FRIEDENSGESPRÄCHE", "Friedensgespräche"),  # the beginning of a longer form
        ("brucke", "Brücke"),
        ("cafe", "café"),
        ("adviser", "adviser"),
        ("soldat kesselburg", "Soldat"),
    ],
)
def test_claims_are_found_by_words_their_forms_and_their_parts(searched: Ledger, query: str, found: str) -> None:
    hits = [hit for hit in searched.search(query) if hit.kind == "claim"]
    assert len(hits) == 1
    assert found in [hits[0].passage[start:end] for start, end in hits[0].marks]
    assert hits[0].claim is not None
    assert hits[0].passage == hits[0].claim.text


def test_all_words_must_be_there(searched: Ledger) -> None:
    assert searched.search("Soldaten Brücke")[0].kind == "report"
    assert searched.search("Soldaten advisers") == []
    assert searched.search("Ruppenabzüge") == []


def test_reports_are_found_by_title_and_text_with_the_passage(searched: Ledger) -> None:
    (by_title,) = searched.search("resumee")
    assert (by_title.kind, by_title.report.id, by_title.claim) == ("report", "e1", None)
    by_source = [hit for hit in searched.search("ministerin") if hit.kind == "report"]
    assert [hit.report.id for hit in by_source] == ["r1"]
    assert [by_source[0].passage[start:end] for start, end in by_source[0].marks] == ["Ministerin"]
    assert by_source[0].passage in TEXT


def test_search_keeps_to_the_filter_and_the_latest_version(searched: Ledger) -> None:
    assert searched.search("bridge brücke") == []
    assert searched.search("bri", Filter(outlet="Hafenbote")) == []
    changed = delivery(text="Die Lage ist ruhig.")
    searched.add(changed, read(searched.plan(changed.report)[1]))
    assert searched.search("Truppenabzug") == []
    assert searched.search("Truppenabzug", Filter(latest=False))
    searched.new_story("andere")
    assert searched.search("ruhig") == []
    assert searched.search("ruhig", Filter(everywhere=True))


def test_pages_follow_each_other_without_gap_or_repetition(ledger: Ledger) -> None:
    for number in range(7):
        one = delivery(f"r{number}", f"Der Hafen {number} ist offen. Der Hafen {number} ist zu.")
        ledger.add(one, read(one.report))
    whole = ledger.search("hafen", limit=100)
    assert len(whole) == 21
    pages = [hit for offset in range(0, 24, 4) for hit in ledger.search("hafen", limit=4, offset=offset)]
    assert pages == whole


@pytest.fixture(scope="module")
def any_ledger() -> Iterator[Ledger]:
    with TemporaryDirectory() as folder, Ledger(Path(folder, "story.db")) as ledger:
        for one in (delivery(), delivery("e1", ENGLISH, language="en")):
            ledger.add(one, read(one.report))
        yield ledger


SYNTAX = st.sampled_from(['"', "'", "*", "(", ")", "-", "^", ":", "+", "AND", "OR", "NOT", "NEAR(", "text:", "\0", "_"])


@settings(deadline=None)
@given(st.lists(st.one_of(SYNTAX, st.text(max_size=8), st.sampled_from(["abzug", "Brücke", "an"])), max_size=8))
def test_nothing_typed_is_ever_syntax(any_ledger: Ledger, parts: list[str]) -> None:
    for hit in any_ledger.search(" ".join(parts)):
        assert all(0 <= start < end <= len(hit.passage) for start, end in hit.marks)


@pytest.mark.parametrize("query", ["", "   ", '"', "***", "\0", "🙂", "\ud83d", "_ _"])
def test_without_a_word_nothing_is_found(any_ledger: Ledger, query: str) -> None:
    assert any_ledger.search(query) == []


@given(st.text(max_size=40), st.text("aäÄbßéİ\u0308o", min_size=1, max_size=4))
def test_marks_lie_inside_the_text(text: str, word: str) -> None:
    marks = marks_in(text, [fold(word)])
    assert all(0 <= start < end <= len(text) for start, end in marks)
    assert list(marks) == sorted(marks)
