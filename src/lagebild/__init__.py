"""Lagebild reads news reports and keeps the ledger of a story: who says what, on whose word, how firmly.

::

    import lagebild

    reading = lagebild.read("Der Minister sagte, das Gesetz komme im Mai.", date="2024-03-01")
    with lagebild.Ledger("story.db") as ledger:
        lagebild.add(ledger, "reports/")
        for found in ledger.claims():
            print(found.claim.text, found.claim.sources)
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from lagebild._version import __version__
from lagebild.errors import InputError, LagebildError, LedgerError

if TYPE_CHECKING:
    from lagebild.api import add, read
    from lagebild.ledger import Filter, Ledger

__all__ = ["Filter", "InputError", "LagebildError", "Ledger", "LedgerError", "__version__", "add", "read"]

_LATE = {"add": "lagebild.api", "read": "lagebild.api", "Filter": "lagebild.ledger", "Ledger": "lagebild.ledger"}


def __getattr__(name: str) -> Any:
    """The public names, imported when they are first used, so that ``import lagebild`` costs nothing."""
    if name not in _LATE:
        raise AttributeError(f"module 'lagebild' has no attribute {name!r}")
    from importlib import import_module  # noqa: PLC0415

    return getattr(import_module(_LATE[name]), name)
