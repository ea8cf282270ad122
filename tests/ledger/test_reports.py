"""Writing reports: versions, ids, the invariant of positions, reading back, removing."""

from __future__ import annotations

import hashlib
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import structs
from tests.ledger.synthetic import TEXT, delivery, numbered, read

from lagebild.errors import LedgerError
from lagebild.ledger import Filter, Ledger
from lagebild.ledger.errors import RefusedError, StaleReadingError
from lagebild.ledger.records import Added
from lagebild.model import Delivery


def add(ledger: Ledger, one: Delivery) -> Added:
    return ledger.add(one, read(ledger.plan(one.report)[1]))


def test_reading_comes_back_as_it_was_added(ledger: Ledger) -> None:
    one = delivery(url="https://example.org/a", title="Abzug ab Mai?")
    reading = read(ledger.plan(one.report)[1])
    assert ledger.add(one, reading) == Added("added", "r1")
    assert ledger.reading("r1") == reading
    assert ledger.report("r1") == one.report
    assert ledger.raw("r1") == (TEXT.encode(), "text/plain")


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=60), st.text(max_size=30))
def test_any_text_comes_back_exactly(words: str, title: str) -> None:
    words, title = (text.encode("utf-8", "replace").decode() for text in (words, title))
    text = f"{words}. Die Ministerin Ana Løw sagte, dass {words} 250 am 2031-05-02 in Nordhafen. 🙂{words}"
    one = delivery(text=text, title=title)
    with TemporaryDirectory() as folder, Ledger(Path(folder, "story.db")) as ledger:
        reading = read(ledger.plan(one.report)[1])
        ledger.add(one, reading)
        assert ledger.reading("r1") == reading
        assert [found.claim for found in ledger.claims()] == list(reading.claims)
        assert ledger.check() == []


def test_same_text_under_the_same_address_changes_nothing(ledger: Ledger) -> None:
    add(ledger, delivery(url="https://example.org/a"))
    before = ledger.reading("r1")
    again = delivery("another-id", url="https://example.org/a")
    assert ledger.plan(again.report)[0] == Added("unchanged", "r1")
    assert ledger.add(again, None) == Added("unchanged", "r1")
    assert ledger.count_reports() == 1
    assert ledger.reading("r1") == before


def test_changed_text_under_the_same_address_is_a_new_version(ledger: Ledger) -> None:
    url = "https://example.org/a"
    add(ledger, delivery(url=url))
    changed = delivery(text=TEXT.replace("250", "280"), url=url)
    assert add(ledger, changed) == Added("version", "r1@2", 2, "r1")
    assert [row.id for row in ledger.reports()] == ["r1@2"]
    assert [row.id for row in ledger.reports(Filter(latest=False))] == ["r1@2", "r1"]
    assert [(row.id, row.version, row.latest) for row in ledger.versions("r1")] == [("r1", 1, False), ("r1@2", 2, True)]
    assert ledger.report("r1").text == TEXT
    assert all(found.report.id == "r1@2" for found in ledger.claims())


def test_changed_text_under_the_same_id_is_a_new_version_where_there_is_no_address(ledger: Ledger) -> None:
    add(ledger, delivery())
    assert add(ledger, delivery(text=TEXT + " Das war gestern.")) == Added("version", "r1@2", 2, "r1")


def test_an_id_taken_by_another_address_gets_a_number_and_is_no_version(ledger: Ledger) -> None:
    add(ledger, delivery(url="https://example.org/a"))
    assert add(ledger, delivery(url="https://example.org/b")) == Added("added", "r1@2")
    assert ledger.count_reports() == 2


def test_a_report_is_kept_unread_with_the_reason_and_can_be_read_later(ledger: Ledger) -> None:
    one = delivery(language="fr")
    ledger.add(one, None, unread="no reader for fr")
    assert ledger.reading("r1") is None
    assert ledger.reports()[0].unread == "no reader for fr"
    ledger.replace_reading(read(one.report))
    assert ledger.reports()[0].unread is None
    assert ledger.count_claims() == 3


def test_a_newer_reading_takes_the_place_of_the_older_one(ledger: Ledger) -> None:
    add(ledger, delivery())
    first = ledger.reading("r1")
    assert first is not None
    newer = structs.replace(first, reader="synthetic/2", claims=first.claims[1:])
    ledger.replace_reading(newer)
    assert ledger.reading("r1") == newer
    assert [found.claim for found in ledger.claims()] == list(newer.claims)
    assert not [hit for hit in ledger.search("Nordhafen") if hit.kind == "claim"]
    assert ledger.check() == []


