"""``lagebild check``."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from lagebild.cli import screen
from lagebild.cli.options import format_option, ledger_option, quiet_option
from lagebild.ledger import Filter, Ledger


@click.command("check")
@ledger_option
@format_option("text", "json")
@quiet_option
def command(ledger: Path, written: str, quiet: bool) -> int:
    """Check that the ledger is whole: file, hashes, positions, references. Exit code 1 if something is wrong."""
    if not ledger.exists():
        Ledger(ledger, read_only=True)
    with Ledger(ledger) as opened:
        count = opened.count_reports(Filter(everywhere=True, latest=False))
        show = not quiet and sys.stderr.isatty()
        with click.progressbar(length=count, label="Checking", file=sys.stderr, hidden=not show) as bar:
            problems = opened.check(lambda: bar.update(1))
    if written == "json":
        screen.write_json(problems)
    else:
        for problem in problems:
            click.echo(f"{problem.where}: {problem.what}\n  {problem.remedy}")
        if not problems and not quiet:
            click.echo(f"{count} reports, nothing wrong.")
    return 1 if problems else 0
