"""A large ledger to measure on: the project's invented stories told over and over, each time of other people.

A telling is a whole story with other digits and letters in its words (of the same length, so that every position still
holds), days of its own, and meanings turned away from those of all other tellings: signs along axes of the space are
flipped, by which the claims of one telling stay as near to each other as they were. So there is much to tell, and it
does not fall into one. Readings and vectors are the network's own, made once.
"""

from __future__ import annotations

import hashlib
import random
import re
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from functools import cache
from importlib import resources
from itertools import count, islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import msgspec
import numpy as np
from msgspec import Struct, structs
from numpy.typing import NDArray

from benchmarks.gold import OWN
from lagebild.api import add_delivered
from lagebild.intake import sort_key, take_in
from lagebild.ledger import Ledger
from lagebild.model import Claim, Delivery, Reading, Time
from lagebild.reading.encoder.meaning import SIZE, model_mark

# The first telling is of so long ago; later ones come up to the present.
_BACK = timedelta(-7000)
_DAYS_BETWEEN = 2
_UNALTERED = 0.5
_QUOTING, _PERSON = ("text", "resolved", "of"), "person:"
# What begins with a capital, and numbers: the words that part clauses stay.
_NAMES = re.compile(r"\b[A-ZÄÖÜ]\w+|[1-9]")
_DIGITS, _LETTERS = "123456789", "bdgklmnprst"
_AT_ONCE = 500
# No two tellings of a report are the same to the byte: this is the noise on the values of a vector in bytes.
_NOISE = 3.0

Vectors = NDArray[np.int8]


class _Original(Struct, frozen=True):
    """A report with its reading, and the vectors of all parts of its claims (claim id, part), a row each."""

    delivery: Delivery
    reading: Reading
    parts: tuple[tuple[str, int], ...]
    vectors: Vectors


def make(path: Path, reports: int, progress: Callable[[int], None] = lambda done: None) -> None:
    """Write a linked ledger of so many reports to ``path``; ``progress`` is told how many there are by now.

    One that is there already goes on where it stopped.
    """
    tellings = _tellings()
    with Ledger(path) as ledger:
        ledger.use_model(model_mark())
        present = ledger.count_reports()
        tellings = islice(tellings, present, None)
        for done in range(present, reports, _AT_ONCE):
            batch = list(islice(tellings, min(_AT_ONCE, reports - done)))
            for one in batch:
                ledger.add(one.delivery, one.reading)
                ledger.write_meanings(one.delivery.report.id, one.parts, one.vectors)
            ledger.settle(len(batch))
            progress(done + len(batch))
        ledger.unite_actors()


def bundled() -> list[Delivery]:
    """The reports of the bundled story, in the order of publication."""
    return [one.delivery for one in _stories()[0]]


@cache
def _stories() -> list[list[_Original]]:
    """The bundled story and the benchmark's own, read and with their vectors."""
    folders = [Path(str(resources.files("lagebild").joinpath("demo")))]
    folders += sorted(path for path in OWN.iterdir() if path.is_dir())
    return [_read(folder) for folder in folders]


def _read(folder: Path) -> list[_Original]:
    deliveries = sorted((item for item in take_in(folder) if isinstance(item, Delivery)), key=sort_key)
    with TemporaryDirectory() as place, Ledger(Path(place) / "one.db") as ledger:
        added = add_delivered(ledger, deliveries).added
        told, _ = ledger.meanings()
        ids = ledger.claim_numbers()
        stands = [(ids[claim], part) for claim, part in told.parts[["claim", "part"]].tolist()]
        found = []
        for delivery, one in zip(deliveries, added, strict=True):
            reading = ledger.reading(one.report)
            assert reading is not None
            own = {claim.id for claim in reading.claims}
            rows = [row for row, (claim, _) in enumerate(stands) if claim in own]
            found.append(_Original(delivery, reading, tuple(stands[row] for row in rows), told.vectors[rows]))
        return found


