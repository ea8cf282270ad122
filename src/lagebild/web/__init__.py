"""The ledger in the browser: server-rendered pages, nothing from outside, nothing of a report as markup."""
