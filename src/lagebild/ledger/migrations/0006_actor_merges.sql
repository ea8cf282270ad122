-- Actors of several reports that are one by their names. Derived from the reports; a person's merges stand above these.

CREATE TABLE actor_merge (
  actor      TEXT PRIMARY KEY,               -- the id that a reading gave
  own_name   TEXT NOT NULL,
  into_actor TEXT NOT NULL,                  -- the id it is listed under, with its name and kind
  name       TEXT NOT NULL,
  kind       TEXT NOT NULL,
  evidence   TEXT NOT NULL                   -- why: see ledger/actors.py
) STRICT, WITHOUT ROWID;
