-- A person's decisions over the machine's reading. They are pinned to words, not to rows, so that they hold for a newer
-- reading and for a later version of the report. An undone one stays as a record.

CREATE TABLE correction (
  number        INTEGER PRIMARY KEY,
  made          TEXT NOT NULL,               -- ISO 8601, UTC
  verdict       TEXT NOT NULL,               -- see ledger/corrections.py
  report        TEXT,                        -- address of the claim's report
  words         TEXT,                        -- the claim's words
  start         INTEGER,                     -- where they began
  other_report  TEXT,                        -- the second claim, where two are judged
  other_words   TEXT,
  other_start   INTEGER,
  field         TEXT,                        -- what is edited, or the actor that is merged
  value         TEXT,
  undone        TEXT                         -- when it was taken back
) STRICT;
CREATE INDEX correction_report ON correction (report);
