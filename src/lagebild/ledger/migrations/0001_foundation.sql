-- Reports with their raw bytes and reading; the reading as JSON is the truth, the tables below it an index derived from it.

-- Small columns first: SQLite follows a row's overflow pages only as far as the last column that is asked for.
CREATE TABLE report (
  number        INTEGER PRIMARY KEY,
  id            TEXT NOT NULL UNIQUE,
  address       TEXT NOT NULL,               -- what versions of one report share: its URL, else its first id
  version       INTEGER NOT NULL,
  previous      TEXT REFERENCES report (id) ON DELETE SET NULL,
  latest        INTEGER NOT NULL,
  outlet        TEXT,
  title         TEXT,
  published     TEXT,
  language      TEXT,
  added         TEXT NOT NULL,
  unread        TEXT,                        -- why it was not read
  reader        TEXT,                        -- NULL: kept unread
  media_type    TEXT NOT NULL,
  retrieved     TEXT,                        -- when it was fetched, if it was
  response      TEXT,                        -- headers of the answer it came in, as JSON
  text_sha256   TEXT NOT NULL,
  raw_sha256    TEXT NOT NULL,
  header        BLOB NOT NULL,               -- the report record without its text, as JSON
  text          TEXT NOT NULL,
  reading       BLOB,                        -- the reading without the report's text, as deflated JSON
  raw           BLOB NOT NULL                -- deflated
) STRICT;
CREATE UNIQUE INDEX report_version ON report (address, version);
CREATE INDEX report_previous ON report (previous);
CREATE INDEX report_published ON report (published, number);

CREATE TABLE story (
  number  INTEGER PRIMARY KEY,
  name    TEXT NOT NULL UNIQUE,
  created TEXT NOT NULL
) STRICT;
INSERT INTO story (name, created) VALUES ('main', strftime('%Y-%m-%dT%H:%M:%SZ', 'now'));
CREATE TABLE story_report (
  story  INTEGER NOT NULL REFERENCES story (number) ON DELETE CASCADE,
  report INTEGER NOT NULL REFERENCES report (number) ON DELETE CASCADE,
  PRIMARY KEY (story, report)
) STRICT, WITHOUT ROWID;
CREATE INDEX story_report_report ON story_report (report);

CREATE TABLE setting (
  name  TEXT PRIMARY KEY,
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO setting (name, value) VALUES ('story', 'main');

CREATE TABLE feed (
  address       TEXT PRIMARY KEY,
  etag          TEXT,                        -- marks for asking again only for changes
  last_modified TEXT
) STRICT, WITHOUT ROWID;
CREATE TABLE feed_entry (
  feed  TEXT NOT NULL,
  entry TEXT NOT NULL,
  PRIMARY KEY (feed, entry)
) STRICT, WITHOUT ROWID;

CREATE TABLE claim (
  number     INTEGER PRIMARY KEY,
  id         TEXT NOT NULL UNIQUE,
  report     INTEGER NOT NULL REFERENCES report (number) ON DELETE CASCADE,
  position   INTEGER NOT NULL,
  text       TEXT NOT NULL,
  folded     TEXT NOT NULL,                  -- the text in lower case without diacritics
  form       TEXT NOT NULL,
  act        TEXT NOT NULL,
  certainty  TEXT NOT NULL,
  polarity   TEXT NOT NULL,
  confidence REAL NOT NULL
) STRICT;
-- Covers what claims are chosen by, so that none of their texts is touched on the way to the few that are shown.
CREATE INDEX claim_report ON claim (report, position, act, certainty, polarity, form);

CREATE TABLE source (
  claim     INTEGER NOT NULL REFERENCES claim (number) ON DELETE CASCADE,
  position  INTEGER NOT NULL,                -- 0: innermost
  text      TEXT NOT NULL,
  name      TEXT NOT NULL,                   -- the actor's, else the full mention's, else the mention's own
  actor     TEXT,
  kind      TEXT,
  act       TEXT NOT NULL,
  anonymous INTEGER NOT NULL,
  count     INTEGER,
  PRIMARY KEY (claim, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX source_name ON source (name);
CREATE INDEX source_actor ON source (actor);

CREATE TABLE time (
  claim     INTEGER NOT NULL REFERENCES claim (number) ON DELETE CASCADE,
  position  INTEGER NOT NULL,
  text      TEXT NOT NULL,
  type      TEXT NOT NULL,
  value     TEXT NOT NULL,
  first_day TEXT,
  last_day  TEXT,
  deadline  INTEGER NOT NULL,
  PRIMARY KEY (claim, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX time_first_day ON time (first_day, last_day);

CREATE TABLE quantity (
  claim    INTEGER NOT NULL REFERENCES claim (number) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  text     TEXT NOT NULL,
  value    REAL,
  low      REAL,
  high     REAL,
  modifier TEXT NOT NULL,
  unit     TEXT,
  counted  TEXT,
  PRIMARY KEY (claim, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE place (
  claim     INTEGER NOT NULL REFERENCES claim (number) ON DELETE CASCADE,
  position  INTEGER NOT NULL,
  text      TEXT NOT NULL,
  name      TEXT NOT NULL,
  country   TEXT,
  latitude  REAL,
  longitude REAL,
  PRIMARY KEY (claim, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX place_country ON place (country);

CREATE TABLE mention (
  claim    INTEGER NOT NULL REFERENCES claim (number) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  actor    TEXT NOT NULL,
  text     TEXT NOT NULL,
  PRIMARY KEY (claim, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX mention_actor ON mention (actor);

-- Full text: German and English word forms are met by prefixes, diacritics folded.
CREATE VIRTUAL TABLE report_words USING fts5 (
  title, text, content = 'report', content_rowid = 'number', tokenize = "unicode61 remove_diacritics 2", prefix = '3 5'
);
CREATE TRIGGER report_words_insert AFTER INSERT ON report BEGIN
  INSERT INTO report_words (rowid, title, text) VALUES (new.number, new.title, new.text);
END;
CREATE TRIGGER report_words_delete AFTER DELETE ON report BEGIN
  INSERT INTO report_words (report_words, rowid, title, text) VALUES ('delete', old.number, old.title, old.text);
END;

CREATE VIRTUAL TABLE claim_words USING fts5 (
  text, content = 'claim', content_rowid = 'number', tokenize = "unicode61 remove_diacritics 2", prefix = '3 5'
);
-- Parts of words, so that "abzug" finds "Truppenabzug". Folded by us: this tokenizer keeps diacritics.
CREATE VIRTUAL TABLE claim_parts USING fts5 (
  folded, content = 'claim', content_rowid = 'number', tokenize = "trigram", detail = 'none'
);
CREATE TRIGGER claim_words_insert AFTER INSERT ON claim BEGIN
  INSERT INTO claim_words (rowid, text) VALUES (new.number, new.text);
  INSERT INTO claim_parts (rowid, folded) VALUES (new.number, new.folded);
END;
CREATE TRIGGER claim_words_delete AFTER DELETE ON claim BEGIN
  INSERT INTO claim_words (claim_words, rowid, text) VALUES ('delete', old.number, old.text);
  INSERT INTO claim_parts (claim_parts, rowid, folded) VALUES ('delete', old.number, old.folded);
END;
