"""Feeds that a story follows: subscribed to once, then asked for what is new whenever a person wants to know."""

from __future__ import annotations

from collections.abc import Iterable

from lagebild.api import add
from lagebild.intake import Options
from lagebild.intake.feed import parse_feed
from lagebild.intake.fetch import fetch
from lagebild.ledger import Ledger
from lagebild.ledger.adding import Progress
from lagebild.ledger.records import Summary, joined


def subscribe(ledger: Ledger, address: str, options: Options = Options()) -> None:  # noqa: B008 - a frozen record
    """Follow the feed at ``address`` for the current story; :func:`refresh` then takes in what it has.

    Raises :class:`lagebild.errors.InputError` where there is no feed, and :class:`lagebild.errors.LedgerError` where
    some story follows it already.
    """
    fetched = fetch(address, options)
    parse_feed(fetched.body, address)
    ledger.feeds.subscribe(address)


def refresh(
    ledger: Ledger,
    addresses: Iterable[str] | None = None,
    options: Options = Options(),  # noqa: B008 - a frozen record
    *,
    jobs: int = 1,
    progress: Progress | None = None,
) -> Summary:
    """Add what is new in the feeds at ``addresses``, or in all that the current story follows.

    A feed that does not answer is a failure with its address as origin, is noted, and the others go on.
    """
    asked = [one.feed for one in ledger.feeds.subscriptions()] if addresses is None else list(addresses)
    summaries = []
    for address in asked:
        summary = add(ledger, address, options, jobs=jobs, progress=progress)
        summaries.append(summary)
        # What failed under the feed's own address is the feed; a failed entry has the entry's address.
        ledger.feeds.note_refresh(address, next((f.reason for f in summary.failures if f.origin == address), None))
    return joined(summaries)
