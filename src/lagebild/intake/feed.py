"""RSS and Atom feeds: what is new since the last time. Nothing is kept here; the caller remembers keys."""

from __future__ import annotations

import io
import time
from collections.abc import Container, Iterator
from urllib.parse import urljoin, urlsplit

from msgspec import Struct

from lagebild.errors import InputError
from lagebild.intake.address import take_fetched
from lagebild.intake.assemble import Header
from lagebild.intake.fetch import Fetch, Fetched, fetch
from lagebild.intake.normalise import one_line
from lagebild.intake.options import Options
from lagebild.model import Delivery, Failure


class Entry(Struct, frozen=True, kw_only=True):
    """One entry of a feed; ``key`` is what it is known by (its id, else its address)."""

    key: str
    url: str
    title: str | None = None
    published: str | None = None


class FeedItem(Struct, frozen=True):
    """What an entry led to. Remember ``key`` once a delivery is safely stored."""

    key: str
    result: Delivery | Failure


class Answer(Struct, frozen=True):
    """What a feed gave: its new items, read as they are needed, and the marks for asking again only for changes."""

    items: Iterator[FeedItem]
    etag: str | None
    last_modified: str | None


def follow(
    url: str,
    options: Options,
    *,
    seen: Container[str] = (),
    etag: str | None = None,
    last_modified: str | None = None,
    network: Fetch = fetch,
) -> Answer:
    """The entries of a feed whose keys are not in ``seen``, oldest first.

    ``etag`` and ``last_modified`` are those of the last answer: an unchanged feed is not sent again and has no items.
    Raises ``InputError`` where the feed cannot be fetched or is none; an entry that fails is a ``Failure``.
    """
    fetched = network(url, options, etag=etag, last_modified=last_modified)
    if fetched.status == 304:
        return Answer(iter(()), etag, last_modified)
    headers = dict(fetched.headers)
    items = read_entries(fetched, options, network, seen)
    return Answer(items, headers.get("etag"), headers.get("last-modified"))


def read_entries(feed: Fetched, options: Options, network: Fetch, seen: Container[str] = ()) -> Iterator[FeedItem]:
    """Fetch the entries of ``feed`` that are not in ``seen``, oldest first, with a pause for each host."""
    entries, language = parse_feed(feed.body, feed.url)
    asked: dict[str, float] = {}
    for entry in [entry for entry in entries if entry.key not in seen][: options.max_entries][::-1]:
        host = urlsplit(entry.url).netloc
        wait = asked.get(host, 0.0) + options.feed_pause - time.monotonic()
        if host in asked and wait > 0:
            time.sleep(wait)
        header = Header(title=entry.title, published=entry.published, language_hint=language)
        try:
            for result in take_fetched(network(entry.url, options), entry.url, options, header):
                yield FeedItem(entry.key, result)
        except InputError as error:
            yield FeedItem(entry.key, Failure(error.origin or entry.url, error.reason, error.remedy))
        asked[host] = time.monotonic()


def parse_feed(raw: bytes, url: str) -> tuple[list[Entry], str | None]:
    """The entries of a feed in its own order, and the language it declares. Raises ``InputError`` where it is none."""
    import feedparser  # noqa: PLC0415 - heavy

    # Given a string, feedparser would fetch it or open it as a file; a stream it only reads.
    parsed = feedparser.parse(io.BytesIO(raw), sanitize_html=False, resolve_relative_uris=False)
    if not parsed.get("version") and not parsed.entries:
        raise InputError("is no feed that can be read", origin=url, remedy="Check the address in a browser.")
    entries = []
    for item in parsed.entries:
        link = item.get("link")
        if not isinstance(link, str) or not link:
            continue
        address = _joined(url, link)
        entries.append(
            Entry(
                key=str(item.get("id") or address)[:2000],
                url=address,
                title=one_line(item.get("title")),
                published=_instant(item.get("published_parsed")),
            )
        )
    language = parsed.feed.get("language")
    return list({entry.key: entry for entry in entries}.values()), language if isinstance(language, str) else None


def _joined(base: str, link: str) -> str:
    try:
        return urljoin(base, link)
    except ValueError:
        return link


def _instant(parsed: time.struct_time | None) -> str | None:
    """The instant of an entry, which feedparser gives instants in UTC."""
    return time.strftime("%Y-%m-%dT%H:%M:%S+00:00", parsed) if parsed else None
