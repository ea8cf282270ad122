"""Adding in the browser: a pasted text, an address, files, feeds. Each becomes a job; its page tells how far it is."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from functools import partial
from typing import Any

from msgspec import Struct
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from lagebild.api import add, add_delivered
from lagebild.errors import InputError, LagebildError
from lagebild.feeds import refresh, subscribe
from lagebild.intake import Options, deliver_text
from lagebild.intake.fetch import check_url
from lagebild.intake.options import check_options
from lagebild.intake.uploads import take_uploads
from lagebild.ledger import Filter, Ledger
from lagebild.ledger.records import Added, ReportRow
from lagebild.model import Delivery, Failure
from lagebild.web.forms import MOST_FILES, Form, read_form
from lagebild.web.jobs import Job, Work
from lagebild.web.render import brief, linker, open_ledger, page_number, render
from lagebild.web.security import CHANGING, MEGABYTE

_PAGE = 50
_LONGEST_ADDRESS = 2000
# What a person pasted is given back with an error; more than this would be no help to anybody.
_GIVEN_BACK = 200_000
_OPENING = 80
_EMPTY = Form({})


class Outcome(Struct, frozen=True):
    """A line of a job's page: the report that got in, or why one did not."""

    status: str
    report: ReportRow | None = None
    failure: Failure | None = None


def add_page(request: Request) -> Response:
    """The forms, the feeds that the story follows, and the latest jobs."""
    return _form_page(request)


async def add_form(request: Request) -> Response:
    """Start the job that the form asks for and lead to its page; what cannot be meant is told beside the form."""
    form = await read_form(request)
    return await run_in_threadpool(_started, request, form, _ADDING)


async def feeds_form(request: Request) -> Response:
    """Follow a feed, ask feeds for what is new, or follow one no longer."""
    form = await read_form(request)
    return await run_in_threadpool(_started, request, form, _FOLLOWING)


def job_page(request: Request) -> Response:
    """How far a job is, and what came of each report; reloads itself while there is more to come."""
    job = request.app.state.jobs.get(request.path_params["job"]).glance()
    page, done = page_number(request), job.outcomes
    shown = done[::-1][(page - 1) * _PAGE : page * _PAGE]
    with open_ledger(request) as ledger:
        lines = [_outcome(ledger, one) for one in shown]
    return render(request, "job.html", job=job, lines=lines, page=page, more=len(done) > page * _PAGE)


def _outcome(ledger: Ledger, one: Added | Failure) -> Outcome:
    if isinstance(one, Failure):
        return Outcome("failed", failure=one)
    rows = ledger.reports(Filter(report=one.report, everywhere=True), limit=1)
    return Outcome(one.status, rows[0] if rows else None)


def _form_page(
    request: Request, error: LagebildError | None = None, form: Form = _EMPTY, status: int = 200
) -> Response:
    with open_ledger(request) as ledger:
        followed = ledger.feeds.subscriptions()
        story = ledger.story
    given = {name: value[:_GIVEN_BACK] for name, value in form.fields.items()}
    return render(
        request, "add.html", status, error=error, given=given, followed=followed, story=story,
        jobs=request.app.state.jobs.latest(), most=CHANGING["/add"] // MEGABYTE, files=MOST_FILES,
    )  # fmt: skip


Action = Callable[[Request, Form], Job | None]


def _started(request: Request, form: Form, actions: dict[str, Action]) -> Response:
    try:
        action = actions.get(form.fields.get("kind", ""))
        if action is None:
            raise InputError("the form does not say what to do", remedy="Reload the page and try again.")
        job = action(request, form)
    except LagebildError as error:
        return _form_page(request, error, form, 422)
    path = f"/jobs/{job.id}" if job else "/add"
    return RedirectResponse(linker(request)(path), status_code=303)


def _start(request: Request, name: str, work: Work) -> Job:
    job: Job = request.app.state.jobs.start(name, work)
    return job


def _field(form: Form, name: str) -> str | None:
    return form.fields.get(name, "").strip() or None


def _options(form: Form) -> Options:
    """What the person said of the reports; the caps are those of every input."""
    options = Options(
        date=_field(form, "date"),
        language=_field(form, "language"),
        outlet=_field(form, "outlet"),
        title=_field(form, "title"),
    )
    check_options(options)
    return options


def _address(form: Form) -> str:
    address = form.fields.get("address", "").strip()
    if len(address) > _LONGEST_ADDRESS:
        raise InputError(f"the address is longer than {_LONGEST_ADDRESS} characters")
    check_url(address, Options())
    return address


def _add_text(request: Request, form: Form) -> Job:
    """A pasted text; without a headline it goes by its first words."""
    options = _options(form)
    url = _field(form, "url")
    if url is not None:
        check_url(url, Options(allow_private=True))
    text = form.fields.get("text", "")
    title = options.title or brief(" ".join(text.split()), _OPENING)
    delivery = deliver_text(
        text, outlet=options.outlet, title=title, published=options.date,
        language=options.language, url=url, origin=f"pasted {datetime.now(UTC):%Y-%m-%d %H:%M}Z",
    )  # fmt: skip
    return _start(request, delivery.report.title or delivery.report.id, partial(_deliver, [delivery]))


def _add_address(request: Request, form: Form) -> Job:
    address, options = _address(form), _options(form)
    return _start(request, address, lambda ledger, progress: add(ledger, address, options, progress=progress))


def _add_files(request: Request, form: Form) -> Job:
    if not form.files:
        raise InputError("no file was chosen", remedy="Choose files, or drop them on the field.")
    options = _options(form)
    names = ", ".join(file.path.name for file in form.files[:3]) + (" …" if len(form.files) > 3 else "")
    return _start(request, names, partial(_deliver, take_uploads(form.files, options)))


def _deliver(deliveries: Iterable[Delivery | Failure], ledger: Ledger, progress: Any) -> None:
    add_delivered(ledger, deliveries, progress=progress)


def _subscribe(request: Request, form: Form) -> Job:
    address = _address(form)
    with Ledger(request.app.state.ledger) as ledger:
        subscribe(ledger, address)
    return _start(request, address, lambda ledger, progress: refresh(ledger, [address], progress=progress))


def _refresh(request: Request, form: Form) -> Job:
    with open_ledger(request) as ledger:
        followed = [one.feed for one in ledger.feeds.subscriptions()]
    wanted = [address for address in followed if address == form.fields.get("address", address)]
    if not wanted:
        raise InputError("the story follows no such feed", remedy="Follow one first.")
    return _start(request, ", ".join(wanted[:3]), lambda ledger, progress: refresh(ledger, wanted, progress=progress))


def _unsubscribe(request: Request, form: Form) -> None:
    with Ledger(request.app.state.ledger) as ledger:
        ledger.feeds.unsubscribe(form.fields.get("address", ""))


_ADDING: dict[str, Action] = {"text": _add_text, "address": _add_address, "files": _add_files}
_FOLLOWING: dict[str, Action] = {"subscribe": _subscribe, "refresh": _refresh, "unsubscribe": _unsubscribe}
