"""How fast times, quantities and places are found: megabytes of text (UTF-8) a second on one core."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence

from lagebild.model import Report
from lagebild.reading.places import find_places
from lagebild.reading.quantities import find_quantities
from lagebild.reading.segment import find_sentences
from lagebild.reading.times import find_times


def size(reports: Sequence[Report]) -> int:
    """Bytes of all the reports' texts."""
    return sum(len(report.text.encode()) for report in reports)


def rates(reports: Sequence[Report], language: str, rounds: int = 3) -> dict[str, float]:
    """Megabytes a second of each finder and of all three together, the best of ``rounds`` after one to warm up.

    Sentences are split beforehand, since other steps of a reading need them too. The clock is the process's own.
    """
    sentences = [find_sentences(report.text, language) for report in reports]
    pairs = list(zip(reports, sentences, strict=True))
    times = [find_times(report.text, language, report.published, spans) for report, spans in pairs]
    steps: dict[str, Callable[[], object]] = {
        "times": lambda: [find_times(report.text, language, report.published, spans) for report, spans in pairs],
        "quantities": lambda: [
            find_quantities(report.text, language, found) for report, found in zip(reports, times, strict=True)
        ],
        "places": lambda: [find_places(report.text, language, spans) for report, spans in pairs],
    }
    seconds = {name: _best(step, rounds) for name, step in steps.items()}
    megabytes = size(reports) / 1e6
    return {name: megabytes / took for name, took in seconds.items()} | {"all": megabytes / sum(seconds.values())}


def _best(step: Callable[[], object], rounds: int) -> float:
    taken = []
    for _ in range(rounds + 1):
        began = time.process_time()
        step()
        taken.append(time.process_time() - began)
    return max(min(taken[1:]), 1e-9)
