-- Prices that are kept apart until quality is locked, and what is done to them afterwards: see docs/data-model.md.

-- 'sealed': prices are for people of the commercial role until they are opened on the record. NULL: for everybody.
ALTER TABLE evaluation_method ADD COLUMN prices TEXT CHECK (prices IN ('sealed'));
-- Whole-life costs: how much less a year later is worth, as a decimal share ("0.035"). NULL: not discounted.
ALTER TABLE evaluation_method ADD COLUMN discount TEXT;
-- Why a mark was confirmed although the checks of reasons find fault with it; NULL where they found none.
ALTER TABLE evaluation_confirmation ADD COLUMN despite TEXT;
ALTER TABLE evaluation_pack_mark ADD COLUMN despite TEXT;

-- That prices were opened: one row, for ever.
CREATE TABLE evaluation_opening (
  id     TEXT NOT NULL PRIMARY KEY CHECK (id = 'opening'),
  at     TEXT NOT NULL,                                      -- UTC, RFC 3339
  person TEXT NOT NULL,
  reason TEXT
) STRICT, WITHOUT ROWID;

-- A cost of a bid in a year, for its whole-life cost. Year 0 is not discounted.
CREATE TABLE evaluation_cost (
  lot    TEXT NOT NULL REFERENCES lot (id),
  bidder TEXT NOT NULL REFERENCES bidder (id),
  title  TEXT NOT NULL,
  year   INTEGER NOT NULL CHECK (year BETWEEN 0 AND 100),
  amount INTEGER NOT NULL,                                   -- minor units
  PRIMARY KEY (lot, bidder, title, year)
) STRICT, WITHOUT ROWID;

-- A correction of a bid's price or of one of its costs: before, after, why, and what it did to the ranks.
CREATE TABLE evaluation_correction (
  lot    TEXT NOT NULL REFERENCES lot (id),
  bidder TEXT NOT NULL REFERENCES bidder (id),
  number INTEGER NOT NULL CHECK (number >= 1),
  title  TEXT,                                               -- of the cost that is corrected; NULL: the bid's price
  year   INTEGER CHECK ((year IS NULL) = (title IS NULL)),
  before INTEGER NOT NULL,                                   -- minor units
  after  INTEGER NOT NULL,
  person TEXT NOT NULL,
  at     TEXT NOT NULL,                                      -- UTC, RFC 3339
  effect TEXT NOT NULL,                                      -- on the ranks of the lot, in words
  reason TEXT NOT NULL,
  PRIMARY KEY (lot, bidder, number)
) STRICT, WITHOUT ROWID;

-- The steps that the law asks for before an abnormally low bid may be set aside. None of them excludes by itself.
CREATE TABLE evaluation_low_step (
  lot    TEXT NOT NULL REFERENCES lot (id),
  bidder TEXT NOT NULL REFERENCES bidder (id),
  step   TEXT NOT NULL CHECK (step IN ('why', 'notice', 'explanation', 'reply', 'decision')),
  at     TEXT NOT NULL,                                      -- UTC, RFC 3339
  person TEXT NOT NULL,
  text   TEXT NOT NULL,
  PRIMARY KEY (lot, bidder, step)
) STRICT, WITHOUT ROWID;

