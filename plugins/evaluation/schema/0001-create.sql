-- How bids are marked. Decimals are text; money is minor units. See docs/data-model.md.

-- The published method: one row.
CREATE TABLE evaluation_method (
  id       TEXT NOT NULL PRIMARY KEY CHECK (id = 'method'),
  weights  TEXT NOT NULL CHECK (weights IN ('points', 'basis-points')),
  whole    TEXT NOT NULL,                                    -- points of a perfect bid, decimal
  rounding TEXT NOT NULL CHECK (rounding IN ('never', 'criterion', 'section', 'total')),
  places   INTEGER NOT NULL CHECK (places BETWEEN 0 AND 30),
  rule     TEXT NOT NULL CHECK (rule IN ('half-up', 'half-even', 'down', 'up')),
  minimum  TEXT,                                             -- of the total, in points; absent is not zero
  trust    TEXT
) STRICT, WITHOUT ROWID;

CREATE TABLE evaluation_scale (
  id    TEXT NOT NULL PRIMARY KEY,
  title TEXT NOT NULL,
  trust TEXT
) STRICT, WITHOUT ROWID;

CREATE TABLE evaluation_scale_mark (
  scale      TEXT NOT NULL REFERENCES evaluation_scale (id),
  value      TEXT NOT NULL,                                  -- decimal
  label      TEXT NOT NULL,
  position   INTEGER NOT NULL,
  descriptor TEXT,
  PRIMARY KEY (scale, value)
) STRICT, WITHOUT ROWID;

CREATE TABLE evaluation_criterion (
  id       TEXT NOT NULL PRIMARY KEY,
  parent   TEXT REFERENCES evaluation_criterion (id),
  title    TEXT NOT NULL,
  kind     TEXT NOT NULL CHECK (kind IN ('group', 'scored', 'pass-fail', 'price', 'information')),
  weight   TEXT,                                             -- decimal points, or basis points of the parent
  scale    TEXT REFERENCES evaluation_scale (id),
  scope    TEXT CHECK (scope IN ('lot', 'common')),          -- of a leaf: marked per lot, or once for all lots
  minimum  TEXT,                                             -- leaf: a mark; group: points; absent is not zero
  formula  TEXT CHECK (formula IN ('lowest-over-price', 'fixed-range')),
  optimum  INTEGER,                                          -- fixed-range: price with all the points, minor units
  top      INTEGER,                                          -- fixed-range: price with none
  trust    TEXT,
  position INTEGER NOT NULL,
  guidance TEXT
) STRICT, WITHOUT ROWID;
CREATE INDEX evaluation_criterion_by_parent ON evaluation_criterion (parent);

-- One evaluator's mark. lot is '' where the criterion is common to all lots.
CREATE TABLE evaluation_mark (
  lot       TEXT NOT NULL,
  bidder    TEXT NOT NULL REFERENCES bidder (id),
  criterion TEXT NOT NULL REFERENCES evaluation_criterion (id),
  person    TEXT NOT NULL REFERENCES person (id),
  mark      TEXT NOT NULL,                                   -- a value of the scale, or 'pass', 'fail'
  rationale TEXT,
  PRIMARY KEY (lot, bidder, criterion, person)
) STRICT, WITHOUT ROWID;

-- The mark agreed in moderation. It does not replace the individual marks, which stay as they were given.
CREATE TABLE evaluation_consensus (
  lot       TEXT NOT NULL,
  bidder    TEXT NOT NULL REFERENCES bidder (id),
  criterion TEXT NOT NULL REFERENCES evaluation_criterion (id),
  mark      TEXT NOT NULL,
  rationale TEXT,
  PRIMARY KEY (lot, bidder, criterion)
) STRICT, WITHOUT ROWID;
