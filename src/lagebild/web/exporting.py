"""The story as files to take away."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from itertools import chain
from pathlib import Path

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from lagebild.export.formats import FORMATS, Format
from lagebild.ledger import Ledger
from lagebild.web.render import open_ledger, render
from lagebild.web.static_page import static_page
from lagebild.web.texts import language_of


def export_page(request: Request) -> Response:
    """What the story can be taken away as."""
    with open_ledger(request) as ledger:
        story = ledger.story
    return render(request, "export.html", story=story, formats=("html", *FORMATS))


def export_file(request: Request) -> Response:
    """The story in one of the formats: always a file to be kept, never a page that is shown here."""
    name = request.path_params["format"]
    page = Format("text/html; charset=utf-8", "html", partial(_page, language_of(request)))
    wanted = (FORMATS | {"html": page}).get(name)
    if wanted is None:
        raise HTTPException(404)
    pieces = _pieces(request.app.state.ledger, wanted)
    # The first piece now, so that what goes wrong is told on a page.
    first = next(pieces, b"")
    headers = {"content-disposition": f'attachment; filename="lagebild.{wanted.suffix}"', "cache-control": "no-store"}
    return StreamingResponse(chain((first,), pieces), headers=headers, media_type=wanted.media_type)


def _pieces(path: Path, wanted: Format) -> Iterator[bytes]:
    with Ledger(path, read_only=True) as ledger:
        yield from wanted.write(ledger, None)


def _page(language: str, ledger: Ledger, story: str | None) -> Iterator[bytes]:
    yield static_page(ledger, story, language).encode()
