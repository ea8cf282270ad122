"""Write what the reader runs from checkpoints of a training run.

base.onnx and meaning.onnx hold weights of multilingual-e5-small that no training changes: they are made where they are
missing (``--e5``), else left as they are. The rest is in :mod:`training.package`.
"""

from __future__ import annotations

import argparse
import json
import shutil
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn
from training.network import Network, from_e5
from training.package import STEPS, package
from training.parameters import Floats
from training.shape import FROZEN

OPSET = 17


class Base(nn.Module):
    """Embeddings and the layers that training leaves alone."""

    def __init__(self, network: Network) -> None:
        super().__init__()
        self.network = network

    def forward(self, ids: Tensor, mask: Tensor) -> Tensor:
        """See :meth:`Network.base`."""
        return self.network.base(ids, mask)


class Meaning(nn.Module):
    """All upper layers of multilingual-e5-small as they were."""

    def __init__(self, untouched: Network) -> None:
        super().__init__()
        self.layers = nn.ModuleList([*untouched.lower[FROZEN:], *untouched.tagger])

    def forward(self, base: Tensor, mask: Tensor) -> Tensor:
        """Batch x length x hidden, as it comes in."""
        for layer in self.layers:
            base = layer(base, mask)
        return base


def mean(checkpoints: list[Path]) -> dict[str, Floats]:
    """The mean of the checkpoints' weights."""
    states = [torch.load(path, weights_only=True)["network"] for path in checkpoints]
    return {name: torch.stack([state[name].float() for state in states]).mean(0).numpy() for name in states[0]}


def untouched(network: Network, out: Path) -> None:
    """Write base.onnx (8 bits) and meaning.onnx (4 bits) where they are missing; ``network``: before any training."""
    ids, mask = torch.zeros(2, 9, dtype=torch.int64), torch.zeros(2, 1, 1, 9)
    base = torch.zeros(2, 9, network.norm.weight.shape[0])
    for module, inputs in ((Base(network), (ids, mask)), (Meaning(network), (base, mask))):
        path = out / f"{type(module).__name__.lower()}.onnx"
        if not path.exists():
            torch.onnx.export(module, inputs, str(path), opset_version=OPSET, dynamo=False)
            (_to_4_bits if isinstance(module, Meaning) else _to_8_bits)(path)


def _to_8_bits(path: Path) -> None:
    from onnxruntime.quantization import QuantType, quantize_dynamic

    full = path.with_suffix(".full.onnx")
    path.rename(full)
    quantize_dynamic(
        full, path, weight_type=QuantType.QInt8, per_channel=True, op_types_to_quantize=["MatMul", "Gather"]
    )
    full.unlink()


def _to_4_bits(path: Path) -> None:
    """Weights in blocks of 4 bits: sentence embeddings keep their order with them, and the package stays small."""
    import onnx
    from onnxruntime.quantization.matmul_nbits_quantizer import MatMulNBitsQuantizer

    quantizer = MatMulNBitsQuantizer(onnx.load(path), bits=4, block_size=64, is_symmetric=True, accuracy_level=4)
    quantizer.process()
    quantizer.model.save_model_to_file(str(path))


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--run", type=Path, required=True, help="folder of the training run")
    parser.add_argument(
        "--checkpoints", nargs="+", required=True, help="names in the run's folder; their mean is taken"
    )
    parser.add_argument("--out", type=Path, required=True, help="the package's data, or a new folder")
    parser.add_argument("--e5", type=Path, help="needed for a new folder")
    parser.add_argument(
        "--steps", type=float, default=STEPS, help="steps in a standard deviation (default %(default)s)"
    )
    arguments = parser.parse_args()
    arguments.out.mkdir(parents=True, exist_ok=True)
    if arguments.e5 is not None:
        kept = np.load(arguments.run / "kept.npy")
        untouched(from_e5(arguments.e5, kept, dropout=0.0).eval(), arguments.out)
    if not (arguments.out / "tokenizer.json").exists():
        shutil.copy(arguments.run / "tokenizer.json", arguments.out)
    package(mean([arguments.run / name for name in arguments.checkpoints]), arguments.out, arguments.steps)
    print(json.dumps({path.name: path.stat().st_size for path in sorted(arguments.out.iterdir())}, indent=1))


if __name__ == "__main__":
    main()
