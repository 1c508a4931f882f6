CREATE TABLE depot (depot_id int UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY, code char(2) NOT NULL UNIQUE, kind varchar(9) NOT NULL CHECK (kind IN ('north', 'south', 'far, east')), founded year NOT NULL,
  opens time NOT NULL, shuts time NOT NULL) ENGINE = InnoDB;
CREATE TABLE driver (driver_id int NOT NULL PRIMARY KEY, chief_id int, depot_id int UNSIGNED NOT NULL, grade enum('trainee', 'driver', 'it''s complicated') NOT NULL,
  active tinyint(1) NOT NULL, rating decimal(4,2) CHECK (rating BETWEEN 0 AND 10), hired date NOT NULL, note varchar(40),
  FOREIGN KEY (chief_id) REFERENCES driver (driver_id), FOREIGN KEY (depot_id) REFERENCES depot (depot_id)) ENGINE = InnoDB;
CREATE TABLE tour (depot_id int UNSIGNED NOT NULL, tour_no smallint NOT NULL, driver_id int NOT NULL, started datetime(3) NOT NULL, lasted time NOT NULL,
  metres bigint UNSIGNED NOT NULL, load_kg double, detail json, PRIMARY KEY (depot_id, tour_no),
  FOREIGN KEY (depot_id) REFERENCES depot (depot_id), FOREIGN KEY (driver_id) REFERENCES driver (driver_id)) ENGINE = InnoDB;
CREATE TABLE stop (depot_id int UNSIGNED NOT NULL, tour_no smallint NOT NULL, stop_no smallint NOT NULL, arrived timestamp NULL, kind set('in', 'out'),
  PRIMARY KEY (depot_id, tour_no, stop_no), FOREIGN KEY (depot_id, tour_no) REFERENCES tour (depot_id, tour_no)) ENGINE = InnoDB;
