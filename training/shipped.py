"""The weights that the package holds, back as a state of :class:`training.network.Network` to train on from.

::

    python -m training.shipped --data src/lagebild/reading/encoder/data --out weights.pt
    python -m training.train ... --weights weights.pt

What was rounded for the package stays rounded: the weights are multiples of their scales. The embeddings and the frozen
layers come from base.onnx, so that training goes on from what the reader runs.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import numpy_helper
from training.parameters import Four, Matrix, Parameter, Place, Table, full
from training.shape import LANGUAGES

from lagebild.reading.encoder.session import load

Parameters = dict[str, Parameter]


def weights(data: Path) -> Parameters:
    """All parameters under the network's names, those of the sentence embeddings behind ``meaning.``."""
    found = frozen(data)
    for part in ("tag", "roles"):
        found |= _stored(load(data / f"{part}.npz.z"))
    crf = np.load(data / "crf.npz")
    for language in LANGUAGES:
        found |= {f"{kind}.{language}": crf[f"{kind}_{language}"] for kind in ("starts", "transitions")}
    return found


def frozen(data: Path) -> Parameters:
    """The parameters that training leaves alone; their matrices know the place of their bytes."""
    return _named("base", data) | _named("meaning", data)


def _stored(arrays: dict[str, NDArray[Any]]) -> Parameters:
    """Parameters as :func:`training.graphs.write` stores them."""
    found: Parameters = {}
    for name, array in arrays.items():
        product = name.removesuffix(".columns")
        if name.endswith(".scale"):
            continue
        if product == name:
            found[name] = array
        elif f"{product}.scale" in arrays:
            found[f"{product}.weight"] = Matrix(array, arrays[f"{product}.scale"])
        else:
            found[f"{product}.weight"] = array.T
    return found


def _named(part: str, data: Path) -> Parameters:
    return {_name(part, name): value for name, value in _parameters(data / f"{part}.onnx").items()}


def _name(part: str, name: str) -> str:
    """A file's name of a parameter as the network's: the exported modules wrapped the network or a part of it."""
    return f"meaning.{name}" if part == "meaning" else name.removeprefix("network.")


def _parameters(file: Path) -> Parameters:
    """The named parameters of an ONNX file; where it holds an nn.Linear's weights plainly, out x in as there."""
    graph = onnx.load(file).graph
    raw = file.read_bytes()
    stored = {tensor.name: tensor for tensor in graph.initializer}
    makers = {output: node for node in graph.node for output in node.output}

    def array(name: str) -> NDArray[Any]:
        return np.asarray(numpy_helper.to_array(stored[name]))

    def place(name: str) -> Place:
        content = stored[name].raw_data
        return Place(file.name, raw.index(content), len(content))

    def matrix(name: str) -> Parameter:
        if f"{name}_Q4" in stored:
            return Four(array(f"{name}_Q4"), array(f"{name}_scales"), place(f"{name}_Q4"))
        values, zero = array(f"{name}_quantized"), array(f"{name}_zero_point")
        scale, where = array(f"{name}_scale"), place(f"{name}_quantized")
        if values.dtype == np.uint8:
            return Table(values, scale, zero, where)
        return Matrix(values, np.broadcast_to(scale, values.shape[-1:]).astype(np.float32), where)

    found: Parameters = {}
    for name in stored:
        if name.startswith("network.") and name.endswith(".weight_quantized"):  # an embedding
            found[name.removesuffix("_quantized")] = matrix(name.removesuffix("_quantized"))
        elif not name.endswith(("_quantized", "_scale", "_zero_point")) and name.endswith((".bias", ".weight")):
            found[name] = array(name)
    for node in graph.node:
        bias = next((i for i in node.input if i.endswith(".bias")), None)
        if node.op_type == "Add" and bias is not None:
            other = next(i for i in node.input if i != bias)
            found[bias.removesuffix("bias") + "weight"] = matrix(_factor(makers, other))
    return found


def _factor(makers: dict[str, Any], output: str) -> str:
    """The name of the weights in the product that ``output`` comes from, through casts and scales."""
    while (node := makers[output]).op_type not in {"MatMulInteger", "MatMulNBits"}:
        output = next(i for i in node.input if i in makers and makers[i].op_type in {"Mul", "Cast", "MatMulInteger"})
    return str(node.input[1]).removesuffix("_quantized").removesuffix("_Q4")


def main() -> None:
    """Command line."""
    import torch

    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True, help="the package's data")
    parser.add_argument("--out", type=Path, required=True)
    arguments = parser.parse_args()
    found = {name: value for name, value in weights(arguments.data).items() if not name.startswith("meaning.")}
    state = {name: torch.from_numpy(full(value).copy()) for name, value in found.items()}
    torch.save({"network": state}, arguments.out)


if __name__ == "__main__":
    main()
