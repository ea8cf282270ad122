"""``lagebild schema``."""

from __future__ import annotations

import click

from lagebild.cli.screen import write_bytes
from lagebild.contract import shipped_reading_schema


@click.command("schema")
def command() -> None:
    """Print the JSON Schema of a reading (what ``read --format json`` prints)."""
    write_bytes(shipped_reading_schema().rstrip(b"\n"))
