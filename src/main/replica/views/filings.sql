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
