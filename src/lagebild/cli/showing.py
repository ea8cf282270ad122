"""``lagebild show``: the story, a report or a claim."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import click
from rich.console import Console

from lagebild.cli import screen
from lagebild.cli.options import format_option, ledger_option, story_option
from lagebild.contract import encode_reading
from lagebild.errors import LedgerError
from lagebild.ledger import Ledger
from lagebild.story.summary import Summary, summarise
from lagebild.story.telling import Story
from lagebild.story.views import conflicts


@click.command("show")
@click.argument("wanted", required=False, metavar="[REPORT|CLAIM]")
@ledger_option
@story_option
@click.option("--today", type=click.DateTime(["%Y-%m-%d"]), help="Day of reference for dates ahead.")
@format_option("text", "json")
def command(wanted: str | None, ledger: Path, story: str | None, today: datetime | None, written: str) -> int:
    r"""Show the story (without an argument), a report or a claim by its id.

    \b
    lagebild show
    lagebild show r1-meridian
    """
    with Ledger(ledger, read_only=True) as opened:
        if wanted is None:
            summary = summarise(opened, story=story, today=today.date() if today else None)
            if written == "json":
                screen.write_json(summary)
            else:
                print_summary(summary)
            return 0 if summary.reports else 1
        if wanted.startswith("c-"):
            _show_claim(opened, wanted, written)
        else:
            _show_report(opened, wanted, written)
    return 0


def _show_claim(ledger: Ledger, claim_id: str, written: str) -> None:
    found = ledger.claim(claim_id)
    if written == "json":
        screen.write_json(found)
    else:
        screen.print_found(screen.console(), found)


def _show_report(ledger: Ledger, report_id: str, written: str) -> None:
    report, reading = ledger.report(report_id), ledger.reading(report_id)
    if written == "json":
        if reading is None:
            raise LedgerError(f"report {report_id!r} was kept unread", remedy="German and English are read")
        screen.write_bytes(encode_reading(reading, indent=2))
        return
    out = screen.console()
    head = " · ".join(part for part in (report.published, report.outlet, report.title or report.id) if part)
    out.print(f"[bold]{screen.plain(head)}[/bold]")
    if reading is None:
        out.print("[yellow]kept unread[/yellow]")
        out.print(screen.plain(report.text))
        return
    for claim in reading.claims:
        screen.print_claim(out, claim, report.outlet)


def print_summary(summary: Summary) -> None:
    """A story's summary on the terminal."""
    out = screen.console()
    outlets = ", ".join(f"{name} ({count})" for name, count in summary.outlets)
    out.print(
        f"[bold]{screen.plain(summary.story)}[/bold]: {summary.reports} reports, {summary.first} to {summary.last}"
    )
    out.print(f"[dim]{screen.plain(outlets)}[/dim]")
    _print_reports(out, summary)
    _print_sources(out, summary)
    _print_ahead(out, summary, summary.today)
    if summary.numbers:
        out.print("\n[bold]Numbers[/bold]")
        for number in summary.numbers:
            quantity, row = number.quantity, number.claim.report
            said = screen.source_line(number.claim.claim, row.outlet)
            out.print(
                f"  {screen.plain(f'{quantity.text} {quantity.of or quantity.unit}')}  [dim]{screen.plain(said)}[/dim]"
            )


def print_story(story: Story, most: int = 6) -> None:
    """What conflicts and what is due, on the terminal."""
    out = screen.console()
    if found := conflicts(story):
        out.print("\n[bold]Conflicts[/bold]")
    for conflict in found[:most]:
        for words, who in ((conflict.claim_a, conflict.said_by_a), (conflict.claim_b, conflict.said_by_b)):
            out.print(f"  {screen.plain(words)}  [dim]{screen.plain(who)}[/dim]")
        out.print()
    if story.deadlines:
        out.print(f"[bold]Due, as of {story.today}[/bold]")
    ahead = [deadline for deadline in story.deadlines if deadline.status != "open"][-most:]
    for deadline in [*ahead, *(d for d in story.deadlines if d.status == "open")][: 2 * most]:
        out.print(f"  {deadline.date} [yellow]{deadline.status:7}[/yellow] {screen.plain(deadline.what)}")


def _print_reports(out: Console, summary: Summary) -> None:
    out.print("\n[bold]Newest reports[/bold]")
    for row in summary.newest:
        out.print(f"  {screen.plain(screen.report_line(row))}  [dim]{row.id}[/dim]")


def _print_sources(out: Console, summary: Summary) -> None:
    if not summary.sources:
        return
    out.print("\n[bold]Who says what[/bold]")
    for says in summary.sources:
        source = says.source
        unnamed = ", unnamed" if source.anonymous else ""
        out.print(f"  [cyan]{screen.plain(source.name)}[/cyan] [dim]{source.claims} claims{unnamed}[/dim]")
        for one in says.claims[:2]:
            claim = one.claim
            firm = f"{claim.act}, {claim.certainty}" + (", negated" if claim.polarity == "negative" else "")
            out.print(f"    {(one.report.published or '')[:10]} {screen.plain(claim.text)} [dim]({firm})[/dim]")


def _print_ahead(out: Console, summary: Summary, today: date | None) -> None:
    if not summary.ahead:
        return
    out.print(f"\n[bold]Dates ahead of {today}[/bold]")
    for ahead in summary.ahead:
        said = screen.source_line(ahead.claim.claim, ahead.claim.report.outlet)
        due = " [yellow]deadline[/yellow]" if ahead.time.deadline else ""
        out.print(f"  {ahead.time.arrives or ahead.time.value}{due}  {screen.plain(ahead.claim.claim.text)}")
        out.print(f"    [dim]{screen.plain(said)}[/dim]")
