"""Confidences fitted to verdicts hold as shares."""

import random

import pytest
from training.calibrate import Judged, fit, held_out

from lagebild.bench.score import reliability
from lagebild.reading.encoder.confidence import logit, share


def judged(count: int, reports: int = 40) -> list[Judged]:
    """Readings whose probability of being right is known: a network that doubles its log-odds is too sure."""
    rng = random.Random(4)
    rows = []
    for at in range(count):
        truth = rng.uniform(0.5, 0.99)
        said = 1 / (1 + ((1 - truth) / truth) ** 2)
        rows.append(Judged([1.0, logit(said)], rng.random() < truth, at % reports))
    return rows


def test_too_sure_a_network_is_brought_down() -> None:
    rows = judged(4000)
    weights = fit([row.features for row in rows], [row.right for row in rows])
    assert weights[1] == pytest.approx(0.5, abs=0.1)
    assert share([1.0, logit(0.8**2 / (0.8**2 + 0.2**2))], weights) == pytest.approx(0.8, abs=0.03)


def test_shares_hold_for_reports_that_were_not_fitted() -> None:
    rows = held_out(judged(4000))
    assert len(rows) == 4000
    for row in reliability(rows):
        if row.count > 300:
            assert row.right == pytest.approx(row.confidence, abs=0.05)


def test_certainty_is_cut_off() -> None:
    assert logit(1.0) < 10
    assert logit(0.0) == pytest.approx(-logit(1.0))
