-- What a result needs to stand up in court: see docs/data-model.md.

-- ---- publishing ----

-- A version of the method as it was published. Only the newest is in force.
CREATE TABLE evaluation_publication (
  version  INTEGER NOT NULL PRIMARY KEY CHECK (version >= 1),
  at       TEXT NOT NULL,                                    -- UTC, RFC 3339
  person   TEXT NOT NULL,
  approver TEXT,                                             -- of a later version; the first has none
  reason   TEXT,
  sha256   TEXT NOT NULL CHECK (length (sha256) = 64),       -- of xml
  xml      TEXT NOT NULL                                     -- the method in canonical XML
) STRICT;

-- An open revision: while there is none, a published method is locked.
CREATE TABLE evaluation_revision (
  id       TEXT NOT NULL PRIMARY KEY CHECK (id = 'revision'),
  person   TEXT NOT NULL,
  approver TEXT NOT NULL,
  reason   TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- ---- confirming ----

-- That its evaluator stands by a mark, under the version of the method in force. A mark whose confirmation is of
-- an earlier version is to be confirmed again.
CREATE TABLE evaluation_confirmation (
  lot       TEXT NOT NULL,
  bidder    TEXT NOT NULL REFERENCES bidder (id),
  criterion TEXT NOT NULL REFERENCES evaluation_criterion (id),
  person    TEXT NOT NULL REFERENCES person (id),
  version   INTEGER NOT NULL REFERENCES evaluation_publication (version),
  PRIMARY KEY (lot, bidder, criterion, person)
) STRICT, WITHOUT ROWID;
CREATE INDEX evaluation_confirmation_by_version ON evaluation_confirmation (version);

-- ---- ties ----

-- Which of several bids with equal totals goes first: rules in their order, of the method.
CREATE TABLE evaluation_tie_rule (
  position  INTEGER NOT NULL PRIMARY KEY CHECK (position >= 1),
  rule      TEXT NOT NULL CHECK (rule IN ('higher-quality', 'criterion', 'lower-price', 'drawn-lot')),
  criterion TEXT REFERENCES evaluation_criterion (id),       -- of 'criterion'
  seed      TEXT                                             -- of 'drawn-lot'
) STRICT;

-- ---- price ----

-- What bids are ranked by, and from where on a price is called abnormally low.
ALTER TABLE evaluation_method ADD COLUMN basis TEXT
  CHECK (basis IN ('points', 'price-per-quality-point', 'value-index', 'weighted-value-index', 'monetised-quality'));
ALTER TABLE evaluation_method ADD COLUMN rate INTEGER CHECK (rate > 0);                -- monetised-quality: minor units a point
ALTER TABLE evaluation_method ADD COLUMN quality_weight TEXT;                          -- weighted-value-index, decimal
ALTER TABLE evaluation_method ADD COLUMN price_weight TEXT;
ALTER TABLE evaluation_method ADD COLUMN index_places INTEGER CHECK (index_places BETWEEN 0 AND 30);
ALTER TABLE evaluation_method ADD COLUMN low_mean TEXT;                                -- a share, decimal; absent is the usual
ALTER TABLE evaluation_method ADD COLUMN low_next TEXT;

-- More formulas, and the factor of one: the table is made anew, because SQLite cannot change a CHECK. The column is
-- added first, so that rows leave and come back with the same columns and the record has nothing to say of them; a new
-- formula needs no such step, because its name is the program's to check. Columns stay in their order: undo steps and
-- the journal go by it.
ALTER TABLE evaluation_criterion ADD COLUMN factor TEXT;
PRAGMA defer_foreign_keys = ON;
CREATE TEMP TABLE evaluation_criterion_kept AS SELECT * FROM main.evaluation_criterion;
DROP TABLE main.evaluation_criterion;
CREATE TABLE evaluation_criterion (
  id       TEXT NOT NULL PRIMARY KEY,
  parent   TEXT REFERENCES evaluation_criterion (id),
  title    TEXT NOT NULL,
  kind     TEXT NOT NULL CHECK (kind IN ('group', 'scored', 'pass-fail', 'price', 'information')),
  weight   TEXT,                                             -- decimal points, or basis points of the parent
  scale    TEXT REFERENCES evaluation_scale (id),
  scope    TEXT CHECK (scope IN ('lot', 'common')),          -- of a leaf: marked per lot, or once for all lots
  minimum  TEXT,                                             -- leaf: a mark; group: points; absent is not zero
  formula  TEXT,                                             -- price: one of the table in lw-evaluation-price.c
  optimum  INTEGER,                                          -- fixed-range: price with all the points, minor units
  top      INTEGER,                                          -- fixed-range: price with none
  trust    TEXT,
  position INTEGER NOT NULL,
  guidance TEXT,
  factor   TEXT                                              -- logarithmic: decimal, above 1
) STRICT, WITHOUT ROWID;
INSERT INTO evaluation_criterion SELECT * FROM temp.evaluation_criterion_kept ORDER BY position;
DROP TABLE temp.evaluation_criterion_kept;
CREATE INDEX evaluation_criterion_by_parent ON evaluation_criterion (parent);

-- ---- people ----

-- A rule: who marks what. '' is all criteria, lots or bidders; a group covers what is below it. While there is no row
-- nobody is restricted.
CREATE TABLE evaluation_assignment (
  person    TEXT NOT NULL REFERENCES person (id),
  criterion TEXT NOT NULL,
  lot       TEXT NOT NULL,
  bidder    TEXT NOT NULL,
  PRIMARY KEY (person, criterion, lot, bidder)
) STRICT, WITHOUT ROWID;

-- What a person said of an interest in an organisation. No row is nothing said, which is not "none".
CREATE TABLE evaluation_declaration (
  person       TEXT NOT NULL REFERENCES person (id),
  organisation TEXT NOT NULL REFERENCES organisation (id),
  stand        TEXT NOT NULL CHECK (stand IN ('none', 'conflict')),
  note         TEXT,
  PRIMARY KEY (person, organisation)
) STRICT, WITHOUT ROWID;

-- ---- working apart ----

-- A pack for one evaluator: one that was sent, or in the evaluator's file the one that it was made from. These tables
-- refer to nobody: who and what is removed while a pack is out is met when it comes back.
CREATE TABLE evaluation_pack (
  id       TEXT NOT NULL PRIMARY KEY,                        -- 128 random bits
  person   TEXT NOT NULL,
  side     TEXT NOT NULL CHECK (side IN ('sent', 'opened')),
  version  INTEGER NOT NULL,                                 -- of the method in force when it was sent
  method   TEXT NOT NULL,                                    -- SHA-256 of that version
  at       TEXT NOT NULL,                                    -- UTC, RFC 3339
  base     TEXT NOT NULL,                                    -- SHA-256 of the canonical XML of the marks that went out
  returned TEXT                                              -- SHA-256 of what was returned, or merged, last
) STRICT, WITHOUT ROWID;

-- All that was returned from a file, or merged here: none of it is merged twice.
CREATE TABLE evaluation_pack_return (
  pack   TEXT NOT NULL REFERENCES evaluation_pack (id),
  sha256 TEXT NOT NULL,                                      -- of what was sealed
  number INTEGER NOT NULL CHECK (number >= 1),
  PRIMARY KEY (pack, sha256)
) STRICT, WITHOUT ROWID;

-- The marks of a pack as both sides last had them: as they went out, then as they came back.
CREATE TABLE evaluation_pack_mark (
  pack      TEXT NOT NULL REFERENCES evaluation_pack (id),
  lot       TEXT NOT NULL,
  bidder    TEXT NOT NULL,
  criterion TEXT NOT NULL,
  confirmed INTEGER,                                         -- under this version of the method
  content   TEXT NOT NULL,                                   -- all fields of the mark but its key, as JSON
  PRIMARY KEY (pack, lot, bidder, criterion)
) STRICT, WITHOUT ROWID;

-- A mark that came back and was not taken over: a person decides, and the row goes.
CREATE TABLE evaluation_conflict (
  pack      TEXT NOT NULL REFERENCES evaluation_pack (id),
  lot       TEXT NOT NULL,
  bidder    TEXT NOT NULL,
  criterion TEXT NOT NULL,
  why       TEXT NOT NULL,
  PRIMARY KEY (pack, lot, bidder, criterion)
) STRICT, WITHOUT ROWID;
