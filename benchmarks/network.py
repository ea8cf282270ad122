"""The network alone: subwords a second, and how much faster 8 bits are than float32 in the same run."""

from __future__ import annotations

import shutil
import tempfile
import time
from collections.abc import Callable, Sequence
from importlib import resources
from pathlib import Path

import numpy as np
from training.graphs import write
from training.parameters import Four, full
from training.shipped import weights

from lagebild.model import Report
from lagebild.reading.encoder import read as encoder
from lagebild.reading.encoder.crop import OWN
from lagebild.reading.encoder.session import Network, network
from lagebild.reading.encoder.windows import Window, cut
from lagebild.reading.languages import LANGUAGES
from lagebild.reading.pipeline import read_report
from lagebild.reading.segment import find_sentences, find_words

_QUOTED = 24
"""Subwords that are marked as a quotation, with 64 on each side: what the second pass mostly reads."""


def compare(reports: Sequence[Report], rounds: int) -> None:
    """Both passes over the reports' windows, 8 bits and float32 in turn; the best round of each counts."""
    windows = [window for report in reports for window in _windows(report)]
    subwords = sum(len(window.ids) for window in windows)
    with tempfile.TemporaryDirectory() as folder:
        networks = {"8 bits": network(), "float32": _float32(Path(folder))}
        best = dict.fromkeys(networks, float("inf"))
        for at in range(rounds + 1):
            for name, net in networks.items():
                began = time.perf_counter()
                for window in windows:
                    _read(net, window)
                if at:
                    best[name] = min(best[name], time.perf_counter() - began)
    for name, spent in best.items():
        print(f"network, {name}: {subwords / spent:.0f} subwords a second, one quotation a window")
    print(f"8 bits are {best['float32'] / best['8 bits']:.2f} times as fast as float32")


def _windows(report: Report) -> list[Window]:
    words = find_words(report.text)
    subwords = network().tokenizer.encode(report.text, words)
    return cut(subwords, words, find_sentences(report.text, report.language or "en"))


def _read(net: Network, window: Window) -> None:
    lower, _ = net.tag(window.ids, window.starts, "de")
    some = lower[: _QUOTED + 2 * 64]
    inside = np.zeros(len(some), np.int64)
    inside[64 : 64 + _QUOTED] = OWN
    net.roles(some, window.starts[window.starts < len(some)], inside)


def _float32(folder: Path) -> Network:
    """The shipped weights taken out of their 8 bits."""
    data = Path(str(resources.files("lagebild.reading.encoder").joinpath("data")))
    plain = {name: value if isinstance(value, Four) else full(value) for name, value in weights(data).items()}
    for name in ("meaning.onnx", "crf.npz", "tokenizer.json"):
        shutil.copy(data / name, folder)
    write(plain, {}, folder, apart=False)
    return Network(folder, network().threads)


def beside(reports: Sequence[Report], rounds: int, name: str) -> None:
    """Print what all other steps of a reading take, as a share of the network's time in the same run, by language.

    Processor time, of each report the best of ``rounds`` after one to warm up, both in turn.
    """
    for language in LANGUAGES:
        alone = whole = 0.0
        for report in (report for report in reports if report.language == language):
            spans = find_sentences(report.text, language)
            taken = [
                (_worked(encoder.find_attributions, report.text, language, spans), _worked(read_report, report))
                for _ in range(rounds + 1)
            ][1:]
            alone, whole = alone + min(t for t, _ in taken), whole + min(t for _, t in taken)
        if alone:
            print(f"other steps, {name}, {language}: {100 * (whole / alone - 1):.0f} % of the network's time")


def _worked(step: Callable[..., object], *given: object) -> float:
    began = time.process_time()
    step(*given)
    return time.process_time() - began
