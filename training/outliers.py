"""Channels with outliers, found by reading the reports that come with the package in float32."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from importlib import resources
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime
from numpy.typing import NDArray
from training.builder import Builder, Outliers
from training.graphs import base, roles, tag
from training.parameters import Four, Weights, full

from lagebild.intake import take_in
from lagebild.model import Delivery
from lagebild.reading.encoder.crop import OWN
from lagebild.reading.encoder.subwords import SubwordTokenizer
from lagebild.reading.encoder.windows import Window, cut
from lagebild.reading.segment import find_sentences, find_words

COUNT = {"hidden": 2, "inner": 1}
"""Channels that are taken of each kind: in every layer these stand out, and no more."""


class _Watched(Builder):
    """A graph that also gives what is looked at."""

    def save(self, path: Path, inputs: Mapping[str, Any], outputs: Sequence[str]) -> None:
        super().save(path, inputs, [*outputs, *self.watched.values()])


def find(weights: Weights, tokenizer: Path) -> dict[str, Outliers]:
    """The channels of every layer that reach the largest values."""
    plain = {name: value if isinstance(value, Four) else full(value) for name, value in weights.items()}
    with tempfile.TemporaryDirectory() as folder:
        run = {build: _loaded(build, plain, Path(folder)) for build in (base, tag, roles)}
        largest: dict[str, NDArray[np.float32]] = {}
        for window in _windows(SubwordTokenizer(tokenizer)):
            (lowest,) = run[base]({"ids": window.ids[None]}, largest, 1)
            lower, *_ = run[tag]({"base": lowest, "first": window.starts}, largest, 3)
            run[roles]({"lower": lower, "first": window.starts, "inside": _some(window)[None]}, largest, 3)
    return {
        name: Outliers(_top(largest[f"{name}.hidden"], "hidden"), _top(largest[f"{name}.inner"], "inner"))
        for name in sorted({name.rpartition(".")[0] for name in largest})
    }


Run = Callable[[dict[str, Any], dict[str, NDArray[np.float32]], int], list[Any]]


def _loaded(build: Callable[[Builder, Path], None], weights: Weights, folder: Path) -> Run:
    """A graph to run, which keeps the largest value of each channel of what is looked at."""
    builder = _Watched(weights)
    file = folder / f"{build.__name__}.onnx"
    build(builder, file)
    session = onnxruntime.InferenceSession(str(file), providers=["CPUExecutionProvider"])

    def run(inputs: dict[str, Any], largest: dict[str, NDArray[np.float32]], results: int) -> list[Any]:
        outputs = session.run(None, inputs)
        for name, values in zip(builder.watched, outputs[results:], strict=True):
            here = np.abs(values[0]).max(0)
            largest[name] = np.maximum(largest.get(name, here), here)
        return list(outputs[:results])

    return run


def _windows(tokenizer: SubwordTokenizer) -> Iterator[Window]:
    with resources.as_file(resources.files("lagebild").joinpath("demo")) as folder:
        reports = [item.report for item in take_in(folder) if isinstance(item, Delivery)]
    for report in reports:
        words = find_words(report.text)
        sentences = find_sentences(report.text, report.language or "en")
        yield from cut(tokenizer.encode(report.text, words), words, sentences)


def _some(window: Window) -> NDArray[np.int64]:
    """The second quarter of a window marked as a quotation."""
    inside = np.zeros(len(window.ids), np.int64)
    inside[len(inside) // 4 : len(inside) // 2] = OWN
    return inside


def _top(largest: NDArray[np.float32], kind: str) -> tuple[int, ...]:
    return tuple(sorted(np.argsort(-largest)[: COUNT[kind]].tolist()))
