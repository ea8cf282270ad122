"""What is kept of meanings from one report to the next: the story is told as if all had come at once."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from lagebild.api import add
from lagebild.ledger import Ledger
from lagebild.ledger.connection import migrations
from lagebild.story.links import link_new
from lagebild.story.telling import tell

Threads = set[frozenset[str]]


def _threads(path: Path) -> Threads:
    """The threads by the words of their claims: ids of claims are those of their reports, and these may come again."""
    with Ledger(path, read_only=True) as ledger:
        told = tell(ledger)
    return {
        frozenset(f"{told.entries[c].report.url} {told.entries[c].claim.text}" for c in one.claims)
        for one in told.threads
    }


def test_what_went_and_came_again_is_told_as_if_it_had_stayed(
    read_demo: Path, demo_ledger: Path, demo_folder: Path
) -> None:
    with Ledger(demo_ledger) as ledger:
        ledger.remove("r4-halyard", "r1-meridian")
        assert _threads(demo_ledger) != _threads(read_demo)
        for name in ("r1-meridian", "r4-halyard"):
            assert not add(ledger, demo_folder / f"{name}.txt").failures
    assert _threads(demo_ledger) == _threads(read_demo)


def test_a_ledger_from_before_neighbours_were_kept_is_linked_with_the_next_report(
    read_demo: Path, demo_ledger: Path
) -> None:
    steps = migrations()
    with closing(sqlite3.connect(demo_ledger)) as older:
        older.executescript("DROP TABLE neighbour; DROP TABLE reach; DROP TABLE meaning; DROP INDEX report_read;")
        older.executescript(steps[1] + steps[6] + "INSERT INTO meaning VALUES (1, x'0102'); PRAGMA user_version = 7;")
    with Ledger(demo_ledger) as ledger:
        assert ledger.count_reports() == 7
        assert tell(ledger).threads == ()
        assert link_new(ledger) == 8
        assert ledger.check() == []
    assert _threads(demo_ledger) == _threads(read_demo)
