"""``lagebild export``."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from lagebild.cli.options import format_option, ledger_option, story_option
from lagebild.export.formats import FORMATS
from lagebild.ledger import Ledger


@click.command("export")
@ledger_option
@story_option
@format_option(*FORMATS, "html")
@click.option("--language", type=click.Choice(("de", "en")), default="en", help="Language of the html page.")
def command(ledger: Path, story: str | None, written: str, language: str) -> int:
    r"""Export the current story: json (one object), jsonl (a reading a line), csv (a claim a line), ics (deadlines),
    annotations (W3C Web Annotations of the claims), html (one page without scripts, to be mailed or published).

    \b
    lagebild export --format csv > claims.csv
    """
    with Ledger(ledger, read_only=True) as opened:
        if written == "html":
            from lagebild.web.static_page import static_page

            sys.stdout.buffer.write(static_page(opened, story, language).encode() + b"\n")
        else:
            sys.stdout.buffer.writelines(FORMATS[written].write(opened, story))
    sys.stdout.buffer.flush()
    return 0
