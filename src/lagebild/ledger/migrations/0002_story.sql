-- Across reports: what a claim means as a vector, and which claims are alike enough to be looked at together.

CREATE TABLE meaning (
  claim  INTEGER PRIMARY KEY REFERENCES claim (number) ON DELETE CASCADE,
  vector BLOB NOT NULL                       -- signed bytes, see ledger/meanings.py
) STRICT;

-- Unordered pairs, the lower number first.
CREATE TABLE link (
  a        INTEGER NOT NULL REFERENCES claim (number) ON DELETE CASCADE,
  b        INTEGER NOT NULL REFERENCES claim (number) ON DELETE CASCADE,
  likeness REAL NOT NULL,                    -- 0 to 1
  PRIMARY KEY (a, b)
) STRICT, WITHOUT ROWID;
CREATE INDEX link_b ON link (b);
