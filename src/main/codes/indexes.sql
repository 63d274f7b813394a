CREATE INDEX area_of_code ON area(system, code, from_day);
CREATE INDEX area_of_name ON area(system, township, ri);
CREATE INDEX area_of_ri ON area(ri) WHERE ri <> '';
CREATE INDEX jurisdiction_of_office ON jurisdiction(administrative, legal);
CREATE INDEX jurisdiction_of_legal ON jurisdiction(legal, administrative);
CREATE INDEX street_of_key ON street(key);
CREATE INDEX place_of_name ON place(township, ri);
CREATE INDEX address_of_lot ON address(legal, is_mountain, lot_main, lot_sub);
