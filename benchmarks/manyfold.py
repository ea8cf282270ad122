"""A ledger of many reports, to measure the pages on: the bundled story told over and over, each time a while later."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from importlib import resources
from pathlib import Path

import numpy as np
from msgspec import structs

from lagebild.intake import take_in
from lagebild.ledger import Ledger
from lagebild.ledger.meanings import Link
from lagebild.model import Claim, Delivery, Reading, Time
from lagebild.reading.encoder.meaning import SIZE
from lagebild.reading.pipeline import read_report

_FIRST_DAY = date(2022, 1, 3)
_A_DAY = 5
# So many tellings in a row speak of the same matters, their claims linked each to the one before and two before.
_EPISODE = 12
_BACK = (1, 2)
_COSINE = 0.9


def make(path: Path, count: int) -> None:
    """Write a ledger of ``count`` reports to ``path``; readings are the reader's own, only ids and days are changed."""
    with resources.as_file(resources.files("lagebild").joinpath("demo")) as folder:
        delivered = [item for item in take_in(folder) if isinstance(item, Delivery)]
    originals = [(one, read_report(one.report)) for one in delivered]
    with Ledger(path) as ledger:
        for number in range(count):
            telling, kind = divmod(number, len(originals))
            ledger.add(*_retold(*originals[kind], number, _FIRST_DAY + timedelta(telling // _A_DAY)))
        numbers = _numbers([len(reading.claims) for _, reading in originals], count)
        nothing = np.zeros((1, SIZE), np.int8)
        ledger.write_meanings({one: nothing for claims in numbers for one in claims}, _links(numbers, len(originals)))


def _retold(delivery: Delivery, reading: Reading, number: int, day: date) -> tuple[Delivery, Reading]:
    text = f"{delivery.report.text}\n\n({number})"
    report = structs.replace(
        delivery.report, id=f"n{number}", text=text, url=f"https://example.org/{number}", published=day.isoformat(),
        title=f"{delivery.report.title} ({number})",
    )  # fmt: skip
    later = day - date.fromisoformat((delivery.report.published or "")[:10])
    claims = tuple(_moved(claim, number, later) for claim in reading.claims)
    return structs.replace(delivery, report=report), structs.replace(reading, report=report, claims=claims)


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


def _numbers(sizes: list[int], count: int) -> list[range]:
    """The numbers of each report's claims: the ledger gives them in the order of adding."""
    found, start = [], 1
    for at in range(count):
        size = sizes[at % len(sizes)]
        found.append(range(start, start + size))
        start += size
    return found


def _links(numbers: list[range], kinds: int) -> Iterator[Link]:
    for at, claims in enumerate(numbers):
        for back in _BACK:
            before = at - back * kinds
            if before >= 0 and before // kinds // _EPISODE == at // kinds // _EPISODE:
                yield from (((a, 0), (b, 0), _COSINE) for a, b in zip(numbers[before], claims, strict=True))
