"""Serving the pages on this machine."""

from __future__ import annotations

import socket
from pathlib import Path

import click
import uvicorn

from lagebild.errors import LagebildError
from lagebild.web.app import create_app


def serve(ledger: Path, host: str, port: int) -> None:
    """Serve the ledger at ``host``:``port`` (0: any free port) until interrupted.

    Raises :class:`lagebild.errors.LagebildError` if there is no ledger or the port is taken.
    """
    app = create_app(ledger)
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
    except OSError as error:
        listener.close()
        raise LagebildError(
            f"port {port} cannot be used ({error.strerror})", remedy="choose one: --port 8700"
        ) from error
    click.echo(f"Lagebild shows {ledger} at http://{host}:{listener.getsockname()[1]}/ (Ctrl-C ends it)")
    server = uvicorn.Server(uvicorn.Config(app, log_level="warning", server_header=False))
    server.run(sockets=[listener])
