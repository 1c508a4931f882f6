INSERT INTO depot SELECT seq, CONCAT(CHAR(64 + seq), 'X'), ELT(1 + seq % 3, 'north', 'south', 'far, east'), 1980 + seq, '06:00:00', IF(seq % 2 = 0, '24:00:00', '20:00:00') FROM seq_1_to_12;
INSERT INTO driver SELECT seq, NULLIF(seq DIV 8, 0), 1 + seq % 12, IF(seq = 5, 'it''s complicated', ELT(1 + seq % 2, 'trainee', 'driver')), seq % 3 > 0, (seq * 7 % 1000) / 100,
  DATE_ADD('2001-02-03', INTERVAL seq * 31 DAY), IF(seq % 4 > 0, CONCAT('note ', seq), NULL) FROM seq_1_to_90;
INSERT INTO tour SELECT d.seq, t.seq, 1 + (d.seq * t.seq) % 90, DATE_ADD('2024-01-02 03:04:05.678', INTERVAL d.seq * t.seq * 97 MINUTE), SEC_TO_TIME(3600 + d.seq * t.seq * 311 % 120000),
  18446744073709000000 + d.seq * t.seq, IF(t.seq % 5 > 0, d.seq * t.seq / 3, NULL), JSON_OBJECT('level', t.seq % 4, 'ok', t.seq % 2 = 0) FROM seq_1_to_12 d, seq_1_to_25 t;
INSERT INTO stop SELECT depot_id, tour_no, seq, IF(seq = 3, NULL, DATE_ADD(started, INTERVAL seq * 17 MINUTE)), ELT(1 + (tour_no + seq) % 3, 'in', 'out', 'in,out') FROM tour, seq_1_to_3;
