"""``lagebild feeds``."""

from __future__ import annotations

from pathlib import Path

import click

from lagebild.cli import screen
from lagebild.cli.adding import told
from lagebild.cli.options import format_option, jobs_option, ledger_option, private_option
from lagebild.intake.options import Options
from lagebild.ledger import Ledger


@click.group("feeds", invoke_without_command=True)
@ledger_option
@format_option("text", "json")
@click.pass_context
def command(context: click.Context, ledger: Path, written: str) -> int:
    """List the feeds that the current story follows; follow one, ask them for what is new."""
    context.obj = ledger
    if context.invoked_subcommand is not None:
        return 0
    with Ledger(ledger, read_only=True) as opened:
        rows = opened.feeds.subscriptions()
    if written == "json":
        screen.write_json(rows)
    else:
        screen.table(
            ("feed", "refreshed", "problem"), ((r.feed, r.refreshed or "never", r.problem or "") for r in rows)
        )
    return 0 if rows else 1


@command.command("add")
@click.argument("address")
@private_option
@click.pass_obj
def add(ledger: Path, address: str, private: bool) -> None:
    """Follow a feed for the current story."""
    from lagebild.feeds import subscribe

    with Ledger(ledger) as opened:
        subscribe(opened, address, Options(allow_private=private))
    click.echo("Followed. To take in what it has: lagebild feeds refresh")


@command.command("remove")
@click.argument("address")
@click.pass_obj
def remove(ledger: Path, address: str) -> None:
    """Follow a feed no longer; its reports stay."""
    with Ledger(ledger) as opened:
        opened.feeds.unsubscribe(address)


@command.command("refresh")
@jobs_option
@private_option
@click.pass_obj
def refresh(ledger: Path, jobs: int, private: bool) -> int:
    """Add what is new in all feeds that the current story follows."""
    from lagebild.feeds import refresh as ask

    with Ledger(ledger) as opened:
        summary = ask(opened, options=Options(allow_private=private), jobs=jobs)
        click.echo(told(summary, opened))
    screen.report_failures((*summary.unread, *summary.failures))
    return 1 if summary.failures or summary.unread else 0
