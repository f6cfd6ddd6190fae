-- Contents of files, kept by their SHA-256. These rows are not in the record: the rows that name a content hold its
-- SHA-256, and verification compares. See docs/data-model.md.
CREATE TABLE content (
  sha256 TEXT NOT NULL PRIMARY KEY CHECK (length (sha256) = 64),
  bytes  BLOB NOT NULL
) STRICT;

-- The text of each page of a content, for searching and selecting; it can be made again from the bytes.
CREATE TABLE content_page (
  sha256 TEXT NOT NULL REFERENCES content (sha256),
  page   INTEGER NOT NULL CHECK (page >= 1),
  text   TEXT NOT NULL,
  PRIMARY KEY (sha256, page)
) STRICT, WITHOUT ROWID;
