from __future__ import annotations

import json
from pathlib import Path

from lagebild import read
from lagebild.contract import decode_reading, derive_reading_schema, encode_reading, shipped_reading_schema


def test_the_shipped_schema_is_the_one_the_records_make() -> None:
    assert json.loads(shipped_reading_schema()) == json.loads(json.dumps(derive_reading_schema()))


def test_a_reading_survives_its_json(demo_folder: Path) -> None:
    reading = read((demo_folder / "r1-meridian.txt").read_text("utf-8"), date="2024-07-23")
    assert decode_reading(encode_reading(reading)) == reading
    assert json.loads(encode_reading(reading, indent=2)) == json.loads(encode_reading(reading))
