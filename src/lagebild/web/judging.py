"""What a person decides in the browser: corrections from the reader, the queue of doubtful readings, taking back."""

from __future__ import annotations

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from lagebild.api import correct, undo
from lagebild.errors import LagebildError
from lagebild.ledger import Filter, Ledger
from lagebild.ledger.corrections import EDITABLE, OF_ONE, OF_TWO, Correction, Pin, now
from lagebild.web.forms import read_form
from lagebild.web.render import open_ledger, page_number, render

DOUBTFUL = 0.8
"""Readings less sure than this are put to a person."""

_PAGE = 50
_AROUND = 300


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
    judged = sum(1 for one in made if one.verdict in {"right", "wrong", "edit"})
    return render(
        request, "review.html", found=found[0] if found else None, skip=skip, left=left, judged=judged,
        before=text[max(0, start - _AROUND) : start], words=text[start:end], after=text[end : end + _AROUND],
        last=made[-1] if made else None,
    )  # fmt: skip


def corrections_page(request: Request) -> Response:
    """All that was decided, the latest first."""
    page = page_number(request)
    with open_ledger(request) as ledger:
        made = ledger.corrections(undone=True)[::-1]
    shown = made[(page - 1) * _PAGE : page * _PAGE]
    return render(request, "corrections.html", made=shown, page=page, more=len(made) > page * _PAGE)


async def correct_form(request: Request) -> Response:
    """One decision or taking one back, then the page it was made on."""
    fields = (await read_form(request)).fields
    back = fields.get("back", "/review")
    await run_in_threadpool(_decide, request, fields)
    # Never elsewhere: one slash, as in a path, and nothing that a browser takes for another host.
    safe = back.startswith("/") and not back.startswith(("//", "/\\"))
    return RedirectResponse(back if safe else "/review", status_code=303)


def _decide(request: Request, fields: dict[str, str]) -> None:
    with Ledger(request.app.state.ledger) as ledger:
        number = fields.get("undo", "")
        if number:
            if not number.isascii() or not number.isdigit():
                raise HTTPException(400)
            undo(ledger, int(number))
        else:
            correct(ledger, *_corrections(ledger, fields))


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
