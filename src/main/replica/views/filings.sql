-- Filings of this office, whichever of its devices took them, with the answers so far.
CREATE TABLE filing(
  id TEXT PRIMARY KEY,
  device TEXT NOT NULL,
  taken_at TEXT NOT NULL,
  report_date TEXT NOT NULL,
  report TEXT NOT NULL,
  -- Central has it, as the feed or a receipt says; a filing of another device always is.
  quarantined TEXT
) STRICT, WITHOUT ROWID;

CREATE TABLE filing_mover(
  filing TEXT NOT NULL,
  number TEXT NOT NULL,
  PRIMARY KEY (filing, number)
) STRICT, WITHOUT ROWID;

-- Every answer that was ever given; the one with the highest revision holds.
CREATE TABLE answer(
  filing TEXT NOT NULL,
  number TEXT NOT NULL,
  revision INTEGER NOT NULL,
  answer TEXT NOT NULL,
  PRIMARY KEY (filing, number, revision)
) STRICT, WITHOUT ROWID;
