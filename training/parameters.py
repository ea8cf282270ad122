"""Parameters of the network as they are kept: in float32, rounded, and where their bytes lie."""

from __future__ import annotations

import io
import zlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

Floats = NDArray[np.float32]


class Place(Struct, frozen=True):
    """Bytes in a file beside the graph."""

    file: str
    offset: int
    length: int


class Matrix(Struct, frozen=True):
    """The weights of a product in 8 bits, in x out, a scale for each column, and where they lie if not by name."""

    values: NDArray[np.int8]
    scale: Floats
    place: Place | None = None


class Table(Struct, frozen=True):
    """Embeddings in 8 bits, rows x hidden, all with one scale."""

    values: NDArray[np.uint8]
    scale: Floats
    zero: NDArray[np.uint8]
    place: Place


class Four(Struct, frozen=True):
    """The weights of a product in blocks of 4 bits (out x blocks x bytes), and where they lie."""

    values: NDArray[np.uint8]
    scales: Floats
    place: Place


Parameter = Floats | Matrix | Table | Four
Weights = Mapping[str, Parameter]


def full(value: Parameter) -> Floats:
    """The parameter in float32, a matrix as ``nn.Linear`` has it (out x in)."""
    if isinstance(value, Matrix):
        return (value.values * value.scale).T.astype(np.float32)
    if isinstance(value, Table):
        return ((value.values.astype(np.float32) - value.zero) * value.scale).astype(np.float32)
    if isinstance(value, Four):
        raise TypeError("4 bits are only run")
    return np.asarray(value, np.float32)


def save(arrays: Mapping[str, NDArray[Any]], path: Path) -> None:
    """Write arrays as NumPy's archive behind Huffman codes alone: weights hold no repetitions that zlib could find."""
    archive = io.BytesIO()
    np.savez(archive, **arrays)  # type: ignore[arg-type]
    packer = zlib.compressobj(9, strategy=zlib.Z_HUFFMAN_ONLY)
    path.write_bytes(packer.compress(archive.getvalue()) + packer.flush())
