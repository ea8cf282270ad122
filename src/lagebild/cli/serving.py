"""``lagebild serve``."""

from __future__ import annotations

from pathlib import Path

import click

from lagebild.cli.options import ledger_option


@click.command("serve")
@ledger_option
@click.option("--host", metavar="ADDRESS", default="127.0.0.1", show_default=True, help="Where to serve.")
@click.option("--port", type=click.IntRange(0, 65535), default=8642, show_default=True)
@click.option("--token", envvar="LAGEBILD_TOKEN", help="What to ask for; beyond this machine one is made if not given.")
def command(ledger: Path, host: str, port: int, token: str | None) -> None:
    """Look at the ledger in the browser until Ctrl-C: on this machine only, unless --host says otherwise.

    Beyond this machine the pages ask for a token. A token of your own is better given in LAGEBILD_TOKEN than in the
    command, which other users of the machine can see.
    """
    from lagebild.web.serve import serve

    serve(ledger, host, port, token)
