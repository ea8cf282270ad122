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
import torch
from numpy.typing import NDArray
from onnx import numpy_helper
from torch import Tensor
from training.network import FROZEN, LANGUAGES

Floats = NDArray[np.float32]


def state(data: Path) -> dict[str, Tensor]:
    """All parameters of the network under their names; raises ``KeyError`` where a graph lacks one."""
    arrays = {_name("base", name): array for name, array in parameters(onnx.load(data / "base.onnx")).items()}
    for part in ("lower", "tag", "roles"):
        found = parameters(onnx.load(data / f"{part}.onnx"))
        arrays |= {_name(part, name): array for name, array in found.items()}
    crf = np.load(data / "crf.npz")
    for language in LANGUAGES:
        arrays |= {f"{kind}.{language}": crf[f"{kind}_{language}"] for kind in ("starts", "transitions")}
    return {name: torch.from_numpy(np.array(array, np.float32)) for name, array in arrays.items()}


def _name(part: str, name: str) -> str:
    """A graph's name of a parameter as the network's: the exported modules wrap the network or a part of it."""
    if part == "lower":
        _, at, rest = name.split(".", 2)
        return f"lower.{int(at) + FROZEN}.{rest}"
    return name.removeprefix("network.")


def parameters(model: onnx.ModelProto) -> dict[str, Floats]:
    """The named parameters of a graph in float32, matrices in the shape of ``nn.Linear`` (out x in)."""
    stored = {i.name: numpy_helper.to_array(i) for i in model.graph.initializer}
    makers = {output: node for node in model.graph.node for output in node.output}
    found: dict[str, Floats] = {}
    for name, array in stored.items():
        if name.endswith(("_scale", "_zero_point")) or name.startswith("onnx::"):
            continue
        if name.endswith("_quantized"):
            if name.startswith("network.") and not name.endswith("_Transposed_quantized"):  # an embedding
                found[name.removesuffix("_quantized")] = _full(stored, name.removesuffix("_quantized"))
        elif array.ndim:
            found[name] = array
    for node in model.graph.node:
        bias = next((i for i in node.input if i.endswith(".bias")), None)
        if node.op_type == "Add" and bias is not None:
            other = next(i for i in node.input if i != bias)
            found[bias.removesuffix("bias") + "weight"] = _full(stored, _factor(makers, other)).T
    return found


def _factor(makers: dict[str, Any], output: str) -> str:
    """The name of the weights in the product that ``output`` comes from, through casts and scales."""
    while (node := makers[output]).op_type != "MatMulInteger":
        output = next(i for i in node.input if i in makers and makers[i].op_type in {"Mul", "Cast", "MatMulInteger"})
    return str(node.input[1]).removesuffix("_quantized")


def _full(stored: dict[str, NDArray[Any]], name: str) -> Floats:
    quantized, zero = stored[f"{name}_quantized"], stored[f"{name}_zero_point"]
    full: Floats = (quantized.astype(np.float32) - zero.astype(np.float32)) * stored[f"{name}_scale"]
    return full


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True, help="the package's data")
    parser.add_argument("--out", type=Path, required=True)
    arguments = parser.parse_args()
    torch.save({"network": state(arguments.data)}, arguments.out)


if __name__ == "__main__":
    main()
