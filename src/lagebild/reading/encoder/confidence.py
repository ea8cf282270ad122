"""How sure a reading is, as shares that hold: of what is read with 0.9, nine in ten are right.

A network is too sure of itself. What it says of a quotation and of its source is weighed by two logistic regressions a
language (Platt 1999), fitted on reports that it was not trained on (``training/calibrate.py``).
"""

from __future__ import annotations

from collections.abc import Sequence
from math import exp, log
from typing import Any

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

Weights = NDArray[np.floating[Any]]
_EDGE = 1e-4
_FORMS = 5


class ContentEvidence(Struct, frozen=True):
    """What the first pass shows of a quotation: probabilities of its tags, and how it looks."""

    mean: float
    least: float
    first: float
    behind: float
    """That nothing follows: of the tag behind its last word."""
    words: int
    layer: int
    form: int
    has_source: bool
    has_cue: bool
    has_frame: bool

    def features(self) -> list[float]:
        """As the regression takes them, a constant first."""
        return [
            1.0,
            *map(logit, (self.mean, self.least, self.first, self.behind)),
            log(self.words),
            float(self.layer == 0),
            float(self.layer == 2),
            *_one_of(self.form),
            float(self.has_source),
            float(self.has_cue),
            float(self.has_frame),
        ]


class SourceEvidence(Struct, frozen=True):
    """What the second pass shows of a source: probabilities of its ends and words, and where it stands."""

    ends: float
    mean: float
    least: float
    other: float
    """Of the likeliest span that shares no word with it, nobody included."""
    words: int
    distance: int
    """Words between it and the content, 0 if they touch or overlap."""
    form: int
    has_cue: bool
    is_pronoun: bool

    def features(self) -> list[float]:
        """As the regression takes them, a constant first."""
        return [
            1.0,
            *map(logit, (self.ends, self.mean, self.least, self.other)),
            log(self.words),
            log(1 + self.distance),
            *_one_of(self.form),
            float(self.has_cue),
            float(self.is_pronoun),
        ]


def share(features: Sequence[float], weights: Weights) -> float:
    """The share of such readings that are right."""
    return 1 / (1 + exp(-float(np.dot(features, weights))))


def logit(probability: float) -> float:
    """The log-odds; certainty is cut off."""
    inside = min(max(probability, _EDGE), 1 - _EDGE)
    return log(inside / (1 - inside))


def _one_of(form: int) -> list[float]:
    return [float(form == at) for at in range(1, _FORMS)]
