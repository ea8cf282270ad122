"""Telling the story in the background whenever the ledger has changed, so that no page has to wait for it.

A small story is waited for, so that a correction is seen at once. A large one takes longer than anybody waits for a
page: until it is told anew, the pages show the last telling and say so.
"""

from __future__ import annotations

import gc
import logging
import sys
import threading
import weakref
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from pathlib import Path

from msgspec import Struct
from starlette.requests import Request
from starlette.responses import Response

from lagebild.errors import LagebildError
from lagebild.ledger import Ledger
from lagebild.story.telling import tell
from lagebild.web.render import render
from lagebild.web.told import Told, prepared

SMALL = 100
"""A story of so many reports is waited for."""
MOST = 2000
"""Of more reports the latest are told: what a telling takes of time and memory does not grow with the ledger."""
_PATIENCE = 0.1
"""Seconds that a page waits for a larger one."""
_SWITCH = 0.0005
"""Seconds after which a telling lets a page go on; Python's own are ten times as many."""
_log = logging.getLogger(__name__)

Mark = tuple[int, str, int]
"""Which file, which story, and the state of the ledger."""


class Latest(Struct, frozen=True):
    """The last telling, or what kept it from being made; ``fresh``: it is of the ledger as it stands."""

    told: Told | LagebildError | None
    fresh: bool


class Teller:
    """Tells the current story of one ledger, one telling at a time."""

    def __init__(self, ledger: Path) -> None:
        self._path = ledger
        self._changed = threading.Condition()
        self._begun = self._done = 0
        self._at_work = False
        self._mark: Mark | None = None
        self._told: Told | LagebildError | None = None
        self._watch()

    def latest(self, patience: float | None = None) -> Latest:
        """The story as it stands, or as last told where that takes longer than ``patience`` in seconds.

        By default a small story is waited for.
        """
        with self._changed:
            present = self._present()
            if self._mark == present:
                return Latest(self._told, fresh=True)
            # One that is being made may have missed the last change, unless it turns out to be of this state.
            wanted = self._begun + 1
            if not self._at_work:
                self._at_work = True
                threading.Thread(target=self._work, name="lagebild-telling", daemon=True).start()
            if patience is None and self._ledger.count_reports() > SMALL:
                patience = _PATIENCE
            fresh = self._changed.wait_for(lambda: self._done >= wanted or self._mark == present, patience)
            return Latest(self._told, fresh)

    def _watch(self) -> None:
        """Open the ledger to be told of changes: those that others made since this connection looked last."""
        self._ledger = Ledger(self._path, read_only=True)
        self._file = self._path.stat().st_ino
        weakref.finalize(self, self._ledger.close)

    def _present(self) -> Mark:
        if self._path.exists() and self._path.stat().st_ino != self._file:
            self._ledger.close()
            self._watch()
        return self._file, self._ledger.story, self._ledger.state()

    def _work(self) -> None:
        """Tell until the telling is of the ledger as it stands."""
        # A page gives the interpreter away with each question to the ledger, and must not wait long to have it back.
        sys.setswitchinterval(_SWITCH)
        while True:
            with self._changed:
                mark = self._present_or_none()
                if mark == self._mark and self._done:
                    self._at_work = False
                    return
                self._begun += 1
            told = self._tell()
            with self._changed:
                self._mark, self._told = mark, told
                self._done += 1
                self._changed.notify_all()

    def _present_or_none(self) -> Mark | None:
        try:
            return self._present()
        except LagebildError:
            return None

    def _tell(self) -> Told | LagebildError:
        try:
            with Ledger(self._path, read_only=True) as ledger, _uncollected(ledger.count_reports() > SMALL):
                return prepared(tell(ledger, most=MOST), ledger)
        except LagebildError as error:
            return error
        except Exception:
            _log.exception("the story could not be told")
            return LagebildError("the story could not be told", remedy="The server's own output tells more.")


@contextmanager
def _uncollected(large: bool) -> Iterator[None]:
    """Keep the garbage collector from walking over a large story, which stops every page for up to a second.

    A told story holds no cycles: it goes when nothing refers to it any more. Cycles that were garbage at the end of a
    telling stay, which is little.
    """
    if not large:
        yield
        return
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()


def of_the_story(page: Callable[[Request, Told], Response]) -> Callable[[Request], Response]:
    """A page that shows the told story; where that is behind the ledger the page says so."""

    @wraps(page)
    def answered(request: Request) -> Response:
        latest: Latest = request.app.state.teller.latest()
        if isinstance(latest.told, LagebildError):
            raise latest.told
        if latest.told is None:
            return render(request, "telling.html")
        request.state.behind = not latest.fresh
        request.state.untold = latest.told.story.untold
        return page(request, latest.told)

    return answered
