"""``lagebild serve``."""

from __future__ import annotations

from pathlib import Path

import click

from lagebild.cli.options import ledger_option


@click.command("serve")
@ledger_option
@click.option("--port", type=click.IntRange(0, 65535), default=8642, show_default=True)
def command(ledger: Path, port: int) -> None:
    """Look at the ledger in the browser: on this machine only (127.0.0.1), until Ctrl-C."""
    from lagebild.web.serve import serve

    serve(ledger, "127.0.0.1", port)
