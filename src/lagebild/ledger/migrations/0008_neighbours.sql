-- Vectors by report, which many are read of at once; and of each part of a claim its nearest neighbours instead of links.
-- See ledger/neighbours.py. All are made anew with the next report.

DROP TABLE link;
DROP TABLE meaning;

CREATE TABLE meaning (
  report   INTEGER PRIMARY KEY REFERENCES report (number) ON DELETE CASCADE,
  language TEXT NOT NULL,
  settled  INTEGER NOT NULL,                 -- whether the neighbours are known
  parts    BLOB NOT NULL,                    -- claim, part (0 is the whole claim), and what breaks ties
  vectors  BLOB NOT NULL                     -- signed bytes, see ledger/meanings.py
) STRICT;
CREATE INDEX meaning_unsettled ON meaning (report) WHERE settled = 0;

-- Apart from the lists: all are looked at for each new report.
CREATE TABLE reach (
  report INTEGER PRIMARY KEY REFERENCES report (number) ON DELETE CASCADE,
  least  BLOB NOT NULL                       -- what is as near as this can be among a part's nearest, by language
) STRICT;
CREATE TABLE neighbour (
  report INTEGER PRIMARY KEY REFERENCES report (number) ON DELETE CASCADE,
  lists  BLOB NOT NULL
) STRICT;
CREATE INDEX report_read ON report (number, id) WHERE reader IS NOT NULL;
