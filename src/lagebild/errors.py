"""Errors that a person can cause and mend: each says what is wrong, in which input, and what to do."""

from __future__ import annotations


class LagebildError(Exception):
    """Something a person can mend. ``str()`` is one sentence without a trace; ``remedy`` says what to do."""

    def __init__(self, reason: str, *, origin: str | None = None, remedy: str | None = None) -> None:
        self.reason = reason
        self.origin = origin
        self.remedy = remedy
        super().__init__(f"{origin}: {reason}" if origin else reason)


class InputError(LagebildError):
    """An input cannot be taken in: missing, of an unknown kind, too large, broken."""


class LedgerError(LagebildError):
    """The ledger cannot be opened, read or written."""
