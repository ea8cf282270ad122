"""Write the JSON Schema of a reading anew after a change of the records: ``python -m benchmarks.schema``."""

from __future__ import annotations

import json
from pathlib import Path

import lagebild
from lagebild.contract import SCHEMA_FILE, derive_reading_schema

if __name__ == "__main__":
    out = Path(lagebild.__file__).parent / "schemas" / SCHEMA_FILE
    out.write_text(json.dumps(derive_reading_schema(), indent=2, ensure_ascii=False) + "\n", "utf-8")
    print("written to", out)
