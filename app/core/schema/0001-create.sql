-- The core's tables. Every table has a declared primary key of natural keys: the session extension
-- records changes by it, and the journal names rows by it. Trust marks: see docs/data-model.md.

CREATE TABLE competition (
  id        TEXT NOT NULL PRIMARY KEY,
  title     TEXT NOT NULL,
  authority TEXT,
  currency  TEXT NOT NULL,
  reference TEXT,
  trust     TEXT
) STRICT, WITHOUT ROWID;

-- What is said of a whole kind of figures at once: subject 'prices' is illustrative, because …
CREATE TABLE provenance (
  subject TEXT NOT NULL PRIMARY KEY,
  trust   TEXT NOT NULL,
  note    TEXT
) STRICT, WITHOUT ROWID;

CREATE TABLE area (
  id         TEXT NOT NULL PRIMARY KEY,
  name       TEXT NOT NULL,
  code       TEXT,
  population INTEGER,
  trust      TEXT
) STRICT, WITHOUT ROWID;

CREATE TABLE lot (
  id       TEXT NOT NULL PRIMARY KEY,
  title    TEXT NOT NULL,
  value    INTEGER,            -- indicative annual value, minor units
  trust    TEXT,
  position INTEGER NOT NULL,
  note     TEXT
) STRICT, WITHOUT ROWID;

CREATE TABLE lot_area (
  lot  TEXT NOT NULL REFERENCES lot (id),
  area TEXT NOT NULL REFERENCES area (id),
  PRIMARY KEY (lot, area)
) STRICT, WITHOUT ROWID;
CREATE INDEX lot_area_by_area ON lot_area (area);

CREATE TABLE organisation (
  id    TEXT NOT NULL PRIMARY KEY,
  name  TEXT NOT NULL,
  kind  TEXT NOT NULL CHECK (kind IN ('private', 'voluntary', 'social-enterprise', 'mutual', 'public', 'joint-venture')),
  size  TEXT CHECK (size IN ('micro', 'small', 'medium', 'large')),
  trust TEXT,
  note  TEXT
) STRICT, WITHOUT ROWID;

-- Numbers under which an organisation is registered: company, charity, …
CREATE TABLE registration (
  organisation TEXT NOT NULL REFERENCES organisation (id),
  register     TEXT NOT NULL,
  number       TEXT NOT NULL,
  PRIMARY KEY (organisation, register)
) STRICT, WITHOUT ROWID;

CREATE TABLE bidder (
  id       TEXT NOT NULL PRIMARY KEY,
  name     TEXT NOT NULL,
  form     TEXT NOT NULL CHECK (form IN ('single', 'consortium')),
  trust    TEXT,
  position INTEGER NOT NULL,
  note     TEXT
) STRICT, WITHOUT ROWID;

CREATE TABLE bidder_member (
  bidder       TEXT NOT NULL REFERENCES bidder (id),
  organisation TEXT NOT NULL REFERENCES organisation (id),
  role         TEXT NOT NULL CHECK (role IN ('lead', 'member', 'partner')),
  share        INTEGER CHECK (share BETWEEN 0 AND 10000),   -- basis points of the bidder
  trust        TEXT,
  position     INTEGER NOT NULL,
  PRIMARY KEY (bidder, organisation)
) STRICT, WITHOUT ROWID;
CREATE INDEX bidder_member_by_organisation ON bidder_member (organisation);

CREATE TABLE bid (
  lot    TEXT NOT NULL REFERENCES lot (id),
  bidder TEXT NOT NULL REFERENCES bidder (id),
  price  INTEGER CHECK (price >= 0),                        -- minor units; absent until given
  status TEXT NOT NULL CHECK (status IN ('submitted', 'withdrawn', 'excluded')),
  trust  TEXT,
  note   TEXT,
  PRIMARY KEY (lot, bidder)
) STRICT, WITHOUT ROWID;
CREATE INDEX bid_by_bidder ON bid (bidder);

CREATE TABLE person (
  id    TEXT NOT NULL PRIMARY KEY,
  name  TEXT NOT NULL,                                       -- or the post, where no name is to appear
  trust TEXT
) STRICT, WITHOUT ROWID;

CREATE TABLE person_role (
  person TEXT NOT NULL REFERENCES person (id),
  role   TEXT NOT NULL CHECK (role IN ('lead', 'evaluator', 'moderator', 'commercial', 'observer', 'approver')),
  PRIMARY KEY (person, role)
) STRICT, WITHOUT ROWID;
