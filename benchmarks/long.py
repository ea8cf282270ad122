"""A text as long as a book: how long it takes and how much memory it needs."""

from __future__ import annotations

import resource
import time
from collections.abc import Sequence

from lagebild.model import Report
from lagebild.reading.bulk import read_safely

WORDS = 200_000


def read(reports: Sequence[Report], words: int = WORDS) -> None:
    """Read the reports' texts one behind the other, over and over, as one report of ``words`` words."""
    german = "\n\n".join(report.text for report in reports if report.language == "de")
    text = "\n\n".join([german] * (words // len(german.split()) + 1))
    before, began = _peak(), time.perf_counter()
    reading = read_safely(Report(id="long", text=text, language="de", published="2024-05-01"))
    spent = time.perf_counter() - began
    claims = len(getattr(reading, "claims", ()))
    print(f"one text of {len(text.split())} words: {spent:.0f} s, {claims} claims, peak {_peak() - before:.0f} MB more")


def _peak() -> float:
    """The most memory this process had so far, in MB (Linux counts in KB)."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
