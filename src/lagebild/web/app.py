"""The pages: reports, the reader, sources, search, help. All but the form of a correction only read the ledger."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import msgspec
from msgspec import structs
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from lagebild.errors import LagebildError
from lagebild.ledger import Filter
from lagebild.ledger.records import Hit
from lagebild.web.access import SIGN_IN, SignedIn, new_token, sign_in_form, sign_in_page
from lagebild.web.adding import add_form, add_page, feeds_form, job_page
from lagebild.web.comparing import compare_page
from lagebild.web.exporting import export_file, export_page
from lagebild.web.jobs import Jobs
from lagebild.web.judging import correct_form, corrections_page, links_page, notes_on, review_page
from lagebild.web.map_page import map_page
from lagebild.web.positions_page import positions_page
from lagebild.web.render import LONGEST_QUERY, environment, open_ledger, page_number, render
from lagebild.web.security import Guard
from lagebild.web.segments import marks_of, pages_of, paragraphs
from lagebild.web.source_pages import source_page, sources_page
from lagebild.web.story_pages import numbers_page, story_page
from lagebild.web.telling import Teller
from lagebild.web.texts import language_of, texts
from lagebild.web.timeline_page import timeline_page

LOCAL_HOSTS = ("127.0.0.1", "localhost", "[::1]", "testserver")
_PAGE = 50
_FILTERS = ("act", "certainty", "polarity", "form", "source", "actor", "outlet", "since", "until", "place", "country")


def create_app(ledger: Path, *, hosts: Sequence[str] = LOCAL_HOSTS, token: str | None = None) -> Starlette:
    """The application on the ledger at ``ledger``; requests for other ``hosts`` are refused.

    With a ``token`` nobody sees a page who has not brought it once.
    Raises :class:`lagebild.errors.LedgerError` if there is no ledger to show.
    """
    teller = Teller(ledger)
    session = new_token()
    app = Starlette(
        routes=[
            Route("/", story_page, name="story"),
            Route("/reports", reports_page, name="reports"),
            Route("/reports/{report:path}", report_page, name="report"),
            Route("/claims/{claim}", claim_page, name="claim"),
            Route("/compare", compare_page, name="compare"),
            Route("/timeline", timeline_page, name="timeline"),
            Route("/map", map_page, name="map"),
            Route("/numbers", numbers_page, name="numbers"),
            Route("/positions", positions_page, name="positions"),
            Route("/review", review_page, name="review"),
            Route("/review/links", links_page, name="links"),
            Route("/corrections", corrections_page, name="corrections"),
            Route("/correct", correct_form, methods=["POST"], name="correct"),
            Route("/add", add_page, name="add"),
            Route("/add", add_form, methods=["POST"], name="add_form"),
            Route("/feeds", feeds_form, methods=["POST"], name="feeds"),
            Route("/export", export_page, name="export"),
            Route("/export/{format}", export_file, name="export_file"),
            Route("/jobs/{job}", job_page, name="job"),
            Route("/sources", sources_page, name="sources"),
            Route("/source", source_page, name="source"),
            Route("/search", search_page, name="search"),
            Route("/about", about_page, name="about"),
            *_sign_in(token),
            Mount("/static", StaticFiles(packages=[("lagebild.web", "static")]), name="static"),
        ],
        middleware=[
            Middleware(Guard, hosts=hosts),
            *([Middleware(SignedIn, session=session)] if token else []),
        ],
        exception_handlers={HTTPException: _http_error, LagebildError: _ledger_error, Exception: _any_error},
    )
    app.state.ledger = ledger
    # Known to the pages served from here alone: a form without it was not made by them.
    app.state.token = new_token()
    app.state.access_token, app.state.session = token, session
    app.state.templates = environment()
    app.state.jobs = Jobs(ledger)
    app.state.teller = teller
    return app


def _sign_in(token: str | None) -> list[Route]:
    if token is None:
        return []
    return [Route(SIGN_IN, sign_in_page), Route(SIGN_IN, sign_in_form, methods=["POST"])]


def reports_page(request: Request) -> Response:
    """All reports of the current story, newest first."""
    page = page_number(request)
    with open_ledger(request) as ledger:
        rows = ledger.reports(limit=_PAGE + 1, offset=(page - 1) * _PAGE)
        story, count = ledger.story, ledger.count_reports()
    return render(
        request, "reports.html", story=story, count=count, rows=rows[:_PAGE], page=page, more=len(rows) > _PAGE
    )


def report_page(request: Request) -> Response:
    """The reader: the text with its claims marked, beside them what was read."""
    report_id = request.path_params["report"]
    with open_ledger(request) as ledger:
        report, reading = ledger.report(report_id), ledger.reading(report_id)
        versions = ledger.versions(report_id)
        unread = None if reading else next((row.unread for row in versions if row.id == report_id), None) or "?"
        claims, pages = reading.claims if reading else (), pages_of(report.text)
        notes = notes_on(ledger, claims)
    page = min(page_number(request), len(pages))
    low, high = pages[page - 1]
    text = paragraphs(report.text, marks_of(claims, report.furniture), pages[page - 1])
    by_id = {claim.id: claim for claim in claims}
    here = [claim for claim in claims if low <= claim.spans[0][0] < high]
    return render(
        request, "report.html", report=report, unread=unread, claims=here, by_id=by_id, text=text,
        versions=versions, first=_first_segments(text), notes=notes, page=page, count=len(pages),
    )  # fmt: skip


def _first_segments(text: list[list[Any]]) -> dict[str, int]:
    """Where each claim's words begin, for links from the card to the words."""
    first: dict[str, int] = {}
    for paragraph in text:
        for segment in paragraph:
            for claim in segment.claims:
                first.setdefault(claim, segment.start)
    return first


