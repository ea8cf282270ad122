"""``python -m benchmarks.scale [--reports N]``: what one more report takes in a ledger of many, and searching it.

The processors' own time is told beside the clock's: on a busy machine only that can be compared.
"""

from __future__ import annotations

import resource
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import click
from msgspec import Struct

from benchmarks.manyfold import make
from lagebild.api import add_delivered
from lagebild.intake import deliver_text
from lagebild.ledger import Filter, Ledger

_QUERIES = ("Abzug", "soldiers", "Parlament Frist", "Pentagon", "September 2025", "xyzzy")
_ROUNDS = 5
# Invented; each is read for the first time, so that nothing of it is known.
_ONE_MORE = """{place}. The harbour authority of {place} will close its northern quay by {day} May, two officials
said on Tuesday. About {number} workers are affected, according to the dockers' union, which called the plan "a mistake
we will all pay for". A spokeswoman for the authority denied that jobs would be lost. The quay was built in 1961 and
had been due for repair since last autumn. The city council demanded a report by the end of June; the mayor said she
expected costs of at least {number} million euros. Critics warned that ships could move to other ports for good.
"""


class Took(Struct):
    """Seconds by the clock and of the processors, one a round."""

    clock: list[float]
    worked: list[float]

    def __str__(self) -> str:
        return (
            f"{1000 * statistics.median(self.clock):.0f} ms, of the processors'"
            f" {1000 * statistics.median(self.worked):.0f} ms (medians of {len(self.clock)})"
        )


def took(*rounds: Callable[[], object]) -> Took:
    """How long each takes."""
    found = Took([], [])
    for one in rounds:
        began, worked = time.perf_counter(), time.process_time()
        one()
        found.clock.append(time.perf_counter() - began)
        found.worked.append(time.process_time() - worked)
    return found


def measure(path: Path) -> None:
    """Print the figures for the ledger at ``path``, which is left as it was."""
    with Ledger(path) as ledger:
        count, claims = ledger.count_reports(), ledger.count_claims()
        # The first report loads the network.
        ids = [_add(ledger, 0)]
        adding = took(*(lambda number=number: ids.append(_add(ledger, number)) for number in range(1, _ROUNDS + 1)))
        searching = {query: took(*[lambda query=query: ledger.search(query, Filter())] * 3) for query in _QUERIES}
        removing = took(*(lambda one=one: ledger.remove(one) for one in ids))
    slowest = max(searching, key=lambda query: statistics.median(searching[query].clock))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{count} reports, {claims} claims, {path.stat().st_size / 1e6:.0f} MB")
    print(f"one more report of {len(_ONE_MORE.split())} words, read, added and linked: {adding}")
    print(f"removing it: {removing}")
    print(f"search: {searching[slowest]}, the slowest of {len(searching)} queries: {slowest!r}")
    print(f"peak of memory: {peak:.0f} MB")


def _add(ledger: Ledger, number: int) -> str:
    text = _ONE_MORE.format(place=f"{'ABCDEF'[number]}dorf", day=number + 2, number=310 + 40 * number)
    delivery = deliver_text(text, published="2024-05-0" + str(number + 1), outlet="Harbour Post")
    return add_delivered(ledger, [delivery]).added[0].report


@click.command()
@click.option("--reports", type=click.IntRange(1), default=20_000, show_default=True)
@click.option("--ledger", type=click.Path(path_type=Path), default=None, help="File that keeps these reports.")
def main(reports: int, ledger: Path | None) -> None:
    """Measure adding one more report, removing one, searching, and the peak of memory."""
    with tempfile.TemporaryDirectory() as place:
        path = ledger or Path(place) / "many.db"
        if not path.exists():
            make(path, reports)
        measure(path)


if __name__ == "__main__":
    main()
