"""Adding a batch: each report its own transaction, what is there already passed over, a bad one told and skipped."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING

from msgspec import Struct

from lagebild.ledger.errors import RefusedError, StaleReadingError
from lagebild.ledger.records import Added, Summary
from lagebild.model import Delivery, Failure, Reading, Report

if TYPE_CHECKING:
    from lagebild.ledger.ledger import Ledger

ReadAll = Callable[[Iterable[Report]], Iterator[Reading | Failure]]
"""Reads reports lazily, one answer each, in their order."""

Progress = Callable[[Added | Failure], None]
"""Called after each delivery with what became of it."""

# How often a report is read anew because another process took its id meanwhile.
_ATTEMPTS = 5
_KEPT_UNREAD = "it is kept in the ledger unread"


class _Waiting(Struct):
    """A delivery in its turn: ``planned`` is the report to be read first, ``unread`` why it is kept without that."""

    item: Delivery | Failure
    planned: Report | None = None
    unread: str | None = None

    @property
    def origin(self) -> str | None:
        return self.item.report.origin if isinstance(self.item, Delivery) else self.item.origin


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
    batch = _Batch(ledger, read_all, progress)
    for reading in read_all(batch.to_read(deliveries, readable)):
        batch.settle_up_to(reading)
    batch.settle_rest()
    return Summary(tuple(batch.added), tuple(batch.unread), tuple(batch.failures))


class _Batch:
    """Deliveries in their order, between the readers, who draw as far ahead as they like, and the one who writes."""

    def __init__(self, ledger: Ledger, read_all: ReadAll, progress: Progress | None) -> None:
        self.added: list[Added] = []
        self.unread: list[Failure] = []
        self.failures: list[Failure] = []
        self._ledger = ledger
        self._read_all = read_all
        self._progress = progress
        self._queue: deque[_Waiting] = deque()

    def to_read(
        self, deliveries: Iterable[Delivery | Failure], readable: Callable[[Report], str | None]
    ) -> Iterator[Report]:
        """The reports that must be read; what needs no reading is settled on the way if nothing waits before it."""
        for item in deliveries:
            waiting = _plan(self._ledger, item, readable)
            if waiting.planned is None and not self._queue:
                self._settle(waiting, None)
                continue
            self._queue.append(waiting)
            if waiting.planned is not None:
                yield waiting.planned

    def settle_up_to(self, reading: Reading | Failure) -> None:
        """Settle the first delivery that waits for a reading with this one, and what stands before it."""
        while self._queue[0].planned is None:
            self._settle(self._queue.popleft(), None)
        self._settle(self._queue.popleft(), reading)

    def settle_rest(self) -> None:
        """Settle what stands behind the last reading."""
        while self._queue:
            self._settle(self._queue.popleft(), None)

    def _settle(self, waiting: _Waiting, reading: Reading | Failure | None) -> None:
        outcome = _write(self._ledger, waiting, reading, self._read_all)
        if isinstance(outcome, Failure):
            self.failures.append(outcome)
        else:
            self.added.append(outcome)
            if waiting.unread is not None and outcome.status != "unchanged":
                self.unread.append(Failure(waiting.origin or outcome.report, waiting.unread, _KEPT_UNREAD))
        if self._progress is not None:
            self._progress(outcome)


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
