"""The command line: ``lagebild COMMAND``."""

from __future__ import annotations

import sys


def main() -> None:
    """Run the command line and leave with its exit code: 0, 1 (nothing found, or something failed) or 2 (usage)."""
    from lagebild.cli.app import run  # late, so that importing this package costs nothing

    sys.exit(run(sys.argv[1:]))
