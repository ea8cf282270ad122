"""One address fetched: the only code of the program that opens a connection.

Whoever writes an address, a redirect or a feed could point it at a machine behind the person's firewall (server-side
request forgery). So a name is resolved once, every address it has must be public, and the connection goes to just that
address: there is no second look-up that could answer differently. Each redirect is checked the same way.
"""

from __future__ import annotations

import ipaddress
import socket
import time
import zlib
from collections.abc import Iterable
from datetime import UTC, datetime
from email.message import Message
from functools import cache
from typing import Any, Protocol

import httpcore2
import httpx2
from msgspec import Struct

from lagebild._version import __version__
from lagebild.errors import InputError
from lagebild.intake.options import Options

USER_AGENT = f"Lagebild/{__version__} (reads news reports at a person's request)"
MAX_REDIRECTS = 5
_PORTS = (80, 443)
_REDIRECTS = (301, 302, 303, 307, 308)
_KEPT = ("content-type", "content-encoding", "date", "etag", "last-modified", "server", "content-language")
_NAT64 = ipaddress.ip_network("64:ff9b::/96")
_PRIVATE_REMEDY = "If you mean a server of your own network, allow it with --allow-private."

Address = ipaddress.IPv4Address | ipaddress.IPv6Address


class Fetched(Struct, frozen=True, kw_only=True):
    """What an address gave: ``url`` is the one that answered, after redirects; ``body`` is decompressed.

    ``headers`` are those worth keeping as evidence; ``retrieved`` is the instant in UTC (ISO 8601).
    ``status`` 304 (not modified, for a conditional request) has no body.
    """

    url: str
    status: int
    media_type: str
    charset: str | None
    headers: tuple[tuple[str, str], ...]
    body: bytes
    retrieved: str


class Fetch(Protocol):
    """Something that fetches one address, as :func:`fetch` does."""

    def __call__(
        self, url: str, options: Options, *, etag: str | None = None, last_modified: str | None = None
    ) -> Fetched:
        """The answer of ``url``; raises ``InputError``."""
        ...


def fetch(url: str, options: Options, *, etag: str | None = None, last_modified: str | None = None) -> Fetched:
    """The answer of an ``http(s)`` address, following up to five redirects, within the caps of ``options``.

    ``etag`` and ``last_modified`` of an earlier answer make the request conditional (RFC 9110, section 13).
    Raises ``InputError`` where the address is refused, does not answer, or gives an error, too much, or nothing in
    time.
    """
    deadline = time.monotonic() + options.timeout
    conditions = [("If-None-Match", etag), ("If-Modified-Since", last_modified)]
    headers = [(name, value) for name, value in conditions if value]
    target = url
    try:
        with httpcore2.ConnectionPool(ssl_context=_tls(), network_backend=_Guard(options, deadline)) as pool:
            for _ in range(MAX_REDIRECTS + 1):
                answer = _get(pool, check_url(target, options), headers, options, deadline)
                if isinstance(answer, Fetched):
                    return answer
                target = answer
    except InputError as error:
        via = f" (redirected to {target})" if target != url else ""
        raise InputError(f"{error.reason}{via}", origin=url, remedy=error.remedy) from None
    except httpcore2.TimeoutException:
        raise _late(url, options) from None
    except (httpcore2.NetworkError, httpcore2.ProtocolError, OSError) as error:
        raise InputError(
            f"does not answer: {str(error) or type(error).__name__}",
            origin=url,
            remedy="Check the address, or try again later.",
        ) from None
    raise InputError(f"redirects more than {MAX_REDIRECTS} times", origin=url, remedy="Give the address it ends at.")


def check_url(url: str, options: Options) -> httpx2.URL:
    """The parsed address. Raises ``InputError`` for another scheme, a sign-in inside it, or an unusual port."""
    try:
        parsed = httpx2.URL(url).copy_with(fragment=None)
    except (httpx2.InvalidURL, ValueError, TypeError) as error:
        raise InputError(f"is no web address: {error}", origin=url) from None
    if parsed.scheme not in ("http", "https") or not parsed.host:
        raise InputError("is no http or https address", origin=url, remedy="Only http and https are fetched.")
    if parsed.userinfo:
        raise InputError("has a user name or password in it", origin=url, remedy="Save the page and give the file.")
    if parsed.port is not None and parsed.port not in _PORTS and not options.allow_private:
        raise InputError(f"asks for the unusual port {parsed.port}", origin=url, remedy=_PRIVATE_REMEDY)
    return parsed


def is_public(address: Address) -> bool:
    """Whether an address is one of the open internet, looking through the ways to write IPv4 inside IPv6."""
    if isinstance(address, ipaddress.IPv6Address):
        inner = address.ipv4_mapped or address.sixtofour
        if address in _NAT64:
            inner = ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
        if inner is not None:
            return is_public(inner)
        if address.teredo is not None or address.scope_id is not None or address.is_site_local:
            return False
    return address.is_global and not (address.is_multicast or address.is_reserved or address.is_unspecified)


