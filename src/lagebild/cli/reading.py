"""``lagebild read``: what reports claim, without a ledger."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator

import click

from lagebild.cli import screen
from lagebild.cli.options import header_options, intake_options, jobs_option, private_option
from lagebild.contract import encode_reading
from lagebild.model import Delivery, Failure, Reading, Report

FORMATS = ("text", "json", "jsonl")


@click.command("read")
@click.argument("inputs", nargs=-1, required=True, metavar="FILE|FOLDER|URL|-...")
@header_options
@jobs_option
@private_option
@click.option("--format", "written", type=click.Choice(FORMATS), default=None, help="Default: text on a terminal.")
def command(
    inputs: tuple[str, ...],
    date: str | None,
    language: str | None,
    outlet: str | None,
    title: str | None,
    jobs: int,
    private: bool,
    written: str | None,
) -> int:
    r"""Read reports and print what they claim, by whom, how firmly, with dates, numbers and places.

    \b
    lagebild read report.txt --date 2024-07-23 --format json
    lagebild read folder/ --format jsonl --jobs 2 > readings.jsonl
    """
    from lagebild.intake import take_in
    from lagebild.reading.bulk import read_all

    options = intake_options(date, language, outlet, title, private=private)
    chosen = written or ("text" if sys.stdout.isatty() else "json" if len(inputs) == 1 else "jsonl")
    failures: list[Failure] = []
    delivered = (item for source in inputs for item in take_in(source, options))
    readings = read_all(_reports(delivered, failures), jobs)
    count = 0
    for reading in readings:
        if isinstance(reading, Failure):
            failures.append(reading)
            continue
        count += 1
        if chosen == "json" and count > 1:
            raise click.UsageError("several reports: use --format jsonl (one reading a line)")
        _print(reading, chosen)
    screen.report_failures(failures)
    return 1 if failures or count == 0 else 0


def _reports(items: Iterable[Delivery | Failure], failures: list[Failure]) -> Iterator[Report]:
    for item in items:
        if isinstance(item, Failure):
            failures.append(item)
        else:
            yield item.report


def _print(reading: Reading, chosen: str) -> None:
    if chosen == "text":
        out = screen.console()
        report = reading.report
        head = " · ".join(part for part in (report.published, report.outlet, report.title or report.id) if part)
        out.print(f"[bold]{screen.plain(head)}[/bold]")
        for note in report.notes:
            out.print(f"[yellow]{screen.plain(note)}[/yellow]")
        for claim in reading.claims:
            screen.print_claim(out, claim, report.outlet)
        return
    screen.write_bytes(encode_reading(reading, indent=2 if chosen == "json" else 0))
