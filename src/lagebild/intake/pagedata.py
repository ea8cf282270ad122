"""What a page states of itself: schema.org NewsArticle as JSON-LD first, then meta elements, then the extractor."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any

import msgspec

from lagebild.intake.assemble import Header
from lagebild.intake.dates import iso_date

_MAX_JSON = 1_000_000
_MAX_NODES = 2000


def page_header(tree: Any, document: Any, known: Header) -> Header:
    """The header of a page, from its parsed ``tree`` and trafilatura's ``document``; ``known`` fills what is missing.

    Dates the extractor works out of the page's text come last: they are guesses.
    """
    article = _article(tree)
    meta = _meta(tree)
    return Header(
        title=_first(
            _string(article.get("headline")), meta.get("og:title"), getattr(document, "title", None), known.title
        ),
        outlet=_first(
            _name(article.get("publisher")), meta.get("og:site_name"), getattr(document, "sitename", None), known.outlet
        ),
        published=_date(
            _string(article.get("datePublished")),
            meta.get("article:published_time"),
            meta.get("date"),
            known.published,
            getattr(document, "date", None),
        ),
        modified=_date(
            _string(article.get("dateModified")), meta.get("article:modified_time"), meta.get("last-modified")
        ),
        url=_url(_canonical(tree), _string(article.get("url")), _main_entity(article), meta.get("og:url"), known.url),
        byline=_first(_names(article.get("author")), getattr(document, "author", None), known.byline),
        id=known.id,
        language=known.language,
        language_hint=_first(tree.get("lang"), _string(article.get("inLanguage")), known.language_hint),
        extractor=_extractor(),
    )


@cache
def _extractor() -> str:
    from importlib.metadata import version  # noqa: PLC0415

    return f"trafilatura {version('trafilatura')}"


def _article(tree: Any) -> dict[str, Any]:
    """The first schema.org article of the page, or nothing."""
    for script in tree.iterfind(".//script[@type='application/ld+json']"):
        raw = (script.text or "").strip()
        if not raw or len(raw) > _MAX_JSON:
            continue
        try:
            data = msgspec.json.decode(raw)
        except (msgspec.MsgspecError, RecursionError):
            continue
        for node in _nodes(data):
            if any(kind.endswith(("Article", "BlogPosting")) for kind in _strings(node.get("@type"))):
                return node
    return {}


def _nodes(data: Any) -> Iterator[dict[str, Any]]:
    """All objects of a JSON-LD document, breadth first, as far as is worth looking."""
    waiting = [data]
    for _ in range(_MAX_NODES):
        if not waiting:
            return
        node = waiting.pop(0)
        if isinstance(node, dict):
            yield node
            waiting.extend(value for value in node.values() if isinstance(value, dict | list))
        elif isinstance(node, list):
            waiting.extend(node[:_MAX_NODES])


def _meta(tree: Any) -> dict[str, str]:
    """The meta elements by property or name; the first of a name counts."""
    found: dict[str, str] = {}
    for element in tree.iter("meta"):
        name = (element.get("property") or element.get("name") or "").lower()
        if name and element.get("content"):
            found.setdefault(name, element.get("content"))
    return found


def _canonical(tree: Any) -> str | None:
    for link in tree.iter("link"):
        if "canonical" in (link.get("rel") or "").lower().split():
            return str(link.get("href") or "") or None
    return None


def _main_entity(article: dict[str, Any]) -> str | None:
    entity = article.get("mainEntityOfPage")
    return _string(entity.get("@id")) if isinstance(entity, dict) else _string(entity)


def _string(value: Any) -> str | None:
    return value if isinstance(value, str) else None


def _strings(value: Any) -> list[str]:
    values = value if isinstance(value, list) else [value]
    return [item for item in values if isinstance(item, str)]


def _name(value: Any) -> str | None:
    """The name of a person or organisation, given as an object, a list or a string."""
    if isinstance(value, list):
        value = value[0] if value else None
    return _string(value.get("name")) if isinstance(value, dict) else _string(value)


def _names(value: Any) -> str | None:
    names = [_name(item) for item in (value if isinstance(value, list) else [value])]
    return ", ".join(name for name in names[:20] if name) or None


def _first(*values: str | None) -> str | None:
    return next((value for value in values if value and value.strip()), None)


def _date(*values: str | None) -> str | None:
    return next((date for value in values if value and (date := iso_date(value))), None)


def _url(*values: str | None) -> str | None:
    """The first that is a web address: anything else (a script, a relative path) is not kept."""
    return next((value for value in values if value and value.lower().startswith(("http://", "https://"))), None)
