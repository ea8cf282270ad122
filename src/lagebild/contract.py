"""The contracts that the outside relies on, as JSON and JSON Schema: :mod:`lagebild.model` written out."""

from __future__ import annotations

from importlib import resources
from typing import Any

import msgspec

from lagebild.model import Reading

SCHEMA_FILE = "reading.schema.json"


def encode_reading(reading: Reading, *, indent: int = 0) -> bytes:
    """The reading as one JSON object (``lagebild.reading/1``), on one line unless ``indent`` is given."""
    line = msgspec.json.encode(reading)
    return msgspec.json.format(line, indent=indent) if indent else line


def decode_reading(raw: bytes) -> Reading:
    """A reading back from its JSON; raises ``msgspec.ValidationError`` where it does not fit the contract."""
    return msgspec.json.decode(raw, type=Reading)


def derive_reading_schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) of a reading, derived from the records."""
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "lagebild.reading/1"} | (
        msgspec.json.schema(Reading)
    )


def shipped_reading_schema() -> bytes:
    """The JSON Schema that the package ships, checked against the records by a test."""
    return resources.files("lagebild").joinpath("schemas", SCHEMA_FILE).read_bytes()
