-- The tables of a replica's file of version 2, as they were. Never changed: what stands in offices is as it is.
-- What this device knows of itself and how far it has come. One row a fact; see meta.ts for the names.
CREATE TABLE meta(
  name TEXT PRIMARY KEY,
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- Who may sign in here, as central last said.
CREATE TABLE official(
  id TEXT PRIMARY KEY,
  document TEXT NOT NULL
) STRICT, WITHOUT ROWID;
-- One row for each entry of the journal: its place in the chain, and what central said of it.
-- An entry without a receipt is in the outbox.
CREATE TABLE entry(
  device TEXT NOT NULL,
  incarnation INTEGER NOT NULL,
  seq INTEGER NOT NULL,
  id TEXT NOT NULL UNIQUE,
  kind TEXT NOT NULL,
  hash TEXT NOT NULL,
  receipt TEXT CHECK (receipt IN ('accepted', 'quarantined')),
  PRIMARY KEY (device, incarnation, seq)
) STRICT, WITHOUT ROWID;
-- The confirmed register of this office: what central's decisions say, and nothing else.
CREATE TABLE resident(
  id TEXT NOT NULL UNIQUE,
  household TEXT NOT NULL,
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
-- Filings of this office, whichever of its devices took them, with what was done with each and the answers so far.
CREATE TABLE filing(
  id TEXT PRIMARY KEY,
  device TEXT NOT NULL,
  taken_at TEXT NOT NULL,
  report_date TEXT NOT NULL,
  -- 'move-in', or the kind of any other report. What was supplemented never changes it.
  kind TEXT NOT NULL,
  -- As it was taken.
  report TEXT NOT NULL,
  -- Of the entry's body, where this device took it; the feed doesn't tell.
  content_hash TEXT,
  -- It has no answer yet, or something was done with it since that has none.
  is_waiting INTEGER NOT NULL,
  -- Why central couldn't read it.
  quarantined TEXT
) STRICT, WITHOUT ROWID;

-- Everybody whose number stands in a filing as it reads now.
CREATE TABLE filing_named(
  filing TEXT NOT NULL,
  number TEXT NOT NULL,
  PRIMARY KEY (filing, number)
) STRICT, WITHOUT ROWID;

-- What was done with filings. Confirmed: central's decision names it.
CREATE TABLE amendment(
  row INTEGER PRIMARY KEY,
  filing TEXT NOT NULL,
  document TEXT NOT NULL,
  -- The entry and the hash of its body, where this device did it.
  entry TEXT UNIQUE,
  content_hash TEXT,
  -- Central answers to it.
  is_decided INTEGER NOT NULL,
  is_confirmed INTEGER NOT NULL,
  -- Among those that central names, in its order.
  place INTEGER NOT NULL,
  quarantined TEXT
) STRICT;
-- From the start, because a snapshot's filings look for theirs.
CREATE INDEX amendment_filing ON amendment(filing);

-- Every answer that was ever given; the one with the highest revision holds. `mover` is a key of `moverKey`.
CREATE TABLE answer(
  filing TEXT NOT NULL,
  mover TEXT NOT NULL,
  revision INTEGER NOT NULL,
  answer TEXT NOT NULL,
  PRIMARY KEY (filing, mover, revision)
) STRICT, WITHOUT ROWID;
-- The move-out list (전출자 명부): all that stays of someone who has left.
CREATE TABLE departure(
  row INTEGER PRIMARY KEY,
  resident TEXT NOT NULL,
  registered_on TEXT NOT NULL,
  document TEXT NOT NULL
) STRICT;

-- The move-in list (전입자 명부).
CREATE TABLE arrival(
  row INTEGER PRIMARY KEY,
  resident TEXT NOT NULL,
  registered_on TEXT NOT NULL,
  document TEXT NOT NULL
) STRICT;
-- The ledger of papers (증명 발급 대장): one row a serial, as its entries in the journal leave it.
CREATE TABLE certificate(
  id TEXT PRIMARY KEY,
  serial TEXT NOT NULL UNIQUE,
  document_number TEXT NOT NULL UNIQUE,
  kind TEXT NOT NULL,
  state TEXT NOT NULL,
  -- Why it waits for a person, or came to nothing.
  why TEXT,
  holder TEXT NOT NULL,
  applicant TEXT NOT NULL,
  -- Null until it is rendered.
  pages INTEGER,
  -- Sheets known to have come out; null while nobody knows.
  sheets INTEGER,
  attempt INTEGER NOT NULL,
  printer TEXT NOT NULL,
  -- The job at the printer as JSON, of the last attempt.
  job TEXT,
  sha256 TEXT,
  -- What was charged; stays when the paper is replaced later.
  won INTEGER NOT NULL,
  official TEXT NOT NULL,
  role TEXT NOT NULL,
  issued_on TEXT NOT NULL,
  reserved_at TEXT NOT NULL,
  settled_at TEXT,
  replaced_by TEXT,
  overtaken TEXT,
  -- What it is about, besides the people on it: somebody who joins is on no paper yet.
  household TEXT,
  address TEXT,
  -- The body of the entry that reserved it.
  reservation TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE certificate_step(
  certificate TEXT NOT NULL,
  entry TEXT NOT NULL,
  at TEXT NOT NULL,
  official TEXT NOT NULL,
  step TEXT NOT NULL,
  PRIMARY KEY (certificate, entry)
) STRICT, WITHOUT ROWID;

-- Whose data are on it.
CREATE TABLE certificate_subject(
  resident TEXT NOT NULL,
  certificate TEXT NOT NULL,
  PRIMARY KEY (resident, certificate)
) STRICT, WITHOUT ROWID;

-- Issued papers of whose residents something has changed since: to be compared with the register as it is now.
CREATE TABLE certificate_to_compare(certificate TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;

-- From rendered to the end, so that recovery never draws a paper anew. Belongs to no entry: it is the bytes that the
-- entry names by hash.
CREATE TABLE certificate_pdf(certificate TEXT PRIMARY KEY, pdf BLOB NOT NULL) STRICT, WITHOUT ROWID;

-- Serials that this device may use; `next` is the first that is free.
CREATE TABLE serial_block(
  office TEXT NOT NULL,
  epoch INTEGER NOT NULL,
  first INTEGER NOT NULL,
  last INTEGER NOT NULL,
  terminal INTEGER NOT NULL,
  next INTEGER NOT NULL,
  PRIMARY KEY (epoch, first)
) STRICT, WITHOUT ROWID;

-- Requests for serials, with how many were left then. Central may answer without granting any; asking again with as many
-- left would get the same answer, for ever.
CREATE TABLE serial_request(
  entry TEXT PRIMARY KEY,
  left_then INTEGER NOT NULL,
  is_answered INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE sheets_spent(
  entry TEXT PRIMARY KEY,
  day TEXT NOT NULL,
  what TEXT NOT NULL,
  printer TEXT NOT NULL,
  sheets INTEGER NOT NULL,
  note TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE signed_day(
  day TEXT PRIMARY KEY,
  official TEXT NOT NULL,
  at TEXT NOT NULL,
  body TEXT NOT NULL
) STRICT, WITHOUT ROWID;
-- Tasks that are not finished, each of one official. Folded from nothing: it is theirs and this device's alone.
CREATE TABLE draft(
  id TEXT PRIMARY KEY,
  official TEXT NOT NULL,
  task TEXT NOT NULL,
  title TEXT NOT NULL,
  -- The window's own; nobody else reads it.
  content TEXT NOT NULL,
  saved_at TEXT NOT NULL
) STRICT;
