"""Training goes the whole way on a few reports, where torch, the corpora and the weights to begin with are at hand."""

from __future__ import annotations

import importlib.util
import os
import shutil
import subprocess
import sys
from importlib import resources
from pathlib import Path

import numpy as np
import pytest

from lagebild.reading.encoder.session import Network
from lagebild.reading.encoder.subwords import CLS, SEP
from lagebild.reading.segment import find_words

CORPORA, E5 = os.environ.get("LAGEBILD_CORPORA"), os.environ.get("LAGEBILD_E5")
TEXT = "Der Bürgermeister sagte, die Brücke bleibe bis Mai gesperrt."
ROOT = Path(__file__).parents[2]


def run(*arguments: object) -> None:
    subprocess.run([sys.executable, "-m", *map(str, arguments)], cwd=ROOT, check=True)


@pytest.mark.skipif(
    importlib.util.find_spec("torch") is None or CORPORA is None or E5 is None,
    reason="needs torch, LAGEBILD_CORPORA (the corpora) and LAGEBILD_E5 (what training.weights wrote)",
)
def test_a_network_is_trained_packed_and_read_with(tmp_path: Path) -> None:
    folder, data = tmp_path / "run", tmp_path / "data"
    shutil.copytree(str(resources.files("lagebild.reading.encoder").joinpath("data")), data)
    before = (data / "tag.npz.z").read_bytes()
    run("training.train", "--corpora", CORPORA, "--e5", E5, "--out", folder, "--epochs", 1, "--limit", 2)
    shutil.copy(folder / "tokenizer.json", data)
    for made in ("base.onnx", "meaning.onnx"):  # of the vocabulary that these few reports need
        (data / made).unlink()
    run("training.export", "--run", folder, "--e5", E5, "--checkpoints", "averaged.pt", "--out", data)
    assert (data / "tag.npz.z").read_bytes() != before
    network, words = Network(data, threads=1), find_words(TEXT)
    subwords = network.tokenizer.encode(TEXT, words)
    ids = np.concatenate([[CLS], subwords.ids, [SEP]]).astype(np.int64)
    lower, scores = network.tag(ids, subwords.first + 1, "de")
    assert scores.shape == (len(words), 3, 4)
    assert len(lower) == len(ids)
    assert np.isfinite(scores).all()
