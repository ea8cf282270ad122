-- Links keep what two parts of claims have by themselves: how near their meanings are, and what their content adds.
-- What a story makes of that is told anew with the story; vectors and links are made anew with the next report.

DROP TABLE link;
DELETE FROM meaning;
CREATE TABLE link (
  a        INTEGER NOT NULL REFERENCES claim (number) ON DELETE CASCADE,
  part_a   INTEGER NOT NULL,
  b        INTEGER NOT NULL REFERENCES claim (number) ON DELETE CASCADE,
  part_b   INTEGER NOT NULL,
  cosine   REAL NOT NULL,                    -- of the meanings, -1 to 1
  content  REAL NOT NULL,                    -- log odds that the content adds, see story/likeness.py
  PRIMARY KEY (a, part_a, b, part_b)
) STRICT, WITHOUT ROWID;
CREATE INDEX link_b ON link (b);
