"""What a form sent: only with the token of these pages, its size bounded by the guard."""

from __future__ import annotations

import secrets

from msgspec import Struct
from starlette.exceptions import HTTPException
from starlette.requests import Request

from lagebild.intake.uploads import Upload
from lagebild.web.security import CHANGING

MOST_FILES = 500
_MOST_FIELDS = 20


class Form(Struct, frozen=True):
    """The fields of a form, the last of each name, and its files."""

    fields: dict[str, str]
    files: tuple[Upload, ...] = ()


async def read_form(request: Request) -> Form:
    """The form that ``request`` sent. Raises ``HTTPException``: 400 malformed, 403 not from here, 413 too large."""
    fields: dict[str, str] = {}
    files: list[Upload] = []
    bounds = {"max_files": MOST_FILES, "max_fields": _MOST_FIELDS, "max_part_size": CHANGING[request.url.path]}
    async with request.form(**bounds) as sent:
        for name, value in sent.multi_items():
            if isinstance(value, str):
                fields[name] = value
            elif value.filename:
                files.append(Upload(value.filename, await value.read()))
    if not secrets.compare_digest(fields.get("token", "").encode(), request.app.state.token.encode()):
        raise HTTPException(403)
    return Form(fields, tuple(files))
