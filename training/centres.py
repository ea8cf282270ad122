"""The mean sentence embedding of each language over sentences of the corpora, written beside the network."""

from __future__ import annotations

import argparse
import random
from pathlib import Path

import numpy as np
from training.data import CORPORA

from lagebild.bench.corpora import load
from lagebild.reading.encoder.meaning import SIZE, embedded
from lagebild.reading.encoder.session import Network

SENTENCES = 1500
_SHORTEST, _LONGEST = 40, 220


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpora", type=Path, required=True)
    parser.add_argument("--data", type=Path, required=True, help="folder written by training/export.py")
    arguments = parser.parse_args()
    network = Network(arguments.data, threads=2)
    centres = {}
    for language, name in CORPORA.items():
        texts = [d.text[s:e].strip() for d in load(arguments.corpora / name) for s, e in d.sentences]
        texts = [text for text in texts if _SHORTEST < len(text) < _LONGEST]
        chosen = random.Random(1).sample(texts, min(SENTENCES, len(texts)))
        centres[language] = embedded(network, chosen, np.zeros(SIZE, np.float32)).mean(0)
    np.savez(arguments.data / "centres.npz", **centres)


if __name__ == "__main__":
    main()
