"""When a person was last here: kept by the browser, in a cookie of two moments."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from starlette.requests import Request
from starlette.responses import Response

# Pages seen within this time are one visit.
_ONE_VISIT = timedelta(hours=1)
_KEPT = timedelta(days=400)


def last_visit(request: Request, now: datetime) -> datetime | None:
    """When the visit before this one ended; ``None`` for the first."""
    before, seen = _moments(request)
    return seen if seen is not None and now - seen > _ONE_VISIT else before


def remember(request: Request, answer: Response, now: datetime) -> None:
    """Have the browser keep this visit."""
    before = last_visit(request, now)
    written = f"{before.isoformat() if before else ''}~{now.isoformat()}"
    answer.set_cookie(
        _cookie(request), written, max_age=round(_KEPT.total_seconds()), httponly=True, samesite="strict",
        secure=request.url.scheme == "https",
    )  # fmt: skip


def present() -> datetime:
    """Now, as the ledger writes it: UTC, to the second."""
    return datetime.now(UTC).replace(microsecond=0)


def _moments(request: Request) -> tuple[datetime | None, datetime | None]:
    """The end of the visit before, and the last page seen; ``None`` where the cookie says nothing that makes sense."""
    before, _, seen = request.cookies.get(_cookie(request), "").strip('"').partition("~")
    return _moment(before), _moment(seen)


def _moment(written: str) -> datetime | None:
    try:
        found = datetime.fromisoformat(written)
    except ValueError:
        return None
    return found.astimezone(UTC) if found.tzinfo else None


def _cookie(request: Request) -> str:
    """With the port: browsers keep one set of cookies for all ports of a machine."""
    return f"lagebild-visit-{(request.scope.get('server') or ('', 0))[1]}"
