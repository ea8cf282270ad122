"""The four graphs that the reader runs: of the network, and of the sentence embeddings."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from onnx import TensorProto
from training.builder import FUSED, HIDDEN, Builder, Outliers
from training.parameters import Weights, save
from training.shape import FROZEN, LANGUAGES, LAYERS, LOWER, MEANING, TAGS, UPPER

_HIDDEN = (TensorProto.FLOAT, [1, "length", HIDDEN])
_IDS = (TensorProto.INT64, [1, "length"])
_WORDS = (TensorProto.INT64, ["words"])


def write(weights: Weights, outliers: Mapping[str, Outliers], out: Path, *, apart: bool) -> None:
    """Write base.graph.onnx, tag.graph.onnx, roles.graph.onnx and meaning.graph.onnx to ``out``.

    ``outliers``: the channels of each layer, see :mod:`training.outliers`. ``apart``: the trained parameters go to
    tag.npz.z and roles.npz.z; else they lie in the graphs, matrices where their places say.
    """
    base(Builder(weights, outliers), out / "base.graph.onnx")
    meaning(Builder(weights), out / "meaning.graph.onnx")
    for name, build in (("tag", tag), ("roles", roles)):
        stored: dict[str, NDArray[Any]] | None = {} if apart else None
        file = f"{name}.npz.z"
        build(Builder(weights, outliers, stored, file), out / f"{name}.graph.onnx")
        if stored is not None:
            save(stored, out / file)


def base(g: Builder, path: Path) -> None:
    """Embeddings and the frozen layers."""
    words = g.rows("words.weight", "Gather", "ids")
    last = g.add("Add", g.add("Shape", "ids", start=1), g.integers(2))
    positions = g.rows("positions.weight", "Slice", g.integers(2), last)
    g.give(g.layers(g.norm(g.add("Add", words, positions), "norm"), "lower", range(FROZEN)), "base")
    g.save(path, {"ids": _IDS}, ["base"])


def tag(g: Builder, path: Path) -> None:
    """The other lower layers, whose result the second pass takes, and the tagger with the heads of both languages."""
    lower = g.layers("base", "lower", range(FROZEN, LOWER))
    g.give(lower, "lower")
    x = g.add("Gather", g.layers(lower, "tagger", range(UPPER)), "first", axis=1)
    for language, scores in zip(LANGUAGES, g.products(x, *(f"tags.{language}" for language in LANGUAGES)), strict=True):
        g.add("Reshape", scores, g.integers(-1, LAYERS, TAGS), out=f"tags_{language}")
    g.save(path, {"base": _HIDDEN, "first": _WORDS}, ["lower", *(f"tags_{language}" for language in LANGUAGES)])


def roles(g: Builder, path: Path) -> None:
    """The reader of one quotation's roles, see :meth:`training.network.Network.read`."""
    marked = g.add("Add", "lower", g.rows("inside.weight", "Gather", "inside"))
    x = g.layers(marked, "reader", range(UPPER))
    scores, pointers = g.products(g.add("Gather", x, "first", axis=1), "roles", "pointer")
    own = g.add("Cast", g.add("Equal", "inside", g.integers(1)), to=TensorProto.FLOAT)
    summed = g.add("MatMul", own, x)
    counted = g.add("Max", g.add("ReduceSum", own, g.integers(-1)), g.constant("one", np.ones(1, np.float32)))
    pooled = g.add("Div", summed, g.add("Unsqueeze", counted, g.integers(-1)))
    (form,) = g.products(g.add("Concat", pooled, g.add("Gather", x, g.integers(0), axis=1), axis=-1), "form.0")
    (form,) = g.products(g.add("Gelu", form, domain=FUSED), "form.2")
    for name, result in (("roles", scores), ("pointers", pointers), ("form", form)):
        g.add("Squeeze", result, g.integers(0), out=name)
    g.save(path, {"lower": _HIDDEN, "first": _WORDS, "inside": _IDS}, ["roles", "pointers", "form"])


def meaning(g: Builder, path: Path) -> None:
    """All upper layers of multilingual-e5-small as they were, and the mean over the words: a sentence embedding."""
    x = g.layers("base", "meaning.layers", range(MEANING))
    g.add("ReduceMean", x, axes=[1], keepdims=0, out="meaning")
    g.save(path, {"base": _HIDDEN}, ["meaning"])
