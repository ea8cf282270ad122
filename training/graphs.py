"""The network as ONNX graphs of onnxruntime's own fused operators, without the weights of their matrix products.

A graph is structure: its matrices lie outside, either under their names in a compressed file of trained parameters,
which the reader decodes and hands over, or as a stretch of bytes in an ONNX file beside, whose weights never change.
One window or quotation is run at a time: no padding, no mask, and no batch mates that a reading could depend on.

The operators were chosen by measurement (docs/model-card.md): an attention that never holds all of its scores, sums and
norms apart (fused they are slower), one rounding of the input for query, key and value.
"""

from __future__ import annotations

import io
import zlib
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import onnx
from msgspec import Struct
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper
from training.shape import FROZEN, LANGUAGES, LAYERS, LOWER, MEANING, TAGS, UPPER

Floats = NDArray[np.float32]
OPSET, IR = 17, 8
FUSED = "com.microsoft"
EPSILON = 1e-12
HEADS = 12


class Place(Struct, frozen=True):
    """Bytes in a file beside the graph."""

    file: str
    offset: int
    length: int


class Matrix(Struct, frozen=True):
    """The weights of a product in 8 bits, in x out, a scale for each column, and where they lie if not by name."""

    values: NDArray[np.int8]
    scale: Floats
    place: Place | None = None


class Table(Struct, frozen=True):
    """Embeddings in 8 bits, rows x hidden, all with one scale."""

    values: NDArray[np.uint8]
    scale: Floats
    zero: NDArray[np.uint8]
    place: Place


class Four(Struct, frozen=True):
    """The weights of a product in blocks of 4 bits (out x blocks x bytes), and where they lie."""

    values: NDArray[np.uint8]
    scales: Floats
    place: Place


Parameter = Floats | Matrix | Table | Four
Weights = Mapping[str, Parameter]


def full(value: Parameter) -> Floats:
    """The parameter in float32, a matrix as ``nn.Linear`` has it (out x in)."""
    if isinstance(value, Matrix):
        return (value.values * value.scale).T.astype(np.float32)
    if isinstance(value, Table):
        return ((value.values.astype(np.float32) - value.zero) * value.scale).astype(np.float32)
    if isinstance(value, Four):
        raise TypeError("4 bits are only run")
    return np.asarray(value, np.float32)


