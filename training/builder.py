"""ONNX graphs out of onnxruntime's own fused operators, layer by layer.

A graph is structure: its matrices lie outside, either under their names in a compressed file of trained parameters,
which the reader decodes and hands over, or as a stretch of bytes in an ONNX file beside, whose weights never change.
One window or quotation is run at a time: no padding, no mask, and no batch mates that a reading could depend on.

The operators were chosen by measurement (docs/model-card.md): an attention that never holds all of its scores, sums and
norms apart (fused they are slower), one rounding of the input for query, key and value.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import onnx
from msgspec import Struct
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper
from training.parameters import Four, Matrix, Place, Table, Weights, full

OPSET, IR = 17, 8
FUSED = "com.microsoft"
EPSILON = 1e-12
HEADS = 12
HIDDEN, INNER = 384, 1536


class Outliers(Struct, frozen=True):
    """Channels of a layer whose values are far larger than those of all others: of its input, and inside."""

    hidden: tuple[int, ...]
    inner: tuple[int, ...]


class Builder:
    """A graph in the making; every method adds operators and returns the name of their result.

    Parameters go to ``stored`` where it is given, else small ones go into the graph and matrices must know their place.
    ``watched`` are results by what they are, to be looked at where outliers are searched for.
    """

    def __init__(
        self,
        weights: Weights,
        outliers: Mapping[str, Outliers] | None = None,
        stored: dict[str, NDArray[Any]] | None = None,
        file: str = "",
    ) -> None:
        self.weights, self.outliers, self.stored = weights, outliers or {}, stored
        self.apart = Place(file, 0, 0)
        self.watched: dict[str, str] = {}
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

    def products(self, x: str, *names: str) -> list[str]:
        """``x`` times each of the named weights, plus their biases; ``x`` is rounded once."""
        if not isinstance(self.weights[f"{names[0]}.weight"], Matrix):
            return [self._product(x, name) for name in names]
        rounded = self.rounded(x)
        return [self.rounded_product(rounded, name, self.scale(name), self.floats(f"{name}.bias")) for name in names]

    def rounded(self, x: str) -> tuple[str, str, str]:
        """``x`` in 8 bits, with its scale and zero."""
        results = f"{x}_rounded", f"{x}_scale", f"{x}_zero"
        self.nodes.append(helper.make_node("DynamicQuantizeLinear", [x], results))
        return results

    def rounded_product(self, x: tuple[str, str, str], name: str, scale: str, bias: str) -> str:
        """Rounded ``x`` times the columns of a matrix, each with its scale, plus the bias."""
        values, step, zero = x
        inputs = values, self.columns(name), step, scale, zero, "", bias
        return self.add("MatMulIntegerToFloat", *inputs, domain=FUSED)

    def columns(self, name: str) -> str:
        """The values of a matrix in 8 bits, in x out."""
        matrix = self.weights[f"{name}.weight"]
        assert isinstance(matrix, Matrix)
        if matrix.place is not None:
            return self.outside(f"{name}.columns", matrix.values, matrix.place)
        return self.parameter(f"{name}.columns", matrix.values)

    def scale(self, name: str) -> str:
        """The scales of a matrix in 8 bits."""
        matrix = self.weights[f"{name}.weight"]
        assert isinstance(matrix, Matrix)
        return self.parameter(f"{name}.scale", matrix.scale)

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
        forward = self._apart(x, name, self.outliers[name]) if name in self.outliers else self._forward(x, name)
        return self.norm(self.add("Add", x, forward), f"{name}.norm_out")

    def _forward(self, x: str, name: str) -> str:
        (up,) = self.products(x, f"{name}.up")
        inner = self.add("Gelu", up, domain=FUSED)
        self.watched |= {f"{name}.hidden": x, f"{name}.inner": inner}
        (down,) = self.products(inner, f"{name}.down")
        return down

    def _apart(self, x: str, name: str, outliers: Outliers) -> str:
        """The two products between the norms, channels with outliers in float32 beside the others in 8 bits.

        One channel ten times as large as the others would take their precision away, as all are rounded in the same
        steps (Dettmers et al. 2022). What the graph works out from weights alone is worked out once, at loading.
        """
        up, down = f"{name}.up", f"{name}.down"
        hidden, inner = self.integers(*outliers.hidden), self.integers(*outliers.inner)
        scale = self.add("Mul", self.scale(up), self.kept(INNER, outliers.inner))
        bias = self.add("Mul", self.floats(f"{up}.bias"), self.kept(INNER, outliers.inner))
        rest = self.rounded(self.add("Mul", x, self.kept(HIDDEN, outliers.hidden)))
        raised = self.add(
            "Add",
            self.rounded_product(rest, up, scale, bias),
            self.add("MatMul", self.add("Gather", x, hidden, axis=2), self.full(up, hidden, 0, scale)),
        )
        (lowered,) = self.products(self.add("Gelu", raised, domain=FUSED), down)
        few = self.add("MatMul", x, self.full(up, inner, 1, self.add("Gather", self.scale(up), inner)))
        few = self.add("Add", few, self.add("Gather", self.floats(f"{up}.bias"), inner))
        few = self.add("MatMul", self.add("Gelu", few, domain=FUSED), self.full(down, inner, 0, self.scale(down)))
        return self.add("Add", lowered, few)

    def kept(self, size: int, without: Sequence[int]) -> str:
        """Ones, and zeros at some places."""
        mask = np.ones(size, np.float32)
        mask[list(without)] = 0
        return self.constant("_".join(["but", str(size), *map(str, without)]), mask)

    def full(self, name: str, chosen: str, axis: int, scale: str) -> str:
        """Some rows (axis 0) or columns (axis 1) of a matrix in 8 bits as float32."""
        values = self.add("Gather", self.columns(name), chosen, axis=axis)
        return self.add("Mul", self.add("Cast", values, to=TensorProto.FLOAT), scale)

    def layers(self, x: str, name: str, numbers: Iterable[int]) -> str:
        """Layers one upon the other."""
        for at in numbers:
            x = self.layer(x, f"{name}.{at}")
        return x

    def give(self, x: str, name: str) -> None:
        """``x`` as a result of the graph."""
        self.add("Identity", x, out=name)

    def save(self, path: Path, inputs: Mapping[str, tuple[int, Sequence[Any]]], outputs: Sequence[str]) -> None:
        """Write the graph; ``inputs``: type and shape of each; ``outputs``: names of results in float32."""
        graph = helper.make_graph(
            self.nodes, "lagebild",
            [helper.make_tensor_value_info(name, kind, shape) for name, (kind, shape) in inputs.items()],
            [helper.make_tensor_value_info(name, TensorProto.FLOAT, None) for name in outputs],
            list(self.constants.values()),
        )  # fmt: skip
        opsets = [helper.make_opsetid("", OPSET), helper.make_opsetid(FUSED, 1)]
        path.write_bytes(helper.make_model(graph, opset_imports=opsets, ir_version=IR).SerializeToString())
