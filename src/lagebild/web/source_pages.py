"""The sources: who is heard, and for each what it said, how firmly, where, and what came of what it announced."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from lagebild.ledger import Filter
from lagebild.ledger.actors import Merge
from lagebild.ledger.corrections import Correction, merged_into
from lagebild.model import ActorRef
from lagebild.web.render import open_ledger, page_number, render
from lagebild.web.telling import of_the_story
from lagebild.web.told import Told, keys_of

_PAGE = 50
_MOST_DUE = 25
_MOST_NAMES = 200


class Merged(Struct, frozen=True):
    """An actor that is listed under another; ``correction`` is the number of a person's decision on it."""

    name: str
    actor: str
    correction: int | None


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
        merges, decided = ledger.actor_merges(), ledger.corrections()
    meant = [source for one in found for source in one.claim.sources if key in keys_of(source)]
    actor = next((source.actor for source in meant if source.actor), None)
    return render(
        request, "source.html", key=key, name=actor.name if actor else (meant[0].text if meant else key),
        actor=actor, profile=profile, names=_names(told, actor), merges=_merges(actor, merges, decided),
        due=told.deadlines_of.get(key, [])[-_MOST_DUE:],
        entries=told.story.entries, found=found[:_PAGE], page=page,
        more=len(found) > _PAGE,
    )  # fmt: skip


def _names(told: Told, actor: ActorRef | None) -> list[str]:
    """Other actors that it may be one with, those of its kind, the most heard first."""
    if actor is None:
        return []
    others = (row for row in told.sources if row.actor and row.actor != actor.id and row.kind == actor.kind)
    return list(dict.fromkeys(row.name for row in others))[:_MOST_NAMES]


def _merges(actor: ActorRef | None, merges: Sequence[Merge], decided: Sequence[Correction]) -> list[Merged]:
    """Who is listed under this actor: by the machine, then by a person, whose word replaces the machine's."""
    if actor is None:
        return []
    by_hand = {one.field: one for one in decided if one.verdict == "merge"}
    found = [
        Merged(one.name, one.actor, None) for one in merges if one.into.id == actor.id and one.actor not in by_hand
    ]
    for field, one in by_hand.items():
        if field and field != actor.id and merged_into(one).id == actor.id:
            found.append(Merged(field.partition(":")[2].replace("-", " "), field, one.number))
    return found
