"""Adding a batch: each report its own transaction, what is there already passed over, a bad one told and skipped."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, Protocol

from msgspec import Struct

from lagebild.ledger.errors import RefusedError, StaleReadingError
from lagebild.ledger.records import Added, Summary
from lagebild.model import Delivery, Failure, Reading, Report

if TYPE_CHECKING:
    from lagebild.ledger.ledger import Ledger

ReadAll = Callable[[Iterable[Report]], Iterator[Reading | Failure]]
"""Reads reports lazily, one answer each, in their order."""

# How often a report is read anew because another process took its id meanwhile.
_ATTEMPTS = 5
_KEPT_UNREAD = "it is kept in the ledger unread"


class Progress(Protocol):
    """Called after each delivery with what became of it."""

    def __call__(self, outcome: Added | Failure) -> None:
        """Take note of one outcome."""


class _Waiting(Struct):
    """A delivery in its turn: ``planned`` is the report to be read first, ``unread`` why it is kept without that."""

    item: Delivery | Failure
    planned: Report | None = None
    unread: str | None = None


def add_all(
    ledger: Ledger,
    deliveries: Iterable[Delivery | Failure],
    read_all: ReadAll,
    readable: Callable[[Report], str | None],
    progress: Progress | None = None,
) -> Summary:
    """Add all ``deliveries`` to the current story, in their order.

    ``readable`` says why a report cannot be read (its language), or ``None``; such a report is kept unread. A report
    whose reading fails is not added, so that adding it again tries again. What is in the ledger already is recognised
    before it is read, so that a batch which was interrupted goes on where it stopped. Raises
    :class:`lagebild.errors.LedgerError` only where the ledger itself cannot be used; what was added before is kept.
    """
    added: list[Added] = []
    unread: list[Failure] = []
    failures: list[Failure] = []
    for waiting, outcome in _outcomes(ledger, deliveries, read_all, readable):
        if isinstance(outcome, Failure):
            failures.append(outcome)
        else:
            added.append(outcome)
            if waiting.unread is not None and outcome.status != "unchanged":
                unread.append(Failure(_origin(waiting, outcome.report), waiting.unread, _KEPT_UNREAD))
        if progress is not None:
            progress(outcome)
    return Summary(tuple(added), tuple(unread), tuple(failures))


def _origin(waiting: _Waiting, otherwise: str) -> str:
    return (waiting.item.report.origin if isinstance(waiting.item, Delivery) else waiting.item.origin) or otherwise


def _outcomes(
    ledger: Ledger,
    deliveries: Iterable[Delivery | Failure],
    read_all: ReadAll,
    readable: Callable[[Report], str | None],
) -> Iterator[tuple[_Waiting, Added | Failure]]:
    """What became of each delivery, in their order, with the readers drawing as far ahead as they like."""
    queue: deque[_Waiting] = deque()

    def to_read() -> Iterator[Report]:
        for item in deliveries:
            waiting = _plan(ledger, item, readable)
            queue.append(waiting)
            if waiting.planned is not None:
                yield waiting.planned

    for reading in read_all(to_read()):
        while queue[0].planned is None:
            yield queue[0], _write(ledger, queue.popleft(), None, read_all)
        yield queue[0], _write(ledger, queue.popleft(), reading, read_all)
    while queue:
        yield queue[0], _write(ledger, queue.popleft(), None, read_all)


def _plan(ledger: Ledger, item: Delivery | Failure, readable: Callable[[Report], str | None]) -> _Waiting:
    if isinstance(item, Failure):
        return _Waiting(item)
    try:
        status, report = ledger.plan(item.report)
    except RefusedError as error:
        return _Waiting(_failure(error, item))
    unread = readable(report)
    fresh = status.status != "unchanged" and unread is None
    return _Waiting(item, report if fresh else None, unread)


def _write(ledger: Ledger, waiting: _Waiting, reading: Reading | Failure | None, read_all: ReadAll) -> Added | Failure:
    item = waiting.item
    if isinstance(item, Failure):
        return item
    for _ in range(_ATTEMPTS):
        if isinstance(reading, Failure):
            return reading
        try:
            return ledger.add(item, reading, unread=waiting.unread)
        except StaleReadingError:
            # The id was free when the report was planned; since then this batch or another process has taken it.
            reading = next(read_all([ledger.plan(item.report)[1]]))
        except RefusedError as error:
            return _failure(error, item)
    return Failure(item.report.origin or item.report.id, "other processes keep taking its id", "add it again")


def _failure(error: RefusedError, item: Delivery) -> Failure:
    return Failure(item.report.origin or item.report.id, error.reason, error.remedy)