def _tellings() -> Iterator[_Original]:
    """One report after the other, without end: each story in turn, the first time as it is."""
    stories = _stories()
    axes = _axes()
    number = count()
    for telling in count():
        noise = np.random.default_rng(telling)
        turn = axes @ (noise.choice((-1.0, 1.0), (SIZE, 1)) * axes.T) if telling >= len(stories) else np.eye(SIZE)
        words, later = _other_words(random.Random(telling)), timedelta(telling * _DAYS_BETWEEN)
        for original in stories[telling % len(stories)]:
            made = _retold(original, next(number), words, later)
            yield structs.replace(made, vectors=_turned(original.vectors, turn, noise))


def _axes() -> NDArray[np.float64]:
    """Directions that have nothing to do with what the stories are about, a column each."""
    axes: NDArray[np.float64] = np.linalg.qr(np.random.default_rng(0).normal(size=(SIZE, SIZE)))[0]
    return axes


def _turned(own: Vectors, turn: NDArray[np.float64], noise: np.random.Generator) -> Vectors:
    turned: Vectors = np.clip(np.rint(own @ turn + noise.normal(0, _NOISE, own.shape)), -127, 127).astype(np.int8)
    return turned


def _other_words(dice: random.Random) -> dict[int, int]:
    """Other digits and letters of the same length; every second telling keeps its own, so that searches find many."""
    if dice.random() < _UNALTERED:
        return {}
    digits, letters = (dice.sample(kind, len(kind)) for kind in (_DIGITS, _LETTERS))
    return str.maketrans(_DIGITS + _LETTERS, "".join(digits + letters))


def _retold(original: _Original, number: int, words: dict[int, int], later: timedelta) -> _Original:
    """The report under an address of its own, with other words and days."""
    made = _altered(msgspec.to_builtins(original.reading), words) if words else msgspec.to_builtins(original.reading)
    day = date.fromisoformat((original.reading.report.published or "")[:10]) + _BACK + later
    made["report"] |= {
        "id": f"n{number}",
        "url": f"https://example.org/{number}",
        "published": day.isoformat(),
        "raw_sha256": hashlib.sha256(made["report"]["text"].encode()).hexdigest(),
    }
    made["report"]["text_sha256"] = made["report"]["raw_sha256"]
    reading = msgspec.convert(made, Reading)
    claims = tuple(_moved(claim, number, _BACK + later) for claim in reading.claims)
    delivery = structs.replace(original.delivery, report=reading.report, raw=reading.report.text.encode())
    parts = tuple((f"{claim}-{number}", part) for claim, part in original.parts)
    return _Original(delivery, structs.replace(reading, claims=claims), parts, original.vectors)


def _altered(value: Any, words: dict[int, int]) -> Any:
    """The value with all that quotes the report, and the names of persons, in other letters."""
    if isinstance(value, dict):
        person = str(value.get("id", "")).startswith(_PERSON)
        return {
            key: _NAMES.sub(lambda name: name[0].translate(words), inner)
            if isinstance(inner, str) and (key in _QUOTING or (person and key == "name"))
            else _PERSON + inner.removeprefix(_PERSON).translate(words)
            if person and key == "id"
            else _altered(inner, words)
            for key, inner in value.items()
        }
    return [_altered(inner, words) for inner in value] if isinstance(value, list | tuple) else value


def _moved(claim: Claim, number: int, later: timedelta) -> Claim:
    times = tuple(structs.replace(time, value=_value(time, later)) for time in claim.times)
    return structs.replace(claim, id=f"{claim.id}-{number}", times=times)


def _value(time: Time, later: timedelta) -> str:
    """The TIMEX3 value that much later, where it is a day or a month."""
    try:
        day = date.fromisoformat(f"{time.value}-01" if len(time.value) == len("2024-09") else time.value)
    except ValueError:
        return time.value
    return (day + later).isoformat()[: len(time.value)]
