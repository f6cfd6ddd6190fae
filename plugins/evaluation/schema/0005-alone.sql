-- What an evaluator keeps beside a mark: see docs/data-model.md.

-- Where in the bid the mark comes from: a document of the bidder (or NULL: the answer), its page or paragraph, and its
-- own words.
ALTER TABLE evaluation_mark ADD COLUMN document TEXT;
ALTER TABLE evaluation_mark ADD COLUMN page TEXT;
ALTER TABLE evaluation_mark ADD COLUMN quote TEXT;

-- A private note of an evaluator; it may be there before the mark.
CREATE TABLE evaluation_note (
  lot       TEXT NOT NULL,                                   -- '' where the criterion is common to all lots
  bidder    TEXT NOT NULL REFERENCES bidder (id),
  criterion TEXT NOT NULL REFERENCES evaluation_criterion (id),
  person    TEXT NOT NULL REFERENCES person (id),
  text      TEXT NOT NULL,
  PRIMARY KEY (lot, bidder, criterion, person)
) STRICT, WITHOUT ROWID;

-- What an evaluator asks the lead, and what the lead answers.
CREATE TABLE evaluation_query (
  lot       TEXT NOT NULL,
  bidder    TEXT NOT NULL REFERENCES bidder (id),
  criterion TEXT NOT NULL REFERENCES evaluation_criterion (id),
  person    TEXT NOT NULL REFERENCES person (id),
  reply     TEXT,                                            -- NULL while it is open
  text      TEXT NOT NULL,
  PRIMARY KEY (lot, bidder, criterion, person)
) STRICT, WITHOUT ROWID;
