"""What kind of input bytes are: by what is declared or the file is called, and by how they begin."""

from __future__ import annotations

import re
from typing import Literal

Kind = Literal["text", "html", "feed", "json", "jsonl", "warc"]

SUFFIXES: dict[str, Kind] = {
    ".txt": "text",
    ".text": "text",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".json": "json",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".warc": "warc",
    ".warc.gz": "warc",
    ".rss": "feed",
    ".atom": "feed",
}
_MEDIA_TYPES: dict[str, Kind] = {
    "text/html": "html",
    "application/xhtml+xml": "html",
    "application/rss+xml": "feed",
    "application/atom+xml": "feed",
    "application/rdf+xml": "feed",
    "application/feed+json": "feed",
    "application/json": "json",
    "application/jsonl": "jsonl",
    "application/x-ndjson": "jsonl",
    "application/warc": "warc",
}
_FEED = re.compile(rb"<(?:rss|feed|rdf:RDF)\b")
_HTML = re.compile(rb"<(?:!doctype\s+html|html|head|body|meta|title|article|div|p)\b", re.IGNORECASE)


def by_name(name: str) -> Kind | None:
    """The kind that a file's name tells."""
    name = name.lower()
    return next((kind for suffix, kind in SUFFIXES.items() if name.endswith(suffix)), None)


def by_content(raw: bytes, media_type: str | None = None) -> Kind:
    """The kind of ``raw``: a feed is told by its root element, since many are served as plain XML or even HTML."""
    start = raw[:2048].lstrip(b"\xef\xbb\xbf \t\r\n")
    if start.startswith(b"WARC/") or raw[:2] == b"\x1f\x8b":
        return "warc"
    if start.startswith(b"<") and _FEED.search(start) and not _HTML.match(start):
        return "feed"
    if media_type and (kind := _MEDIA_TYPES.get(media_type.split(";")[0].strip().lower())):
        return kind
    if start.startswith(b"{"):
        return "jsonl" if re.search(rb"\}[ \t\r]*\n[ \t\r]*\{\"", raw[:200_000]) and b"\n" in raw else "json"
    return "html" if start.startswith(b"<") and _HTML.search(start) else "text"
