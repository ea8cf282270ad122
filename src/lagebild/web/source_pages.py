"""The sources: who is heard, and for each what it said, how firmly, where, and what came of what it announced."""

from __future__ import annotations

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from lagebild.ledger import Filter
from lagebild.web.render import open_ledger, page_number, render
from lagebild.web.telling import of_the_story
from lagebild.web.told import Told, keys_of

_PAGE = 50
_MOST_DUE = 25


@of_the_story
def sources_page(request: Request, told: Told) -> Response:
    """All sources, the most heard first."""
    page = page_number(request)
    rows = told.sources[(page - 1) * _PAGE : page * _PAGE]
    return render(request, "sources.html", rows=rows, page=page, more=len(told.sources) > page * _PAGE)


@of_the_story
def source_page(request: Request, told: Told) -> Response:
    """All that one source says, across reports."""
    key, page = request.query_params.get("key", ""), page_number(request)
    if not key:
        raise HTTPException(404)
    with open_ledger(request) as ledger:
        found = ledger.claims(Filter(source=key), limit=_PAGE + 1, offset=(page - 1) * _PAGE)
        profile = ledger.profile(key)
    meant = [source for one in found for source in one.claim.sources if key in keys_of(source)]
    actor = next((source.actor for source in meant if source.actor), None)
    return render(
        request, "source.html", key=key, name=actor.name if actor else (meant[0].text if meant else key),
        actor=actor, profile=profile, due=told.deadlines_of.get(key, [])[-_MOST_DUE:],
        entries=told.story.entries, found=found[:_PAGE], page=page,
        more=len(found) > _PAGE,
    )  # fmt: skip
