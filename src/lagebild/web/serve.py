"""Serving the pages: on this machine, or beyond it to whoever has the token."""

from __future__ import annotations

import ipaddress
import socket
from pathlib import Path

import click
import uvicorn

from lagebild.errors import LagebildError
from lagebild.web.access import SIGN_IN, check_token, new_token
from lagebild.web.app import LOCAL_HOSTS, create_app

_NOT_PRIVATE = (
    "Whoever has this address sees and changes the ledger. It is not encrypted: use it in a network you trust."
)


def serve(ledger: Path, host: str, port: int, token: str | None = None) -> None:
    """Serve the ledger at ``host``:``port`` (0: any free port) until interrupted.

    Beyond this machine a token is asked for: ``token``, else one that is made and printed. Raises
    :class:`lagebild.errors.LagebildError` if there is no ledger, or host, port or token cannot be used.
    """
    family, address = _resolved(host)
    here = ipaddress.ip_address(address).is_loopback
    token = token or (None if here else new_token())
    if token is not None:
        check_token(token)
    names = () if here else (socket.gethostname(), *(() if host == address else (host,)))
    app = create_app(ledger, hosts=(*LOCAL_HOSTS, *names), token=token)
    app.state.teller.latest(patience=0)
    listener = _listener(family, address, port)
    shown = f"[{host}]" if ":" in host else host
    page = f"{SIGN_IN}?token={token}" if token else "/"
    click.echo(f"Lagebild shows {ledger} at http://{shown}:{listener.getsockname()[1]}{page} (Ctrl-C ends it)")
    if not here:
        click.echo(_NOT_PRIVATE)
    # Without a log of requests: the address that holds the token would be in it.
    server = uvicorn.Server(uvicorn.Config(app, log_level="warning", access_log=False, server_header=False))
    server.run(sockets=[listener])


def _resolved(host: str) -> tuple[socket.AddressFamily, str]:
    try:
        family, _, _, _, address = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)[0]
    except (OSError, UnicodeError) as error:
        raise LagebildError(
            f"{host} is no address of this machine", remedy="give one: --host 192.168.1.10, or 0.0.0.0 for all"
        ) from error
    return family, str(address[0]).partition("%")[0]


def _listener(family: socket.AddressFamily, address: str, port: int) -> socket.socket:
    listener = socket.socket(family, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((address, port))
        # Before the address is printed: who opens it at once waits a moment instead of being refused.
        listener.listen()
    except OSError as error:
        listener.close()
        raise LagebildError(
            f"{address} port {port} cannot be used ({error.strerror})", remedy="choose another one: --port 8700"
        ) from error
    return listener
