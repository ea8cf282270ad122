"""The steps that bring a ledger file to the present layout, in the order of their numbers."""
