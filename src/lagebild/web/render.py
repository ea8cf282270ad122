"""A template with what every page needs: the interface's words, links that keep the language, the page asked for."""

from __future__ import annotations

from functools import partial
from typing import Any, Protocol
from urllib.parse import urlencode

from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape
from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import HTMLResponse

from lagebild.ledger import Ledger
from lagebild.links import is_web_address
from lagebild.story.entries import Entry
from lagebild.web.dues import by_day
from lagebild.web.texts import language_of, texts

LONGEST_QUERY = 200
_BRIEF, _SHORT = 500, 110
# Embeddings, overrides and isolates of the bidirectional algorithm: what they enclose reads in another order.
_TURNING = dict.fromkeys([*range(0x202A, 0x202F), *range(0x2066, 0x206A)], "\ufffd")


class Link(Protocol):
    """Makes an address inside the pages."""

    def __call__(self, path: str, **query: object) -> str:
        """The address of ``path`` with ``query``; empty values are left out."""
        ...


def environment() -> Environment:
    """The templates; whatever they are given is escaped."""
    found = Environment(
        loader=PackageLoader("lagebild.web"),
        autoescape=select_autoescape(default=True, default_for_string=True),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=harmless,
    )
    found.tests["web_address"] = is_web_address
    found.filters["brief"] = brief
    found.filters["short"] = partial(brief, most=_SHORT)
    found.filters["voices"] = voices
    found.filters["by_day"] = by_day
    return found


def harmless(value: object) -> object:
    """What a template writes, with a mark in the place of each character that would turn the line around it."""
    return value.translate(_TURNING) if isinstance(value, str) and not isinstance(value, Markup) else value


def brief(words: str, most: int = _BRIEF) -> str:
    """The beginning of words too long for a list; where they stand they are shown whole."""
    return words if len(words) <= most else words[:most].rsplit(" ", 1)[0] + " …"


def voices(entry: Entry) -> str:
    """On whose word the claim is, the innermost source first, the outlet last."""
    names = [source.resolved or source.text for source in entry.claim.sources]
    return " → ".join([*(name for name in names if name), entry.report.outlet or entry.report.id])


def render(request: Request, template: str, status: int = 200, **values: Any) -> HTMLResponse:
    """A page from ``template`` in the language of the request."""
    language = language_of(request)
    other = dict(request.query_params) | {"lang": texts(language).words["other_code"]}
    page = request.app.state.templates.get_template(template)
    body = page.render(
        t=texts(language),
        language=language,
        link=linker(request),
        switch=f"{request.url.path}?{urlencode(other)}",
        query=request.query_params.get("q", "")[:LONGEST_QUERY],
        token=request.app.state.token,
        current=request.url.path,
        behind=getattr(request.state, "behind", False),
        untold=getattr(request.state, "untold", 0),
        here=f"{request.url.path}?{request.url.query}" if request.url.query else request.url.path,
        **values,
    )
    return HTMLResponse(body, status)


def linker(request: Request) -> Link:
    """Makes links inside the pages that keep a chosen language."""
    language = language_of(request)
    explicit = request.query_params.get("lang") == language

    def link(path: str, **query: object) -> str:
        pairs = {name: value for name, value in query.items() if value not in (None, "")}
        if explicit:
            pairs.setdefault("lang", language)
        return f"{path}?{urlencode(pairs)}" if pairs else path

    return link


def page_number(request: Request, name: str = "page", least: int = 1) -> int:
    """The page of a long list that is asked for, from ``least``."""
    asked = request.query_params.get(name, "")
    return max(least, min(int(asked), 100_000)) if asked.isascii() and asked.isdigit() and len(asked) < 7 else least


def open_ledger(request: Request) -> Ledger:
    """The ledger that the pages show, to be read only."""
    return Ledger(request.app.state.ledger, read_only=True)
