"""What a language needs, as data: one folder a language, one TOML table a subject, checked against its type."""

from __future__ import annotations

from collections.abc import Hashable
from functools import cache
from importlib import resources
from typing import Any, TypeVar, cast

import msgspec

from lagebild.model import Language

LANGUAGES: tuple[Language, ...] = ("de", "en")

Table = TypeVar("Table")


def table(language: str, subject: str, shape: type[Table]) -> Table:
    """The table ``subject`` of ``language`` as a ``shape``, read once.

    Raises ``msgspec.ValidationError`` where the data does not fit the shape.
    """
    return cast(Table, _load(language, subject, cast(Hashable, shape)))


@cache
def _load(language: str, subject: str, shape: Any) -> Any:
    raw = resources.files(__name__).joinpath(language, f"{subject}.toml").read_bytes()
    return msgspec.toml.decode(raw, type=shape)
