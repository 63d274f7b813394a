-- Made after the tables are full, when a snapshot is loaded.
CREATE UNIQUE INDEX resident_number ON resident(number);
CREATE INDEX resident_household ON resident(household);
CREATE INDEX resident_name ON resident(name, id);
CREATE INDEX resident_initials ON resident(initials, id);
CREATE INDEX resident_birth_date ON resident(birth_date, id);
CREATE INDEX filing_mover_number ON filing_mover(number);
CREATE INDEX entry_unsent ON entry(device, incarnation, seq) WHERE receipt IS NULL;
CREATE INDEX departure_day ON departure(registered_on);
