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
