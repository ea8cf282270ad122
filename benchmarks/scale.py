"""``python -m benchmarks.scale [--reports N]``: a ledger of many reports, and what one more report then takes.

The bundled reports are repeated with other numbers and names of the same length, so that every position still holds;
their vectors are those of the originals with a little noise, so that not everything has to be read N times.
"""

from __future__ import annotations

import hashlib
import random
import resource
import statistics
import tempfile
import time
from collections.abc import Iterator
from importlib import resources
from pathlib import Path

import click
import msgspec
import numpy as np

from lagebild.api import add_delivered
from lagebild.intake import take_in
from lagebild.ledger import Filter, Ledger
from lagebild.model import Delivery, Reading
from lagebild.reading.encoder.meaning import SIZE
from lagebild.reading.pipeline import read_report

_NOISE = 12
_QUERIES = ("Abzug", "soldiers", "Parlament Frist", "Pentagon", "September 2025")
_DIGITS = "0123456789"
_VOWELS = "aeiou"
_AT_ONCE = 500


def _bundled() -> list[Delivery]:
    with resources.as_file(resources.files("lagebild").joinpath("demo")) as folder:
        return [item for item in take_in(folder) if isinstance(item, Delivery)]


def altered(delivery: Delivery, reading: Reading, number: int) -> tuple[Delivery, Reading]:
    """The report and its reading with other digits and vowels of the same length, under an address of its own."""
    dice = random.Random(number)
    table = str.maketrans(
        _DIGITS + _VOWELS, "".join(dice.sample(_DIGITS, len(_DIGITS)) + dice.sample(_VOWELS, len(_VOWELS)))
    )
    change = dice.random() < 0.5

    def text(words: str) -> str:
        return words.translate(table) if change else words

    def walk(value: object) -> object:
        if isinstance(value, dict):
            return {key: _other(key, inner) for key, inner in value.items()}
        return [walk(inner) for inner in value] if isinstance(value, list | tuple) else value

    def _other(key: str, value: object) -> object:
        return text(value) if key == "text" and isinstance(value, str) else walk(value)

    raw = text(delivery.report.text).encode()
    made = walk(msgspec.to_builtins(reading))
    assert isinstance(made, dict)
    month, day = dice.randrange(1, 13), dice.randrange(1, 29)
    made["report"] |= {
        "id": f"s{number}",
        "url": f"https://scale.example/{number}",
        "published": f"20{10 + number % 15}-{month:02}-{day:02}",
        "raw_sha256": hashlib.sha256(raw).hexdigest(),
        "text_sha256": hashlib.sha256(raw).hexdigest(),
        "furniture": [],
    }
    for claim in made["claims"]:
        claim["id"] = f"{claim['id']}-{number}"
    fresh = msgspec.convert(made, Reading)
    return msgspec.structs.replace(delivery, report=fresh.report, raw=raw), fresh


def fill(ledger: Ledger, count: int) -> Iterator[int]:
    """Add ``count`` altered reports with vectors near those of the originals."""
    originals = _bundled()
    readings = [read_report(delivery.report) for delivery in originals]
    dice = np.random.default_rng(1)
    for number in range(count):
        at = number % len(originals)
        ledger.add(*altered(originals[at], readings[at], number))
        if number % _AT_ONCE == _AT_ONCE - 1 or number == count - 1:
            new = ledger.without_meaning(count)
            rows = {one: dice.integers(-_NOISE, _NOISE, (2, SIZE)).astype(np.int8) for one in new}
            ledger.write_meanings(rows, ())
            yield number + 1


@click.command()
@click.option("--reports", type=click.IntRange(1), default=20_000, show_default=True)
def main(reports: int) -> None:
    """Measure adding one more report, searching, and memory."""
    with tempfile.TemporaryDirectory() as place, Ledger(Path(place) / "scale.db") as ledger:
        for _ in fill(ledger, reports):
            pass
        took, worked = [], []
        for delivery in _bundled()[:3]:
            began, cpu = time.perf_counter(), time.process_time()
            add_delivered(ledger, [delivery])
            took.append(time.perf_counter() - began)
            worked.append(time.process_time() - cpu)
        print(
            f"one more report, read, added and linked: {statistics.median(took):.2f} s, of the processors'"
            f" {statistics.median(worked):.2f} s (medians of {len(took)})"
        )
        took = []
        for query in _QUERIES:
            began = time.perf_counter()
            ledger.search(query, Filter())
            took.append(time.perf_counter() - began)
        print(f"search: {1000 * max(took):.0f} ms (slowest of {len(took)})")
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(f"{reports} reports, {ledger.count_claims(Filter())} claims; peak memory {peak:.0f} MB")


if __name__ == "__main__":
    main()
