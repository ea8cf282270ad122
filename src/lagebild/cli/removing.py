"""``lagebild remove``."""

from __future__ import annotations

from pathlib import Path

import click

from lagebild.cli.options import ledger_option, quiet_option
from lagebild.ledger import Ledger


@click.command("remove")
@click.argument("reports", nargs=-1, required=True)
@ledger_option
@quiet_option
@click.option("--yes", "-y", is_flag=True, help="Do not ask.")
def command(reports: tuple[str, ...], ledger: Path, quiet: bool, yes: bool) -> None:
    """Remove reports with all that was read in them. This cannot be undone."""
    with Ledger(ledger) as opened:
        for report in reports:
            opened.report(report)
        if not yes:
            click.confirm(f"Remove {len(reports)} report(s) from {ledger}?", abort=True)
        for report in reports:
            opened.remove(report)
            if not quiet:
                click.echo(f"removed {report}")
