-- The move-out list (전출자 명부): all that stays of someone who has left.
CREATE TABLE departure(
  resident TEXT NOT NULL,
  registered_on TEXT NOT NULL,
  document TEXT NOT NULL,
  PRIMARY KEY (resident, registered_on)
) STRICT, WITHOUT ROWID;
