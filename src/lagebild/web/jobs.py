"""Work that takes longer than a page may: one job after the other in a thread of its own, each with what came of it.

Nothing of it outlives the server. What a job has added is in the ledger, report by report, whatever becomes of the job.
"""

from __future__ import annotations

import logging
import secrets
import threading
from collections.abc import Callable
from pathlib import Path
from queue import SimpleQueue
from typing import Literal

from msgspec import Struct

from lagebild.errors import LagebildError
from lagebild.ledger import Ledger
from lagebild.ledger.adding import Progress
from lagebild.ledger.records import Added
from lagebild.model import Failure

State = Literal["waiting", "running", "done", "failed"]
Work = Callable[[Ledger, Progress], object]

_MOST_WAITING = 5
_KEPT = 50
_log = logging.getLogger(__name__)


class Glance(Struct, frozen=True):
    """A job at one moment: how far it is, what came of each report so far, and why it ended if it failed."""

    id: str
    name: str
    state: State
    outcomes: tuple[Added | Failure, ...]
    problem: Failure | None

    @property
    def going(self) -> bool:
        """Whether there is more to come."""
        return self.state in {"waiting", "running"}

    def count(self, status: str) -> int:
        """How many reports ended as ``status`` ("failed" for those that did not get in)."""
        return sum(1 for one in self.outcomes if (one.status if isinstance(one, Added) else "failed") == status)


class Job:
    """One piece of work. Its thread writes, pages take a :meth:`glance`."""

    def __init__(self, name: str, work: Work) -> None:
        self.id = secrets.token_hex(8)
        self.name = name
        self.state: State = "waiting"
        self.outcomes: list[Added | Failure] = []
        self.problem: Failure | None = None
        self.work: Work | None = work

    def glance(self) -> Glance:
        """The job as it is now; the state is read first, so that nothing is missing from one that is done."""
        state = self.state
        return Glance(self.id, self.name, state, tuple(self.outcomes), self.problem)


class Jobs:
    """The jobs on one ledger. They run in the order they were asked for, since only one can write."""

    def __init__(self, ledger: Path) -> None:
        self._ledger = ledger
        self._jobs: dict[str, Job] = {}
        self._queue: SimpleQueue[Job] = SimpleQueue()
        self._lock = threading.Lock()
        self._worker: threading.Thread | None = None

    def start(self, name: str, work: Work) -> Job:
        """Put work in the queue. Raises :class:`lagebild.errors.LagebildError` where too much waits already."""
        with self._lock:
            if sum(1 for job in self._jobs.values() if job.state == "waiting") >= _MOST_WAITING:
                raise LagebildError(
                    f"{_MOST_WAITING} jobs are waiting already",
                    remedy="Wait for one of them to finish, then try again.",
                )
            job = Job(name, work)
            self._jobs[job.id] = job
            for old in [one.id for one in self._jobs.values() if not one.glance().going][:-_KEPT]:
                del self._jobs[old]
            if self._worker is None:
                # A daemon: Ctrl-C ends the server at once, and the ledger is whole at every moment.
                self._worker = threading.Thread(target=self._run, name="lagebild-jobs", daemon=True)
                self._worker.start()
        self._queue.put(job)
        return job

    def get(self, job_id: str) -> Job:
        """The job of that id. Raises :class:`lagebild.errors.LagebildError` where it is gone."""
        found = self._jobs.get(job_id)
        if found is None:
            raise LagebildError("there is no such job", remedy="What it added is in the ledger.")
        return found

    def latest(self) -> list[Job]:
        """All jobs that are remembered, the latest first."""
        with self._lock:
            return list(self._jobs.values())[::-1]

    def _run(self) -> None:
        while True:
            _do(self._queue.get(), self._ledger)


def _do(job: Job, path: Path) -> None:
    work, job.work = job.work, None
    if work is None:
        return
    job.state = "running"
    try:
        with Ledger(path) as ledger:
            work(ledger, job.outcomes.append)
    except LagebildError as error:
        job.problem = Failure(error.origin or "", error.reason, error.remedy)
    except Exception:
        _log.exception("a job failed")
        job.problem = Failure("", "something went wrong that should not", "The server's own output tells more.")
    job.state = "failed" if job.problem else "done"
