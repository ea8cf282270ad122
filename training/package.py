"""Trained weights into the package: rounded, with the graphs that run them.

Weights are rounded to steps of a share of their column's spread and run in 8 bits as they are stored; the coarser the
steps, the shorter their Huffman codes.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import numpy as np
from training.graphs import write
from training.parameters import Floats, Matrix, Parameter
from training.shape import LANGUAGES
from training.shipped import frozen

from training import outliers

STEPS = 8.0
"""Steps in a standard deviation of a column's weights: some 5 bits a weight on disk."""
_LIMIT = 127
_FEWEST_ROUNDED = 32
_TABLES = {"words.weight", "positions.weight", "inside.weight"}


def rounded(weight: Floats, steps: float = STEPS) -> Matrix:
    """``weight`` (out x in) in whole steps, ``steps`` of them in a standard deviation; no value is cut off."""
    columns = np.ascontiguousarray(weight.T, np.float32)
    step = np.maximum(columns.std(0) / steps, np.abs(columns).max(0) / _LIMIT).astype(np.float32)
    return Matrix(np.rint(columns / step).astype(np.int8), step)


def trained(state: Mapping[str, Floats], steps: float = STEPS) -> dict[str, Parameter]:
    """The parameters of ``state``, matrices of products rounded but for the few columns of the last heads."""
    large = {name for name, array in state.items() if array.ndim == 2 and len(array) > _FEWEST_ROUNDED} - _TABLES
    return {name: rounded(array, steps) if name in large else array for name, array in state.items()}


def package(state: Mapping[str, Floats], out: Path, steps: float = STEPS) -> None:
    """Write graphs, trained weights and crf.npz beside base.onnx and meaning.onnx in ``out``."""
    weights = {**trained(state, steps), **frozen(out)}
    write(weights, outliers.find(weights, out / "tokenizer.json"), out, apart=True)
    crf = {
        f"{kind}_{language}": state[f"{kind}.{language}"]
        for kind in ("transitions", "starts")
        for language in LANGUAGES
    }
    np.savez(out / "crf.npz", **crf)  # type: ignore[arg-type]