-- A minimum that was not reached and is passed all the same, by a named senior person. For ever; it is of what was signed,
-- and passes nothing that is lower, or under a higher minimum. The last one of a minimum counts.
CREATE TABLE evaluation_override (
  lot       TEXT NOT NULL REFERENCES lot (id),
  bidder    TEXT NOT NULL REFERENCES bidder (id),
  criterion TEXT NOT NULL,                                   -- '' is the minimum of the total
  at        TEXT NOT NULL,                                   -- UTC, RFC 3339
  person    TEXT NOT NULL,                                   -- of the role approver
  found     TEXT NOT NULL,                                   -- the mark or the points then: a decimal or a fraction
  minimum   TEXT NOT NULL,                                   -- the minimum then
  reason    TEXT NOT NULL,
  PRIMARY KEY (lot, bidder, criterion, at)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER evaluation_opening_no_update BEFORE UPDATE ON evaluation_opening
BEGIN SELECT raise (ABORT, 'the opening of prices is never changed'); END;
CREATE TRIGGER evaluation_opening_no_delete BEFORE DELETE ON evaluation_opening
BEGIN SELECT raise (ABORT, 'the opening of prices is never changed'); END;
CREATE TRIGGER evaluation_override_no_update BEFORE UPDATE ON evaluation_override
BEGIN SELECT raise (ABORT, 'an override is never changed'); END;
CREATE TRIGGER evaluation_override_no_delete BEFORE DELETE ON evaluation_override
BEGIN SELECT raise (ABORT, 'an override is never changed'); END;

-- Once prices are open, or one was corrected, a figure changes by a correction alone: the last one says what it becomes.
CREATE TRIGGER evaluation_bid_price_insert BEFORE INSERT ON bid
WHEN NEW.price IS NOT NULL AND EXISTS (SELECT 1 FROM evaluation_opening)
BEGIN SELECT raise (ABORT, 'prices are open: no bid with a price is added'); END;
CREATE TRIGGER evaluation_bid_price_update BEFORE UPDATE OF price ON bid
WHEN NEW.price IS NOT OLD.price
 AND (EXISTS (SELECT 1 FROM evaluation_opening)
  OR EXISTS (SELECT 1 FROM evaluation_correction AS c WHERE c.lot = OLD.lot AND c.bidder = OLD.bidder AND c.title IS NULL))
 AND NOT EXISTS (SELECT 1 FROM evaluation_correction AS c WHERE c.lot = OLD.lot AND c.bidder = OLD.bidder
  AND c.title IS NULL AND c.before IS OLD.price AND c.after IS NEW.price
  AND c.number = (SELECT max (number) FROM evaluation_correction AS l WHERE l.lot = OLD.lot AND l.bidder = OLD.bidder))
BEGIN SELECT raise (ABORT, 'prices are open: a price is changed by correct-price'); END;
CREATE TRIGGER evaluation_bid_price_delete BEFORE DELETE ON bid
WHEN OLD.price IS NOT NULL AND EXISTS (SELECT 1 FROM evaluation_opening)
BEGIN SELECT raise (ABORT, 'prices are open: a bid with a price stays; set its status to withdrawn'); END;
CREATE TRIGGER evaluation_cost_insert BEFORE INSERT ON evaluation_cost WHEN EXISTS (SELECT 1 FROM evaluation_opening)
BEGIN SELECT raise (ABORT, 'prices are open: no cost is added'); END;
CREATE TRIGGER evaluation_cost_update BEFORE UPDATE ON evaluation_cost
WHEN (EXISTS (SELECT 1 FROM evaluation_opening)
  OR EXISTS (SELECT 1 FROM evaluation_correction AS c WHERE c.lot = OLD.lot AND c.bidder = OLD.bidder AND c.title = OLD.title
   AND c.year = OLD.year))
 AND NOT EXISTS (SELECT 1 FROM evaluation_correction AS c WHERE c.lot = OLD.lot AND c.bidder = OLD.bidder
  AND c.title = OLD.title AND c.year = OLD.year AND c.before = OLD.amount AND c.after = NEW.amount
  AND c.number = (SELECT max (number) FROM evaluation_correction AS l WHERE l.lot = OLD.lot AND l.bidder = OLD.bidder))
BEGIN SELECT raise (ABORT, 'prices are open: a cost is changed by correct-price'); END;
-- What no discount may bring over the largest amount: the sum in steps of 2^20 minor units, which cannot overflow itself.
CREATE TRIGGER evaluation_cost_sum_insert AFTER INSERT ON evaluation_cost
WHEN (SELECT sum (amount >> 20) + count (*) FROM evaluation_cost WHERE lot = NEW.lot AND bidder = NEW.bidder) > 8796093022207
BEGIN SELECT raise (ABORT, 'expected costs of a bid that together stay an amount of 64 bits, found more: look at the figures'); END;
CREATE TRIGGER evaluation_cost_sum_update AFTER UPDATE ON evaluation_cost
WHEN (SELECT sum (amount >> 20) + count (*) FROM evaluation_cost WHERE lot = NEW.lot AND bidder = NEW.bidder) > 8796093022207
BEGIN SELECT raise (ABORT, 'expected costs of a bid that together stay an amount of 64 bits, found more: look at the figures'); END;
CREATE TRIGGER evaluation_cost_delete BEFORE DELETE ON evaluation_cost WHEN EXISTS (SELECT 1 FROM evaluation_opening)
BEGIN SELECT raise (ABORT, 'prices are open: a cost stays'); END;
CREATE TRIGGER evaluation_correction_no_update BEFORE UPDATE ON evaluation_correction
BEGIN SELECT raise (ABORT, 'a correction is never changed'); END;
CREATE TRIGGER evaluation_correction_no_delete BEFORE DELETE ON evaluation_correction
BEGIN SELECT raise (ABORT, 'a correction is never changed'); END;
-- Sealed prices are opened on the record, and not by a change of the method.
CREATE TRIGGER evaluation_method_sealed_update BEFORE UPDATE OF prices ON evaluation_method
WHEN OLD.prices IS NOT NULL AND NEW.prices IS NULL AND EXISTS (SELECT 1 FROM evaluation_publication)
BEGIN SELECT raise (ABORT, 'prices are sealed: open-prices opens them'); END;
CREATE TRIGGER evaluation_method_sealed_delete BEFORE DELETE ON evaluation_method
WHEN OLD.prices IS NOT NULL AND EXISTS (SELECT 1 FROM evaluation_publication)
BEGIN SELECT raise (ABORT, 'prices are sealed: open-prices opens them'); END;