@pytest.mark.parametrize("shift", [-1, 1, 10_000])
def test_a_reading_whose_positions_are_off_is_refused_and_leaves_nothing(ledger: Ledger, shift: int) -> None:
    one = delivery()
    reading = read(one.report)
    (start, end), *rest = reading.claims[0].spans
    moved = structs.replace(reading.claims[0], spans=((start + shift, end + shift), *rest))
    with pytest.raises(RefusedError, match="do not hold"):
        ledger.add(one, structs.replace(reading, claims=(moved, *reading.claims[1:])))
    assert ledger.count_reports(Filter(everywhere=True)) == 0
    assert ledger.search("Truppenabzug") == []


@pytest.mark.parametrize("part", ["sources", "times", "quantities", "places", "actors"])
def test_every_part_of_a_claim_is_held_to_its_words(ledger: Ledger, part: str) -> None:
    one = delivery()
    reading = read(one.report)
    at = next(i for i, claim in enumerate(reading.claims) if getattr(claim, part))
    first, *rest = getattr(reading.claims[at], part)
    false = structs.replace(reading.claims[at], **{part: (structs.replace(first, text="erfunden"), *rest)})
    claims = (*reading.claims[:at], false, *reading.claims[at + 1 :])
    with pytest.raises(RefusedError, match="erfunden"):
        ledger.add(one, structs.replace(reading, claims=claims))
    assert ledger.count_reports(Filter(everywhere=True)) == 0


def test_a_reading_of_another_report_is_refused(ledger: Ledger) -> None:
    with pytest.raises(StaleReadingError):
        ledger.add(delivery(), read(delivery("r2").report))
    with pytest.raises(StaleReadingError):
        ledger.add(delivery(), read(delivery(text="Anderes.").report))
    assert ledger.count_reports(Filter(everywhere=True)) == 0


def test_a_reading_that_has_a_claim_twice_is_refused(ledger: Ledger) -> None:
    one = delivery()
    reading = read(one.report)
    with pytest.raises(RefusedError, match="already"):
        ledger.add(one, structs.replace(reading, claims=reading.claims * 2))
    assert ledger.count_reports(Filter(everywhere=True)) == 0


def test_text_that_is_not_unicode_is_refused(ledger: Ledger) -> None:
    with pytest.raises(RefusedError, match="Unicode"):
        ledger.plan(delivery(text="Ein halbes Zeichen: \ud83d.").report)


def test_removing_leaves_no_trace_in_the_file(ledger: Ledger, path: Path) -> None:
    secret = "Der Zeuge Quastenflosser sagte, dass Wolkenkuckuck 77 am 2031-05-02 in Nordhafen sei."
    for number in range(5):
        add(ledger, numbered(number))
    add(ledger, delivery("geheim", secret, title="Quastenflosser packt aus"))
    assert ledger.search("wolkenkuckuck")
    ledger.remove("geheim")
    assert ledger.search("wolkenkuckuck") == []
    assert ledger.check() == []
    assert ledger.count_reports() == 5
    ledger.close()
    for word in (b"quastenflosser", b"wolkenkuckuck"):
        assert not [file for file in path.parent.iterdir() if word in file.read_bytes().lower()]


def test_removing_the_latest_version_makes_the_one_before_it_the_latest(ledger: Ledger) -> None:
    for text in (TEXT, TEXT + " Erstens.", TEXT + " Zweitens."):
        add(ledger, delivery(text=text))
    ledger.remove("r1@3")
    assert [row.id for row in ledger.reports()] == ["r1@2"]
    ledger.remove("r1")
    assert [(row.id, row.latest) for row in ledger.versions("r1@2")] == [("r1@2", True)]
    assert ledger.check() == []


def test_asking_for_what_is_not_there_says_what_to_do(ledger: Ledger) -> None:
    for question in (ledger.report, ledger.reading, ledger.raw, ledger.versions, ledger.remove, ledger.claim):
        with pytest.raises(LedgerError, match="there is no") as caught:
            question("nowhere")
        assert caught.value.remedy


def test_the_hash_is_that_of_the_bytes_that_were_added(ledger: Ledger) -> None:
    raw = b"<html>" + TEXT.encode() + b"</html>"
    ledger.add(Delivery(delivery().report, raw, "text/html"), None, unread="later")
    stored, media_type = ledger.raw("r1")
    assert hashlib.sha256(stored).digest() == hashlib.sha256(raw).digest()
    assert media_type == "text/html"
