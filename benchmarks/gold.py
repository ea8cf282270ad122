"""Stories with gold: folders of reports with headers and a ``gold.json``; where its quotations stand in a ledger."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

from msgspec import Struct

from benchmarks.corpora import existing
from lagebild.api import add
from lagebild.ledger import Ledger
from lagebild.story.entries import Entry
from lagebild.story.telling import Story, tell

OWN = Path(__file__).parent / "stories"
"""The stories made up for the project."""

_HALF = 0.5
Gold = dict[str, Any]
Mention = dict[str, Any]


class Pack(Struct, frozen=True):
    """A story in a ledger with its gold; ``reports``: the ledger's id of each of the gold's."""

    name: str
    gold: Gold
    story: Story
    reports: dict[str, str]
    languages: dict[str, str]
    texts: dict[str, str]

    def at(self, mention: Mention) -> list[Entry]:
        """The claims that a quotation stands for: those that it shares half of the shorter one's letters with."""
        report = self.reports[mention["report"]]
        start = self.texts[report].find(mention["quote"])
        if start < 0:
            return []
        span = (start, start + len(mention["quote"]))
        return [e for e in self.story.entries.values() if e.report.id == report and overlap(e, span) >= _HALF]


def overlap(entry: Entry, span: tuple[int, int]) -> float:
    """The share of the shorter one, the claim or ``span``, that both have in common."""
    own = sum(end - start for start, end in entry.claim.spans)
    both = sum(max(0, min(end, span[1]) - max(start, span[0])) for start, end in entry.claim.spans)
    return both / max(1, min(own, span[1] - span[0]))


def folders(more: Path | None) -> list[Path]:
    """The project's own stories, and those in ``more``."""
    found = [path.parent for path in sorted(OWN.glob("*/gold.json"))]
    return found + ([path.parent for path in sorted(existing(more).glob("*/gold.json"))] if more else [])


@contextmanager
def opened(folder: Path) -> Iterator[tuple[Pack, Ledger]]:
    """The story of ``folder`` in a ledger of its own, which goes again."""
    with tempfile.TemporaryDirectory() as place, Ledger(Path(place) / "story.db") as ledger:
        add(ledger, folder)
        yield _pack(folder, ledger), ledger


def _pack(folder: Path, ledger: Ledger) -> Pack:
    story = tell(ledger)
    rows = {(e.report.url, _moment(e.report.published or "")): e.report.id for e in story.entries.values()}
    headers = {
        path.stem: json.loads(path.read_text("utf-8")) for path in folder.glob("*.json") if path.name != "gold.json"
    }
    reports = {name: rows[(header["url"], _moment(header["published"]))] for name, header in headers.items()}
    return Pack(
        name=folder.name,
        gold=json.loads((folder / "gold.json").read_text("utf-8")),
        story=story,
        reports=reports,
        languages={name: header["language"] for name, header in headers.items()},
        texts={report: ledger.report(report).text for report in reports.values()},
    )


def _moment(published: str) -> datetime | None:
    return datetime.fromisoformat(published) if published else None
