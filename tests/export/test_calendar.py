"""Deadlines as a calendar: read back by unfolding, as calendar programs do."""

from __future__ import annotations

from pathlib import Path

from click.testing import CliRunner
from msgspec import structs

from lagebild.cli.app import cli
from lagebild.export.calendar import calendar
from lagebild.ledger import Ledger
from lagebild.story.telling import tell


def test_every_deadline_is_an_event_with_an_id_of_its_own(read_demo: Path) -> None:
    with Ledger(read_demo, read_only=True) as ledger:
        story = tell(ledger)
    written = CliRunner().invoke(cli, ["export", "--format", "ics", "--ledger", str(read_demo)], standalone_mode=False)
    raw = written.stdout_bytes.decode()
    assert all(len(line.encode()) <= 75 for line in raw.split("\r\n"))
    lines = raw.replace("\r\n ", "").split("\r\n")
    ids = [line for line in lines if line.startswith("UID:")]
    assert len(set(ids)) == len(ids) == len(story.deadlines)
    assert "DTSTART;VALUE=DATE:20250930" in lines
    assert any("September 2025" in line for line in lines if line.startswith("SUMMARY:"))


def test_words_of_a_report_cannot_write_events(read_demo: Path) -> None:
    with Ledger(read_demo, read_only=True) as ledger:
        story = tell(ledger)
    hostile = structs.replace(story.deadlines[0], what="Frist\r\nEND:VEVENT\r\nBEGIN:VEVENT;x,y\\")
    lines = calendar(structs.replace(story, deadlines=(hostile,))).replace("\r\n ", "").split("\r\n")
    assert lines.count("BEGIN:VEVENT") == lines.count("END:VEVENT") == 1
    assert "SUMMARY:Frist\\nEND:VEVENT\\nBEGIN:VEVENT\\;x\\,y\\\\" in lines
