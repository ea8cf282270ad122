"""``python -m benchmarks``: speed of reading and of the pages, with ``--corpora PATH`` soundness and quality too."""

from __future__ import annotations

import sys
import time
from importlib import resources
from itertools import chain, islice
from pathlib import Path

import click

from benchmarks import pages, times
from benchmarks.corpora import attributions_en, quotations_de
from lagebild.errors import LagebildError
from lagebild.intake import take_in
from lagebild.ledger.claims import quoted
from lagebild.model import Delivery, Failure, Report, cover
from lagebild.reading.bulk import read_safely

WORDS = 250
"""Words of the report that speed is told in."""


@click.command()
@click.option("--corpora", type=click.Path(path_type=Path), default=None, help="Folder with the public corpora.")
@click.option("--rounds", type=click.IntRange(1), default=5, show_default=True)
@click.option("--reports", type=click.IntRange(0), default=20_000, show_default=True, help="For the pages.")
@click.option("--ledger", type=click.Path(path_type=Path), default=None, help="File that keeps these reports.")
def main(corpora: Path | None, rounds: int, reports: int, ledger: Path | None) -> None:
    """Measure speed, also of the pages on a large ledger, and quality where the corpora are given."""
    try:
        speed(list(_bundled()), rounds, "bundled story")
        if reports:
            pages.measure(reports, ledger)
        if corpora is not None:
            soundness(corpora)
            for name in ("Dolomiten-42", "DieZeit"):
                figures = times.score(corpora / "timex-de" / name)
                print(f"times {name}: " + ", ".join(f"{k} F1 {v:.3f}" for k, v in figures.items()))
    except LagebildError as error:
        print(f"{error}\n  {error.remedy or ''}", file=sys.stderr)
        sys.exit(1)


def _bundled() -> list[Report]:
    with resources.as_file(resources.files("lagebild").joinpath("demo")) as folder:
        return [item.report for item in take_in(folder) if isinstance(item, Delivery)]


def speed(reports: list[Report], rounds: int, name: str) -> None:
    """Reports a second on one core, told in reports of ``WORDS`` words; the first round only warms up."""
    words = sum(len(report.text.split()) for report in reports)
    best = 0.0
    for at in range(rounds + 1):
        began = time.perf_counter()
        for report in reports:
            read_safely(report)
        if at:
            best = max(best, words / WORDS / (time.perf_counter() - began))
    print(f"reading, {name}: {best:.0f} reports of {WORDS} words a second on one core (best of {rounds})")


def soundness(corpora: Path) -> None:
    """Read the dev parts of both corpora: no failure, and every position holds the words it is said to hold."""
    failed = wrong = count = 0
    for report in chain(quotations_de(corpora), attributions_en(corpora)):
        reading = read_safely(report)
        count += 1
        if isinstance(reading, Failure):
            failed += 1
            print(f"  {reading.origin}: {reading.reason}")
            continue
        wrong += sum(cover(report.text, spans) != words for _, words, spans in quoted(reading))
    print(f"corpora: {count} reports read, {failed} failed, {wrong} positions wrong")
    speed(list(islice(quotations_de(corpora), 50)), 1, "quotations-de")


if __name__ == "__main__":
    main()
