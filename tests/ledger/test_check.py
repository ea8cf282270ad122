"""The check finds what was tampered with, and nothing in a sound ledger."""

from __future__ import annotations

import sqlite3
import zlib
from pathlib import Path

import pytest
from tests.ledger.synthetic import TEXT, delivery, numbered, read

from lagebild.ledger import Ledger


@pytest.fixture
def whole(path: Path) -> Path:
    with Ledger(path) as ledger:
        for one in (delivery(), numbered(1), delivery(text=TEXT + " Neu.")):
            ledger.add(one, read(ledger.plan(one.report)[1]))
        ledger.add(delivery("fr", "Une phrase.", language="fr"), None, unread="no reader for fr")
    return path


def found(path: Path) -> str:
    with Ledger(path) as ledger:
        problems = ledger.check()
    assert all(problem.remedy for problem in problems)
    return "\n".join(f"{problem.where}: {problem.what}" for problem in problems)


def test_a_sound_ledger_has_no_problems_and_progress_is_told(whole: Path) -> None:
    told: list[None] = []
    with Ledger(whole) as ledger:
        assert ledger.check(lambda: told.append(None)) == []
    assert len(told) == 4


@pytest.mark.parametrize(
    ("damage", "complaint"),
    [
        ("UPDATE report SET text = replace(text, 'Abzug', 'Umzug') WHERE id = 'n1'", "report n1: the text is not"),
        ("UPDATE report SET raw = x'00' WHERE id = 'n1'", "report n1: the raw bytes"),
        ("UPDATE report SET reading = x'00' WHERE id = 'n1'", "report n1: the reading cannot be read back"),
        ("UPDATE claim SET certainty = 'unknown' WHERE position = 0", "report r1: the index of claims"),
        ("UPDATE claim SET text = 'Falsch' WHERE position = 0", "index claim_words"),
        ("DELETE FROM claim WHERE position = 1", "index of claims differs"),
        ("UPDATE source SET name = 'Jemand'", "the index (source) differs"),
        ("UPDATE time SET value = '1999'", "the index (time) differs"),
        ("DELETE FROM quantity", "the index (quantity) differs"),
        ("UPDATE place SET country = 'XX'", "the index (place) differs"),
        ("UPDATE mention SET actor = 'x'", "the index (mention) differs"),
        ("UPDATE report SET latest = 1", "versions of r1: 2 of them are the latest"),
        ("DELETE FROM story", "the current story does not exist"),
        ("INSERT INTO story_report VALUES (99, 99)", "table story_report"),
        ("INSERT INTO report_words (report_words) VALUES ('delete-all')", "index report_words"),
    ],
)
def test_damage_is_found_and_named(whole: Path, damage: str, complaint: str) -> None:
    hand = sqlite3.connect(whole)
    hand.execute(damage)
    hand.commit()
    hand.close()
    assert complaint in found(whole)


def test_a_reading_with_shifted_positions_is_found(whole: Path) -> None:
    hand = sqlite3.connect(whole)
    (blob,) = hand.execute("SELECT reading FROM report WHERE id = 'n1'").fetchone()
    shifted = zlib.decompress(blob).replace(b'"spans":[[24,', b'"spans":[[23,')
    assert shifted != zlib.decompress(blob)
    hand.execute("UPDATE report SET reading = ? WHERE id = 'n1'", (zlib.compress(shifted),))
    hand.commit()
    hand.close()
    assert "do not hold" in found(whole)
