"""Weights on their way into the package: rounded, packed, read by the reader and taken out again."""

from __future__ import annotations

import os
from importlib import resources
from pathlib import Path

import numpy as np
import pytest
from training.package import package, rounded
from training.parameters import Floats, Four, Matrix, full
from training.shipped import weights

from lagebild.reading.encoder.session import Network, network
from lagebild.reading.segment import find_words
from training import outliers

TEXT = "Die Ministerin sagte am Montag, dass das Werk bleibe. „Niemand muss gehen“, versprach der Vorstand."
DATA = Path(str(resources.files("lagebild.reading.encoder").joinpath("data")))


@pytest.fixture(scope="module")
def state() -> dict[str, Floats]:
    """The package's weights, as training would go on from them."""
    return {name: full(value) for name, value in weights(DATA).items() if not isinstance(value, Four)}


@pytest.fixture(scope="module")
def packed(state: dict[str, Floats], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of data made from ``state``."""
    folder = tmp_path_factory.mktemp("data")
    for name in ("base.onnx", "meaning.onnx", "tokenizer.json", "centres.npz"):
        os.link(DATA / name, folder / name)
    package(state, folder)
    return folder


def scores(net: Network) -> tuple[Floats, Floats]:
    """Tag scores and role scores of a text."""
    subwords = net.tokenizer.encode(TEXT, find_words(TEXT))
    ids, first = np.concatenate([[0], subwords.ids, [2]]), subwords.first + 1
    lower, tags = net.tag(ids, first, "de")
    inside = np.zeros(len(ids), np.int64)
    inside[first[7] : first[10]] = 1
    return tags, net.roles(lower, first, inside)[0]


def test_packed_weights_read_as_those_that_were_packed(packed: Path) -> None:
    for before, after in zip(scores(network()), scores(Network(packed, threads=1)), strict=True):
        assert np.corrcoef(before.ravel(), after.ravel())[0, 1] > 0.995
    tags_before, tags_after = scores(network())[0], scores(Network(packed, threads=1))[0]
    assert (tags_before.argmax(-1) == tags_after.argmax(-1)).mean() > 0.98


def test_what_was_packed_comes_out_again(packed: Path, state: dict[str, Floats]) -> None:
    again = {name: full(value) for name, value in weights(packed).items() if not isinstance(value, Four)}
    assert again.keys() == state.keys()
    for name, before in state.items():
        assert np.abs(again[name] - before).max() <= 0.5 * np.abs(before).max() / 8, name


def test_trained_weights_are_small_on_disk(packed: Path) -> None:
    assert sum(file.stat().st_size for file in packed.glob("*.npz.z")) < 16_000_000
    assert sum(file.stat().st_size for file in packed.glob("*.graph.onnx")) < 1_500_000


def test_rounding_keeps_the_largest_weight_and_half_a_step() -> None:
    weight = np.random.default_rng(1).normal(size=(40, 300)).astype(np.float32)
    weight[3, 5] = 60.0
    matrix = rounded(weight)
    assert isinstance(matrix, Matrix)
    assert np.all(np.abs(full(matrix) - weight) <= matrix.scale[:, None] * 0.501)
    assert full(matrix)[3, 5] == pytest.approx(60, rel=0.01)


def test_a_channel_that_stands_out_is_found(state: dict[str, Floats]) -> None:
    bias = state["lower.5.up.bias"].copy()
    bias[7] = 80
    found = outliers.find({**state, "lower.5.up.bias": bias}, DATA / "tokenizer.json")
    assert found["lower.5"].inner == (7,)
    assert len(found) == 15
