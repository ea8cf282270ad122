"""The network behind onnxruntime: loaded from the package on first use, threads set by us, no hub ever asked."""

from __future__ import annotations

import io
import os
import zlib
from functools import cache, cached_property
from importlib import resources
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lagebild.errors import InputError
from lagebild.reading.encoder.decode import Floats
from lagebild.reading.encoder.subwords import Ids, SubwordTokenizer

THREADS_VARIABLE = "LAGEBILD_THREADS"
_THREADS = 2


class Network:
    """The graphs, each loaded on first use; one window, quotation or sentence a run, so that nothing is padded.

    ``base`` (embeddings and the layers that all share), ``tag`` (the layers that both passes of reading share, and the
    tags of quotations), ``roles`` (source, cue, frame, form of one), ``meaning`` (sentence embeddings).
    """

    def __init__(self, folder: Path, threads: int) -> None:
        self._folder, self.threads = folder, threads
        self._graphs: dict[str, Any] = {}
        self.parameters: dict[str, Floats] = dict(np.load(folder / "crf.npz"))
        self.tokenizer = SubwordTokenizer(folder / "tokenizer.json")

    def _run(self, name: str, outputs: list[str], **values: NDArray[Any]) -> list[Any]:
        if name not in self._graphs:
            self._graphs[name] = _session(self._folder, name, self.threads)
        results: list[Any] = self._graphs[name].run(outputs, values)
        return results

    def _base(self, ids: Ids) -> Floats:
        base: Floats = self._run("base", ["base"], ids=ids[None])[0]
        return base

    def tag(self, ids: Ids, first: Ids, language: str) -> tuple[Floats, Floats]:
        """The lower layers' output (subwords x hidden) and tag scores (words x layers x tags) of a window.

        ``ids``: its subwords; ``first``: the first subword of each word.
        """
        lower, scores = self._run("tag", ["lower", f"tags_{language}"], base=self._base(ids), first=first)
        return lower[0], scores

    def roles(self, lower: Floats, first: Ids, inside: Ids) -> tuple[Floats, Floats, Floats]:
        """Role scores and source pointers of each word, and the form scores, of one quotation.

        ``lower``: subwords x hidden; ``inside`` marks the quotation's subwords, see :class:`crop.Crop`.
        """
        outputs = ["roles", "pointers", "form"]
        roles, pointers, form = self._run("roles", outputs, lower=lower[None], first=first, inside=inside[None])
        return roles, pointers, form

    def meaning(self, ids: Ids) -> Floats:
        """The sentence embedding of some subwords, as the model gives it."""
        vector: Floats = self._run("meaning", ["meaning"], base=self._base(ids))[0][0]
        return vector

    @cached_property
    def confidence(self) -> dict[str, Floats]:
        """Weights of :mod:`confidence` by part ("content", "source") and language."""
        return dict(np.load(self._folder / "confidence.npz"))

    def centre(self, language: str) -> Floats:
        """The mean sentence embedding of the language's news: what its vectors share tells nothing."""
        centre: Floats = np.load(self._folder / "centres.npz")[language]
        return centre


def _session(folder: Path, name: str, threads: int) -> Any:
    import onnxruntime  # noqa: PLC0415 - heavy

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    # The graphs are written with fused operators; further fusions make them slower. Every text has another length.
    options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_ENABLE_BASIC
    options.enable_mem_pattern = False
    # Each graph has threads of its own; those of one must not spin while the next one runs.
    options.add_session_config_entry("session.force_spinning_stop", "1")
    trained = folder / f"{name}.npz.z"
    if trained.exists():
        values = {key: onnxruntime.OrtValue.ortvalue_from_numpy(array) for key, array in load(trained).items()}
        options.add_external_initializers(list(values), list(values.values()))
    graph = folder / f"{name}.graph.onnx"
    return onnxruntime.InferenceSession(str(graph), options, providers=["CPUExecutionProvider"])


def load(path: Path) -> dict[str, NDArray[Any]]:
    """The arrays of a file of trained parameters: NumPy's archive, compressed with zlib as a whole."""
    with np.load(io.BytesIO(zlib.decompress(path.read_bytes()))) as arrays:
        return dict(arrays)


@cache
def network() -> Network:
    """The network that ships with the package."""
    return Network(Path(str(resources.files("lagebild.reading.encoder").joinpath("data"))), _threads())


def _threads() -> int:
    """The number of threads that the environment asks for; raises ``InputError`` for what is no number."""
    written = os.environ.get(THREADS_VARIABLE, str(_THREADS))
    if not (written.isascii() and written.isdecimal()):
        raise InputError(
            f"{written[:60]!r} is no number of threads",
            origin=THREADS_VARIABLE,
            remedy="Set a whole number such as 2, or unset it.",
        )
    return max(1, int(written))
