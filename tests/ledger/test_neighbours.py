"""Neighbours in meaning: the nearest of every part, the same in whichever order reports came and went."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec import structs
from tests.ledger import synthetic

from lagebild.ledger import Ledger, neighbours
from lagebild.ledger.meanings import Bytes, mark_of, product_of, to_bytes
from lagebild.model import Reading
from lagebild.reading.encoder.meaning import SIZE

Near = dict[tuple[str, int, int], set[tuple[str, int, int]]]
"""For each part of a claim (id, part) and language: the neighbours (id, part) with the products of their vectors."""

_MOST, _REPORTS = 3, 7
_LANGUAGES = ("de", "en")


@pytest.fixture(scope="module", autouse=True)
def few() -> Iterator[None]:
    """Lists so short that neighbours drive each other out."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(neighbours, "MOST", _MOST)
        yield


def made(number: int) -> Reading:
    """A report of each number, of four claims; every third is in English."""
    one = synthetic.numbered(number)
    return synthetic.read(structs.replace(one.report, language=_LANGUAGES[number % 3 == 0]))


def vectors(number: int, count: int) -> Bytes:
    """Few directions, so that many parts are equally near, and some the same."""
    dice = np.random.default_rng(number)
    rows = np.zeros((count, SIZE), np.float32)
    rows[:, :3] = dice.integers(-1, 2, (count, 3))
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    return to_bytes(rows / np.maximum(lengths, 1) * np.float32(0.3))


def parts(number: int) -> list[tuple[str, int]]:
    return [(claim.id, part) for claim in made(number).claims for part in range(1 + (number % 2))]


def add(ledger: Ledger, number: int, *, settle: bool) -> None:
    reading = made(number)
    ledger.add(structs.replace(synthetic.numbered(number), report=reading.report), reading)
    ledger.write_meanings(reading.report.id, parts(number), vectors(number, len(parts(number))))
    if settle:
        assert ledger.settle(100)


def told(ledger: Ledger) -> Near:
    while ledger.settle(2):
        pass
    of, lists = ledger.meanings()
    ids = ledger.claim_numbers()
    return {
        (ids[int(part["claim"])], int(part["part"]), language): {
            (ids[int(one["claim"])], int(one["part"]), int(one["product"])) for one in near if one["claim"]
        }
        for part, row in zip(of.parts, lists, strict=True)
        for language, near in enumerate(row)
    }


def expected(present: set[int]) -> Near:
    """By the definition: all against all."""
    rows = [
        (claim, part, number % 3 == 0, vector, mark_of(claim, part))
        for number in present
        for (claim, part), vector in zip(parts(number), vectors(number, len(parts(number))), strict=True)
    ]
    found: Near = {}
    for claim, part, _, own, _ in rows:
        for language in (0, 1):
            near = [
                (-int(own.astype(int) @ other.astype(int)), mark, one, at)
                for one, at, english, other, mark in rows
                if one != claim and english == language
            ]
            best = sorted(each for each in near if -each[0] >= product_of(neighbours.LEAST))[:_MOST]
            found[(claim, part, language)] = {(one, at, -product) for product, _, one, at in best}
    return found


@settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.tuples(st.integers(0, _REPORTS - 1), st.booleans()), min_size=1, max_size=14))
def test_the_nearest_do_not_depend_on_what_came_and_went(steps: list[tuple[int, bool]]) -> None:
    present: set[int] = set()
    with tempfile.TemporaryDirectory() as folder, Ledger(Path(folder) / "some.db") as ledger:
        for number, settle in steps:
            if number in present:
                ledger.remove(made(number).report.id)
            else:
                add(ledger, number, settle=settle)
            present ^= {number}
        assert told(ledger) == expected(present)
        assert ledger.check() == []


def test_a_reading_with_other_claims_takes_its_old_ones_out(tmp_path: Path) -> None:
    with Ledger(tmp_path / "some.db") as ledger:
        for number in range(4):
            add(ledger, number, settle=True)
        reading = made(2)
        ledger.replace_reading(structs.replace(reading, claims=reading.claims[1:]))
        assert ledger.without_meaning(9) == [reading.report.id]
        gone = set(parts(2))
        assert told(ledger) == expected({0, 1, 3})
        assert not gone & {key[:2] for key in told(ledger)}


def test_a_reading_of_the_same_words_keeps_what_is_known_of_their_meaning(tmp_path: Path) -> None:
    with Ledger(tmp_path / "some.db") as ledger:
        for number in range(4):
            add(ledger, number, settle=True)
        reading = made(2)
        ledger.replace_reading(
            structs.replace(reading, claims=tuple(structs.replace(one, act="deny") for one in reading.claims[::-1]))
        )
        assert ledger.without_meaning(9) == []
        assert {one.claim.act for one in ledger.claims() if one.report.id == reading.report.id} == {"deny"}
        assert told(ledger) == expected({0, 1, 2, 3})
        assert ledger.check() == []


def test_another_model_has_all_vectors_made_anew(tmp_path: Path) -> None:
    with Ledger(tmp_path / "some.db") as ledger:
        ledger.use_model("one")
        add(ledger, 1, settle=True)
        ledger.use_model("one")
        assert ledger.without_meaning(9) == []
        ledger.use_model("another")
        assert ledger.without_meaning(9) == [made(1).report.id]
