-- What a bid says: see docs/data-model.md.

-- The answer to a question, in words. lot is '' where the criterion is common to all lots.
CREATE TABLE evaluation_answer (
  lot       TEXT NOT NULL,
  bidder    TEXT NOT NULL REFERENCES bidder (id),
  criterion TEXT NOT NULL REFERENCES evaluation_criterion (id),
  trust     TEXT,
  text      TEXT NOT NULL,
  PRIMARY KEY (lot, bidder, criterion)
) STRICT, WITHOUT ROWID;

-- A file of a bid. lot and criterion say what it belongs to; NULL is all of them. Its content is in the store's table
-- content, by its SHA-256.
CREATE TABLE evaluation_document (
  bidder    TEXT NOT NULL REFERENCES bidder (id),
  name      TEXT NOT NULL,                                   -- as the bidder named the file
  lot       TEXT REFERENCES lot (id),
  criterion TEXT REFERENCES evaluation_criterion (id),
  media     TEXT NOT NULL,                                   -- "application/pdf"
  size      INTEGER NOT NULL,                                -- bytes
  pages     INTEGER,
  sha256    TEXT NOT NULL CHECK (length (sha256) = 64),
  trust     TEXT,
  PRIMARY KEY (bidder, name)
) STRICT, WITHOUT ROWID;