class Builder:
    """A graph in the making; every method adds operators and returns the name of their result.

    Parameters go to ``stored`` where it is given, else small ones go into the graph and matrices must know their place.
    """

    def __init__(self, weights: Weights, stored: dict[str, NDArray[Any]] | None = None, file: str = "") -> None:
        self.weights, self.stored = weights, stored
        self.apart = Place(file, 0, 0)
        self.nodes: list[onnx.NodeProto] = []
        self.constants: dict[str, onnx.TensorProto] = {}

    def add(self, operator: str, *inputs: str, domain: str = "", out: str = "", **attributes: Any) -> str:
        """One operator with one result."""
        name = out or f"t{len(self.nodes)}"
        self.nodes.append(helper.make_node(operator, inputs, [name], domain=domain, **attributes))
        return name

    def constant(self, name: str, array: NDArray[Any]) -> str:
        """A small parameter inside the graph."""
        self.constants[name] = numpy_helper.from_array(np.ascontiguousarray(array), name)
        return name

    def parameter(self, name: str, array: NDArray[Any]) -> str:
        """A parameter of the network: stored apart, or inside the graph."""
        if self.stored is None:
            return self.constant(name, array)
        self.stored[name] = array
        return self.outside(name, array, self.apart)

    def floats(self, name: str) -> str:
        """A parameter of the network in float32."""
        return self.parameter(name, full(self.weights[name]))

    def integers(self, *values: int) -> str:
        """A constant row of integers."""
        return self.constant("_".join(["i", *map(str, values)]).replace("-", "m"), np.asarray(values, np.int64))

    def outside(self, name: str, array: NDArray[Any], place: Place) -> str:
        """A parameter whose bytes lie elsewhere."""
        tensor = TensorProto(name=name, data_location=TensorProto.EXTERNAL, dims=array.shape)
        tensor.data_type = helper.np_dtype_to_tensor_dtype(array.dtype)
        for key, value in (("location", place.file), ("offset", place.offset), ("length", place.length)):
            tensor.external_data.add(key=key, value=str(value))
        self.constants[name] = tensor
        return name

    def matrix(self, name: str, matrix: Matrix) -> str:
        """The values of a matrix."""
        if matrix.place is not None:
            return self.outside(name, matrix.values, matrix.place)
        return self.parameter(name, matrix.values)

    def products(self, x: str, *names: str) -> list[str]:
        """``x`` times each of the named weights, plus their biases."""
        if all(isinstance(self.weights[f"{name}.weight"], Matrix) for name in names):
            return self._rounded(x, names)
        return [self._product(x, name) for name in names]

    def _rounded(self, x: str, names: Sequence[str]) -> list[str]:
        rounded = [f"{x}_{part}" for part in ("rounded", "scale", "zero")]
        self.nodes.append(helper.make_node("DynamicQuantizeLinear", [x], rounded))
        results = []
        for name in names:
            matrix = self.weights[f"{name}.weight"]
            assert isinstance(matrix, Matrix)
            weight = self.matrix(f"{name}.columns", matrix)
            scale = self.parameter(f"{name}.scale", matrix.scale)
            bias = self.floats(f"{name}.bias")
            results.append(
                self.add(
                    "MatMulIntegerToFloat", rounded[0], weight, rounded[1], scale, rounded[2], "", bias, domain=FUSED
                )
            )
        return results

    def _product(self, x: str, name: str) -> str:
        weight = self.weights[f"{name}.weight"]
        if isinstance(weight, Four):
            outs, blocks, half = weight.values.shape
            return self.add(
                "MatMulNBits", x, self.outside(f"{name}.weight", weight.values, weight.place),
                self.constant(f"{name}.scale", weight.scales.ravel()), "", "", self.floats(f"{name}.bias"),
                domain=FUSED, K=blocks * half * 2, N=outs, bits=4, block_size=half * 2, accuracy_level=4,
            )  # fmt: skip
        assert isinstance(weight, np.ndarray)
        product = self.add("MatMul", x, self.parameter(f"{name}.columns", np.ascontiguousarray(weight.T)))
        return self.add("Add", product, self.floats(f"{name}.bias"))

    def rows(self, name: str, operator: str, *inputs: str) -> str:
        """Rows of a table of embeddings, chosen by ``operator`` with ``inputs`` behind the table."""
        table = self.weights[name]
        if not isinstance(table, Table):
            return self.add(operator, self.floats(name), *inputs)
        chosen = self.add(operator, self.outside(name, table.values, table.place), *inputs)
        scale, zero = self.constant(f"{name}.scale", table.scale), self.constant(f"{name}.zero", table.zero)
        return self.add("DequantizeLinear", chosen, scale, zero)

    def norm(self, x: str, name: str) -> str:
        """Layer normalisation."""
        weight, bias = self.floats(f"{name}.weight"), self.floats(f"{name}.bias")
        return self.add("LayerNormalization", x, weight, bias, axis=-1, epsilon=EPSILON)

    def layer(self, x: str, name: str) -> str:
        """One BERT layer, see :class:`training.network.Layer`."""
        query, key, value = self.products(x, *(f"{name}.{part}" for part in ("query", "key", "value")))
        attended = self.add("MultiHeadAttention", query, key, value, domain=FUSED, num_heads=HEADS)
        (out,) = self.products(attended, f"{name}.out")
        x = self.norm(self.add("Add", x, out), f"{name}.norm_attention")
        (up,) = self.products(x, f"{name}.up")
        (down,) = self.products(self.add("Gelu", up, domain=FUSED), f"{name}.down")
        return self.norm(self.add("Add", x, down), f"{name}.norm_out")

    def layers(self, x: str, name: str, numbers: Iterable[int]) -> str:
        """Layers one upon the other."""
        for at in numbers:
            x = self.layer(x, f"{name}.{at}")
        return x

    def give(self, x: str, name: str) -> None:
        """``x`` as a result of the graph."""
        self.add("Identity", x, out=name)

    def save(self, path: Path, inputs: Mapping[str, tuple[int, Sequence[Any]]], outputs: Sequence[str]) -> None:
        """Write the graph; ``inputs``: type and shape of each."""
        graph = helper.make_graph(
            self.nodes, path.stem,
            [helper.make_tensor_value_info(name, kind, shape) for name, (kind, shape) in inputs.items()],
            [helper.make_tensor_value_info(name, TensorProto.FLOAT, None) for name in outputs],
            list(self.constants.values()),
        )  # fmt: skip
        opsets = [helper.make_opsetid("", OPSET), helper.make_opsetid(FUSED, 1)]
        path.write_bytes(helper.make_model(graph, opset_imports=opsets, ir_version=IR).SerializeToString())


