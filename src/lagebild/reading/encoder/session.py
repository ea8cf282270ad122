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


class Network:
    """The graphs, each loaded on first use.

    ``base`` (embeddings and the layers that all share), ``lower`` (the layers that both passes of reading share),
    ``tag`` (quotations), ``roles`` (source, cue, frame, form of one), ``meaning`` (sentence embeddings).
    """

    def __init__(self, folder: Path, threads: int) -> None:
        self._folder, self._threads = folder, threads
        self._graphs: dict[str, Any] = {}
        self.parameters: dict[str, Floats] = dict(np.load(folder / "crf.npz"))
        self.tokenizer = SubwordTokenizer(folder / "tokenizer.json")

    def _run(self, name: str, **values: NDArray[Any]) -> list[Any]:
        if name not in self._graphs:
            self._graphs[name] = _session(self._folder / f"{name}.onnx", self._threads)
        results: list[Any] = self._graphs[name].run(None, values)
        return results

    def embed(self, ids: Ids, mask: Floats) -> Floats:
        """The lower layers' output: batch x subwords x hidden; ``mask``: batch x 1 x 1 x subwords, added to scores."""
        lower: Floats = self._run("lower", base=self._run("base", ids=ids, mask=mask)[0], mask=mask)[0]
        return lower

    def meaning(self, ids: Ids, mask: Floats) -> Floats:
        """Sentence embeddings, batch x hidden, as the model gives them."""
        vectors: Floats = self._run("meaning", base=self._run("base", ids=ids, mask=mask)[0], mask=mask)[0]
        return vectors

    def centre(self, language: str) -> Floats:
        """The mean sentence embedding of the language's news: what its vectors share tells nothing."""
        centre: Floats = np.load(self._folder / "centres.npz")[language]
        return centre

    def tag(self, lower: Floats, mask: Floats, first: Ids, language: str) -> Floats:
        """Tag scores, batch x words x layers x tags."""
        index = ("de", "en").index(language)
        scores: Floats = self._run("tag", lower=lower, mask=mask, first=first)[index]
        return scores

    def roles(self, lower: Floats, mask: Floats, first: Ids, inside: Ids) -> tuple[Floats, Floats, Floats]:
        """Role scores, speaker pointers and form scores of one quotation each."""
        roles, pointers, forms = self._run("roles", lower=lower, mask=mask, first=first, inside=inside)
        return roles, pointers, forms


def _session(file: Path, threads: int) -> Any:
    import onnxruntime  # noqa: PLC0415 - heavy

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(str(file), options, providers=["CPUExecutionProvider"])


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
