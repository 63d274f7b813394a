-- The confirmed register of this office: what central's decisions say, and nothing else.
CREATE TABLE resident(
  id TEXT NOT NULL UNIQUE,
  -- household.row: fewer bytes than its id, and what the full-text index of addresses knows it by. Null while it isn't here.
  household_row INTEGER,
  number TEXT NOT NULL,
  name TEXT NOT NULL,
  hanja TEXT NOT NULL,
  -- As names are compared and sorted: src/shared/text/name-key.ts.
  name_key TEXT NOT NULL,
  hanja_key TEXT NOT NULL,
  roman_key TEXT NOT NULL,
  birth_date TEXT NOT NULL,
  status TEXT NOT NULL,
  relation TEXT NOT NULL,
  document TEXT NOT NULL
) STRICT;

CREATE TABLE household(
  row INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  address TEXT NOT NULL,
  -- A record that ended [A 22]: kept, and found by its id alone.
  is_closed INTEGER NOT NULL,
  -- There are people in it and nobody leads it.
  is_headless INTEGER NOT NULL,
  document TEXT NOT NULL
) STRICT;

-- Numbers that residents had before.
CREATE TABLE former_number(
  number TEXT NOT NULL,
  resident TEXT NOT NULL,
  PRIMARY KEY (resident, number)
) STRICT, WITHOUT ROWID;

-- Each way in which a name of a resident is spelt, once: far fewer than residents, so that a search can look at all.
CREATE TABLE spelling(
  name_key TEXT NOT NULL,
  hanja_key TEXT NOT NULL,
  roman_key TEXT NOT NULL,
  PRIMARY KEY (name_key, hanja_key, roman_key)
) STRICT, WITHOUT ROWID;

-- Words of the address, found by their beginnings. Holds no text of its own; row = household.row.
CREATE VIRTUAL TABLE household_address USING fts5(
  address, content = '', contentless_delete = 1, detail = full, tokenize = "unicode61 tokenchars '-'", prefix = '1 2 3'
);
INSERT INTO household_address(household_address, rank) VALUES ('secure-delete', 1);

-- Those of them without a digit, once: roads, places, houses.
CREATE TABLE place_word(word TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;

-- Which feed items hold data of whom, so that they can be erased when somebody leaves.
CREATE TABLE feed_subject(
  resident TEXT NOT NULL,
  item TEXT NOT NULL,
  PRIMARY KEY (resident, item)
) STRICT, WITHOUT ROWID;
