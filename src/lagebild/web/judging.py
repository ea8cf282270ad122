"""What a person decides in the browser: corrections from every page, the queues of doubtful readings and links."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from lagebild.api import correct, undo
from lagebild.errors import LagebildError
from lagebild.ledger import Filter, Ledger
from lagebild.ledger.corrections import EDITABLE, OF_ONE, OF_TWO, Correction, Pin, merged_into, now, pinned
from lagebild.model import ActorRef, Claim
from lagebild.web.forms import read_form
from lagebild.web.render import linker, open_ledger, page_number, render
from lagebild.web.telling import of_the_story
from lagebild.web.told import Told

DOUBTFUL = 0.8
"""Readings less sure than this are put to a person."""

_PAGE = 50
_AROUND = 300
# More digits fit into no number of the ledger.
_LONGEST_NUMBER = 18


def review_page(request: Request) -> Response:
    """The next doubtful reading, in its surroundings; ``skip`` counts those put off."""
    skip = page_number(request, "skip", least=0)
    wanted = Filter(below=DOUBTFUL)
    with open_ledger(request) as ledger:
        left = ledger.count_claims(wanted)
        found = ledger.claims(wanted, limit=1, offset=skip)
        text = ledger.report(found[0].report.id).text if found else ""
        made = ledger.corrections()
    start, end = (found[0].claim.spans[0][0], found[0].claim.spans[-1][1]) if found and found[0].claim.spans else (0, 0)
    return render(
        request, "review.html", found=found[0] if found else None, skip=skip, left=left,
        judged=sum(1 for one in made if one.verdict in {"right", "wrong", "edit"}),
        before=_whole_words(text[max(0, start - _AROUND - 1) : start], first=start <= _AROUND), words=text[start:end],
        after=_whole_words(text[end : end + _AROUND + 1][::-1], first=end + _AROUND >= len(text))[::-1],
        last=made[-1] if made else None,
    )  # fmt: skip


def _whole_words(text: str, *, first: bool) -> str:
    """The text without the piece of a word that it begins with, unless it is the ``first`` of its report."""
    return text if first or " " not in text else text.partition(" ")[2]


@of_the_story
def links_page(request: Request, told: Told) -> Response:
    """The next link between two claims that nobody has judged; ``skip`` counts those put off."""
    skip = page_number(request, "skip", least=0)
    with open_ledger(request) as ledger:
        made = ledger.corrections()
        # The telling may be behind: what was decided since is not asked again.
        decided = {frozenset((a, b)) for _, a, b in ledger.judged_pairs()}
    left = [one for one in told.story.suggestions if frozenset((one.a, one.b)) not in decided]
    found = left[skip] if skip < len(left) else None
    return render(
        request, "review_links.html", found=found, entries=told.story.entries, skip=skip, left=len(left),
        judged=sum(1 for one in made if one.verdict in OF_TWO), last=made[-1] if made else None,
    )  # fmt: skip


def notes_on(ledger: Ledger, claims: Sequence[Claim]) -> dict[str, list[str]]:
    """What persons noted on the claims of one report, by claim."""
    found: dict[str, list[str]] = {}
    notes = [one for one in ledger.corrections() if one.verdict == "note" and one.claim is not None]
    if not notes or not claims:
        return found
    address = ledger.pin(claims[0].id).report
    for one in notes:
        claim = pinned(one.claim, claims) if one.claim is not None and one.claim.report == address else None
        if claim is not None:
            found.setdefault(claim.id, []).append(one.value or "")
    return found


def corrections_page(request: Request) -> Response:
    """All that was decided, the latest first."""
    page = page_number(request)
    with open_ledger(request) as ledger:
        made = ledger.corrections(undone=True)[::-1]
    shown = [(one, _kept_as(one)) for one in made[(page - 1) * _PAGE : page * _PAGE]]
    return render(request, "corrections.html", made=shown, page=page, more=len(made) > page * _PAGE)


def _kept_as(one: Correction) -> str:
    """The value of a correction as people read it: of a merge the actor's name."""
    return merged_into(one).name if one.verdict == "merge" else one.value or ""


async def correct_form(request: Request) -> Response:
    """One decision or taking one back, then the page it was made on."""
    fields = (await read_form(request)).fields
    back = await run_in_threadpool(_decide, request, fields) or fields.get("back", "/review")
    # Never elsewhere: one slash, as in a path, and nothing that a browser takes for another host.
    safe = back.startswith("/") and not back.startswith(("//", "/\\"))
    return RedirectResponse(back if safe else "/review", status_code=303)


def _decide(request: Request, fields: dict[str, str]) -> str | None:
    """Keep the decision; where the page it was made on is no more, returns the one that took its place."""
    with Ledger(request.app.state.ledger) as ledger:
        number, verdict = fields.get("undo", ""), fields.get("verdict", "")
        if number:
            if not number.isascii() or not number.isdigit() or len(number) > _LONGEST_NUMBER:
                raise HTTPException(400)
            undo(ledger, int(number))
        elif verdict in {"merge", "split"}:
            made = _merge(ledger, fields) if verdict == "merge" else _split(ledger, fields)
            correct(ledger, made)
            return linker(request)("/source", key=merged_into(made).id)
        else:
            correct(ledger, *_corrections(ledger, fields))
    return None


def _merge(ledger: Ledger, fields: dict[str, str]) -> Correction:
    one, other = ledger.actor(fields.get("actor", "")), ledger.actor(fields.get("into", "").strip())
    if one.id == other.id:
        raise LagebildError(f"{one.name!r} and {other.name!r} are one actor already")
    return _listed_as(one.id, other)


def _split(ledger: Ledger, fields: dict[str, str]) -> Correction:
    """An actor that the machine listed under another is itself again."""
    merge = next((one for one in ledger.actor_merges() if one.actor == fields.get("actor")), None)
    if merge is None:
        raise LagebildError("there is no such merge of actors")
    return _listed_as(merge.actor, ActorRef(merge.actor, merge.name, merge.into.kind))


def _listed_as(actor: str, into: ActorRef) -> Correction:
    return Correction(made=now(), verdict="merge", field=actor, value=msgspec.json.encode(into).decode())


def _corrections(ledger: Ledger, fields: dict[str, str]) -> list[Correction]:
    pin = ledger.pin(fields.get("claim", ""))
    verdict = fields.get("verdict", "")
    if verdict == "edit":
        return _edits(ledger, pin, fields)
    known = next((one for one in (*OF_ONE, *OF_TWO) if one == verdict), None)
    if known is None:
        raise LagebildError(f"{verdict!r} is no decision")
    other = ledger.pin(fields.get("other", "")) if known in OF_TWO else None
    value = fields.get("value", "").strip() if known == "note" else None
    return [Correction(made=now(), verdict=known, claim=pin, other=other, value=value)]


def _edits(ledger: Ledger, pin: Pin, fields: dict[str, str]) -> list[Correction]:
    """One correction for each field that differs from the reading; the reading is right if none does."""
    claim = ledger.claim(fields["claim"]).claim
    present = {
        "act": claim.act,
        "certainty": claim.certainty,
        "polarity": claim.polarity,
        "source": claim.sources[0].text if claim.sources else "",
    }
    changed = {name: fields[name].strip() for name in EDITABLE if name in fields}
    edits = [
        Correction(made=now(), verdict="edit", claim=pin, field=name, value=value)
        for name, value in changed.items()
        if value != present[name]
    ]
    return edits or [Correction(made=now(), verdict="right", claim=pin)]
