"""Train the network: both passes together, German and English mixed, with a log and a checkpoint an epoch."""

from __future__ import annotations

import argparse
import json
import logging
import math
import random
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import torch
from msgspec import structs
from torch import Tensor
from torch.nn import functional
from torch.optim.swa_utils import AveragedModel, get_ema_multi_avg_fn
from training.data import CORPORA
from training.network import Network, crf_loss, from_e5
from training.own import OWN, load_own
from training.shape import LOWER
from training.windows import RoleBatch, TagBatch, Window, role_batch, role_item, tag_batches, windows_of

from lagebild.bench.corpora import ROLES, ROLES_OF, Document, load
from lagebild.reading.encoder.subwords import UNKNOWN, SubwordTokenizer
from training import vocabulary

log = logging.getLogger("train")

BATCH = 1500
ROLE_ITEMS = 12
ENGLISH_SHARE = 0.12
ENGLISH_ROLES = 4
DECAY = 0.9
AVERAGE = 0.995
HEAD_RATE = 1e-3
WARM_UP = 0.05
LEAST_RATE = 0.02
# Half of the windows lose this share of their subwords, so that what stands around a word counts too.
HIDDEN = 0.06
# A quotation that the first pass finds may be a few words too short or too long: the second pass learns from such too.
SHIFTED = 0.3
MOST_SHIFTED = 3
_SWAPS: tuple[dict[str, str], ...] = (
    {},
    {},
    {},
    dict(zip("„“", "»«", strict=True)),
    dict(zip("„“”", '"""', strict=True)),
    {"„": "“", "“": "”"},
)


def swap_marks(document: Document, rng: random.Random) -> Document:
    """The document with quotation marks of another style, one character for one, so that no position moves."""
    swap = rng.choice(_SWAPS)
    if not swap:
        return document
    text = document.text.translate({ord(a): b for a, b in swap.items()})
    words = tuple(type(w)(text[w.start : w.end], w.lower, w.start, w.end) for w in document.words)
    return Document(document.name, document.language, text, words, document.sentences, document.quotes)


def hide(window: Window, rng: random.Random) -> Window:
    """The window with some subwords unknown, or as it is."""
    if rng.random() < 0.5:
        return window
    ids = window.ids.copy()
    for at in range(1, len(ids) - 1):
        if rng.random() < HIDDEN:
            ids[at] = UNKNOWN
    return structs.replace(window, ids=ids)


def shift(content: tuple[int, ...], window: Window, rng: random.Random) -> tuple[int, ...]:
    """The words of a quotation, at times with a few more or fewer at one end."""
    if rng.random() >= SHIFTED:
        return content
    by, ahead = rng.randint(1, MOST_SHIFTED), rng.random() < 0.5
    if rng.random() < 0.5 and len(content) > 2 * by:
        return content[by:] if ahead else content[:-by]
    if ahead:
        return (*range(max(window.first_word, content[0] - by), content[0]), *content)
    return (*content, *range(content[-1] + 1, min(window.last_word, content[-1] + 1 + by)))


def parameter_groups(network: Network, rate: float) -> list[dict[str, object]]:
    """Layer-wise rates: each layer below the top learns ``DECAY`` times as fast; heads learn fastest."""
    groups: list[dict[str, object]] = []
    for at, layer in enumerate(network.lower):
        own = [p for p in layer.parameters() if p.requires_grad]
        if own:
            groups.append({"params": own, "lr": rate * DECAY ** (LOWER - at)})
    groups += [{"params": list(stack.parameters()), "lr": rate} for stack in (network.tagger, network.reader)]
    encoder = {id(p) for part in (network.lower, network.tagger, network.reader) for p in part.parameters()}
    heads = [p for p in network.parameters() if p.requires_grad and id(p) not in encoder]
    groups.append({"params": heads, "lr": HEAD_RATE})
    return groups


def role_loss(network: Network, lower: Tensor, batch: RoleBatch, language: str) -> Tensor:
    """Roles, speaker pointers and form of one batch of quotations."""
    rows = lower.reshape(-1, lower.shape[-1])[torch.from_numpy(batch.index)]
    mask, first = torch.from_numpy(batch.mask).to(rows.dtype), torch.from_numpy(batch.first)
    roles, pointers, form = network.read(rows, mask, first, torch.from_numpy(batch.inside))
    valid = torch.from_numpy(batch.valid)
    known = torch.tensor([role in ROLES_OF[language] for role in ROLES], dtype=torch.float32)
    each = functional.binary_cross_entropy_with_logits(roles.float(), torch.from_numpy(batch.roles), reduction="none")
    loss = (each * valid.unsqueeze(-1) * known).sum() / valid.sum() * 4
    blocked = (1 - valid) * -1e4
    blocked[:, 0] = 0
    gold = torch.from_numpy(batch.pointers)
    for end in range(2):
        loss = loss + 0.3 * functional.cross_entropy(pointers[..., end].float() + blocked, gold[:, end])
    if language == "de":
        loss = loss + 0.3 * functional.cross_entropy(form.float(), torch.from_numpy(batch.forms))
    return loss


