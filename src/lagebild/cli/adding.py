"""``lagebild add``: reports into the ledger."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from lagebild.api import add
from lagebild.cli import screen
from lagebild.cli.options import (
    format_option,
    header_options,
    intake_options,
    jobs_option,
    ledger_option,
    private_option,
    quiet_option,
)
from lagebild.intake.options import Options
from lagebild.ledger import Ledger
from lagebild.ledger.records import Added, Summary, joined
from lagebild.model import Failure


@click.command("add")
@click.argument("inputs", nargs=-1, required=True, metavar="FILE|FOLDER|URL|-...")
@header_options
@ledger_option
@jobs_option
@private_option
@format_option("text", "json")
@quiet_option
def command(
    inputs: tuple[str, ...],
    date: str | None,
    language: str | None,
    outlet: str | None,
    title: str | None,
    ledger: Path,
    jobs: int,
    private: bool,
    written: str,
    quiet: bool,
) -> int:
    r"""Add reports to the current story: files, folders, addresses, feeds, web archives.

    The same text twice is added once; a changed text under the same address becomes a new version. A feed adds what is
    new since the last time. A bad report is named at the end, and the rest goes on.

    \b
    lagebild add reports/
    lagebild add https://example.org/feed.xml
    """
    options = intake_options(date, language, outlet, title, private=private)
    with Ledger(ledger) as opened:
        summary = add_inputs(opened, inputs, options, jobs=jobs, quiet=quiet)
        if written == "json":
            screen.write_json(summary)
        elif not quiet:
            click.echo(told(summary, opened))
    screen.report_failures((*summary.unread, *summary.failures))
    return 1 if summary.failures or summary.unread else 0


def add_inputs(ledger: Ledger, inputs: tuple[str, ...], options: Options, *, jobs: int, quiet: bool) -> Summary:
    """Add everything that ``inputs`` name, with a progress bar on a terminal."""
    show = not quiet and sys.stderr.isatty()
    with click.progressbar(length=0, label="Adding", file=sys.stderr, hidden=not show, show_pos=True) as bar:

        def progress(outcome: Added | Failure) -> None:
            bar.length = (bar.length or 0) + 1
            bar.update(1)

        return joined([add(ledger, source, options, jobs=jobs, progress=progress) for source in inputs])


def told(summary: Summary, ledger: Ledger) -> str:
    """What adding came to, in one line."""
    parts = [f"{summary.count('added')} added"]
    parts += [f"{summary.count('version')} new versions"] if summary.count("version") else []
    parts += [f"{summary.count('unchanged')} unchanged"] if summary.count("unchanged") else []
    parts += [f"{len(summary.failures)} failed"] if summary.failures else []
    return f"{', '.join(parts)}; the story {ledger.story!r} has {ledger.count_reports()} reports."
