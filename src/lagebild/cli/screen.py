"""Writing to the terminal: plain lines when piped, colours and tables when a person looks; never a report's escapes."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Sequence

import click
import msgspec
from rich.console import Console
from rich.markup import escape
from rich.table import Table
from rich.text import Text

from lagebild.ledger.records import LedgerClaim, ReportRow
from lagebild.model import Claim, Failure, Source

# Control characters of a report could move the cursor or change colours; none of them is ever printed.
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
FIRMNESS_STYLE = {"certain": "bold", "probable": "", "possible": "italic", "unknown": "dim italic"}


def console() -> Console:
    """The console of standard output; as wide as needed when it is no terminal, so that lines stay whole."""
    return Console(highlight=False, soft_wrap=not sys.stdout.isatty(), emoji=False)


def clean(words: str | None) -> str:
    """Words of a report without control characters."""
    return _CONTROL.sub("�", words or "")


def plain(words: str | None) -> str:
    """The same, safe inside rich's markup."""
    return escape(clean(words))


def write_json(value: object, *, indent: bool = True) -> None:
    """A value as JSON on standard output."""
    raw = msgspec.json.encode(value)
    write_bytes(msgspec.json.format(raw, indent=2) if indent else raw)


def write_bytes(raw: bytes) -> None:
    """Bytes as a line on standard output, in UTF-8 whatever the terminal's encoding."""
    sys.stdout.buffer.write(raw + b"\n")
    sys.stdout.buffer.flush()


def table(columns: Sequence[str], rows: Iterable[Sequence[str | None]]) -> None:
    """Rows as a table on a terminal, as tab-separated lines elsewhere."""
    if not sys.stdout.isatty():
        for row in rows:
            click.echo("\t".join(clean(cell).replace("\t", " ").replace("\n", " ") for cell in row))
        return
    grid = Table(box=None, header_style="dim", pad_edge=False)
    for column in columns:
        grid.add_column(column, overflow="fold")
    for row in rows:
        grid.add_row(*(Text(clean(cell)) for cell in row))
    console().print(grid)


def report_failures(failures: Iterable[Failure]) -> None:
    """What failed and why, on standard error."""
    for failure in failures:
        click.echo(f"lagebild: {clean(failure.origin)}: {clean(failure.reason)}", err=True)
        if failure.remedy:
            click.echo(f"  {clean(failure.remedy)}", err=True)


def source_line(claim: Claim, outlet: str | None) -> str:
    """Who vouches for a claim, innermost first, the outlet last."""
    links = [_link(source) for source in claim.sources]
    return " < ".join((*links, outlet or "the outlet"))


def _link(source: Source) -> str:
    if not source.text:
        return "source not named"
    name = source.text if source.resolved is None else f"{source.text} (= {source.resolved})"
    unnamed = f", unnamed{f' x{source.count}' if source.count else ''}" if source.anonymous else ""
    return f"{name} [{source.act}{unnamed}]"


def print_claim(out: Console, claim: Claim, outlet: str | None) -> None:
    """One claim: its words, who vouches, how firmly, and what dates, numbers and places are in it."""
    style = FIRMNESS_STYLE[claim.certainty]
    words = plain(claim.text)
    out.print(f"  [{style}]{words}[/{style}]" if style else f"  {words}")
    firm = f"{claim.act}, {claim.certainty}" + (", negated" if claim.polarity == "negative" else "")
    out.print(f"    [cyan]{plain(source_line(claim, outlet))}[/cyan] · {firm} · {claim.form} · {claim.confidence:.2f}")
    details = [
        f"{t.text} = {t.value}{f', {t.arrives}' if t.arrives else ''}{' (deadline)' if t.deadline else ''}"
        for t in claim.times
    ]
    details += [f"{q.text} {q.of or ''}".strip() for q in claim.quantities]
    details += [f"{p.text} ({p.country or 'several'})" for p in claim.places]
    if details:
        out.print(f"    [dim]{plain('; '.join(details))}[/dim]")


def print_found(out: Console, one: LedgerClaim) -> None:
    """A claim with the report it stands in."""
    print_claim(out, one.claim, one.report.outlet)
    out.print(f"    [dim]{plain(report_line(one.report))} · {one.claim.id}[/dim]")


def report_line(row: ReportRow) -> str:
    """A report in one line."""
    return " · ".join(
        part for part in ((row.published or "no date")[:10], row.outlet or "", row.title or row.id) if part
    )
