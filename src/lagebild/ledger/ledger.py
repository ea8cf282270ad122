"""The ledger as one object: every question and every change goes through here, each change all or nothing."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from threading import RLock
from types import TracebackType
from typing import TYPE_CHECKING

from lagebild.errors import LedgerError
from lagebild.ledger import actors, queries, reports, stories, values
from lagebild.ledger import check as checks
from lagebild.ledger import corrections as correcting
from lagebild.ledger import search as searching
from lagebild.ledger.actors import Merge
from lagebild.ledger.connection import connect, explained, transaction
from lagebild.ledger.corrections import Correction, Pin, Verdict
from lagebild.ledger.feeds import Feeds
from lagebild.ledger.queries import Filter
from lagebild.ledger.records import (
    Added,
    Hit,
    LedgerClaim,
    PlaceRow,
    Problem,
    Profile,
    QuantityRow,
    ReportRow,
    SourceRow,
    StoryRow,
    TimeRow,
)
from lagebild.model import ActorRef, Delivery, Reading, Report

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from lagebild.ledger.meanings import Meanings
    from lagebild.ledger.neighbours import Lists

_ANY = Filter()
_PAGE = 1000
_SETTLED_AT_ONCE = 64


class Ledger:
    """The store of reports, readings and stories in one SQLite file.

    Opening makes the file if it is missing (unless ``read_only``) and brings it to the present layout. Usable as a
    context manager, and from several threads, one at a time. Every method raises
    :class:`lagebild.errors.LedgerError` with a remedy where the file cannot be used.
    """

    def __init__(self, path: str | Path, *, read_only: bool = False) -> None:
        self.path = Path(path)
        self._connection = connect(self.path, read_only=read_only)
        self._lock = RLock()
        self.feeds = Feeds(self._reading, self._writing)

    def __enter__(self) -> Ledger:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the file."""
        with self._lock:
            self._connection.close()

    @contextmanager
    def _reading(self) -> Iterator[sqlite3.Connection]:
        with self._lock, explained(self.path):
            yield self._connection

    @contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        with self._lock, explained(self.path), transaction(self._connection):
            yield self._connection

    # Reports

    def plan(self, report: Report) -> tuple[Added, Report]:
        """What adding ``report`` would come to, and the report with the id it will have: ask before reading it."""
        with self._reading() as connection:
            return reports.plan(connection, report)

    def add(self, delivery: Delivery, reading: Reading | None, *, unread: str | None = None) -> Added:
        """Add a report with its reading to the current story, or kept unread for the reason ``unread``.

        The same text under the same URL (or id, without one) is a no-op; another text there is a new version. Raises
        :class:`lagebild.ledger.errors.RefusedError`, with nothing stored, for a reading of another report than
        :meth:`plan` gave, or one whose positions do not hold its words.
        """
        with self._writing() as connection:
            status = reports.write(connection, delivery, reading, unread)
            stories.put_report(connection, stories.story_number(connection, None), status.report)
            return status

    def replace_reading(self, reading: Reading) -> None:
        """Put a newer reading of the same report in the place of the present one, or of none."""
        with self._writing() as connection:
            report = reports.load_report(connection, reading.report.id)
            reports.write_reading(connection, reports.number_of(connection, report.id), report, reading)

    def reports(self, wanted: Filter = _ANY, *, limit: int = _PAGE, offset: int = 0) -> list[ReportRow]:
        """Reports, newest first."""
        with self._reading() as connection:
            return queries.find_reports(connection, wanted, limit, offset)

    def count_reports(self, wanted: Filter = _ANY) -> int:
        """How many reports there are."""
        with self._reading() as connection:
            return queries.count_reports(connection, wanted)

    def report(self, report_id: str) -> Report:
        """One report with its text."""
        with self._reading() as connection:
            return reports.load_report(connection, report_id)

    def reading(self, report_id: str) -> Reading | None:
        """The reading of a report with all corrections; ``None`` if it was kept unread."""
        with self._reading() as connection:
            return reports.load_reading(connection, report_id)

    def raw(self, report_id: str) -> tuple[bytes, str]:
        """The bytes a report was made from, and their media type."""
        with self._reading() as connection:
            return reports.load_raw(connection, report_id)

    def versions(self, report_id: str) -> list[ReportRow]:
        """All versions of the report, oldest first."""
        with self._reading() as connection:
            return reports.versions_of(connection, report_id)

    def remove(self, *report_ids: str) -> None:
        """Take reports out with everything that came from them; nothing of their words stays in the file."""
        with self._lock:
            with explained(self.path):
                self._connection.execute("PRAGMA secure_delete = ON")
            with self._writing() as connection:
                reports.remove(connection, report_ids)
            while self.settle(_SETTLED_AT_ONCE):
                pass
            with explained(self.path):
                self._connection.execute("PRAGMA secure_delete = OFF")
                self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()

    # Claims and sources

    def claims(self, wanted: Filter = _ANY, *, limit: int = _PAGE, offset: int = 0) -> list[LedgerClaim]:
        """Claims, those of the newest report first, inside a report in the order of the text."""
        with self._reading() as connection:
            return queries.find_claims(connection, wanted, limit, offset)

    def all_claims(self, story: str | None = None) -> list[LedgerClaim]:
        """All claims of the story, of every version of every report, report by report."""
        with self._reading() as connection:
            return queries.all_claims(connection, stories.story_number(connection, story))

    def count_claims(self, wanted: Filter = _ANY) -> int:
        """How many claims there are."""
        with self._reading() as connection:
            return queries.count_claims(connection, wanted)

    def claim(self, claim_id: str) -> LedgerClaim:
        """One claim."""
        with self._reading() as connection:
            found = queries.load_claim(connection, claim_id)
        if found is None:
            raise LedgerError(f"there is no claim {claim_id!r}", remedy="lagebild show REPORT lists a report's claims")
        return found

    def sources(self, wanted: Filter = _ANY, *, limit: int = _PAGE, offset: int = 0) -> list[SourceRow]:
        """Sources, the most heard first."""
        with self._reading() as connection:
            return queries.find_sources(connection, wanted, limit, offset)

    def profile(self, source: str) -> Profile:
        """How the source of that name or actor id speaks in the current story."""
        with self._reading() as connection:
            return queries.profile(connection, source)

    def times(self, wanted: Filter = _ANY, *, limit: int = _PAGE, offset: int = 0) -> list[TimeRow]:
        """Dates in claims, earliest first; ``about_from=today`` asks for those ahead."""
        with self._reading() as connection:
            return values.find_times(connection, wanted, limit, offset)

    def quantities(self, wanted: Filter = _ANY, *, limit: int = _PAGE, offset: int = 0) -> list[QuantityRow]:
        """Numbers in claims, those of the newest report first."""
        with self._reading() as connection:
            return values.find_quantities(connection, wanted, limit, offset)

    def places(self, wanted: Filter = _ANY, *, limit: int = _PAGE, offset: int = 0) -> list[PlaceRow]:
        """Places in claims with a known position, the most spoken of first."""
        with self._reading() as connection:
            return values.find_places(connection, wanted, limit, offset)

    def search(self, query: str, wanted: Filter = _ANY, *, limit: int = 50, offset: int = 0) -> list[Hit]:
        """Claims, then reports, that hold all words of ``query``."""
        with self._reading() as connection:
            return searching.search(connection, query, wanted, limit, offset)

    # Across reports

    def without_meaning(self, limit: int) -> list[str]:
        """Ids of at most ``limit`` read reports whose claims have no vectors, in the order they were added."""
        with self._reading() as connection:
            from lagebild.ledger import meanings  # noqa: PLC0415 - NumPy; most questions do without, and start fast

            return meanings.pending(connection, limit)

    def write_meanings(self, report_id: str, parts: Sequence[tuple[str, int]], vectors: NDArray[np.int8]) -> None:
        """Keep the vectors of a report's ``parts`` (claim id, part), a row each."""
        with self._writing() as connection:
            from lagebild.ledger import meanings  # noqa: PLC0415 - NumPy; most questions do without, and start fast

            meanings.write(connection, report_id, parts, vectors)

    def use_model(self, mark: str) -> None:
        """Drop all vectors unless they are of the model with this mark."""
        with self._writing() as connection:
            from lagebild.ledger import meanings  # noqa: PLC0415 - NumPy; most questions do without, and start fast

            meanings.use_model(connection, mark)

    def settle(self, limit: int) -> int:
        """Find the neighbours of at most ``limit`` reports that have vectors but none yet; returns how many."""
        with self._writing() as connection:
            from lagebild.ledger import neighbours  # noqa: PLC0415 - NumPy; most questions do without, and start fast

            found = neighbours.unsettled(connection, limit)
            if found:
                neighbours.settle(connection, found)
            return len(found)

    def meanings(self, story: str | None = None) -> tuple[Meanings, Lists]:
        """The vectors of the claims in a story, and the lists of their neighbours (in any story)."""
        with self._reading() as connection:
            from lagebild.ledger import meanings, neighbours  # noqa: PLC0415 - NumPy; most questions do without

            number = stories.story_number(connection, story)
            return meanings.of_story(connection, number), neighbours.of_story(connection, number)

    def claim_numbers(self, story: str | None = None) -> dict[int, str]:
        """The ids of the claims in a story by the numbers that vectors go by."""
        with self._reading() as connection:
            return queries.claim_numbers(connection, stories.story_number(connection, story))

    # Corrections

    def pin(self, claim_id: str) -> Pin:
        """The claim by its words, as corrections name it."""
        found = self.claim(claim_id)
        with self._reading() as connection:
            address = reports.address_of(connection, found.report.id)
        return Pin(address, found.claim.text, correcting.start_of(found.claim))

    def correct(self, *found: Correction) -> list[int]:
        """Keep corrections and apply them; returns their numbers.

        Raises :class:`lagebild.errors.LedgerError`, with nothing stored, for one that says nothing that can be kept.
        """
        with self._writing() as connection:
            numbers = [correcting.write(connection, self._checked(connection, one)) for one in found]
            self._apply(connection, found)
        return numbers

    def unite_actors(self) -> list[Merge]:
        """List persons of several reports that are one by their names as one; returns the merges with their evidence.

        All are told anew, so that a second person of the same last name parts them again.
        """
        with self._writing() as connection:
            before = actors.load(connection)
            merges = actors.derive(connection, before)
            changed = {one for merge in set(before) ^ set(merges) for one in (merge.actor, merge.into.id)}
            actors.write(connection, merges)
            for report_id in queries.reports_of_actors(connection, changed) if changed else ():
                reports.reindex(connection, report_id)
        return merges

    def actor_merges(self) -> list[Merge]:
        """The machine's merges of actors, with their evidence."""
        with self._reading() as connection:
            return actors.load(connection)

    def actor(self, wanted: str) -> ActorRef:
        """The actor of that id or name."""
        with self._reading() as connection:
            found = queries.find_actor(connection, wanted)
        if found is None:
            raise LedgerError(f"there is no actor {wanted!r}", remedy="lagebild positions names the actors")
        return found

    def actor_id(self, wanted: str) -> str:
        """The id of the actor of that id or name; what is none is given back: nothing is found by it."""
        with self._reading() as connection:
            found = queries.find_actor(connection, wanted)
        return found.id if found else wanted

    def undo(self, number: int) -> Correction:
        """Take a correction back."""
        with self._writing() as connection:
            undone = correcting.undo(connection, number)
            self._apply(connection, [undone])
        return undone

    def corrections(self, *, undone: bool = False) -> list[Correction]:
        """All corrections in the order they were made."""
        with self._reading() as connection:
            return correcting.load(connection, undone=undone)

    def judged_pairs(self) -> list[tuple[Verdict, str, str]]:
        """What a person decided about two claims: the verdict and both ids, in every version of their reports."""
        with self._reading() as connection:
            found = [one for one in correcting.load(connection) if one.verdict in correcting.OF_TWO]
            return [
                (one.verdict, a, b)
                for one in found
                if one.claim and one.other
                for a in _pinned(connection, one.claim)
                for b in _pinned(connection, one.other)
            ]

    def _checked(self, connection: sqlite3.Connection, one: Correction) -> Correction:
        correcting.checked(one)
        if one.verdict == "edit" and one.field == "source" and one.value and one.claim is not None:
            ids = reports.ids_at(connection, one.claim.report)
            texts = [reports.load_report(connection, report_id).text for report_id in ids]
            if texts and not any(one.value in text for text in texts):
                raise LedgerError(
                    f"the words {one.value!r} are not in the report", remedy="name a source in the report's own words"
                )
        return one

    def _apply(self, connection: sqlite3.Connection, found: Iterable[Correction]) -> None:
        """Derive anew, once each, the reports that ``found`` speaks of."""
        touched: dict[str, None] = {}
        for one in found:
            if one.claim is not None and one.verdict in correcting.OF_ONE:
                touched.update(dict.fromkeys(reports.ids_at(connection, one.claim.report)))
            elif one.verdict == "merge":
                touched.update(dict.fromkeys(queries.reports_of_actors(connection, _tied(connection, one))))
        for report_id in touched:
            reports.reindex(connection, report_id)

    # Stories

    def stories(self) -> list[StoryRow]:
        """All stories by name."""
        with self._reading() as connection:
            return stories.list_stories(connection)

    @property
    def story(self) -> str:
        """The name of the current story."""
        with self._reading() as connection:
            return stories.current_story(connection)

    def new_story(self, name: str) -> None:
        """Start a story and make it the current one."""
        with self._writing() as connection:
            stories.create_story(connection, name)
            stories.use_story(connection, name)

    def use_story(self, name: str) -> None:
        """Make a story the current one."""
        with self._writing() as connection:
            stories.use_story(connection, name)

    def rename_story(self, old: str, new: str) -> None:
        """Give a story another name."""
        with self._writing() as connection:
            stories.rename_story(connection, old, new)

    def delete_story(self, name: str) -> None:
        """Drop a story other than the current one; its reports stay in the ledger."""
        with self._writing() as connection:
            stories.delete_story(connection, name)

    def put_into_story(self, report_id: str, name: str) -> None:
        """Put a report into a further story."""
        with self._writing() as connection:
            reports.number_of(connection, report_id)
            stories.put_report(connection, stories.story_number(connection, name), report_id)

    def take_out_of_story(self, report_id: str, name: str) -> None:
        """Take a report out of a story; it stays in the ledger."""
        with self._writing() as connection:
            reports.number_of(connection, report_id)
            stories.take_report(connection, stories.story_number(connection, name), report_id)

    def evidence(self, report_id: str) -> tuple[str | None, tuple[tuple[str, str], ...]]:
        """When a report was fetched, and the headers of the answer it came in."""
        with self._reading() as connection:
            return reports.load_evidence(connection, report_id)

    def state(self) -> int:
        """A number that differs whenever another connection has changed the file since this one looked last."""
        with self._reading() as connection:
            return int(connection.execute("PRAGMA data_version").fetchone()[0])

    # Soundness

    def check(self, progress: Callable[[], None] | None = None) -> list[Problem]:
        """All that is wrong in the file; an empty list means that it is whole."""
        with self._reading() as connection:
            return checks.check(connection, progress)


def _tied(connection: sqlite3.Connection, merge: Correction) -> set[str]:
    """The actors that a person's merge may list differently: both, and all that other merges tie to them."""
    pairs = [(one.actor, one.into.id) for one in actors.load(connection)]
    decided = (merge, *correcting.load(connection, undone=True))
    pairs += [(one.field, correcting.merged_into(one).id) for one in decided if one.verdict == "merge" and one.field]
    return actors.joined([merge.field or ""], pairs)


def _pinned(connection: sqlite3.Connection, pin: Pin) -> list[str]:
    """The ids of the claims that ``pin`` means, in every version of its report."""
    found = (
        correcting.pinned(pin, reports.load_claims(connection, report_id))
        for report_id in reports.ids_at(connection, pin.report)
    )
    return [claim.id for claim in found if claim is not None]
