"""What is told across reports: timeline, positions, numbers, due, conflicts, compare, changes, news."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime
from functools import wraps
from pathlib import Path
from typing import Any

import click
from msgspec import Struct

from lagebild.cli import screen
from lagebild.cli.options import format_option, ledger_option, story_option
from lagebild.errors import LedgerError
from lagebild.export.documents import csv_line
from lagebild.ledger import Ledger
from lagebild.story import views
from lagebild.story.telling import Story, copies_in, tell

Rows = list[tuple[str, ...]]

_DAY = click.DateTime(["%Y-%m-%d"])


class Asked(Struct, frozen=True):
    """Which story is to be told, as of which day, from how many reports, and how it is to be written."""

    ledger: Path
    story: str | None
    today: datetime | None
    most: int | None
    written: str


def _options(command: Callable[..., int]) -> Callable[..., Any]:
    @wraps(command)
    def asked(
        ledger: Path, story: str | None, today: datetime | None, most: int | None, written: str, **others: Any
    ) -> int:
        return command(Asked(ledger, story, today, most, written), **others)

    told: Callable[..., Any] = asked
    for option in (
        format_option("text", "json", "csv", "md"),
        click.option("--today", type=_DAY, help="Day of reference; without it, that of the latest report."),
        click.option(
            "--most",
            type=click.IntRange(min=1),
            help="Tell only the latest MOST reports: a large ledger is told sooner.",
        ),
        story_option,
        ledger_option,
    ):
        told = option(told)
    return told


def _story(asked: Asked) -> Story:
    with Ledger(asked.ledger, read_only=True) as opened:
        return _told(opened, asked)


def _told(ledger: Ledger, asked: Asked) -> Story:
    told = tell(ledger, asked.story, asked.today.date() if asked.today else None, asked.most)
    if told.untold:
        click.echo(f"lagebild: told from the latest {asked.most} reports; {told.untold} are left out", err=True)
    return told


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
def story_digest(asked: Asked, since: datetime | None) -> int:
    """The story in one list: contradictions, deadlines, near copies of one text, and what is new."""
    with Ledger(asked.ledger, read_only=True) as opened:
        told, copies = _told(opened, asked), copies_in(opened, asked.story)
    found = views.digest(told, copies, since.date() if since else None)
    rows = [(n.kind, n.day, n.what, n.said_by, n.claim) for n in found]
    return _write(asked.written, ("kind", "day", "what", "said by", "claim"), rows, found)


@click.command("due")
@_options
def due(asked: Asked) -> int:
    """Dates by which something is to happen, and what came of them."""
    found = _story(asked).deadlines
    rows = [(d.date, d.status, d.what, d.set_by or "", d.claim) for d in found]
    return _write(asked.written, ("date", "status", "what", "set by", "claim"), rows, found)


@click.command("conflicts")
@_options
def conflicts(asked: Asked) -> int:
    """Claims that contradict each other, with the words that show it."""
    found = views.conflicts(_story(asked))
    rows = [(c.claim_a, c.said_by_a, c.claim_b, c.said_by_b) for c in found]
    return _write(asked.written, ("claim", "said by", "against", "said by"), rows, found)


@click.command("numbers")
@_options
def numbers(asked: Asked) -> int:
    """Numbers of one thing over time, one line a point."""
    found = _story(asked).series
    rows = [(s.what, p.as_of or "", p.text, s.unit or "", p.source or "", p.claim) for s in found for p in s.points]
    return _write(asked.written, ("what", "as of", "number", "unit", "source", "claim"), rows, found)


@click.command("timeline")
@_options
def timeline(asked: Asked) -> int:
    """Claims by the time that they are about, dates ahead included."""
    found = views.timeline(_story(asked))
    rows = [(e.first_day, e.last_day, e.what, e.said_by, e.claim) for e in found]
    return _write(asked.written, ("from", "to", "what", "said by", "claim"), rows, found)


@click.command("positions")
@_options
def positions(asked: Asked) -> int:
    """What each actor says in each matter now, with the latest words."""
    found = views.positions(_story(asked))
    rows = [(p.actor, p.latest, p.words, f"{p.act}, {p.certainty}, {p.polarity}", str(p.claims)) for p in found]
    return _write(asked.written, ("actor", "latest", "words", "how", "claims"), rows, found)


@click.command("compare")
@click.argument("first")
@click.argument("second")
@_options
def compare(asked: Asked, first: str, second: str) -> int:
    """What two reports (by id) or two outlets (by name) tell otherwise, and what only one of them has."""
    told = _story(asked)
    known = {name for entry in told.entries.values() for name in (entry.report.id, entry.report.outlet)}
    for wanted in (first, second):
        if wanted not in known:
            raise LedgerError(f"no report or outlet {wanted!r} in the story", remedy="lagebild list names them")
    found = views.compare(told, first, second)
    return _write(asked.written, ("kind", first, second), [(d.kind, d.a or "", d.b or "") for d in found], found)


@click.command("changes")
@click.argument("wanted", metavar="URL|REPORT")
@_options
def changes(asked: Asked, wanted: str) -> int:
    """What the versions of one report added, dropped and changed."""
    told = _story(asked)
    address = {e.report.id for e in told.entries.values() if wanted in {e.report.id, e.report.url}}
    found = [version for version in told.versions if {version.old, version.new} & address]
    rows = [(v.new, c.kind, c.old or "", c.new or "", "owned" if c.owned else "") for v in found for c in v.changes]
    return _write(asked.written, ("version", "kind", "old", "new", "note"), rows, found)


@click.command("news")
@click.option("--since", type=_DAY, required=True, help="The first day that counts as new.")
@_options
def news(asked: Asked, since: datetime) -> int:
    """New matters, changed values, new contradictions and deadlines that ran out since a day."""
    day: date = since.date()
    found = views.news(_story(asked), day)
    rows = [(n.day, n.kind, n.what, n.said_by, n.claim) for n in found]
    return _write(asked.written, ("day", "kind", "what", "said by", "claim"), rows, found)
