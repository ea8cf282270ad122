"""Export the network: three ONNX graphs, weights of matrix products in 8 bits, the CRF's scores beside them."""

from __future__ import annotations

import argparse
import json
import shutil
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn
from training.network import FROZEN, LANGUAGES, LAYERS, TAGS, Network, from_e5, gather

OPSET = 17


class Base(nn.Module):
    """Embeddings and the layers that training leaves alone."""

    def __init__(self, network: Network) -> None:
        super().__init__()
        self.network = network

    def forward(self, ids: Tensor, mask: Tensor) -> Tensor:
        """See :meth:`Network.base`."""
        return self.network.base(ids, mask)


class Lower(nn.Module):
    """The other lower layers, on what :class:`Base` gives."""

    def __init__(self, network: Network) -> None:
        super().__init__()
        self.layers = network.lower[FROZEN:]

    def forward(self, base: Tensor, mask: Tensor) -> Tensor:
        """Batch x length x hidden, as it comes in."""
        for layer in self.layers:
            base = layer(base, mask)
        return base


class Meaning(nn.Module):
    """All upper layers of multilingual-e5-small as they were, and the mean over the words: a sentence embedding."""

    def __init__(self, untouched: Network) -> None:
        super().__init__()
        self.layers = nn.ModuleList([*untouched.lower[FROZEN:], *untouched.tagger])

    def forward(self, base: Tensor, mask: Tensor) -> Tensor:
        """Batch x hidden, not normalised."""
        for layer in self.layers:
            base = layer(base, mask)
        own = (mask[:, 0, 0, :] == 0).to(base.dtype).unsqueeze(-1)
        return (base * own).sum(1) / own.sum(1)


class Tag(nn.Module):
    """The tagger with the heads of both languages."""

    def __init__(self, network: Network) -> None:
        super().__init__()
        self.network = network

    def forward(self, lower: Tensor, mask: Tensor, first: Tensor) -> tuple[Tensor, ...]:
        """See :meth:`Network.tag`; one output a language."""
        x = lower
        for layer in self.network.tagger:
            x = layer(x, mask)
        x = gather(x, first)
        return tuple(self.network.tags[lang](x).view(x.shape[0], x.shape[1], LAYERS, TAGS) for lang in LANGUAGES)


class Roles(nn.Module):
    """The reader of one quotation's roles."""

    def __init__(self, network: Network) -> None:
        super().__init__()
        self.network = network

    def forward(self, lower: Tensor, mask: Tensor, first: Tensor, inside: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """See :meth:`Network.read`."""
        return self.network.read(lower, mask, first, inside)


def load(e5: Path, kept: Path, checkpoints: list[Path]) -> Network:
    """The network with the mean of the checkpoints' weights."""
    network = from_e5(e5, np.load(kept), dropout=0.0)
    states = [torch.load(path, weights_only=True)["network"] for path in checkpoints]
    mean = {name: torch.stack([state[name].float() for state in states]).mean(0) for name in states[0]}
    network.load_state_dict(mean)
    network.eval()
    return network


def export(network: Network, untouched: Network, tokenizer: Path, out: Path, *, quantize: bool) -> None:
    """Write base.onnx, lower.onnx, tag.onnx, roles.onnx, meaning.onnx, crf.npz and tokenizer.json to ``out``."""
    out.mkdir(parents=True, exist_ok=True)
    hidden = network.norm.weight.shape[0]
    ids, mask = torch.zeros(2, 9, dtype=torch.int64), torch.zeros(2, 1, 1, 9)
    lower, first = torch.zeros(2, 9, hidden), torch.zeros(2, 5, dtype=torch.int64)
    batch_and_length = {0: "batch", 1: "length"}
    masked = {0: "batch", 3: "length"}
    words = {0: "batch", 1: "words"}
    graphs: list[tuple[str, nn.Module, tuple[Tensor, ...], dict[str, dict[int, str]], list[str]]] = [
        ("base", Base(untouched), (ids, mask), {"ids": batch_and_length, "mask": masked}, ["base"]),
        ("lower", Lower(network), (lower, mask), {"base": batch_and_length, "mask": masked}, ["lower"]),
        ("meaning", Meaning(untouched), (lower, mask), {"base": batch_and_length, "mask": masked}, ["meaning"]),
        (
            "tag",
            Tag(network),
            (lower, mask, first),
            {"lower": batch_and_length, "mask": masked, "first": words},
            [f"tags_{lang}" for lang in LANGUAGES],
        ),
        (
            "roles",
            Roles(network),
            (lower, mask, first, ids),
            {"lower": batch_and_length, "mask": masked, "first": words, "inside": batch_and_length},
            ["roles", "pointers", "form"],
        ),
    ]
    for name, module, inputs, axes, outputs in graphs:
        path = out / f"{name}.onnx"
        torch.onnx.export(
            module, inputs, str(path), input_names=list(axes), output_names=outputs, opset_version=OPSET,
            dynamic_axes=axes | {o: {0: "batch"} if o == "meaning" else {0: "batch", 1: "second"} for o in outputs},
            dynamo=False,
        )  # fmt: skip
        if quantize and name == "meaning":
            _quantize_to_4_bits(path)
        elif quantize:
            _quantize(path)
    crf = {f"transitions_{lang}": network.transitions[lang].detach().numpy() for lang in LANGUAGES}
    crf |= {f"starts_{lang}": network.starts[lang].detach().numpy() for lang in LANGUAGES}
    np.savez(out / "crf.npz", **crf)
    if tokenizer != out / "tokenizer.json":
        shutil.copy(tokenizer, out / "tokenizer.json")


def _quantize(path: Path) -> None:
    from onnxruntime.quantization import QuantType, quantize_dynamic

    full = path.with_suffix(".full.onnx")
    path.rename(full)
    quantize_dynamic(
        full, path, weight_type=QuantType.QInt8, per_channel=True, op_types_to_quantize=["MatMul", "Gather", "Gemm"]
    )
    full.unlink()


def _quantize_to_4_bits(path: Path) -> None:
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
    parser.add_argument("--e5", type=Path, required=True)
    parser.add_argument(
        "--checkpoints", nargs="+", required=True, help="names in the run's folder; their mean is taken"
    )
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--full", action="store_true", help="float32, not quantized")
    arguments = parser.parse_args()
    network = load(arguments.e5, arguments.run / "kept.npy", [arguments.run / name for name in arguments.checkpoints])
    untouched = from_e5(arguments.e5, np.load(arguments.run / "kept.npy"), dropout=0.0).eval()
    export(network, untouched, arguments.run / "tokenizer.json", arguments.out, quantize=not arguments.full)
    sizes = {path.name: path.stat().st_size for path in sorted(arguments.out.iterdir())}
    print(json.dumps(sizes, indent=1))


if __name__ == "__main__":
    main()
