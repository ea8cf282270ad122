"""What every answer carries and every request has to be: known hosts, changes from here only, a strict policy."""

from __future__ import annotations

from collections.abc import Sequence

from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "connect-src 'self'; font-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    # Not "no-referrer": a browser then names no origin with the form of a correction either.
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
}
_READING = frozenset({"GET", "HEAD"})
MEGABYTE = 1_000_000
CHANGING = {"/correct": 20_000, "/feeds": 20_000, "/add": 40 * MEGABYTE, "/sign-in": 2_000}
"""The addresses that take forms, with the most bytes of each. Those that change the ledger carry a token besides."""

_DRAINED = 200 * MEGABYTE


class Guard:
    """Refuses foreign hosts (a page elsewhere that resolves to this machine) and changes that other pages ask for."""

    def __init__(self, app: ASGIApp, hosts: Sequence[str]) -> None:
        self.app = app
        self.hosts = frozenset(host.lower() for host in hosts)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a good request on, with the protecting headers on its answer."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def protected(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        refusal = self._refusal(scope)
        most = CHANGING.get(scope["path"], 0)
        await (refusal or self.app)(scope, _bounded(receive, most), protected)

    def _refusal(self, scope: Scope) -> PlainTextResponse | None:
        host = Headers(scope=scope).get("host", "").lower()
        name = host if host.endswith("]") else host.rsplit(":", 1)[0] if ":" in host else host
        # A page elsewhere can make its own name lead here, but not the number of the address that was reached.
        if name not in self.hosts and (not name or name != _reached(scope)):
            return PlainTextResponse("This host is not served here.\n", status_code=421)
        if scope["method"] == "POST" and scope["path"] in CHANGING:
            origin = Headers(scope=scope).get("origin", "")
            if origin.partition("://")[2].lower() != host:
                return PlainTextResponse("Changes are taken from these pages only.\n", status_code=403)
            return None
        if scope["method"] not in _READING:
            return PlainTextResponse("Pages here are read only.\n", 405, {"allow": "GET, HEAD"})
        return None


def _reached(scope: Scope) -> str:
    """The network address that the request came to, as a browser writes it."""
    address = str((scope.get("server") or ("",))[0]).lower().removeprefix("::ffff:")
    return f"[{address}]" if ":" in address else address


def _bounded(receive: Receive, most: int) -> Receive:
    """``receive`` that gives no more than ``most`` bytes of a body: whoever reads on gets a 413."""
    size = 0

    async def bounded() -> Message:
        nonlocal size
        message = await receive()
        size += len(message.get("body", b""))
        if size <= most:
            return message
        # A browser that is still sending takes an early answer for a broken connection and does not show it.
        while message.get("more_body") and size <= _DRAINED:
            message = await receive()
            size += len(message.get("body", b""))
        raise HTTPException(413)

    return bounded
