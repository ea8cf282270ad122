"""``lagebild export``."""

from __future__ import annotations

from pathlib import Path

import click

from lagebild.cli import screen
from lagebild.cli.options import format_option, ledger_option, story_option
from lagebild.contract import encode_reading
from lagebild.export.calendar import calendar
from lagebild.export.documents import claim_table, readings, story_document
from lagebild.ledger import Ledger
from lagebild.story.telling import tell


@click.command("export")
@ledger_option
@story_option
@format_option("json", "jsonl", "csv", "ics", "html")
@click.option("--language", type=click.Choice(("de", "en")), default="en", help="Language of the html page.")
def command(ledger: Path, story: str | None, written: str, language: str) -> int:
    r"""Export the current story: json (one object), jsonl (a reading a line), csv (a claim a line), ics (deadlines),
    html (one page without scripts, to be mailed or published).

    \b
    lagebild export --format csv > claims.csv
    """
    with Ledger(ledger, read_only=True) as opened:
        if written == "json":
            screen.write_bytes(story_document(opened, story))
        elif written == "jsonl":
            for reading in readings(opened, story):
                screen.write_bytes(encode_reading(reading))
        elif written == "ics":
            screen.write_bytes(calendar(tell(opened, story)).removesuffix("\n").encode())
        elif written == "html":
            from lagebild.web.static_page import static_page

            screen.write_bytes(static_page(opened, story, language).encode())
        else:
            for line in claim_table(opened, story):
                screen.write_bytes(line.rstrip("\n").encode())
    return 0
