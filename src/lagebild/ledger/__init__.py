"""The store: one SQLite file with reports, readings and stories."""

from lagebild.ledger.adding import add_all
from lagebild.ledger.ledger import Ledger
from lagebild.ledger.queries import Filter

__all__ = ["Filter", "Ledger", "add_all"]