def save(arrays: Mapping[str, NDArray[Any]], path: Path) -> None:
    """Write arrays as NumPy's archive behind Huffman codes alone: weights hold no repetitions that zlib could find."""
    archive = io.BytesIO()
    np.savez(archive, **arrays)  # type: ignore[arg-type]
    packer = zlib.compressobj(9, strategy=zlib.Z_HUFFMAN_ONLY)
    path.write_bytes(packer.compress(archive.getvalue()) + packer.flush())


_HIDDEN = (TensorProto.FLOAT, [1, "length", 384])
_IDS = (TensorProto.INT64, [1, "length"])
_WORDS = (TensorProto.INT64, ["words"])


def write(weights: Weights, out: Path, *, apart: bool) -> None:
    """Write base.graph.onnx, tag.graph.onnx, roles.graph.onnx and meaning.graph.onnx to ``out``.

    ``apart``: the trained parameters go to tag.npz.z and roles.npz.z; else they lie in the graphs, matrices where their
    places say.
    """
    _base(Builder(weights), out / "base.graph.onnx")
    _meaning(Builder(weights), out / "meaning.graph.onnx")
    for name, build in (("tag", _tag), ("roles", _roles)):
        stored: dict[str, NDArray[Any]] | None = {} if apart else None
        file = f"{name}.npz.z"
        build(Builder(weights, stored, file), out / f"{name}.graph.onnx")
        if stored is not None:
            save(stored, out / file)


def _base(g: Builder, path: Path) -> None:
    """Embeddings and the frozen layers."""
    words = g.rows("words.weight", "Gather", "ids")
    last = g.add("Add", g.add("Shape", "ids", start=1), g.integers(2))
    positions = g.rows("positions.weight", "Slice", g.integers(2), last)
    g.give(g.layers(g.norm(g.add("Add", words, positions), "norm"), "lower", range(FROZEN)), "base")
    g.save(path, {"ids": _IDS}, ["base"])


def _tag(g: Builder, path: Path) -> None:
    """The other lower layers, whose result the second pass takes, and the tagger with the heads of both languages."""
    lower = g.layers("base", "lower", range(FROZEN, LOWER))
    g.give(lower, "lower")
    x = g.add("Gather", g.layers(lower, "tagger", range(UPPER)), "first", axis=1)
    for language, scores in zip(LANGUAGES, g.products(x, *(f"tags.{language}" for language in LANGUAGES)), strict=True):
        g.add("Reshape", scores, g.integers(-1, LAYERS, TAGS), out=f"tags_{language}")
    g.save(path, {"base": _HIDDEN, "first": _WORDS}, ["lower", *(f"tags_{language}" for language in LANGUAGES)])


def _roles(g: Builder, path: Path) -> None:
    """The reader of one quotation's roles, see :meth:`training.network.Network.read`."""
    marked = g.add("Add", "lower", g.rows("inside.weight", "Gather", "inside"))
    x = g.layers(marked, "reader", range(UPPER))
    roles, pointers = g.products(g.add("Gather", x, "first", axis=1), "roles", "pointer")
    own = g.add("Cast", g.add("Equal", "inside", g.integers(1)), to=TensorProto.FLOAT)
    summed = g.add("MatMul", own, x)
    counted = g.add("Max", g.add("ReduceSum", own, g.integers(-1)), g.constant("one", np.ones(1, np.float32)))
    pooled = g.add("Div", summed, g.add("Unsqueeze", counted, g.integers(-1)))
    (form,) = g.products(g.add("Concat", pooled, g.add("Gather", x, g.integers(0), axis=1), axis=-1), "form.0")
    (form,) = g.products(g.add("Gelu", form, domain=FUSED), "form.2")
    for name, scores in (("roles", roles), ("pointers", pointers), ("form", form)):
        g.add("Squeeze", scores, g.integers(0), out=name)
    g.save(path, {"lower": _HIDDEN, "first": _WORDS, "inside": _IDS}, ["roles", "pointers", "form"])


def _meaning(g: Builder, path: Path) -> None:
    """All upper layers of multilingual-e5-small as they were, and the mean over the words: a sentence embedding."""
    x = g.layers("base", "meaning.layers", range(MEANING))
    g.add("ReduceMean", x, axes=[1], keepdims=0, out="meaning")
    g.save(path, {"base": _HIDDEN}, ["meaning"])
