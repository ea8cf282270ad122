"""``lagebild list``."""

from __future__ import annotations

from pathlib import Path

import click

from lagebild.cli import screen
from lagebild.cli.options import format_option, ledger_option, story_option
from lagebild.ledger import Filter, Ledger


@click.command("list")
@ledger_option
@story_option
@click.option("--all-versions", is_flag=True, help="Also versions that a later one replaced.")
@click.option("--limit", type=click.IntRange(1), default=100, show_default=True)
@format_option("text", "json", "jsonl")
def command(ledger: Path, story: str | None, all_versions: bool, limit: int, written: str) -> int:
    """List the reports of the current story, newest first."""
    with Ledger(ledger, read_only=True) as opened:
        rows = opened.reports(Filter(story=story, latest=not all_versions), limit=limit)
    if written == "json":
        screen.write_json(rows)
    elif written == "jsonl":
        for row in rows:
            screen.write_json(row, indent=False)
    else:
        screen.table(
            ("report", "published", "outlet", "language", "claims", "title"),
            (
                (
                    row.id,
                    (row.published or "no date")[:10],
                    row.outlet,
                    row.language,
                    str(row.claims) if row.unread is None else "unread",
                    row.title,
                )
                for row in rows
            ),
        )
    return 0 if rows else 1