def claim_page(request: Request) -> Response:
    """A claim's address leads to its card in the reader."""
    with open_ledger(request) as ledger:
        found = ledger.claim(request.path_params["claim"])
        text = ledger.report(found.report.id).text
    page = bisect_right(pages_of(text), found.claim.spans[0][0], key=lambda span: span[0])
    asked = f"?page={page}" if page > 1 else ""
    return RedirectResponse(f"/reports/{found.report.id}{asked}#{found.claim.id}", status_code=302)


def search_page(request: Request) -> Response:
    """Claims and reports that hold all words asked for, or all claims that pass the filters."""
    query, page = request.query_params.get("q", "")[:LONGEST_QUERY].strip(), page_number(request)
    asked = {name: value for name in _FILTERS if (value := request.query_params.get(name, "")[:LONGEST_QUERY].strip())}
    wanted, offset = msgspec.convert(asked, Filter), (page - 1) * _PAGE
    with open_ledger(request) as ledger:
        if wanted.actor:
            wanted = structs.replace(wanted, actor=ledger.actor_id(wanted.actor))
        if query:
            hits = ledger.search(query, wanted, limit=_PAGE + 1, offset=offset)
        else:
            found = ledger.claims(wanted, limit=_PAGE + 1, offset=offset) if asked else []
            hits = [Hit("claim", one.report, one.claim, one.claim.text, ()) for one in found]
    t = texts(language_of(request))
    choices = {"act": t.act, "certainty": t.certainty, "polarity": t.polarity, "form": t.form}
    return render(
        request, "search.html", hits=hits[:_PAGE], page=page, more=len(hits) > _PAGE, asked=asked, choices=choices
    )


def about_page(request: Request) -> Response:
    """What the marks mean, and the keys."""
    return render(request, "about.html")


def _http_error(request: Request, error: Exception) -> Response:
    status = error.status_code if isinstance(error, HTTPException) else 500
    reason = texts(language_of(request)).words.get(f"status_{status}")
    return render(request, "error.html", status, reason=reason, remedy=None, found=status != 404)


def _ledger_error(request: Request, error: Exception) -> Response:
    if not isinstance(error, LagebildError):
        return _any_error(request, error)
    missing = error.reason.startswith("there is no")
    # What a form asked for and cannot be done is the form's fault, not the server's.
    status = 404 if missing else 422 if request.method == "POST" else 500
    told = texts(language_of(request)).told
    reason = f"{error.origin}: {told(error.reason)}" if error.origin else told(error.reason)
    remedy = told(error.remedy) if error.remedy else None
    return render(request, "error.html", status, reason=reason, remedy=remedy, found=not missing)


def _any_error(request: Request, error: Exception) -> Response:
    return render(request, "error.html", 500, reason=None, remedy=None, found=True)
