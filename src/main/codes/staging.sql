-- Beside the new file while address files are read, and gone afterwards: what has to wait for its partner.
CREATE TABLE staging.lot(
  number TEXT,
  road TEXT,
  level INTEGER,
  main INTEGER,
  sub INTEGER,
  legal TEXT NOT NULL,
  is_mountain INTEGER NOT NULL,
  lot_main INTEGER NOT NULL,
  lot_sub INTEGER NOT NULL,
  is_main INTEGER NOT NULL,
  file INTEGER NOT NULL,
  line INTEGER NOT NULL
) STRICT;

CREATE TABLE staging.details(
  number TEXT NOT NULL,
  administrative TEXT NOT NULL,
  register_name TEXT NOT NULL,
  local_name TEXT NOT NULL,
  is_apartment INTEGER NOT NULL,
  file INTEGER NOT NULL,
  line INTEGER NOT NULL
) STRICT;
