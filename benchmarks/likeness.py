"""``python -m benchmarks.likeness``: the weights of story/likeness.py, from all stories with gold.

Pairs of clauses that the gold names: one thread or not. Pairs of a named clause with another count
little, since the gold need not be complete. Average precision, over pairs of different reports, is that of a model made
from the other stories; the
weights are made from all but :data:`HELD_OUT`.
"""

from __future__ import annotations

from pathlib import Path

import click
import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from benchmarks.gold import Pack, folders, opened, overlap
from lagebild.ledger import Ledger
from lagebild.story.likeness import FEATURES, content_features
from lagebild.story.nearness import pairs

# Written before the weights and rules of today, and kept from both: what it says holds for stories not seen.
HELD_OUT = frozenset({"runway-grauthal"})

_UNNAMED = 0.1
_POSITIVE = 3.0
_RIDGE = 3.0
_STEPS = 50
Floats = NDArray[np.float64]


class Data(Struct, frozen=True):
    """Features of pairs (a row each), whether they are of one thread, and how much each counts."""

    name: str
    features: Floats
    same: NDArray[np.bool_]
    weights: Floats


def main_data(pack: Pack, ledger: Ledger) -> Data:
    """The pairs of one story."""
    threads = _threads_of_parts(pack)
    rows, same, weights = [], [], []
    entries = pack.story.entries
    for pair in pairs(ledger, entries):
        one, other = entries[pair.a[0]], entries[pair.b[0]]
        known = [threads.get(part, set()) for part in (pair.a, pair.b)]
        if pair.a[0] == pair.b[0] or not any(known):
            continue
        content = content_features(one.part(pair.a[1]).item, other.part(pair.b[1]).item)
        rows.append((pair.near, pair.crowd, pair.rivals, pair.inside, *content))
        same.append(bool(known[0] & known[1]))
        weights.append(1.0 if all(known) else _UNNAMED)
    return Data(pack.name, np.asarray(rows), np.asarray(same), np.asarray(weights))


def _threads_of_parts(pack: Pack) -> dict[tuple[str, int], set[str]]:
    """The gold threads of each clause: a quotation stands for the clause that fits it best."""
    found: dict[tuple[str, int], set[str]] = {}
    for thread in pack.gold["threads"]:
        for mention in thread["claims"]:
            text = pack.texts[pack.reports[mention["report"]]]
            start = text.find(mention["quote"])
            span = (start, start + len(mention["quote"]))
            fits = [
                (_fit(entry.part(k).claim.spans, span), entry.claim.id, k)
                for entry in pack.at(mention)
                for k in range(len(entry.parts))
                if overlap(entry.part(k), span) > 0
            ]
            if fits:
                _, claim, part = max(fits)
                found.setdefault((claim, part), set()).add(thread["id"])
    return found


def _fit(spans: tuple[tuple[int, int], ...], span: tuple[int, int]) -> float:
    both = sum(max(0, min(end, span[1]) - max(start, span[0])) for start, end in spans)
    either = sum(end - start for start, end in spans) + span[1] - span[0] - both
    return both / either


def fit(data: list[Data]) -> tuple[Floats, float]:
    """Weights and constant of a logistic regression with a ridge on standardised features, by Newton's method."""
    x = np.concatenate([one.features for one in data])
    y = np.concatenate([one.same for one in data]).astype(np.float64)
    w = np.concatenate([one.weights for one in data]) * np.where(y > 0, _POSITIVE, 1.0)
    mean, spread = x.mean(0), x.std(0) + 1e-9
    z = np.hstack([(x - mean) / spread, np.ones((len(x), 1))])
    ridge = np.diag([_RIDGE] * x.shape[1] + [0.0])
    theta = np.zeros(z.shape[1])
    for _ in range(_STEPS):
        p = 1 / (1 + np.exp(-np.clip(z @ theta, -30, 30)))
        gradient = z.T @ (w * (p - y)) + ridge @ theta
        step = np.linalg.solve((z * (w * p * (1 - p))[:, None]).T @ z + ridge + 1e-6 * np.eye(len(theta)), gradient)
        theta = theta - step
        if float(np.abs(step).max()) < 1e-6:
            break
    weights: Floats = theta[:-1] / spread
    return weights, float(theta[-1] - weights @ mean)


def _made_from(data: list[Data]) -> list[Data]:
    return [one for one in data if one.name not in HELD_OUT]


def average_precision(same: NDArray[np.bool_], scores: Floats) -> float:
    """The mean precision at each right pair, the best scored first."""
    right = same[np.argsort(-scores, kind="stable")]
    return float((np.cumsum(right) / np.arange(1, len(right) + 1))[right].mean())


@click.command()
@click.option("--stories", type=click.Path(path_type=Path), default=None, help="Folder with more stories with gold.")
def main(stories: Path | None) -> None:
    """Fit the weights and say how well they do on stories that they were not made from."""
    data = []
    for folder in folders(stories):
        with opened(folder) as (pack, ledger):
            data.append(main_data(pack, ledger))
    for held_out in data:
        weights, constant = fit([one for one in _made_from(data) if one is not held_out])
        named = (held_out.weights == 1.0) & (held_out.features[:, FEATURES.index("inside")] == 0)
        scores = held_out.features[named] @ weights + constant
        alone = average_precision(held_out.same[named], held_out.features[named, 0])
        print(
            f"{held_out.name}: average precision {average_precision(held_out.same[named], scores):.3f}"
            f" by the other stories' weights; {alone:.3f} by nearness alone"
        )
    weights, constant = fit(_made_from(data))
    print("WEIGHTS = (" + ", ".join(f"{value:.2f}" for value in weights) + ")")
    print(f"CONSTANT = {constant:.2f}")
    print({name: round(float(value), 2) for name, value in zip(FEATURES, weights, strict=True)})


if __name__ == "__main__":
    main()