def step_loss(network: Network, batch: TagBatch, rng: random.Random) -> Tensor:
    """The loss of one batch of windows: tags of all, roles of some of their quotations."""
    mask = torch.from_numpy(batch.mask).to(torch.bfloat16)
    with torch.autocast("cpu", torch.bfloat16):
        lower = network.embed(torch.from_numpy(batch.ids), mask)
        emissions = network.tag(lower, mask, torch.from_numpy(batch.first), batch.language)
        loss = crf_loss(
            emissions.float(),
            torch.from_numpy(batch.tags),
            torch.from_numpy(batch.lengths),
            network.starts[batch.language],
            network.transitions[batch.language],
        )
        loss = loss / float(batch.lengths.mean()) * 4
        items = [
            role_item(row, w, q, shift(q.content, w, rng)) for row, w in enumerate(batch.windows) for q in w.quotes
        ]
        rng.shuffle(items)
        most = ENGLISH_ROLES * len(batch.windows) if batch.language == "en" else len(items)
        items = sorted(items[:most], key=lambda item: len(item.inside))
        for at in range(0, len(items), ROLE_ITEMS):
            part = items[at : at + ROLE_ITEMS]
            loss = loss + role_loss(network, lower, role_batch(part, lower.shape[1]), batch.language) * (
                len(part) / len(items)
            )
    return loss


def epoch_batches(
    german: list[Document], english: list[Document], tokenizer: SubwordTokenizer, rng: random.Random
) -> Iterator[TagBatch]:
    """One epoch: all German reports, a share of the English ones, some with other quotation marks."""
    some = rng.sample(english, int(len(english) * ENGLISH_SHARE))
    windows: list[Window] = []
    for document in [*german, *some]:
        windows.extend(hide(w, rng) for w in windows_of(swap_marks(document, rng), tokenizer))
    return tag_batches(windows, BATCH, rng)


def share_of_rate(progress: float) -> float:
    """The share of the full rate after ``progress`` (0 to 1) of the training: a short rise, then half a cosine."""
    return min(1.0, (progress + 1e-4) / WARM_UP) * (
        LEAST_RATE + (1 - LEAST_RATE) * 0.5 * (1 + math.cos(math.pi * progress))
    )


def train(
    network: Network,
    german: list[Document],
    english: list[Document],
    tokenizer: SubwordTokenizer,
    *,
    epochs: int,
    rate: float,
    out: Path,
    seed: int,
) -> None:
    """Train for ``epochs`` with warm-up and cosine decay; the weights are written after each epoch."""
    rng = random.Random(seed)
    torch.manual_seed(seed)
    optimizer = torch.optim.AdamW(parameter_groups(network, rate), weight_decay=0.01, fused=True)
    full = [float(group["lr"]) for group in optimizer.param_groups]
    network.train()
    averaged = AveragedModel(network, multi_avg_fn=get_ema_multi_avg_fn(AVERAGE))
    for epoch in range(epochs):
        began, losses = time.monotonic(), []
        batches = list(epoch_batches(german, english, tokenizer, rng))
        for at, batch in enumerate(batches):
            for group, most in zip(optimizer.param_groups, full, strict=True):
                group["lr"] = most * share_of_rate((epoch + at / len(batches)) / epochs)
            loss = step_loss(network, batch, rng)
            optimizer.zero_grad(set_to_none=True)
            loss.backward()
            torch.nn.utils.clip_grad_norm_([p for p in network.parameters() if p.requires_grad], 1.0)
            optimizer.step()
            averaged.update_parameters(network)
            losses.append(float(loss.detach()))
            if at % 20 == 0:
                spent = time.monotonic() - began
                log.info("epoch %d step %d/%d loss %.3f %.0f s", epoch, at, len(batches), np.mean(losses[-20:]), spent)
        log.info("epoch %d done: loss %.4f, %.0f s", epoch, np.mean(losses), time.monotonic() - began)
        torch.save({"network": averaged.module.state_dict(), "epoch": epoch}, out / "averaged.pt")
        torch.save({"network": network.state_dict(), "epoch": epoch}, out / "last.pt")
        if epoch >= epochs - 4:
            torch.save({"network": network.state_dict(), "epoch": epoch}, out / f"epoch{epoch}.pt")


def main() -> None:
    """Command line: paths of the corpora, of the e5 weights and of the output."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpora", type=Path, required=True)
    parser.add_argument("--e5", type=Path, required=True, help="folder written by training/weights.py")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--own", type=Path, default=OWN, help="folder of reports as training/own.py reads them")
    parser.add_argument("--epochs", type=int, default=14)
    parser.add_argument("--rate", type=float, default=1.5e-4)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--weights", type=Path, default=None, help="checkpoint to start from instead of e5 alone")
    parser.add_argument("--limit", type=int, default=None, help="so many reports of each language only")
    arguments = parser.parse_args()
    arguments.out.mkdir(parents=True, exist_ok=True)
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    german = [*load(arguments.corpora / CORPORA["de"])[: arguments.limit], *load_own(arguments.own)[: arguments.limit]]
    english = load(arguments.corpora / CORPORA["en"])[: arguments.limit]
    tokenizer_file = arguments.out / "tokenizer.json"
    kept_file = arguments.out / "kept.npy"
    if not kept_file.exists():
        words = {w.text for d in (*german, *english) for w in d.words}
        np.save(kept_file, vocabulary.cut(arguments.e5 / "tokenizer.json", sorted(words), tokenizer_file))
    kept = np.load(kept_file)
    log.info("%d German and %d English reports, %d pieces", len(german), len(english), len(kept))
    (arguments.out / "run.json").write_text(json.dumps({k: str(v) for k, v in vars(arguments).items()}))
    network = from_e5(arguments.e5, kept)
    if arguments.weights is not None:
        network.load_state_dict(torch.load(arguments.weights)["network"])
    train(
        network,
        german,
        english,
        SubwordTokenizer(tokenizer_file),
        epochs=arguments.epochs,
        rate=arguments.rate,
        out=arguments.out,
        seed=arguments.seed,
    )


if __name__ == "__main__":
    main()
