"""The network: a shared lower encoder, one upper copy that tags quotations, one that finds the roles of a quotation."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional
from training.shape import FORMS, FROZEN, LANGUAGES, LAYERS, LOWER, ROLES, TAGS, UPPER


class Dropout(nn.Module):
    """Dropout with masks cut from one long random row: on a CPU drawing them anew costs a tenth of the training."""

    POOL = 1 << 22

    def __init__(self, share: float) -> None:
        super().__init__()
        self.share = share
        kept = torch.rand(self.POOL, generator=torch.Generator().manual_seed(1)) >= share
        self.pool = (kept / (1 - share)).to(torch.bfloat16)

    def forward(self, x: Tensor) -> Tensor:
        """``x`` with a share of its values at zero; unchanged outside training."""
        if not self.training or self.share == 0:
            return x
        at = int(torch.randint(self.POOL - x.numel(), ()))
        return x * self.pool[at : at + x.numel()].view(x.shape).to(x.dtype)


class Layer(nn.Module):
    """One BERT layer (post-norm), written out so that the export is plain matrix products."""

    def __init__(self, hidden: int, heads: int, inner: int, eps: float, dropout: float) -> None:
        super().__init__()
        self.heads, self.size = heads, hidden // heads
        self.query, self.key, self.value = (nn.Linear(hidden, hidden) for _ in range(3))
        self.out = nn.Linear(hidden, hidden)
        self.norm_attention = nn.LayerNorm(hidden, eps=eps)
        self.up = nn.Linear(hidden, inner)
        self.down = nn.Linear(inner, hidden)
        self.norm_out = nn.LayerNorm(hidden, eps=eps)
        self.dropout = Dropout(dropout)

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        """``x``: batch x length x hidden; ``mask``: batch x 1 x 1 x length, 0 where there is a word, else very low."""
        batch, length, hidden = x.shape
        q, k, v = (
            part(x).view(batch, length, self.heads, self.size).transpose(1, 2)
            for part in (self.query, self.key, self.value)
        )
        # Written out: on a CPU the fused attention of torch is slower backwards than plain products in bfloat16.
        attended = torch.softmax((q / self.size**0.5) @ k.transpose(2, 3) + mask, -1) @ v
        attended = attended.transpose(1, 2).reshape(batch, length, hidden)
        x = self.norm_attention(x + self.dropout(self.out(attended)))
        return self.norm_out(x + self.dropout(self.down(functional.gelu(self.up(x)))))


class Network(nn.Module):
    """Both passes; the methods are exported as one ONNX graph each."""

    def __init__(self, config: dict[str, Any], vocabulary: int, dropout: float = 0.1) -> None:
        super().__init__()
        hidden, eps = config["hidden_size"], config["layer_norm_eps"]
        self.words = nn.Embedding(vocabulary, hidden)
        self.positions = nn.Embedding(config["max_position_embeddings"], hidden)
        self.norm = nn.LayerNorm(hidden, eps=eps)

        def stack(count: int, dropout: float) -> nn.ModuleList:
            heads, inner = config["num_attention_heads"], config["intermediate_size"]
            return nn.ModuleList(Layer(hidden, heads, inner, eps, dropout) for _ in range(count))

        self.lower, self.tagger, self.reader = (stack(count, dropout) for count in (LOWER, UPPER, UPPER))
        self.dropout = Dropout(dropout)
        self.tags = nn.ModuleDict({lang: nn.Linear(hidden, LAYERS * TAGS) for lang in LANGUAGES})
        self.transitions = nn.ParameterDict({lang: nn.Parameter(torch.zeros(LAYERS, TAGS, TAGS)) for lang in LANGUAGES})
        self.starts = nn.ParameterDict({lang: nn.Parameter(torch.zeros(LAYERS, TAGS)) for lang in LANGUAGES})
        self.inside = nn.Embedding(3, hidden)
        nn.init.normal_(self.inside.weight, std=0.02)
        self.roles = nn.Linear(hidden, ROLES)
        self.pointer = nn.Linear(hidden, 2)
        self.form = nn.Sequential(nn.Linear(2 * hidden, hidden), nn.GELU(), nn.Linear(hidden, FORMS))

    def base(self, ids: Tensor, mask: Tensor) -> Tensor:
        """Embeddings and the frozen layers, as training found them; ``mask`` as in :class:`Layer`."""
        at = torch.arange(ids.shape[1], device=ids.device) + 2
        x = self.norm(self.words(ids) + self.positions(at))
        for layer in self.lower[:FROZEN]:
            x = layer(x, mask)
        return x

    def embed(self, ids: Tensor, mask: Tensor) -> Tensor:
        """Embeddings and all lower layers."""
        x = self.base(ids, mask)
        for layer in self.lower[FROZEN:]:
            x = layer(x, mask)
        return x

    def tag(self, lower: Tensor, mask: Tensor, first: Tensor, language: str) -> Tensor:
        """Emissions, batch x words x layers x tags."""
        x = lower
        for layer in self.tagger:
            x = layer(x, mask)
        x = gather(x, first)
        return self.tags[language](self.dropout(x)).view(x.shape[0], x.shape[1], LAYERS, TAGS)

    def read(self, lower: Tensor, mask: Tensor, first: Tensor, inside: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """Roles (batch x words x roles), speaker pointers (batch x words x 2) and form (batch x forms).

        ``inside``: 0, or 1 for subwords of the quotation in question, 2 for those of other quotations; word 0 is CLS.
        """
        x = lower + self.inside(inside)
        for layer in self.reader:
            x = layer(x, mask)
        words = self.dropout(gather(x, first))
        own = (inside == 1).unsqueeze(-1).to(x.dtype)
        pooled = (x * own).sum(1) / own.sum(1).clamp(min=1.0)
        return self.roles(words), self.pointer(words), self.form(torch.cat([pooled, x[:, 0]], -1))


def gather(x: Tensor, first: Tensor) -> Tensor:
    """The vectors at ``first`` (batch x words)."""
    return torch.gather(x, 1, first.unsqueeze(-1).expand(-1, -1, x.shape[2]))


def from_e5(folder: Path, kept: np.ndarray[Any, Any], dropout: float = 0.1) -> Network:
    """A network that starts from multilingual-e5-small, its vocabulary cut to ``kept``; upper layers copied twice."""
    config = json.loads((folder / "config.json").read_text("utf-8"))
    raw = np.load(folder / "weights.npz")
    network = Network(config, len(kept), dropout)
    with torch.no_grad():
        words = raw["embeddings.word_embeddings.weight"][kept]
        network.words.weight.copy_(torch.from_numpy(words))
        positions = raw["embeddings.position_embeddings.weight"] + raw["embeddings.token_type_embeddings.weight"][0]
        network.positions.weight.copy_(torch.from_numpy(positions))
        _copy(network.norm, raw, "embeddings.LayerNorm")
        for at in range(LOWER + UPPER):
            targets = [network.lower[at]] if at < LOWER else [network.tagger[at - LOWER], network.reader[at - LOWER]]
            for layer in targets:
                _copy_layer(layer, raw, f"encoder.layer.{at}.")
    for parameter in (*network.words.parameters(), *network.positions.parameters(), *network.norm.parameters()):
        parameter.requires_grad_(False)
    for layer in network.lower[:FROZEN]:
        for parameter in layer.parameters():
            parameter.requires_grad_(False)
    return network


def _copy(module: nn.Module, raw: Any, name: str) -> None:
    module.weight.copy_(torch.from_numpy(raw[name + ".weight"]))
    module.bias.copy_(torch.from_numpy(raw[name + ".bias"]))


def _copy_layer(layer: nn.Module, raw: Any, name: str) -> None:
    for ours, theirs in (
        ("query", "attention.self.query"),
        ("key", "attention.self.key"),
        ("value", "attention.self.value"),
        ("out", "attention.output.dense"),
        ("norm_attention", "attention.output.LayerNorm"),
        ("up", "intermediate.dense"),
        ("down", "output.dense"),
        ("norm_out", "output.LayerNorm"),
    ):
        _copy(getattr(layer, ours), raw, name + theirs)


def crf_loss(emissions: Tensor, tags: Tensor, lengths: Tensor, starts: Tensor, transitions: Tensor) -> Tensor:
    """Negative log-likelihood of a linear-chain CRF per word, summed over sequences (Lafferty et al. 2001).

    ``emissions``: batch x words x layers x tags; ``tags``: batch x words x layers; ``lengths``: batch.
    """
    batch, words, layers, _ = emissions.shape
    valid = (torch.arange(words).unsqueeze(0) < lengths.unsqueeze(1)).to(emissions.dtype).unsqueeze(-1)
    gold = torch.gather(emissions, 3, tags.unsqueeze(-1)).squeeze(-1) * valid
    at = torch.arange(layers)
    moves = transitions[at, tags[:, :-1], tags[:, 1:]] * valid[:, 1:]
    score = gold.sum(1) + moves.sum(1) + starts[at, tags[:, 0]]
    alpha = emissions[:, 0] + starts
    for t in range(1, words):
        longer = torch.logsumexp(alpha.unsqueeze(3) + transitions, 2) + emissions[:, t]
        alpha = torch.where(valid[:, t].unsqueeze(-1) > 0, longer, alpha)
    return (torch.logsumexp(alpha, 2) - score).sum() / batch
