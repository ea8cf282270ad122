"""The commands, found by name and imported only when they run; errors become one line and an exit code."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from importlib import import_module

import click

from lagebild._version import __version__
from lagebild.errors import LagebildError

FAILED = 1
USAGE = 2
INTERRUPTED = 130

# Name -> (module, with ":attribute" where it holds several commands; one line for the list of commands). The order is
# that of a first use.
COMMANDS: dict[str, tuple[str, str]] = {
    "read": ("reading", "Read reports and print what they claim; needs no ledger."),
    "add": ("adding", "Add reports to the ledger: files, folders, addresses, feeds, web archives."),
    "feeds": ("feeds", "Feeds that the story follows: list, add, remove, refresh."),
    "list": ("listing", "List the reports of the current story."),
    "show": ("showing", "Show the story, a report or a claim."),
    "search": ("searching", "Search reports and claims by words."),
    "story": ("telling:story_digest", "The story in one list: contradictions, deadlines, copies, what is new."),
    "timeline": ("telling:timeline", "Claims by the time that they are about."),
    "positions": ("telling:positions", "What each actor says in each matter now."),
    "numbers": ("telling:numbers", "Numbers of one thing over time."),
    "due": ("telling:due", "Dates by which something is to happen, and what came of them."),
    "conflicts": ("telling:conflicts", "Claims that contradict each other."),
    "compare": ("telling:compare", "What two reports or outlets tell otherwise."),
    "changes": ("telling:changes", "What the versions of a report changed."),
    "news": ("telling:news", "What is new since a day."),
    "correct": ("correcting", "Correct the reading: right, wrong, edit, together, apart, merge, note, undo."),
    "export": ("exporting", "Export the ledger: JSON, JSON Lines, CSV, or deadlines as a calendar."),
    "stories": ("stories", "List stories, start one, choose the current one."),
    "remove": ("removing", "Remove a report and all that was read in it."),
    "check": ("checking", "Check that the ledger is whole: hashes, positions, references."),
    "serve": ("serving", "Look at the ledger in the browser, and work on it."),
    "schema": ("schema", "Print the JSON Schema of a reading."),
    "bench": ("benching", "Measure reading quality on a public corpus of attributions."),
    "demo": ("demo", "Add the bundled example story to a ledger and show it."),
}


class Commands(click.Group):
    """A group that imports a command's module when it is asked for, so that ``lagebild --help`` is instant."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names in the order of :data:`COMMANDS`."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of that name, or ``None``."""
        if cmd_name not in COMMANDS:
            return None
        module, _, attribute = COMMANDS[cmd_name][0].partition(":")
        command: click.Command = getattr(import_module(f"lagebild.cli.{module}"), attribute or "command")
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The list of commands without importing any of them."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, line) for name, (_, line) in COMMANDS.items()])


@click.group(
    cls=Commands,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="Start with: lagebild demo. Each command explains itself: lagebild COMMAND --help.",
)
@click.version_option(__version__, prog_name="lagebild")
def cli() -> None:
    """Lagebild reads news reports and keeps the ledger of a story: who says what, on whose word, how firmly."""


def run(arguments: Sequence[str]) -> int:
    """Run one command and return its exit code; whatever a person can cause is told in a line, without a trace."""
    try:
        result = cli.main(args=list(arguments), prog_name="lagebild", standalone_mode=False)
    except click.exceptions.Abort:
        click.echo("Interrupted. What was done so far is kept.", err=True)
        return INTERRUPTED
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except LagebildError as error:
        click.echo(f"lagebild: {error}", err=True)
        if error.remedy:
            click.echo(f"  {error.remedy}", err=True)
        return FAILED
    except BrokenPipeError:
        # The reader of our output went away ("lagebild list | head"): nothing is wrong, and nothing more can be said.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    return result if isinstance(result, int) else 0
