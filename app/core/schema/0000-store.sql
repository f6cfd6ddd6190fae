-- The store's own tables. The journal is append-only: triggers refuse every change and removal, and
-- each entry's hash covers the one before it (docs/data-model.md, "The journal").

-- The schema steps that made this file.
CREATE TABLE schema_version (
  plugin   TEXT NOT NULL,
  version  INTEGER NOT NULL,
  checksum TEXT NOT NULL,                    -- SHA-256 of the step's text
  PRIMARY KEY (plugin, version)
) STRICT, WITHOUT ROWID;

-- What people did. seq is that of the command's first journal entry.
CREATE TABLE command (
  seq    INTEGER PRIMARY KEY,
  at     TEXT NOT NULL,                      -- UTC, RFC 3339
  person TEXT NOT NULL,
  name   TEXT NOT NULL,
  reason TEXT,
  kind   TEXT NOT NULL CHECK (kind IN ('do', 'undo', 'redo', 'final')),
  target INTEGER REFERENCES command (seq),   -- the command that was undone or redone
  step   TEXT                                -- SHA-256 of its undo step, so that the chain covers it
) STRICT;

CREATE TABLE journal (
  seq     INTEGER PRIMARY KEY,
  command INTEGER NOT NULL REFERENCES command (seq),
  op      TEXT NOT NULL CHECK (op = 'insert' OR op = 'update' OR op = 'delete' OR op = 'command'),
  tbl     TEXT,
  key     TEXT,                              -- primary key's columns joined by '/'
  before  TEXT,                              -- the whole row as JSON, nulls left out
  after   TEXT,
  hash    BLOB NOT NULL CHECK (length (hash) = 32)
) STRICT;
CREATE INDEX command_by_target ON command (target) WHERE target IS NOT NULL;

CREATE TRIGGER command_no_update BEFORE UPDATE ON command
BEGIN SELECT raise (ABORT, 'the record of commands is append-only'); END;
CREATE TRIGGER command_no_delete BEFORE DELETE ON command
BEGIN SELECT raise (ABORT, 'the record of commands is append-only'); END;
CREATE TRIGGER journal_no_update BEFORE UPDATE ON journal
BEGIN SELECT raise (ABORT, 'the journal is append-only'); END;
CREATE TRIGGER journal_no_delete BEFORE DELETE ON journal
BEGIN SELECT raise (ABORT, 'the journal is append-only'); END;

-- What undo needs: the changeset of each command that can be undone, in SQLite's session format.
CREATE TABLE undo_step (
  command   INTEGER PRIMARY KEY REFERENCES command (seq),
  changeset BLOB NOT NULL
) STRICT;
