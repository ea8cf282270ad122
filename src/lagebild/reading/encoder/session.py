"""The network behind onnxruntime: loaded from the package on first use, threads set by us, no hub ever asked."""

from __future__ import annotations

import os
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lagebild.reading.encoder.decode import Floats
from lagebild.reading.encoder.subwords import Ids, SubwordTokenizer

THREADS_VARIABLE = "LAGEBILD_THREADS"
_THREADS = 2
_GRAPHS = ("embed", "tag", "roles")


class Network:
    """Three graphs: ``embed`` (lower layers), ``tag`` (quotations), ``roles`` (source, cue, frame, form of one)."""

    def __init__(self, folder: Path, threads: int) -> None:
        import onnxruntime  # noqa: PLC0415 - heavy

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.inter_op_num_threads = 1
        options.log_severity_level = 3
        self._graphs: dict[str, Any] = {
            name: onnxruntime.InferenceSession(
                str(folder / f"{name}.onnx"), options, providers=["CPUExecutionProvider"]
            )
            for name in _GRAPHS
        }
        self.parameters: dict[str, Floats] = dict(np.load(folder / "crf.npz"))
        self.tokenizer = SubwordTokenizer(folder / "tokenizer.json")

    def embed(self, ids: Ids, mask: Floats) -> Floats:
        """The lower layers' output: batch x subwords x hidden; ``mask``: batch x 1 x 1 x subwords, added to scores."""
        lower: Floats = self._graphs["embed"].run(None, {"ids": ids, "mask": mask})[0]
        return lower

    def tag(self, lower: Floats, mask: Floats, first: Ids, language: str) -> Floats:
        """Tag scores, batch x words x layers x tags."""
        index = ("de", "en").index(language)
        scores: Floats = self._graphs["tag"].run(None, {"lower": lower, "mask": mask, "first": first})[index]
        return scores

    def roles(self, lower: Floats, mask: Floats, first: Ids, inside: Ids) -> tuple[Floats, Floats, Floats]:
        """Role scores, speaker pointers and form scores of one quotation each."""
        values = {"lower": lower, "mask": mask, "first": first, "inside": inside}
        roles, pointers, forms = self._graphs["roles"].run(None, values)
        return roles, pointers, forms


@cache
def network() -> Network:
    """The network that ships with the package."""
    threads = int(os.environ.get(THREADS_VARIABLE, _THREADS))
    return Network(Path(str(resources.files("lagebild.reading.encoder").joinpath("data"))), max(1, threads))


def padded(rows: list[NDArray[Any]], fill: float, kind: Any) -> NDArray[Any]:
    """Rows of unequal length as one array, filled up behind."""
    out = np.full((len(rows), max(len(row) for row in rows)), fill, kind)
    for i, row in enumerate(rows):
        out[i, : len(row)] = row
    return out


def masks(lengths: list[int], size: int) -> Floats:
    """Zero where there is a word, very low where there is padding: batch x 1 x 1 x size."""
    out = np.full((len(lengths), 1, 1, size), -1e4, np.float32)
    for i, length in enumerate(lengths):
        out[i, ..., :length] = 0
    return out
