-- Made after the tables are full, when a snapshot is loaded.
CREATE UNIQUE INDEX resident_number ON resident(number);
CREATE INDEX resident_household ON resident(household);
CREATE INDEX resident_name ON resident(name, id);
CREATE INDEX resident_initials ON resident(initials, id);
CREATE INDEX resident_birth_date ON resident(birth_date, id);
CREATE INDEX filing_mover_number ON filing_mover(number);
CREATE INDEX entry_unsent ON entry(device, incarnation, seq) WHERE receipt IS NULL;
CREATE INDEX departure_day ON departure(registered_on);
CREATE INDEX certificate_day ON certificate(issued_on, reserved_at, id);
CREATE INDEX certificate_open ON certificate(state) WHERE state NOT IN ('issued', 'void');
CREATE INDEX sheets_spent_day ON sheets_spent(day);
CREATE INDEX certificate_household ON certificate(household) WHERE household IS NOT NULL;
CREATE INDEX certificate_address ON certificate(address) WHERE address IS NOT NULL;
