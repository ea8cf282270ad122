-- Across reports: what a claim means as a vector, and which claims are alike enough to be looked at together.

CREATE TABLE meaning (
  claim   INTEGER PRIMARY KEY REFERENCES claim (number) ON DELETE CASCADE,
  vectors BLOB NOT NULL                      -- of the claim, then of its clauses: signed bytes, see ledger/meanings.py
) STRICT;

-- Unordered pairs of claims or their clauses (part 0 is the whole claim), the lower number first.
CREATE TABLE link (
  a        INTEGER NOT NULL REFERENCES claim (number) ON DELETE CASCADE,
  part_a   INTEGER NOT NULL,
  b        INTEGER NOT NULL REFERENCES claim (number) ON DELETE CASCADE,
  part_b   INTEGER NOT NULL,
  likeness REAL NOT NULL,                    -- 0 to 1
  PRIMARY KEY (a, part_a, b, part_b)
) STRICT, WITHOUT ROWID;
CREATE INDEX link_b ON link (b);
