"""Views of a ledger as files: JSON, JSON Lines, CSV."""
