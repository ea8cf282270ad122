"""``lagebild stories``."""

from __future__ import annotations

from pathlib import Path

import click

from lagebild.cli import screen
from lagebild.cli.options import format_option, ledger_option
from lagebild.ledger import Ledger


@click.group("stories", invoke_without_command=True)
@ledger_option
@format_option("text", "json")
@click.pass_context
def command(context: click.Context, ledger: Path, written: str) -> int:
    """List the stories of the ledger; start one, choose the current one, put a report into a further one."""
    context.obj = ledger
    if context.invoked_subcommand is not None:
        return 0
    with Ledger(ledger, read_only=True) as opened:
        rows = opened.stories()
    if written == "json":
        screen.write_json(rows)
    else:
        screen.table(("", "story", "reports"), (("*" if r.current else " ", r.name, str(r.reports)) for r in rows))
    return 0 if rows else 1


@command.command("new")
@click.argument("name")
@click.pass_obj
def new(ledger: Path, name: str) -> None:
    """Start a story and make it the current one."""
    with Ledger(ledger) as opened:
        opened.new_story(name)
    click.echo(f"{name!r} is the current story.")


@command.command("use")
@click.argument("name")
@click.pass_obj
def use(ledger: Path, name: str) -> None:
    """Make a story the current one."""
    with Ledger(ledger) as opened:
        opened.use_story(name)
    click.echo(f"{name!r} is the current story.")


@command.command("put")
@click.argument("report")
@click.argument("name")
@click.pass_obj
def put(ledger: Path, report: str, name: str) -> None:
    """Put a report into a further story."""
    with Ledger(ledger) as opened:
        opened.put_into_story(report, name)
    click.echo(f"{report!r} is in {name!r} too.")
