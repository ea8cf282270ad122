"""``lagebild search``."""

from __future__ import annotations

from pathlib import Path

import click
from rich.text import Text

from lagebild.cli import screen
from lagebild.cli.options import format_option, ledger_option, story_option
from lagebild.ledger import Filter, Ledger


@click.command("search")
@click.argument("words", nargs=-1, required=True)
@ledger_option
@story_option
@click.option("--limit", type=click.IntRange(1), default=20, show_default=True)
@format_option("text", "json", "jsonl")
def command(words: tuple[str, ...], ledger: Path, story: str | None, limit: int, written: str) -> int:
    r"""Search claims and reports: all words have to occur, as beginnings of words; in claims also inside compounds.

    \b
    lagebild search abzug september
    """
    with Ledger(ledger, read_only=True) as opened:
        hits = opened.search(" ".join(words), Filter(story=story), limit=limit)
    if written == "json":
        screen.write_json(hits)
    elif written == "jsonl":
        for hit in hits:
            screen.write_json(hit, indent=False)
    else:
        out = screen.console()
        for hit in hits:
            passage = Text(screen.clean(hit.passage))
            for start, end in hit.marks:
                passage.stylize("bold yellow", start, end)
            out.print(Text("  ") + passage)
            said = screen.source_line(hit.claim, hit.report.outlet) + " · " if hit.claim else ""
            out.print(f"    [dim]{screen.plain(said + screen.report_line(hit.report))}[/dim]")
    return 0 if hits else 1
