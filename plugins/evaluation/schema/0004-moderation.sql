-- What an agreed mark is agreed with: see docs/data-model.md.
ALTER TABLE evaluation_consensus ADD COLUMN why_not_above TEXT;   -- why not the mark above
ALTER TABLE evaluation_consensus ADD COLUMN why_not_below TEXT;   -- why not the mark below
ALTER TABLE evaluation_consensus ADD COLUMN present TEXT;         -- identifiers of people, separated by one space
ALTER TABLE evaluation_consensus ADD COLUMN dissent TEXT;
ALTER TABLE evaluation_consensus ADD COLUMN rests_on TEXT;        -- SHA-256 of the individual marks it was agreed over
ALTER TABLE evaluation_consensus ADD COLUMN version INTEGER;      -- of the method in force when it was agreed; NULL: none was