def resolve(host: str, port: int, options: Options) -> list[str]:
    """The addresses of ``host``, all of them public unless private ones are allowed. Raises ``InputError``."""
    try:
        answers = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise InputError(
            f"the name {host} cannot be resolved: {reason}", remedy="Check the spelling and the connection."
        ) from None
    found = list(dict.fromkeys(str(answer[4][0]) for answer in answers))
    for name in found:
        if not options.allow_private and not is_public(ipaddress.ip_address(name)):
            raise InputError(f"{host} is at {name}, which is no public address", remedy=_PRIVATE_REMEDY)
    return found


class _Guard(httpcore2.NetworkBackend):
    """Connects only to the addresses that were checked, and only until the deadline."""

    def __init__(self, options: Options, deadline: float) -> None:
        self._options = options
        self._deadline = deadline
        self._sockets = httpcore2.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore2.NetworkStream:
        failure: Exception = httpcore2.ConnectError(f"{host} has no address")
        for address in resolve(host, port, self._options)[:4]:
            try:
                stream = self._sockets.connect_tcp(address, port, _left(self._deadline), local_address, socket_options)
            except (httpcore2.ConnectError, httpcore2.ConnectTimeout) as error:
                failure = error
            else:
                return _Stream(stream, self._deadline)
        raise failure


class _Stream(httpcore2.NetworkStream):
    """A connection whose every wait ends at one deadline: a server that drips bytes gains no time by it."""

    def __init__(self, stream: httpcore2.NetworkStream, deadline: float) -> None:
        self._stream = stream
        self._deadline = deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, _left(self._deadline))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, _left(self._deadline))

    def close(self) -> None:
        self._stream.close()

    def start_tls(self, ssl_context: Any, server_hostname: str | None = None, timeout: float | None = None) -> _Stream:
        return _Stream(self._stream.start_tls(ssl_context, server_hostname, _left(self._deadline)), self._deadline)

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)


def _left(deadline: float) -> float:
    left = deadline - time.monotonic()
    if left <= 0:
        raise httpcore2.ReadTimeout("out of time")
    return left


@cache
def _tls() -> Any:
    return httpx2.create_ssl_context(trust_env=False)


def _late(url: str, options: Options) -> InputError:
    return InputError(f"did not answer within {options.timeout:g} seconds", origin=url, remedy="Try again later.")


def _get(
    pool: httpcore2.ConnectionPool, url: httpx2.URL, headers: list[tuple[str, str]], options: Options, deadline: float
) -> Fetched | str:
    """The answer, or the address it redirects to."""
    sent = [
        ("Host", url.netloc.decode("ascii")),
        ("User-Agent", USER_AGENT),
        ("Accept", "text/html, application/xhtml+xml, application/rss+xml, application/atom+xml, */*;q=0.5"),
        ("Accept-Encoding", "gzip, deflate"),
        *headers,
    ]
    target = httpcore2.URL(scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path)
    with pool.stream("GET", target, headers=sent) as answer:
        received = {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in answer.headers}
        if answer.status in _REDIRECTS and "location" in received:
            return str(url.join(received["location"]))
        if answer.status not in (200, 304):
            raise InputError(f"answers with the error {answer.status}", remedy="Open it in a browser to see why.")
        body = b"" if answer.status == 304 else _body(answer.iter_stream(), received, options, deadline)
    kind = Message()
    kind["content-type"] = received.get("content-type", "application/octet-stream")
    return Fetched(
        url=str(url),
        status=answer.status,
        media_type=kind.get_content_type(),
        charset=kind.get_content_charset(),
        headers=tuple((name, received[name]) for name in _KEPT if name in received),
        body=body,
        retrieved=datetime.now(UTC).isoformat(timespec="seconds"),
    )


def _body(chunks: Iterable[bytes], headers: dict[str, str], options: Options, deadline: float) -> bytes:
    """The decompressed body; reading stops at the cap, however little was sent for it."""
    encoding = headers.get("content-encoding", "identity").strip().lower()
    if encoding not in ("identity", "", "gzip", "x-gzip", "deflate"):
        raise InputError(
            f"is sent in the unknown compression {encoding[:40]!r}", remedy="Save the page and give the file."
        )
    # 47: gzip or zlib, told by the header of the data.
    unpack = None if encoding in ("identity", "") else zlib.decompressobj(47)
    parts, size = [], 0
    for chunk in chunks:
        _left(deadline)
        try:
            part = chunk if unpack is None else unpack.decompress(chunk, options.max_bytes + 1 - size)
        except zlib.error:
            raise InputError("is sent in broken compression", remedy="Try again later.") from None
        size += len(part)
        if size > options.max_bytes:
            raise InputError(f"is larger than {options.max_bytes / 1e6:g} MB", remedy="Give the report alone, as text.")
        parts.append(part)
    return b"".join(parts)
