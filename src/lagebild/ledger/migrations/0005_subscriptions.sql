-- Feeds that a person follows, each for one story. What was seen of them is in feed and feed_entry.

CREATE TABLE subscription (
  feed      TEXT PRIMARY KEY,                -- its address
  story     INTEGER NOT NULL REFERENCES story (number) ON DELETE CASCADE,
  added     TEXT NOT NULL,                   -- ISO 8601, UTC
  refreshed TEXT,                            -- when it was last asked
  problem   TEXT                             -- why that failed
) STRICT, WITHOUT ROWID;
