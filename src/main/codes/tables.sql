-- What was imported, in the order given. Rows name their file by `id`.
CREATE TABLE source(
  id INTEGER PRIMARY KEY,
  part TEXT NOT NULL,
  name TEXT NOT NULL,
  kind TEXT NOT NULL,
  lines INTEGER NOT NULL,
  kept INTEGER NOT NULL
) STRICT;

-- Areas of both systems, a row for each life of a code: from `from_day` up to, not with, `to_day`.
CREATE TABLE area(
  system TEXT NOT NULL,
  code TEXT NOT NULL,
  from_day TEXT NOT NULL,
  to_day TEXT,
  province TEXT NOT NULL,
  city TEXT NOT NULL,
  township TEXT NOT NULL,
  ri TEXT NOT NULL,
  file INTEGER NOT NULL,
  line INTEGER NOT NULL
) STRICT;

-- Which office serves which legal dong or ri, and when.
CREATE TABLE jurisdiction(
  administrative TEXT NOT NULL,
  legal TEXT NOT NULL,
  from_day TEXT NOT NULL,
  to_day TEXT,
  file INTEGER NOT NULL,
  line INTEGER NOT NULL
) STRICT;

CREATE TABLE street(
  code TEXT NOT NULL PRIMARY KEY,
  name TEXT NOT NULL,
  key TEXT NOT NULL,
  from_day TEXT,
  to_day TEXT
) STRICT, WITHOUT ROWID;

-- The names of legal dong and ri as address files give them.
CREATE TABLE place(
  legal TEXT NOT NULL PRIMARY KEY,
  province TEXT NOT NULL,
  city TEXT NOT NULL,
  township TEXT NOT NULL,
  ri TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE address(
  id INTEGER PRIMARY KEY,
  number TEXT NOT NULL,
  road TEXT NOT NULL,
  level INTEGER NOT NULL,
  main INTEGER NOT NULL,
  sub INTEGER NOT NULL,
  legal TEXT NOT NULL,
  administrative TEXT NOT NULL,
  is_mountain INTEGER NOT NULL,
  lot_main INTEGER NOT NULL,
  lot_sub INTEGER NOT NULL,
  register_name TEXT NOT NULL,
  local_name TEXT NOT NULL,
  is_apartment INTEGER NOT NULL,
  postcode TEXT NOT NULL,
  from_day TEXT,
  file INTEGER NOT NULL,
  line INTEGER NOT NULL
) STRICT;

-- Lots of an address besides its own.
CREATE TABLE lot(
  legal TEXT NOT NULL,
  is_mountain INTEGER NOT NULL,
  main INTEGER NOT NULL,
  sub INTEGER NOT NULL,
  address INTEGER NOT NULL,
  PRIMARY KEY (legal, is_mountain, main, sub, address)
) STRICT, WITHOUT ROWID;

CREATE TABLE building_name(
  key TEXT NOT NULL,
  address INTEGER NOT NULL,
  PRIMARY KEY (key, address)
) STRICT, WITHOUT ROWID;
