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
