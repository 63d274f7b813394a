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
