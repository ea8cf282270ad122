"""``python -m benchmarks``: speed of reading and of pages, how well stories are told; ``--corpora PATH`` adds more."""

from __future__ import annotations

import subprocess
import sys
import time
from importlib import resources
from itertools import chain, islice
from pathlib import Path
from tempfile import TemporaryDirectory

import click

from benchmarks import extraction, long, network, pages, story, times
from benchmarks.corpora import attributions_en, quotations_de
from benchmarks.manyfold import make
from lagebild.errors import LagebildError
from lagebild.intake import take_in
from lagebild.ledger.claims import quoted
from lagebild.model import Delivery, Failure, Report, cover
from lagebild.reading.bulk import read_safely
from lagebild.reading.languages import LANGUAGES

WORDS = 250
"""Words of the report that speed is told in."""
_TIMED = 40


@click.command()
@click.option("--corpora", type=click.Path(path_type=Path), default=None, help="Folder with the public corpora.")
@click.option("--stories", type=click.Path(path_type=Path), default=None, help="Folder with more stories with gold.")
@click.option("--rounds", type=click.IntRange(1), default=5, show_default=True)
@click.option("--book", is_flag=True, help="Read a text of 200,000 words too, and tell the peak of memory.")
@click.option(
    "--reports", type=click.IntRange(0), default=5_000, show_default=True, help="In the large ledger; 0: none."
)
@click.option("--ledger", type=click.Path(path_type=Path), default=None, help="File that keeps these reports.")
def main(
    corpora: Path | None, stories: Path | None, rounds: int, book: bool, reports: int, ledger: Path | None
) -> None:
    """Measure speed, also of the pages on a large ledger, stories against their gold, and quality on the corpora."""
    try:
        bundled = _bundled()
        speed(bundled, rounds, "bundled story")
        network.compare(bundled, rounds)
        finders(bundled, rounds, "bundled story")
        story.report(stories)
        if book:
            long.read(bundled)
        if reports:
            at_scale(reports, ledger)
        if corpora is not None:
            soundness(corpora)
            for read in (quotations_de, attributions_en):
                network.beside(list(islice(read(corpora), _TIMED)), rounds, "corpora")
            for name in ("Dolomiten-42", "DieZeit"):
                figures = times.score(corpora / "timex-de" / name)
                print(f"times {name}: " + ", ".join(f"{k} F1 {v:.3f}" for k, v in figures.items()))
    except LagebildError as error:
        print(f"{error}\n  {error.remedy or ''}", file=sys.stderr)
        sys.exit(1)


def at_scale(reports: int, ledger: Path | None) -> None:
    """One more report, search and memory, then every screen, on a ledger of so many reports; ``ledger`` keeps it."""
    with TemporaryDirectory() as folder:
        path = ledger or Path(folder) / "many.db"
        if not path.exists():
            make(path, reports)
        # In a process of its own, whose peak of memory is that of the adding alone.
        subprocess.run([sys.executable, "-m", "benchmarks.scale", "--ledger", str(path)], check=True)
        pages.measure(path)


def _bundled() -> list[Report]:
    with resources.as_file(resources.files("lagebild").joinpath("demo")) as folder:
        return [item.report for item in take_in(folder) if isinstance(item, Delivery)]


def speed(reports: list[Report], rounds: int, name: str) -> None:
    """Reports a second, told in reports of ``WORDS`` words; the first round only warms up."""
    words = sum(len(report.text.split()) for report in reports)
    best = 0.0
    for at in range(rounds + 1):
        began = time.perf_counter()
        for report in reports:
            read_safely(report)
        if at:
            best = max(best, words / WORDS / (time.perf_counter() - began))
    print(f"reading, {name}: {best:.1f} reports of {WORDS} words a second, all steps, 2 threads (best of {rounds})")


def finders(reports: list[Report], rounds: int, name: str) -> None:
    """Times, quantities and places alone, in megabytes of text a second, for each language."""
    for language in LANGUAGES:
        spoken = [report for report in reports if report.language == language]
        if spoken:
            rates = extraction.rates(spoken, language, rounds)
            figures = ", ".join(f"{step} {rate:.2f}" for step, rate in rates.items())
            print(f"finders, {name}, {language}: {figures} MB a second on one core")


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
    finders([*quotations_de(corpora), *attributions_en(corpora)], 3, "corpora")


if __name__ == "__main__":
    main()
