-- Made after the tables are full, when a snapshot is loaded.
CREATE INDEX resident_number ON resident(number);
CREATE INDEX resident_household ON resident(household_row, name_key, birth_date, id);
-- Nobody, as long as a snapshot lists households before their people.
UPDATE resident SET household_row = (SELECT row FROM household WHERE household.id = resident.document ->> '$.household')
  WHERE household_row IS NULL;
-- The household stands in it too: whoever is looked for by name and road is told apart without reading the resident.
CREATE INDEX resident_name ON resident(name_key, birth_date, id, household_row);
CREATE INDEX resident_birth_date ON resident(birth_date, name_key, id);
INSERT OR IGNORE INTO spelling SELECT DISTINCT name_key, hanja_key, roman_key FROM resident ORDER BY 1, 2, 3;
CREATE INDEX filing_named_number ON filing_named(number);
CREATE INDEX filing_waiting ON filing(id) WHERE is_waiting = 1;
CREATE INDEX entry_unsent ON entry(device, incarnation, seq) WHERE receipt IS NULL;
CREATE INDEX departure_day ON departure(registered_on);
CREATE INDEX departure_resident ON departure(resident);
CREATE INDEX arrival_day ON arrival(registered_on);
CREATE INDEX arrival_resident ON arrival(resident);
CREATE INDEX former_number_number ON former_number(number);
CREATE INDEX household_headless ON household(row) WHERE is_headless = 1;
CREATE INDEX certificate_day ON certificate(issued_on, reserved_at, id);
CREATE INDEX certificate_open ON certificate(state) WHERE state NOT IN ('issued', 'void');
CREATE INDEX sheets_spent_day ON sheets_spent(day);
CREATE INDEX certificate_household ON certificate(household) WHERE household IS NOT NULL;
CREATE INDEX certificate_address ON certificate(address) WHERE address IS NOT NULL;
