"""Many reports at once: one after the other, or in a pool of processes, always in the order they came in."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor

from lagebild.errors import LagebildError
from lagebild.model import Failure, Reading, Report
from lagebild.reading.encoder.session import THREADS_VARIABLE
from lagebild.reading.pipeline import read_report

# How many reports wait in front of each worker: enough to keep it busy, few enough to hold little in memory.
_AHEAD = 8


def read_safely(report: Report) -> Reading | Failure:
    """The reading of ``report``, or why there is none: a bad report must not stop a batch."""
    try:
        return read_report(report)
    except LagebildError as error:
        return Failure(report.origin or report.id, error.reason, error.remedy)
    except Exception as error:
        return Failure(report.origin or report.id, f"could not be read: {type(error).__name__}: {error}")


def read_all(reports: Iterable[Report], jobs: int = 1) -> Iterator[Reading | Failure]:
    """The readings of ``reports`` in their order, with ``jobs`` processes; lazily, holding only a few at a time."""
    if jobs <= 1:
        yield from map(read_safely, reports)
        return
    yield from _pooled(read_safely, reports, jobs)


def _one_thread() -> None:
    """Each process of a pool reads with one thread, so that they do not get in each other's way."""
    os.environ.setdefault(THREADS_VARIABLE, "1")


def _pooled(
    work: Callable[[Report], Reading | Failure], reports: Iterable[Report], jobs: int
) -> Iterator[Reading | Failure]:
    waiting: deque[Future[Reading | Failure]] = deque()
    with ProcessPoolExecutor(max_workers=jobs, initializer=_one_thread) as pool:
        for report in reports:
            waiting.append(pool.submit(work, report))
            if len(waiting) >= jobs * _AHEAD:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
