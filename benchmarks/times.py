"""Times against gold TIMEX3 as TempEval-3 scores them: relaxed extents, and the right value among those."""

from __future__ import annotations

from pathlib import Path

from benchmarks.corpora import timeml
from lagebild.reading.segment import find_sentences
from lagebild.reading.times import find_times

Item = tuple[int, int, str, str]


def f1(right: int, gold: int, read: int) -> float:
    """Harmonic mean of precision and recall."""
    return 2 * right / (gold + read) if gold + read else 0.0


def score(folder: Path) -> dict[str, float]:
    """Strict, relaxed, type and value F1 over all files of ``folder``."""
    right = {"strict": 0, "relaxed": 0, "type": 0, "value": 0}
    gold_count = read_count = 0
    for report, gold in timeml(folder):
        found = find_times(report.text, "de", report.published, find_sentences(report.text, "de"))
        read: list[Item] = [(*time.span, time.type, time.value) for time in found]
        gold_count, read_count = gold_count + len(gold), read_count + len(read)
        extents = {item[:2] for item in read}
        right["strict"] += sum(item[:2] in extents for item in gold)
        for item in gold:
            match = _best(item, read)
            if match is not None:
                read.remove(match)
                right["relaxed"] += 1
                right["type"] += match[2] == item[2]
                right["value"] += match[3] == item[3]
    return {name: f1(count, gold_count, read_count) for name, count in right.items()}


def _best(gold: Item, read: list[Item]) -> Item | None:
    over = [item for item in read if item[0] < gold[1] and gold[0] < item[1]]
    return max(over, key=lambda r: (min(gold[1], r[1]) - max(gold[0], r[0]), r[3] == gold[3]), default=None)
