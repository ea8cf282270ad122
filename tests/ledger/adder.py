"""Adds the numbered reports FIRST to LAST (exclusive) to a ledger: run as a process that a test may kill."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests.ledger.synthetic import numbered, read_all, readable

from lagebild.errors import LedgerError
from lagebild.ledger import Ledger, add_all


def main(path: str, first: int, last: int) -> int:
    try:
        with Ledger(path) as ledger:
            print("open", flush=True)
            summary = add_all(ledger, map(numbered, range(first, last)), read_all, readable)
    except LedgerError as error:
        print(f"{error} | {error.remedy}", flush=True)
        return 1
    print(summary.count("added"), summary.count("unchanged"), len(summary.failures), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3])))
