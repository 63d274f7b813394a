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
