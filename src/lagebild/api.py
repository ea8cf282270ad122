"""The two things most programs want: read one text, add many reports."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from lagebild.intake import Options, deliver_text, sort_key, take_in
from lagebild.ledger import Ledger
from lagebild.ledger.adding import Progress, add_all
from lagebild.ledger.corrections import Correction
from lagebild.ledger.records import Summary
from lagebild.model import Delivery, Failure, Reading, Report
from lagebild.reading.bulk import read_all
from lagebild.reading.languages import LANGUAGES
from lagebild.reading.pipeline import read_report
from lagebild.story.links import link_new

if TYPE_CHECKING:
    from lagebild.intake.fetch import Fetch, Fetched


def read(
    text: str | Report,
    *,
    date: str | None = None,
    language: str | None = None,
    outlet: str | None = None,
    title: str | None = None,
) -> Reading:
    """The reading of a text, or of a report that intake made.

    ``date`` (ISO 8601) anchors relative dates; without it they stay open. ``language`` is "de" or "en", detected if not
    given. Raises :class:`lagebild.errors.InputError` for an empty text, a bad date, or a language that is not read.
    """
    if isinstance(text, Report):
        return read_report(text)
    return read_report(deliver_text(text, published=date, language=language, outlet=outlet, title=title).report)


def add(
    ledger: Ledger,
    source: str | Path,
    options: Options = Options(),  # noqa: B008 - a frozen record
    *,
    jobs: int = 1,
    progress: Progress | None = None,
) -> Summary:
    """Add what ``source`` names (file, folder, address, feed, web archive, "-") to the ledger's current story.

    The reports of a folder are added in the order of publication. What cannot be taken in or read is in the summary's
    ``failures``; reports in other languages are kept unread.
    """
    address = str(source)
    answers: list[Fetched] = []
    network = _conditional(ledger, address, answers) if "://" in address else None
    entries: list[Delivery] = []
    deliveries = _ordered(take_in(source, options, network=network, seen=ledger.feeds.seen(address)), source)
    summary = add_delivered(ledger, _noting(deliveries, entries), jobs=jobs, progress=progress)
    for delivery in entries:
        # Only what is safely stored is passed over the next time.
        if delivery.entry is not None and ledger.plan(delivery.report)[0].status == "unchanged":
            ledger.feeds.mark_seen(address, delivery.entry)
    if entries and answers and not summary.failures:
        headers = dict(answers[0].headers)
        ledger.feeds.remember(address, headers.get("etag"), headers.get("last-modified"))
    return summary


def add_delivered(
    ledger: Ledger, deliveries: Iterable[Delivery | Failure], *, jobs: int = 1, progress: Progress | None = None
) -> Summary:
    """Add what intake has at hand already (a pasted text, uploaded files) to the ledger's current story."""
    summary = add_all(ledger, deliveries, lambda reports: read_all(reports, jobs), not_readable, progress)
    ledger.unite_actors()
    link_new(ledger)
    return summary


def correct(ledger: Ledger, *corrections: Correction) -> list[int]:
    """Keep a person's decisions, apply them, and link anew what they changed; returns their numbers."""
    numbers = ledger.correct(*corrections)
    link_new(ledger)
    return numbers


def undo(ledger: Ledger, *numbers: int) -> None:
    """Take corrections back, and link anew what that changed."""
    for number in numbers:
        ledger.undo(number)
    link_new(ledger)


def _conditional(ledger: Ledger, address: str, answers: list[Fetched]) -> Fetch:
    """A fetch that asks ``address`` only for changes since its last answer, and notes that answer."""
    from lagebild.intake.fetch import fetch  # noqa: PLC0415 - heavy

    kept_etag, kept_modified = ledger.feeds.marks(address)

    def network(url: str, options: Options, *, etag: str | None = None, last_modified: str | None = None) -> Fetched:
        if url != address:
            return fetch(url, options, etag=etag, last_modified=last_modified)
        answers.append(fetch(url, options, etag=kept_etag, last_modified=kept_modified))
        return answers[-1]

    return network


def not_readable(report: Report) -> str | None:
    """Why a report is kept unread, or ``None``."""
    if report.language in LANGUAGES:
        return None
    return f"language {report.language!r} is not read (German and English are)"


def _noting(items: Iterable[Delivery | Failure], entries: list[Delivery]) -> Iterator[Delivery | Failure]:
    """The items as they are, those from a feed noted in ``entries``."""
    for item in items:
        if isinstance(item, Delivery) and item.entry is not None:
            entries.append(item)
        yield item


def _ordered(items: Iterable[Delivery | Failure], source: str | Path) -> Iterable[Delivery | Failure]:
    """The items of a folder in the order of publication, others as they come."""
    if str(source) == "-" or str(source).startswith(("http://", "https://")) or not Path(source).is_dir():
        return items
    delivered = list(items)
    failures = [item for item in delivered if isinstance(item, Failure)]
    return [*failures, *sorted((item for item in delivered if isinstance(item, Delivery)), key=sort_key)]
