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
