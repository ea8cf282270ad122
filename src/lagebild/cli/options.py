"""Options that several commands share, and what follows from them."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from lagebild.intake import Options

Command = TypeVar("Command", bound=Callable[..., Any])

LEDGER_VARIABLE = "LAGEBILD_LEDGER"
DEFAULT_LEDGER = "lagebild.db"


def ledger_option(command: Command) -> Command:
    """``--ledger PATH``, else the environment's ``LAGEBILD_LEDGER``, else ``lagebild.db`` in the current folder."""
    return click.option(
        "--ledger",
        type=click.Path(dir_okay=False, path_type=Path),
        default=lambda: Path(os.environ.get(LEDGER_VARIABLE) or DEFAULT_LEDGER),
        show_default=f"${LEDGER_VARIABLE} or {DEFAULT_LEDGER}",
        help="The ledger file.",
    )(command)


def format_option(*formats: str) -> Callable[[Command], Command]:
    """``--format``, the first of ``formats`` being the default."""
    return click.option(
        "--format",
        "written",
        type=click.Choice(formats),
        default=formats[0],
        show_default=True,
        help="How the answer is written.",
    )


def quiet_option(command: Command) -> Command:
    """``--quiet``: only the answer and errors."""
    return click.option("--quiet", "-q", is_flag=True, help="Print nothing but the answer and errors.")(command)


def story_option(command: Command) -> Command:
    """``--story NAME``; without it the current story."""
    return click.option("--story", metavar="NAME", default=None, help="A story other than the current one.")(command)


def header_options(command: Command) -> Command:
    """What a person knows of a report that its file does not say."""
    for option in reversed(
        (
            click.option("--date", metavar="DATE", help="Date of publication (ISO 8601): anchors relative dates."),
            click.option("--language", metavar="CODE", help="Language of the text: de or en."),
            click.option("--outlet", metavar="NAME", help="Who published it."),
            click.option("--title", metavar="TEXT", help="Its headline."),
        )
    ):
        command = option(command)
    return command


def jobs_option(command: Command) -> Command:
    """``--jobs N``: how many processes read."""
    return click.option(
        "--jobs", "-j", type=click.IntRange(1, 64), default=1, show_default=True, help="How many processes read."
    )(command)


def private_option(command: Command) -> Command:
    """``--allow-private``: addresses of an intranet may be fetched too."""
    return click.option(
        "--allow-private", "private", is_flag=True, help="Also fetch from private addresses (an intranet)."
    )(command)


def intake_options(
    date: str | None, language: str | None, outlet: str | None, title: str | None, *, private: bool
) -> Options:
    """What a person said of a report, as intake takes it."""
    from lagebild.intake import Options

    return Options(date=date, language=language, outlet=outlet, title=title, allow_private=private)
