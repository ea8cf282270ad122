"""``lagebild demo``: the bundled story, added and shown."""

from __future__ import annotations

import os
import shutil
import sys
from importlib import resources
from pathlib import Path

import click

from lagebild.cli.adding import add_inputs
from lagebild.cli.options import quiet_option
from lagebild.cli.screen import report_failures
from lagebild.cli.showing import print_story, print_summary
from lagebild.intake.options import Options
from lagebild.ledger import Ledger
from lagebild.story.summary import summarise
from lagebild.story.telling import tell

_UNNAMED, _STORY = "main", "Coalition in Iraq"


@click.command("demo")
@click.option(
    "--ledger",
    type=click.Path(dir_okay=False, path_type=Path),
    default=Path("demo.db"),
    show_default=True,
    help="The file to make.",
)
@quiet_option
def command(ledger: Path, quiet: bool) -> int:
    """Add the bundled example story to a ledger and show it. Its outlets, sources and quotations are invented."""
    with (
        resources.as_file(resources.files("lagebild").joinpath("demo")) as folder,
        Ledger(ledger) as opened,
    ):
        if _UNNAMED in {story.name for story in opened.stories()}:
            opened.rename_story(_UNNAMED, _STORY)
        summary = add_inputs(opened, (str(folder),), Options(), jobs=1, quiet=quiet)
        report_failures(summary.failures)
        print_summary(summarise(opened))
        print_story(tell(opened))
    click.echo(f"\nThe ledger is {ledger}. To look at it in the browser: {_program()} serve --ledger {ledger}")
    return 1 if summary.failures else 0


def _program() -> str:
    """How this program is called: by its name where that is found, else by the path that it was called by."""
    called = Path(sys.argv[0])
    by_name = shutil.which(called.name)
    if called.name != "lagebild" or (by_name and Path(by_name).samefile(called)):
        return "lagebild"
    return os.path.relpath(called)
