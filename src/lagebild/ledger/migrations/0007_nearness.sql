-- Links keep only how near the meanings of two parts of claims are: what a story makes of that is told with the story.
-- Vectors and links are made anew with the next report.

DROP TABLE link;
DELETE FROM meaning;
CREATE TABLE link (
  a        INTEGER NOT NULL REFERENCES claim (number) ON DELETE CASCADE,
  part_a   INTEGER NOT NULL,
  b        INTEGER NOT NULL REFERENCES claim (number) ON DELETE CASCADE,
  part_b   INTEGER NOT NULL,
  cosine   REAL NOT NULL,                    -- of the meanings, -1 to 1
  PRIMARY KEY (a, part_a, b, part_b)
) STRICT, WITHOUT ROWID;
CREATE INDEX link_b ON link (b);
