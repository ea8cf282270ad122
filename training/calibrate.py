"""Fit the reader's confidences on the dev parts, written beside the network as confidence.npz.

A quotation is right if half of it overlaps with the gold's (F1 of words), a source likewise. Sources are judged where
the gold names somebody and neither side has a mere pronoun, which would be another mention of the same person. How far
the shares hold for other reports is printed: each fifth of the reports by weights fitted on the other four.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from msgspec import Struct
from training.data import CORPORA

from lagebild.bench.corpora import Document, load
from lagebild.bench.score import reliability, verdicts
from lagebild.reading.encoder.confidence import Weights, share
from lagebild.reading.encoder.read import weighed
from lagebild.reading.encoder.session import Network

PENALTY = 1.0
FOLDS = 5
_ROUNDS = 50


def fit(features: Sequence[Sequence[float]], right: Sequence[bool], penalty: float = PENALTY) -> Weights:
    """Weights of a logistic regression by Newton's method, all but the constant's drawn to zero."""
    rows, wanted = np.asarray(features, np.float64), np.asarray(right, np.float64)
    held = np.full(rows.shape[1], penalty)
    held[0] = 1e-6
    weights = np.zeros(rows.shape[1])
    for _ in range(_ROUNDS):
        shares = 1 / (1 + np.exp(-rows @ weights))
        gradient = rows.T @ (shares - wanted) + held * weights
        curvature = (rows * (shares * (1 - shares))[:, None]).T @ rows + np.diag(held)
        step = np.linalg.solve(curvature, gradient)
        weights = weights - step
        if np.abs(step).max() < 1e-9:
            break
    return weights


class Judged(Struct, frozen=True):
    """Features of one content or source, whether it is right, and the number of its report."""

    features: list[float]
    right: bool
    report: int


def evidence(documents: Sequence[Document], network: Network) -> dict[str, list[Judged]]:
    """What is judged of contents, and of the sources of right contents, as ``network`` reads them."""
    found: dict[str, list[Judged]] = {"content": [], "source": []}
    for number, document in enumerate(documents):
        read = weighed(document.text, document.language, document.sentences, network)
        for one, verdict in zip(read, verdicts(document, [w.attribution for w in read]), strict=True):
            found["content"].append(Judged(one.content.features(), verdict.content, number))
            if one.source is not None and verdict.source is not None:
                found["source"].append(Judged(one.source.features(), verdict.source, number))
    return found


def fitted(rows: Sequence[Judged]) -> Weights:
    """The weights for ``rows``."""
    return fit([row.features for row in rows], [row.right for row in rows])


def held_out(rows: Sequence[Judged]) -> list[tuple[float, bool]]:
    """The share that each row is given by weights of other reports, and whether it is right."""
    found: list[tuple[float, bool]] = []
    for fold in range(FOLDS):
        others = [row for row in rows if row.report % FOLDS != fold]
        if not others:
            continue
        weights = fitted(others)
        found += [(share(row.features, weights), row.right) for row in rows if row.report % FOLDS == fold]
    return found


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpora", type=Path, required=True)
    parser.add_argument("--data", type=Path, required=True, help="folder written by training/export.py")
    parser.add_argument("--limit", type=int, default=None, help="so many reports of each language only")
    arguments = parser.parse_args()
    network, weights = Network(arguments.data, threads=2), dict[str, Weights]()
    for language, name in CORPORA.items():
        documents = load(arguments.corpora / name.replace("train", "dev"))[: arguments.limit]
        for part, rows in evidence(documents, network).items():
            if not rows:
                print(f"{part} {language}: nothing to judge, nothing fitted")
                continue
            weights[f"{part}_{language}"] = fitted(rows)
            print(f"{part} {language}: {len(rows)} judged, {sum(row.right for row in rows)} right")
            for row in reliability(held_out(rows)):
                print(f"  from {row.low:.1f}: {row.count:5} mean {row.confidence:.2f} right {row.right:.2f}")
    np.savez(arguments.data / "confidence.npz", **weights)  # type: ignore[arg-type]


if __name__ == "__main__":
    main()
