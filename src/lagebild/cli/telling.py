"""What is told across reports: timeline, positions, numbers, due, conflicts, compare, changes, news."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

import click

from lagebild.cli import screen
from lagebild.cli.options import format_option, ledger_option, story_option
from lagebild.errors import LedgerError
from lagebild.export.documents import csv_line
from lagebild.ledger import Ledger
from lagebild.story import views
from lagebild.story.telling import Story, copies_in, tell

Rows = list[tuple[str, ...]]

_DAY = click.DateTime(["%Y-%m-%d"])


def _options(command: Callable[..., Any]) -> Callable[..., Any]:
    for option in (
        format_option("text", "json", "csv", "md"),
        click.option("--today", type=_DAY, help="Day of reference; without it, that of the latest report."),
        story_option,
        ledger_option,
    ):
        command = option(command)
    return command


def _story(ledger: Path, story: str | None, today: datetime | None) -> Story:
    with Ledger(ledger, read_only=True) as opened:
        return tell(opened, story, today.date() if today else None)


def _write(written: str, columns: Sequence[str], rows: Iterable[Sequence[str]], records: object) -> int:
    """The answer in the asked format; exit code 1 where there is nothing."""
    lines = [tuple(screen.clean(cell).replace("\n", " ") for cell in row) for row in rows]
    if written == "json":
        screen.write_json(records)
    elif written == "csv":
        for row in (columns, *lines):
            screen.write_bytes(csv_line(row).removesuffix("\n").encode())
    elif written == "md":
        click.echo(f"| {' | '.join(columns)} |\n|{' --- |' * len(columns)}")
        for row in lines:
            click.echo(f"| {' | '.join(_markdown(cell) for cell in row)} |")
    else:
        screen.table(columns, lines)
    return 0 if lines else 1


def _markdown(cell: str) -> str:
    """Words of a report are words, never markup."""
    for mark in "\\`*_[]<>|#":
        cell = cell.replace(mark, f"\\{mark}")
    return cell


@click.command("story")
@click.option("--since", type=_DAY, default=None, help="Also what is new since that day.")
@_options
def story_digest(since: datetime | None, ledger: Path, story: str | None, today: datetime | None, written: str) -> int:
    """The story in one list: contradictions, deadlines, near copies of one text, and what is new."""
    with Ledger(ledger, read_only=True) as opened:
        told, copies = tell(opened, story, today.date() if today else None), copies_in(opened, story)
    found = views.digest(told, copies, since.date() if since else None)
    rows = [(n.kind, n.day, n.what, n.said_by, n.claim) for n in found]
    return _write(written, ("kind", "day", "what", "said by", "claim"), rows, found)


@click.command("due")
@_options
def due(ledger: Path, story: str | None, today: datetime | None, written: str) -> int:
    """Dates by which something is to happen, and what came of them."""
    found = _story(ledger, story, today).deadlines
    rows = [(d.date, d.status, d.what, d.set_by or "", d.claim) for d in found]
    return _write(written, ("date", "status", "what", "set by", "claim"), rows, found)


@click.command("conflicts")
@_options
def conflicts(ledger: Path, story: str | None, today: datetime | None, written: str) -> int:
    """Claims that contradict each other, with the words that show it."""
    found = views.conflicts(_story(ledger, story, today))
    rows = [(c.claim_a, c.said_by_a, c.claim_b, c.said_by_b) for c in found]
    return _write(written, ("claim", "said by", "against", "said by"), rows, found)


@click.command("numbers")
@_options
def numbers(ledger: Path, story: str | None, today: datetime | None, written: str) -> int:
    """Numbers of one thing over time, one line a point."""
    found = _story(ledger, story, today).series
    rows = [(s.what, p.as_of or "", p.text, s.unit or "", p.source or "", p.claim) for s in found for p in s.points]
    return _write(written, ("what", "as of", "number", "unit", "source", "claim"), rows, found)


@click.command("timeline")
@_options
def timeline(ledger: Path, story: str | None, today: datetime | None, written: str) -> int:
    """Claims by the time that they are about, dates ahead included."""
    found = views.timeline(_story(ledger, story, today))
    rows = [(e.first_day, e.last_day, e.what, e.said_by, e.claim) for e in found]
    return _write(written, ("from", "to", "what", "said by", "claim"), rows, found)


@click.command("positions")
@_options
def positions(ledger: Path, story: str | None, today: datetime | None, written: str) -> int:
    """What each actor says in each matter now, with the latest words."""
    found = views.positions(_story(ledger, story, today))
    rows = [(p.actor, p.latest, p.words, f"{p.act}, {p.certainty}, {p.polarity}", str(p.claims)) for p in found]
    return _write(written, ("actor", "latest", "words", "how", "claims"), rows, found)


@click.command("compare")
@click.argument("first")
@click.argument("second")
@_options
def compare(first: str, second: str, ledger: Path, story: str | None, today: datetime | None, written: str) -> int:
    """What two reports (by id) or two outlets (by name) tell otherwise, and what only one of them has."""
    told = _story(ledger, story, today)
    known = {name for entry in told.entries.values() for name in (entry.report.id, entry.report.outlet)}
    for wanted in (first, second):
        if wanted not in known:
            raise LedgerError(f"no report or outlet {wanted!r} in the story", remedy="lagebild list names them")
    found = views.compare(told, first, second)
    return _write(written, ("kind", first, second), [(d.kind, d.a or "", d.b or "") for d in found], found)


@click.command("changes")
@click.argument("wanted", metavar="URL|REPORT")
@_options
def changes(wanted: str, ledger: Path, story: str | None, today: datetime | None, written: str) -> int:
    """What the versions of one report added, dropped and changed."""
    told = _story(ledger, story, today)
    address = {e.report.id for e in told.entries.values() if wanted in {e.report.id, e.report.url}}
    found = [version for version in told.versions if {version.old, version.new} & address]
    rows = [(v.new, c.kind, c.old or "", c.new or "", "owned" if c.owned else "") for v in found for c in v.changes]
    return _write(written, ("version", "kind", "old", "new", "note"), rows, found)


@click.command("news")
@click.option("--since", type=_DAY, required=True, help="The first day that counts as new.")
@_options
def news(since: datetime, ledger: Path, story: str | None, today: datetime | None, written: str) -> int:
    """New matters, changed values, new contradictions and deadlines that ran out since a day."""
    day: date = since.date()
    found = views.news(_story(ledger, story, today), day)
    rows = [(n.day, n.kind, n.what, n.said_by, n.claim) for n in found]
    return _write(written, ("day", "kind", "what", "said by", "claim"), rows, found)
