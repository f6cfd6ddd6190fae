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

-- What a mark rests on does not grow once somebody stands by the mark: the program asks before (lw-evaluation-answers.c).
CREATE TRIGGER evaluation_document_locked_insert BEFORE INSERT ON evaluation_document
WHEN EXISTS (SELECT 1 FROM evaluation_publication) AND EXISTS (SELECT 1 FROM
 (SELECT lot, bidder, criterion FROM evaluation_consensus
  UNION ALL SELECT lot, bidder, criterion FROM evaluation_confirmation) AS m
 WHERE m.bidder = NEW.bidder AND (NEW.lot IS NULL OR m.lot = NEW.lot) AND (NEW.criterion IS NULL OR m.criterion = NEW.criterion))
BEGIN SELECT raise (ABORT, 'a document is not added under a mark that is confirmed or agreed'); END;
CREATE TRIGGER evaluation_document_locked_update BEFORE UPDATE OF lot, criterion ON evaluation_document
WHEN EXISTS (SELECT 1 FROM evaluation_publication) AND EXISTS (SELECT 1 FROM
 (SELECT lot, bidder, criterion FROM evaluation_consensus
  UNION ALL SELECT lot, bidder, criterion FROM evaluation_confirmation) AS m
 WHERE m.bidder = NEW.bidder AND (NEW.lot IS NULL OR m.lot = NEW.lot) AND (NEW.criterion IS NULL OR m.criterion = NEW.criterion))
BEGIN SELECT raise (ABORT, 'a document is not added under a mark that is confirmed or agreed'); END;
