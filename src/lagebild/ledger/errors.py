"""What the ledger refuses: one report or reading that cannot be kept, while the file itself is sound."""

from __future__ import annotations

from lagebild.errors import LedgerError


class RefusedError(LedgerError):
    """A report or reading cannot be kept as it is; nothing of it was stored, and a batch may go on with the next."""


class StaleReadingError(RefusedError):
    """The reading is of another id or text than the report has: plan the report again and read it again."""
